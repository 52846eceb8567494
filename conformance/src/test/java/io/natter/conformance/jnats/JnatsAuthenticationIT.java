package io.natter.conformance.jnats;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.nats.client.AuthHandler;
import io.nats.client.AuthenticationException;
import io.nats.client.Connection;
import io.nats.client.ConnectionListener.Events;
import io.nats.client.NKey;
import io.nats.client.Nats;
import io.nats.client.Options;
import io.nats.client.Subscription;
import io.natter.conformance.EachProgram;
import io.natter.conformance.ReservedPort;
import io.natter.conformance.ServerProgram;
import io.natter.conformance.Servers;
import io.natter.conformance.TestServer;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.io.TempDir;

/** Who comes in, by which credentials, and what the official Java client is told otherwise (C46, C92, C94, B60-B68). */
@SuppressWarnings("try") // close() of this client may be interrupted; then the test ends
final class JnatsAuthenticationIT {
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final String USERS = """
            authorization { timeout: 60, users: [
                {user: alice, password: apple}
                {user: bob, password: "$2a$04$2yzdiodzr6ZD397y279I/uDt/M5n6/TKcutvgRZQQCau/YtgvjWzC"}
            ] }
            """;

    @TempDir
    private Path directory;

    private final ClientLog log = new ClientLog();

    @EachProgram
    void takesAToken(ServerProgram program) throws Exception {
        try (TestServer server = Servers.start(program, "authorization { timeout: 60, token: secret }", directory)) {
            assertIn(log.options(server).token("secret".toCharArray()));
            assertIn(log.options(server.url().replace("//", "//secret@")));
            assertOut(log.options(server).token("wrong".toCharArray()), log.options(server));
        }
    }

    @EachProgram
    void takesUserAndPasswordPlainAndHashed(ServerProgram program) throws Exception {
        try (TestServer server = Servers.start(program, USERS, directory)) {
            assertIn(log.options(server).userInfo("alice", "apple"));
            assertIn(log.options(server).userInfo("bob", "s3cret"));
            assertIn(log.options(server.url().replace("//", "//alice:apple@")));
            assertOut(
                    log.options(server).userInfo("alice", "s3cret"),
                    log.options(server).userInfo("carol", "apple"),
                    log.options(server));
        }
    }

    @EachProgram
    void takesASignatureOfItsNonce(ServerProgram program) throws Exception {
        NKey known = NKey.createUser(null);
        NKey stranger = NKey.createUser(null);
        String config = "authorization { timeout: 60, users: [ { nkey: " + new String(known.getPublicKey()) + " } ] }";
        try (TestServer server = Servers.start(program, config, directory)) {
            assertIn(log.options(server).authHandler(new NkeyHandler(known, known)));
            assertOut(
                    log.options(server).authHandler(new NkeyHandler(stranger, stranger)),
                    log.options(server).authHandler(new NkeyHandler(known, stranger)),
                    log.options(server));
        }
    }

    @EachProgram
    void letsTheGuestInWithoutCredentials(ServerProgram program) throws Exception {
        String config = USERS + "no_auth_user: alice";
        try (TestServer server = Servers.start(program, config, directory)) {
            assertIn(log.options(server));
            assertIn(log.options(server).userInfo("bob", "s3cret"));
            assertOut(log.options(server).userInfo("bob", "wrong"));
        }
    }

    @EachProgram
    void asksAgainAfterARestart(ServerProgram program) throws Exception {
        String config = "authorization { timeout: 60, user: a, password: b }";
        ReservedPort reserved = ReservedPort.take();
        TestServer first = Servers.start(program, config, reserved.number(), directory);
        try (reserved;
                Connection connection = Nats.connect(
                        log.options(first).userInfo("a", "b").maxReconnects(-1).build())) {
            first.close();
            log.await(Events.DISCONNECTED);
            try (TestServer second = Servers.start(program, config, reserved.number(), directory)) {
                log.await(Events.RECONNECTED);
                assertThat(second.port()).isEqualTo(first.port());
                connection.flush(PATIENCE);
            }
        } finally {
            first.close();
        }
    }

