package io.natter.conformance.client;

import static io.natter.conformance.client.Testbed.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;

import io.natter.client.Nats;
import io.natter.client.NatsConnection;
import io.natter.client.NatsOptions;
import io.natter.conformance.ServerProgram;
import java.lang.ref.WeakReference;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Connections come and go and leave nothing. {@code -Dnatter.client.opens=10000} runs the full number. */
final class LifetimesIT {
    @TempDir
    private Path directory;

    @RegisterExtension
    private final Testbed testbed = new Testbed();

    @Test
    @DisplayName("C9 opening and closing again and again leaves no thread, no connection and no object")
    void leavesNothing() {
        Site site = testbed.start(Setting.open(ServerProgram.NATTER), directory);
        NatsOptions options = site.options().build();
        int opens = Integer.getInteger("natter.client.opens", 500);
        List<WeakReference<NatsConnection>> all = new ArrayList<>();
        for (int i = 0; i < opens; i++) {
            all.add(new WeakReference<>(openAndClose(options, i)));
        }
        Testbed.awaitNoThreads();
        Testbed.await("all connections collected", () -> {
            System.gc();
            return all.stream().allMatch(connection -> connection.get() == null);
        });
    }

    private static NatsConnection openAndClose(NatsOptions options, int number) {
        NatsConnection nats = Nats.connect(options);
        var subscription = nats.subscribe("foo." + number);
        nats.publish("foo." + number, "x");
        assertThat(Testbed.next(subscription).text()).isEqualTo("x");
        if (number % 2 == 0) {
            nats.close();
        } else {
            nats.closeNow();
        }
        return nats;
    }

    @Test
    @DisplayName("C8 a hundred connections share a handful of threads")
    void sharesThreads() {
        Site site = testbed.start(Setting.open(ServerProgram.NATTER), directory);
        for (int i = 0; i < 100; i++) {
            site.connect().subscribe("foo", message -> {});
        }
        assertThat(Testbed.clientThreads().stream()
                        .filter(name -> !name.contains("handler"))
                        .toList())
                .hasSizeLessThan(20);
    }

    @Test
    @DisplayName("an interrupted wait ends at once, with the flag set and the connection whole")
    void endsWaitsWhenInterrupted() throws Exception {
        Site site = testbed.start(Setting.open(ServerProgram.NATTER), directory);
        NatsConnection nats = site.connect();
        nats.subscribe("mute", message -> {});
        var subscription = nats.subscribe("foo");
        List<Runnable> waits = List.of(
                () -> nats.request("mute", "x", PATIENCE),
                () -> subscription.next(PATIENCE),
                () -> subscription.forEach(message -> {}),
                nats::awaitClosed);
        for (Runnable wait : waits) {
            CompletableFuture<Boolean> flag = new CompletableFuture<>();
            Thread thread = new Thread(() -> {
                try {
                    wait.run();
                    flag.completeExceptionally(new AssertionError("was not interrupted"));
                } catch (io.natter.client.InterruptedWaitException interrupted) {
                    flag.complete(Thread.currentThread().isInterrupted());
                }
            });
            thread.start();
            Testbed.await("waiting", () -> thread.getState().name().endsWith("WAITING"));
            thread.interrupt();
            assertThat(flag.get()).isTrue();
            thread.join();
        }
        nats.flush(PATIENCE);
    }
}
