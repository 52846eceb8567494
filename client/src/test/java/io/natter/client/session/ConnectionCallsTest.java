package io.natter.client.session;

import static io.natter.client.transport.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.natter.client.ConnectFailedException;
import io.natter.client.ConnectionState;
import io.natter.client.DrainResult;
import io.natter.client.InterruptedWaitException;
import io.natter.client.NatsConnection;
import io.natter.client.NatsOptions;
import io.natter.client.ReconnectPolicy;
import io.natter.client.RequestTimeoutException;
import io.natter.client.ServerErrorException;
import io.natter.client.SyncSubscription;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Calls about a connection as a whole: its end, its last error, its fences, against servers in memory. */
class ConnectionCallsTest {
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final MemoryCluster cluster = new MemoryCluster();
    private final MemoryCluster.Node a = cluster.node("a");
    private final NatsConnection nats = connect(PATIENCE);

    private NatsConnection connect(Duration requestTimeout) {
        return ClientConnection.connect(
                NatsOptions.builder()
                        .servers("a")
                        .requestTimeout(requestTimeout)
                        .reconnect(ReconnectPolicy.exponential(
                                Long.MAX_VALUE, Duration.ofMillis(1), Duration.ofMillis(5), 2, 0))
                        .build(),
                cluster);
    }

    @AfterEach
    void close() {
        nats.closeNow();
        cluster.loop.shutdownNow();
    }

    @Test
    void waitsForItsEndWhoeverBringsItAbout() throws Exception {
        assertThat(nats.awaitClosed(Duration.ofMillis(1))).isFalse();
        CompletableFuture<Boolean> waited = CompletableFuture.supplyAsync(
                () -> {
                    nats.awaitClosed();
                    return true;
                },
                task -> new Thread(task).start());
        nats.drain(PATIENCE);
        assertThat(waited.get(1, TimeUnit.MINUTES)).isTrue();
        assertThat(nats.awaitClosed(Duration.ZERO)).isTrue();
    }

    @Test
    void aWaitForTheEndCanBeInterrupted() {
        Thread.currentThread().interrupt();
        assertThatExceptionOfType(InterruptedWaitException.class).isThrownBy(nats::awaitClosed);
        assertThat(Thread.interrupted()).isTrue();
        assertThat(nats.state()).isEqualTo(ConnectionState.CONNECTED);
    }

    @Test
    void aHandlerMayNotWaitForTheEndThatWaitsForIt() throws Exception {
        CompletableFuture<Throwable> seen = new CompletableFuture<>();
        nats.subscribe("a", message -> {
            try {
                nats.awaitClosed();
            } catch (IllegalStateException refused) {
                seen.complete(refused);
            }
        });
        nats.publish("a", "1");
        assertThatIllegalStateException().isThrownBy(() -> {
            throw seen.get(1, TimeUnit.MINUTES);
        });
    }

    @Test
    void aHandlerThatDrainsItsConnectionDoesNotWaitForItself() throws Exception {
        CompletableFuture<DrainResult> seen = new CompletableFuture<>();
        nats.subscribe("a", message -> seen.complete(nats.drain(PATIENCE)));
        nats.publish("a", "1");
        assertThat(seen.get(1, TimeUnit.MINUTES).isConfirmed()).isFalse();
        assertThat(nats.drain(PATIENCE).isComplete()).isTrue();
    }

    @Test
    void closingDoesNotWaitForMessagesNobodyTakes() {
        SyncSubscription pulled = nats.subscribe("a");
        nats.publish("a", "1");
        nats.publish("a", "2");
        assertThat(pulled.next(PATIENCE)).isPresent();
        nats.flush();
        nats.close(); // with a drain timeout of half a minute
        assertThat(nats.drain(PATIENCE)).isEqualTo(new DrainResult(1, 0, true));
        assertThat(pulled.next(Duration.ZERO)).isPresent();
    }

    @Test
    void flushesWithinTheTimeOfARequest() {
        nats.flush();
        NatsConnection hasty = connect(Duration.ofMillis(1));
        a.fallSilent();
        assertThatExceptionOfType(RequestTimeoutException.class).isThrownBy(hasty::flush);
        hasty.closeNow();
    }

    @Test
    void keepsTheLastError() {
        assertThat(nats.lastError()).isNull();
        a.say("-ERR 'Permissions Violation for Publish to \"secret\"'");
        await().until(() -> nats.lastError() instanceof ServerErrorException);
        assertThat(nats.lastError()).hasMessageContaining("secret");
        a.cut();
        await().until(() -> nats.lastError() instanceof IOException);
        await().until(() -> nats.state() == ConnectionState.CONNECTED);
        assertThat(nats.lastError()).hasMessageContaining("connection reset");
    }

    @Test
    void saysWhyItCouldNotConnect() {
        cluster.node("b").down();
        a.refusal = "Authorization Violation";
        var options = NatsOptions.builder().servers("b", "a").keepServerOrder(true);
        assertThatExceptionOfType(ConnectFailedException.class)
                .isThrownBy(() -> ClientConnection.connect(options.build(), cluster))
                .withMessageContaining("none of 2 servers took the connection; the first failed: ")
                .withMessageContaining("connection refused by nats://b:4222")
                .satisfies(failure -> {
                    assertThat(failure.causes()).hasSize(2);
                    assertThat(failure.causes().get(0)).isInstanceOf(IOException.class);
                    assertThat(failure.causes().get(1)).isInstanceOf(ServerErrorException.class);
                });
        assertThatExceptionOfType(ConnectFailedException.class)
                .isThrownBy(() -> ClientConnection.connect(options.servers("b").build(), cluster))
                .withMessage("connect: the server did not take the connection: connection refused by nats://b:4222");
    }

    @Test
    void goesOnWithOtherServersWhenItIsTold() {
        cluster.node("b");
        assertThatExceptionOfType(IllegalArgumentException.class).isThrownBy(() -> nats.replaceServers(List.of()));
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> nats.replaceServers(List.of("nats://")));
        nats.replaceServers(List.of("b"));
        assertThat(nats.server()).isEqualTo("nats://a:4222");
        assertThat(nats.servers()).containsExactly("nats://b:4222");
        nats.reconnect().join();
        assertThat(nats.server()).isEqualTo("nats://b:4222");
    }
}