    @EachProgram
    void tellsWhyByText(ServerProgram program) throws Exception {
        String config = """
                authorization { timeout: 60, users: [ {user: u, password: p, permissions: {
                    publish: {allow: "may.>"}, subscribe: {allow: ["may.>", "queue workers"]}}} ] }
                """;
        try (TestServer server = Servers.start(program, config, directory);
                Connection connection =
                        Nats.connect(log.options(server).userInfo("u", "p").build())) {
            connection.publish("mustnot", "x".getBytes(UTF_8));
            log.awaitError("Permissions Violation for Publish to \"mustnot\"");
            connection.subscribe("mustnot");
            log.awaitError("Permissions Violation for Subscription to \"mustnot\"");
            connection.subscribe("queue", "others");
            log.awaitError("Permissions Violation for Subscription to \"queue\" using queue \"others\"");
            Subscription allowed = connection.subscribe("may.do");
            connection.publish("may.do", "x".getBytes(UTF_8));
            assertThat(allowed.nextMessage(PATIENCE)).isNotNull();
            assertThat(connection.getStatus()).isEqualTo(Connection.Status.CONNECTED);
        }
    }

    @EachProgram
    void keepsAccountsApart(ServerProgram program) throws Exception {
        String config = """
                accounts {
                    A: { users: [ {user: a, password: a} ] }
                    B: { users: [ {user: b, password: b} ] }
                }
                """;
        try (TestServer server = Servers.start(program, config, directory);
                Connection a =
                        Nats.connect(log.options(server).userInfo("a", "a").build());
                Connection b =
                        Nats.connect(log.options(server).userInfo("b", "b").build())) {
            Subscription ofA = a.subscribe(">");
            Subscription ofB = b.subscribe(">");
            a.flush(PATIENCE);
            b.publish("foo", "from b".getBytes(UTF_8));
            assertThat(Objects.requireNonNull(ofB.nextMessage(PATIENCE)).getData())
                    .isEqualTo("from b".getBytes(UTF_8));
            a.publish("foo", "from a".getBytes(UTF_8));
            assertThat(Objects.requireNonNull(ofA.nextMessage(PATIENCE)).getData())
                    .isEqualTo("from a".getBytes(UTF_8));
            assertThat(ofB.getPendingMessageCount()).isNotPositive();
        }
    }

    private static void assertIn(Options.Builder options) throws IOException, InterruptedException {
        try (Connection connection = Nats.connect(options.build())) {
            connection.flush(PATIENCE);
        } catch (TimeoutException e) {
            throw new AssertionError("flush was not answered", e);
        }
    }

    /** All at once, because this client waits for its whole timeout after a refusal. */
    private static void assertOut(Options.Builder... refused) {
        List<CompletableFuture<Void>> attempts = Arrays.stream(refused)
                .map(options -> CompletableFuture.runAsync(() ->
                        assertThat(refusal(options.noReconnect())).hasMessageContaining("Authorization Violation")))
                .toList();
        attempts.forEach(CompletableFuture::join);
    }

    /** With more patience each time, since a machine under load may answer after a second. */
    private static AuthenticationException refusal(Options.Builder options) {
        for (Duration patience : List.of(Duration.ofSeconds(1), Duration.ofSeconds(10), PATIENCE)) {
            try (Connection connection =
                    Nats.connect(options.connectionTimeout(patience).build())) {
                throw new AssertionError("let in: " + connection.getServerInfo());
            } catch (AuthenticationException refusal) {
                return refusal;
            } catch (IOException noAnswerYet) {
                // Once more, with more patience.
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        }
        throw new AssertionError("neither refused nor let in");
    }

    /** Shows one key's name, and signs with the other. */
    private record NkeyHandler(NKey shown, NKey signing) implements AuthHandler {
        @Override
        public byte[] sign(byte[] nonce) {
            try {
                return signing.sign(nonce);
            } catch (GeneralSecurityException | IOException e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public char[] getID() {
            try {
                return shown.getPublicKey();
            } catch (GeneralSecurityException | IOException e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public char @Nullable [] getJWT() {
            return null;
        }
    }
}
