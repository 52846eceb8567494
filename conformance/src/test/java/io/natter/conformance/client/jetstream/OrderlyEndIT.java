package io.natter.conformance.client.jetstream;

import static org.assertj.core.api.Assertions.assertThat;

import io.natter.client.NatsConnection;
import io.natter.client.jetstream.ConsumeOptions;
import io.natter.client.jetstream.JetStream;
import io.natter.client.jetstream.JetStreamMessage;
import io.natter.client.jetstream.OrderedConsumer;
import io.natter.client.jetstream.StreamContext;
import io.natter.client.keyvalue.WatchOptions;
import io.natter.client.objectstore.ObjectWatchOptions;
import io.natter.conformance.EachProgram;
import io.natter.conformance.ServerProgram;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A connection that ends in an orderly way leaves no consumer that nobody knows of. */
final class OrderlyEndIT {
    private static final Duration PATIENCE = JetStreamSite.PATIENCE;

    @TempDir
    private Path directory;

    @RegisterExtension
    private final JetStreamSite site = new JetStreamSite();

    /** What a program would hold on to. */
    private final List<Object> held = new ArrayList<>();

    /** All that makes consumers for itself and hands messages to handlers, begun and left open. */
    private void beginHandled(NatsConnection nats) {
        Ground ground = Ground.make(JetStream.of(nats), 1);
        OrderedConsumer fetched = ground.stream().orderedConsumer();
        assertThat(fetched.fetch(3, PATIENCE)).hasSize(3);
        var consumption = ground.stream().orderedConsumer().consume(message -> {});
        var pushed = ground.stream().orderedConsumer().consumePushed(message -> {});
        ground.stream().orderedConsumer().publisher(ConsumeOptions.DEFAULTS).subscribe(new All());
        var values = ground.bucket().watch(WatchOptions.ALL, entry -> {});
        var objects = ground.store().watch(ObjectWatchOptions.ALL, info -> {});
        held.addAll(List.of(fetched, consumption, pushed, values, objects));
    }

    /** The same for what is taken by whoever asks, which a drain from elsewhere would wait for. */
    private void beginTaken(NatsConnection nats) throws IOException {
        Ground ground = Ground.make(JetStream.of(nats), 1);
        var messages = ground.stream().orderedConsumer().messages();
        assertThat(messages.next(PATIENCE)).isPresent();
        var object = ground.store().open("big");
        assertThat(object.read()).isZero();
        held.addAll(List.of(messages, object));
    }

    private static List<StreamContext> streams(JetStream js) {
        return List.of(js.stream("ORDERS"), js.stream("KV_bucket"), js.stream("OBJ_store"));
    }

    private static List<Integer> consumers(JetStream js) {
        return streams(js).stream().map(stream -> stream.consumerNames().size()).toList();
    }

    private JetStream prepared(ServerProgram program) {
        JetStream js = site.start(program, directory);
        Ground.make(js, 1);
        JetStreamSite.publish(js, "orders.a", 0, 10);
        return js;
    }

    /** Takes all there is. */
    private static final class All implements Flow.Subscriber<JetStreamMessage> {
        @Override
        public void onSubscribe(Flow.Subscription begun) {
            begun.request(Long.MAX_VALUE);
        }

        @Override
        public void onNext(JetStreamMessage message) {
            assertThat(message.text()).isNotEmpty();
        }

        @Override
        public void onError(Throwable cause) {
            // with the connection
        }

        @Override
        public void onComplete() {
            // with the connection
        }
    }

    @EachProgram
    void closeDeletesWhatTheClientMadeForItself(ServerProgram program) throws IOException {
        JetStream js = prepared(program);
        NatsConnection nats = site.connect();
        beginHandled(nats);
        beginTaken(nats);
        assertThat(consumers(js)).containsExactly(5, 1, 2);
        nats.close();
        JetStreamSite.await("no consumer", () -> consumers(js).equals(List.of(0, 0, 0)));
    }

    @EachProgram
    void drainDeletesAfterTheHandlersAreDone(ServerProgram program) throws Exception {
        JetStream js = prepared(program);
        NatsConnection nats = site.connect();
        CountDownLatch atWork = new CountDownLatch(1);
        CountDownLatch mayGoOn = new CountDownLatch(1);
        nats.subscribe("slow", message -> {
            atWork.countDown();
            assertThat(mayGoOn.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        });
        beginHandled(nats);
        nats.publish("slow", "");
        assertThat(atWork.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        CompletableFuture<?> drained = nats.drainAsync(PATIENCE);
        assertThat(consumers(js).subList(1, 3)).containsExactly(1, 1);
        mayGoOn.countDown();
        drained.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        JetStreamSite.await("no consumer", () -> consumers(js).equals(List.of(0, 0, 0)));
    }

    @EachProgram
    @DisplayName("closeNow sends nothing: the server deletes what is not used for five minutes")
    void closeNowSendsNothing(ServerProgram program) {
        JetStream js = prepared(program);
        NatsConnection nats = site.connect();
        beginHandled(nats);
        nats.closeNow();
        assertThat(consumers(js)).containsExactly(4, 1, 1);
    }
}
