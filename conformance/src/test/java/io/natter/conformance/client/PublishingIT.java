package io.natter.conformance.client;

import static io.natter.conformance.client.Testbed.PATIENCE;
import static io.natter.conformance.client.Testbed.next;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.natter.client.BufferFullException;
import io.natter.client.ConnectionClosedException;
import io.natter.client.ConnectionEvent;
import io.natter.client.ConnectionState;
import io.natter.client.NatsConnection;
import io.natter.client.Outgoing;
import io.natter.client.PayloadTooLargeException;
import io.natter.client.SyncSubscription;
import io.natter.client.WhenDisconnected;
import io.natter.conformance.EachProgram;
import io.natter.conformance.ServerProgram;
import io.natter.protocol.wire.Headers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What goes out, and what is refused before it does. */
final class PublishingIT {
    @TempDir
    private Path directory;

    @RegisterExtension
    private final Testbed testbed = new Testbed();

    @EachProgram
    @DisplayName("NJ-10 subjects that break out of their line, and wildcards, are refused everywhere")
    void refusesBadSubjects(ServerProgram program) {
        NatsConnection nats = testbed.start(Setting.open(program), directory).connect();
        for (String bad : new String[] {"", " ", "a b", "a\tb", "a\r\nPUB x 0", ".a", "a.", "a..b"}) {
            assertThatThrownBy(() -> nats.publish(bad, "x")).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> nats.subscribe(bad)).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> nats.request(bad, "x")).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> nats.publish(Outgoing.of("a", "x").withReplyTo(bad)))
                    .isInstanceOf(IllegalArgumentException.class);
        }
        assertThatThrownBy(() -> nats.publish("a.*", "x")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> nats.publish("a.>", "x")).isInstanceOf(IllegalArgumentException.class);
        nats.flush(PATIENCE);
    }

    @EachProgram
    @DisplayName("max_payload is checked before anything is sent, headers counted")
    void checksTheSize(ServerProgram program) {
        NatsConnection nats = testbed.start(Setting.open(program), "max_payload: 1000", directory)
                .connect();
        SyncSubscription subscription = nats.subscribe("foo");
        nats.publish("foo", new byte[1000]);
        assertThatThrownBy(() -> nats.publish("foo", new byte[1001])).isInstanceOf(PayloadTooLargeException.class);
        assertThatThrownBy(() -> nats.publish("foo", new byte[990], Headers.of("k", "v")))
                .isInstanceOf(PayloadTooLargeException.class);
        assertThat(next(subscription).payload()).hasSize(1000);
        assertThat(nats.statistics().publishedMessages()).isEqualTo(1);
    }

    @EachProgram
    @DisplayName("payloads of all sizes arrive whole, between others")
    void carriesAllSizes(ServerProgram program) {
        Site site = testbed.start(Setting.open(program), directory);
        NatsConnection nats = site.connect();
        SyncSubscription subscription = nats.subscribe("foo");
        Random random = new Random(7);
        int[] sizes = {0, 1, 15, 16, 1023, 1024, 4095, 32_767, 32_768, 65_536, 300_000, 1 << 20};
        byte[][] payloads = new byte[3 * sizes.length][];
        for (int i = 0; i < payloads.length; i++) {
            payloads[i] = new byte[sizes[random.nextInt(sizes.length)]];
            random.nextBytes(payloads[i]);
            nats.publish("foo", payloads[i]);
        }
        for (byte[] payload : payloads) {
            assertThat(next(subscription).payload()).isEqualTo(payload);
        }
    }

    @EachProgram
    @DisplayName("NJ-22 a full buffer makes publishes wait, then fail; pings pass all the same")
    void boundsTheBuffer(ServerProgram program) {
        Site site = testbed.start(Setting.open(program), directory);
        site.stop();
        NatsConnection nats = testbed.connect(site.options()
                .connectInBackground(true)
                .bufferBytes(1_000)
                .publishTimeout(Duration.ofMillis(1))
                .build());
        assertThatThrownBy(() -> {
                    for (int i = 0; i < 1_000; i++) {
                        nats.publish("foo", "0123456789");
                    }
                })
                .isInstanceOf(BufferFullException.class);
        assertThat(nats.statistics().pendingBytes()).isBetween(1L, 1_000L);
        site.start();
        Testbed.await("being connected", () -> nats.state() == ConnectionState.CONNECTED);
        nats.flush(PATIENCE);
        assertThat(nats.rtt()).isPositive();
    }

    @EachProgram
    @DisplayName("NJ-22 with patience every publish finds room")
    void waitsForRoom(ServerProgram program) {
        Site site = testbed.start(Setting.open(program), directory);
        NatsConnection nats = testbed.connect(
                site.options().bufferBytes(5_000).publishTimeout(PATIENCE).build());
        SyncSubscription subscription = nats.subscribe("foo");
        for (int i = 0; i < 5_000; i++) {
            nats.publish("foo", "0123456789".repeat(10));
        }
        for (int i = 0; i < 5_000; i++) {
            next(subscription);
        }
    }

    @EachProgram
    @DisplayName("NJ-22 without a connection a publish fails or is dropped, as was chosen")
    void failsOrDropsWithoutAConnection(ServerProgram program) {
        EventLog log = new EventLog();
        Site site = testbed.start(Setting.open(program), directory);
        site.stop();
        NatsConnection failing = testbed.connect(site.options()
                .connectInBackground(true)
                .whenDisconnected(WhenDisconnected.FAIL)
                .build());
        NatsConnection dropping = testbed.connect(site.options()
                .connectInBackground(true)
                .whenDisconnected(WhenDisconnected.DROP)
                .listeners(log)
                .build());
        assertThatThrownBy(() -> failing.publish("foo", "x")).isInstanceOf(ConnectionClosedException.class);
        dropping.publish("foo", "x");
        dropping.publish("foo", "x");
        log.await(ConnectionEvent.PublishDropped.class);
        assertThat(dropping.statistics().pendingBytes()).isZero();
        assertThat(log.all(ConnectionEvent.PublishDropped.class)).hasSize(1);
    }

    @EachProgram
    @DisplayName("NJ-12 NJ-23 during a drain handlers publish, and nobody else")
    void letsHandlersPublishDuringDrain(ServerProgram program) throws Exception {
        Site site = testbed.start(Setting.open(program), directory);
        NatsConnection other = site.connect();
        SyncSubscription answers = other.subscribe("answers");
        other.flush(PATIENCE);
        NatsConnection nats = site.connect();
        CountDownLatch entered = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        nats.subscribe("foo", message -> {
            entered.countDown();
            go.await();
            nats.publish("answers", message.text());
        });
        nats.publish("foo", "one");
        nats.publish("foo", "two");
        entered.await();
        CompletableFuture<io.natter.client.DrainResult> drained = nats.drainAsync(PATIENCE);
        Testbed.await("draining", () -> nats.state() == ConnectionState.DRAINING);
        assertThatThrownBy(() -> nats.publish("foo", "late")).isInstanceOf(ConnectionClosedException.class);
        go.countDown();
        assertThat(drained.get().isComplete()).isTrue();
        assertThat(next(answers).text()).isEqualTo("one");
        assertThat(next(answers).text()).isEqualTo("two");
        assertThatThrownBy(() -> nats.publish("foo", "later")).isInstanceOf(ConnectionClosedException.class);
    }

    @EachProgram
    @DisplayName("many threads publish at once, each in its own order")
    void keepsTheOrderOfEachThread(ServerProgram program) {
        NatsConnection nats = testbed.start(Setting.open(program), directory).connect();
        int threads = 8;
        int each = 2_000;
        SyncSubscription subscription = nats.subscribe("from.*");
        var publishing = new CompletableFuture<?>[threads];
        for (int t = 0; t < threads; t++) {
            String subject = "from." + t;
            publishing[t] = Testbed.inBackground(() -> {
                for (int i = 0; i < each; i++) {
                    nats.publish(subject, "" + i);
                }
                return each;
            });
        }
        int[] expected = new int[threads];
        for (int i = 0; i < threads * each; i++) {
            var message = next(subscription);
            int from = message.subject().charAt(5) - '0';
            assertThat(message.text()).isEqualTo("" + expected[from]++);
        }
        CompletableFuture.allOf(publishing).join();
    }
}
