package io.natter.client.messaging;

import io.natter.client.Message;
import io.natter.client.SubscribeOptions;
import io.natter.client.transport.Patience;
import java.lang.ref.Reference;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.concurrent.Flow;
import org.reactivestreams.Publisher;
import org.reactivestreams.tck.TestEnvironment;
import org.reactivestreams.tck.TestEnvironment.ManualSubscriber;
import org.reactivestreams.tck.flow.FlowPublisherVerification;
import org.testng.annotations.Test;

/** Every check of the Reactive Streams compatibility kit (TestNG) over {@code NatsConnection.publisher}; it skips those that are optional or cannot be made. */
public final class PublisherTckTest extends FlowPublisherVerification<Message> {
    private static final long TIMEOUT_MS = 60_000;
    private static final long SILENCE_MS = 50;
    private static final long POLL_MS = 10;
    private static final long MOST_MESSAGES = 10_000;

    private final TestEnvironment environment;

    /** With limits that only a failure waits for. */
    public PublisherTckTest() {
        this(new TestEnvironment(TIMEOUT_MS, SILENCE_MS, POLL_MS));
    }

    private PublisherTckTest(TestEnvironment environment) {
        super(environment);
        this.environment = environment;
    }

    @Override
    public Flow.Publisher<Message> createFlowPublisher(long elements) {
        Rig rig = new Rig();
        SubscribeOptions options = SubscribeOptions.DEFAULTS.withAutoUnsubscribeAfter(elements);
        Flow.Publisher<Message> publisher = rig.messaging.publisher("a", options);
        return subscriber -> {
            publisher.subscribe(subscriber);
            feed(rig, elements);
        };
    }

    private static synchronized void feed(Rig rig, long elements) {
        long sid = rig.out.operations().stream()
                .filter(operation -> operation.startsWith("SUB a "))
                .mapToLong(operation -> Long.parseLong(operation.substring("SUB a ".length())))
                .max()
                .orElse(0);
        StringBuilder pass = new StringBuilder();
        for (long i = 0; i < elements && sid > 0; i++) {
            pass.append(Rig.msg("a", sid, Long.toString(i)));
        }
        rig.receive(pass.toString());
        if (elements == 0) {
            rig.messaging.drain(Duration.ofHours(1), null);
            rig.receive("PONG\r\n");
        }
    }

    @Override
    public Flow.Publisher<Message> createFailedFlowPublisher() {
        Rig rig = new Rig();
        rig.messaging.close(true);
        return rig.messaging.publisher("a", SubscribeOptions.DEFAULTS);
    }

    /** The kit asks the collector once and gives it a tenth of a second, which is too little on a busy machine; this one asks until it is done. */
    @Override
    @Test
    public void required_spec313_cancelMustMakeThePublisherEventuallyDropAllReferencesToTheSubscriber() {
        Publisher<Message> publisher = createPublisher(3);
        WeakReference<ManualSubscriber<Message>> subscriber = cancelled(publisher);
        try {
            Patience.await().until(() -> {
                System.gc();
                return subscriber.get() == null;
            });
        } finally {
            Reference.reachabilityFence(publisher);
        }
    }

    // In a method of its own, so that no local variable holds the subscriber.
    private WeakReference<ManualSubscriber<Message>> cancelled(Publisher<Message> publisher) {
        try {
            ManualSubscriber<Message> subscriber = environment.newManualSubscriber(publisher);
            subscriber.requestNextElement();
            subscriber.cancel();
            return new WeakReference<>(subscriber);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public long maxElementsFromPublisher() {
        return MOST_MESSAGES;
    }
}
