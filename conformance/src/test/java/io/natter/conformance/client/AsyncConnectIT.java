package io.natter.conformance.client;

import static io.natter.conformance.client.Testbed.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.natter.client.Authentication;
import io.natter.client.ConnectFailedException;
import io.natter.client.ConnectionState;
import io.natter.client.Nats;
import io.natter.client.NatsConnection;
import io.natter.client.NatsOptions;
import io.natter.conformance.ReservedPort;
import io.natter.conformance.ServerProgram;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Connecting without waiting: whose thread it takes, and what is left of an attempt that nobody wants any more. */
final class AsyncConnectIT {
    @TempDir
    private Path directory;

    @RegisterExtension
    private final Testbed testbed = new Testbed();

    /** Takes connections and says nothing. */
    private ServerSocket silent;

    @BeforeEach
    void listen() throws IOException {
        silent = new ServerSocket(0, 500, InetAddress.getByName("127.0.0.1"));
    }

    @AfterEach
    void endListening() throws IOException {
        silent.close();
    }

    @Test
    @DisplayName("connects on a thread of its own, which ends")
    void connectsOnAThreadOfItsOwn() throws Exception {
        Site site = testbed.start(new Setting(ServerProgram.NATTER, Access.USER_PASSWORD), directory);
        AtomicReference<Thread> asked = new AtomicReference<>();
        NatsOptions options = site.options()
                .authentication(new Authentication.UserPassword(
                        () -> {
                            asked.set(Thread.currentThread());
                            return "alice";
                        },
                        () -> "apple"))
                .build();
        try (NatsConnection nats = Nats.connectAsync(options).get()) {
            nats.flush(PATIENCE);
            assertThat(nats.state()).isEqualTo(ConnectionState.CONNECTED);
        }
        assertThat(asked.get().getName()).startsWith("natter-client-async-");
        assertThat(asked.get().isDaemon()).isTrue();
        asked.get().join();
    }

    @Test
    @DisplayName("attempts without an answer hold up nothing in the common pool")
    void leavesTheCommonPoolAlone() throws Exception {
        List<CompletableFuture<NatsConnection>> attempts = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            attempts.add(Nats.connectAsync(toSilent()));
        }
        assertThat(CompletableFuture.supplyAsync(() -> "free").get()).isEqualTo("free");
        assertThat(attempts).noneMatch(CompletableFuture::isDone);
        attempts.forEach(attempt -> attempt.cancel(true));
        Testbed.awaitNoThreads();
    }

    @Test
    @DisplayName("cancelling ends the attempt at once: no thread and no socket is left")
    void endsWhenCancelled() throws Exception {
        CompletableFuture<NatsConnection> attempt = Nats.connectAsync(toSilent());
        try (Socket accepted = silent.accept()) {
            assertThat(attempt.cancel(false)).isTrue();
            assertThat(accepted.getInputStream().read()).isEqualTo(-1);
        }
        assertThatThrownBy(attempt::get).isInstanceOf(CancellationException.class);
        Testbed.awaitNoThreads();
    }

    @Test
    @DisplayName("so does a time limit on the future")
    void endsAtATimeLimit() throws Exception {
        CompletableFuture<NatsConnection> attempt =
                Nats.connectAsync(toSilent()).orTimeout(1, TimeUnit.MILLISECONDS);
        assertThatThrownBy(attempt::get).hasCauseInstanceOf(TimeoutException.class);
        Testbed.awaitNoThreads();
    }

    @Test
    @DisplayName("a connection that was made although nobody wants it any more is closed")
    void closesWhatNobodyWants() throws Exception {
        Site site = testbed.start(new Setting(ServerProgram.NATTER, Access.USER_PASSWORD), directory);
        CountDownLatch isAsked = new CountDownLatch(1);
        AtomicReference<Boolean> wasInterrupted = new AtomicReference<>(false);
        NatsOptions options = site.options()
                .authentication(new Authentication.UserPassword(
                        () -> {
                            isAsked.countDown();
                            while (!Thread.interrupted()) { // swallows the interrupt, as callbacks may
                                Thread.onSpinWait();
                            }
                            wasInterrupted.set(true);
                            return "alice";
                        },
                        () -> "apple"))
                .build();
        CompletableFuture<NatsConnection> attempt = Nats.connectAsync(options);
        isAsked.await();
        attempt.cancel(false);
        Testbed.awaitNoThreads();
        assertThat(wasInterrupted.get()).isTrue();
    }

    @Test
    @DisplayName("cancelling too late changes nothing")
    void staysOnceItIsConnected() throws Exception {
        Site site = testbed.start(Setting.open(ServerProgram.NATTER), directory);
        CompletableFuture<NatsConnection> attempt =
                Nats.connectAsync(site.options().build());
        try (NatsConnection nats = attempt.get()) {
            assertThat(attempt.cancel(true)).isFalse();
            nats.flush(PATIENCE);
        }
    }

    @Test
    @DisplayName("what fails a connect fails the future")
    void failsAsTheCallWould() {
        try (ReservedPort nobody = ReservedPort.take()) {
            assertThatThrownBy(() -> Nats.connectAsync(NatsOptions.of("nats://127.0.0.1:" + nobody.number()))
                            .get())
                    .isInstanceOf(ExecutionException.class)
                    .hasCauseInstanceOf(ConnectFailedException.class);
        }
    }

    private NatsOptions toSilent() {
        return NatsOptions.of("nats://127.0.0.1:" + silent.getLocalPort()).toBuilder()
                .connectTimeout(PATIENCE)
                .build();
    }
}
