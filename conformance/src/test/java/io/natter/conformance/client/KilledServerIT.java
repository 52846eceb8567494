package io.natter.conformance.client;

import static io.natter.conformance.client.Testbed.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.natter.client.ConnectionState;
import io.natter.client.Message;
import io.natter.client.NatsConnection;
import io.natter.client.NatsException;
import io.natter.client.NatsOptions;
import io.natter.client.Outgoing;
import io.natter.client.RequestOptions;
import io.natter.client.RetryPolicy;
import io.natter.conformance.EachProgram;
import io.natter.conformance.ServerProgram;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The server's process is killed under load and started again. */
final class KilledServerIT {
    @TempDir
    private Path directory;

    @RegisterExtension
    private final Testbed testbed = new Testbed();

    private final EventLog log = new EventLog();

    @EachProgram
    @DisplayName(
            "NJ-48 NJ-50 kill -9 under load: the client comes back, order holds, nothing comes twice, requests are answered")
    void comesBackAfterAKill(ServerProgram program) throws Exception {
        program.whyAbsent().ifPresent(reason -> assumeTrue(false, reason));
        KillableServer server = testbed.add(new KillableServer(program, directory));
        server.start();
        NatsConnection nats = testbed.connect(NatsOptions.of(server.url()).toBuilder()
                .connectInBackground(true)
                .reconnect(Testbed.QUICK)
                .listeners(log)
                .build());
        Testbed.await("the first connect", () -> nats.state() == ConnectionState.CONNECTED);
        AtomicInteger count = new AtomicInteger();
        List<Integer> seen = new ArrayList<>(); // by one handler at a time
        nats.subscribe("foo", message -> {
            seen.add(Integer.parseInt(message.text()));
            count.incrementAndGet();
        });
        nats.reply("echo", Message::payload);
        AtomicBoolean stop = new AtomicBoolean();
        CompletableFuture<Integer> asked = Testbed.inBackground(() -> ask(nats, stop));
        CompletableFuture<Integer> published = Testbed.inBackground(() -> publish(nats, stop));
        for (int kill = 1; kill <= 2; kill++) {
            int before = count.get();
            Testbed.await("messages", () -> count.get() > before + 5_000);
            server.kill();
            server.start();
            log.awaitConnected(kill + 1);
        }
        int before = count.get();
        Testbed.await("messages again", () -> count.get() > before + 5_000);
        stop.set(true);
        assertThat(asked.get()).isPositive();
        int last = published.get();
        nats.drain(PATIENCE);
        assertThat(seen).isSorted().doesNotHaveDuplicates();
        assertThat(seen.get(seen.size() - 1)).isEqualTo(last - 1);
        assertThat(log.isConsistent()).isTrue();
    }

    private static int publish(NatsConnection nats, AtomicBoolean stop) {
        int number = 0;
        while (!stop.get()) {
            nats.publish("foo", "" + number++);
            if (number % 1_000 == 0) {
                flushQuietly(nats);
            }
        }
        return number;
    }

    /** Keeps the sender near the receiver; a connection that breaks meanwhile is what the test is about. */
    private static void flushQuietly(NatsConnection nats) {
        try {
            nats.flush(PATIENCE);
        } catch (NatsException lost) {
            assertThat(lost.outcome()).isNotNull();
        }
    }

    private static int ask(NatsConnection nats, AtomicBoolean stop) {
        RequestOptions retried = RequestOptions.within(Duration.ofSeconds(1))
                .withRetry(RetryPolicy.exponential(1_000, Duration.ofMillis(10), Duration.ofMillis(100)));
        int number = 0;
        while (!stop.get()) {
            assertThat(nats.request(Outgoing.of("echo", "" + number), retried).text())
                    .isEqualTo("" + number);
            number++;
        }
        return number;
    }
}
