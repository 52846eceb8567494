package io.natter.client.messaging;

import static io.natter.client.transport.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.natter.client.Message;
import io.natter.client.ServerErrorException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The rules of Reactive Streams for a subscription as publisher. */
class PublisherTest {
    private final Rig rig = new Rig();
    private final Recorder recorder = new Recorder();

    @Test
    void givesOutWhatIsDemandedAndNoMore() {
        subscribe();
        assertThat(rig.out.operations()).containsExactly("SUB a 2");
        rig.receive(Rig.msg("a", 2, "1") + Rig.msg("a", 2, "2") + Rig.msg("a", 2, "3"));
        assertThat(recorder.signals).isEmpty();
        recorder.subscription().request(2);
        await().until(() -> recorder.signals.size() == 2);
        assertThat(recorder.signals).containsExactly("1", "2");
        recorder.subscription().request(Long.MAX_VALUE);
        recorder.subscription().request(Long.MAX_VALUE);
        await().until(() -> recorder.signals.size() == 3);
    }

    @Test
    void eachSubscriberHasItsOwnSubscription() {
        Flow.Publisher<Message> publisher = rig.messaging.publisher("a", Rig.defaults());
        assertThat(rig.out.operations()).isEmpty();
        publisher.subscribe(recorder);
        publisher.subscribe(new Recorder());
        assertThat(rig.out.operations()).containsExactly("SUB a 2", "SUB a 3");
    }

    @Test
    void cancellingUnsubscribesAndIsFinal() {
        subscribe();
        recorder.subscription().cancel();
        recorder.subscription().cancel();
        recorder.subscription().request(5);
        assertThat(rig.out.operations()).containsExactly("SUB a 2", "UNSUB 2");
        rig.message("a", 2, "1");
        assertThat(rig.messaging.figures().orphaned()).isEqualTo(1);
        assertThat(recorder.signals).isEmpty();
    }

    @Test
    void aDemandBelowOneIsAnError() {
        subscribe();
        recorder.subscription().request(0);
        await().until(() -> !recorder.signals.isEmpty());
        assertThat(recorder.signals)
                .containsExactly("error IllegalArgumentException request: got 0, expected at least 1 (rule 3.9)");
        assertThat(rig.messaging.subscriptionCount()).isZero();
    }

    @Test
    void aRefusalIsAnError() {
        subscribe();
        rig.refuse("Permissions Violation for Subscription to \"a\"");
        await().until(() -> !recorder.signals.isEmpty());
        assertThat(recorder.signals.get(0)).startsWith("error " + ServerErrorException.class.getSimpleName());
    }

    @Test
    void completesAfterTheLastMessageWasDemanded() {
        rig.messaging.publisher("a", Rig.defaults().withAutoUnsubscribeAfter(2)).subscribe(recorder);
        rig.receive(Rig.msg("a", 2, "1") + Rig.msg("a", 2, "2"));
        recorder.subscription().request(1);
        await().until(() -> recorder.signals.size() == 1);
        recorder.subscription().request(1);
        await().until(() -> recorder.signals.size() == 3);
        assertThat(recorder.signals).containsExactly("1", "2", "complete");
    }

    @Test
    void completesWhenTheConnectionCloses() {
        subscribe();
        rig.messaging.close(false);
        await().until(() -> !recorder.signals.isEmpty());
        assertThat(recorder.signals).containsExactly("complete");
    }

    @Test
    void aClosedConnectionIsAnError() {
        rig.messaging.close(false);
        subscribe();
        await().until(() -> !recorder.signals.isEmpty());
        assertThat(recorder.signals.get(0)).startsWith("error ConnectionClosedException");
    }

    @Test
    void aSubscriberThatThrowsIsDone() {
        recorder.failsOnNext = true;
        subscribe();
        recorder.subscription().request(5);
        rig.receive(Rig.msg("a", 2, "1") + Rig.msg("a", 2, "2"));
        await().until(() -> rig.messaging.subscriptionCount() == 0);
        await().until(() -> rig.messaging.figures().failed() == 1);
        assertThat(recorder.signals).containsExactly("1");
    }

    private void subscribe() {
        rig.messaging.publisher("a", Rig.defaults()).subscribe(recorder);
    }

    /** Writes down its signals. Thread-safe. */
    private static final class Recorder implements Flow.Subscriber<Message> {
        private final List<String> signals = Collections.synchronizedList(new ArrayList<>());
        private final AtomicReference<Flow.@Nullable Subscription> subscription = new AtomicReference<>();
        private volatile boolean failsOnNext;

        Flow.Subscription subscription() {
            Flow.Subscription given = subscription.get();
            if (given == null) {
                throw new AssertionError("onSubscribe was not called");
            }
            return given;
        }

        @Override
        public void onSubscribe(Flow.Subscription given) {
            subscription.set(given);
        }

        @Override
        public void onNext(Message message) {
            signals.add(message.text());
            if (failsOnNext) {
                throw new IllegalStateException("on purpose");
            }
        }

        @Override
        public void onError(Throwable cause) {
            signals.add("error " + cause.getClass().getSimpleName() + " " + cause.getMessage());
        }

        @Override
        public void onComplete() {
            signals.add("complete");
        }
    }
}
