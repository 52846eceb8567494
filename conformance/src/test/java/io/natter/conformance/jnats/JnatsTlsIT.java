package io.natter.conformance.jnats;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nats.client.Connection;
import io.nats.client.Nats;
import io.nats.client.Options;
import io.nats.client.Subscription;
import io.natter.conformance.Certificates;
import io.natter.conformance.EachProgram;
import io.natter.conformance.ServerProgram;
import io.natter.conformance.Servers;
import io.natter.conformance.TestServer;
import io.netty.pkitesting.CertificateBuilder;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Encrypted connections of the official Java client (C25, C91, B120-B122, B48). */
@SuppressWarnings("try") // close() of this client may be interrupted; then the test ends
final class JnatsTlsIT {
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    @TempDir
    private Path directory;

    private Certificates certificates;
    private final ClientLog log = new ClientLog();

    @BeforeEach
    void issueCertificates() throws Exception {
        certificates = Certificates.in(directory)
                .issue("alice", new CertificateBuilder().subject("CN=alice, O=natter"))
                .issue("mallory", new CertificateBuilder().subject("CN=mallory, O=natter"));
    }

    @EachProgram
    void upgradesAfterInfo(ServerProgram program) throws Exception {
        try (TestServer server = Servers.start(program, certificates.tlsBlock(), directory)) {
            assertServed(tls(server).sslContext(certificates.client()));
        }
    }

    @EachProgram
    void refusesAClientThatStaysPlain(ServerProgram program) throws Exception {
        try (TestServer server = Servers.start(program, certificates.tlsBlock(), directory)) {
            assertRefused(log.options(server));
        }
    }

    @EachProgram
    void takesPlainClientsBesideOthersWhereAllowed(ServerProgram program) throws Exception {
        try (TestServer server = Servers.start(program, certificates.tlsBlock() + "\nallow_non_tls: true", directory)) {
            assertServed(log.options(server));
            assertServed(tls(server).sslContext(certificates.client()));
        }
    }

    @EachProgram
    void shakesHandsFirst(ServerProgram program) throws Exception {
        try (TestServer server = Servers.start(program, certificates.tlsBlock("handshake_first: true"), directory)) {
            assertServed(tls(server).tlsFirst().sslContext(certificates.client()));
        }
    }

    @EachProgram
    void asksClientsForACertificate(ServerProgram program) throws Exception {
        try (TestServer server = Servers.start(program, certificates.tlsBlock("verify: true"), directory)) {
            assertServed(tls(server).sslContext(certificates.client("alice")));
            assertRefused(tls(server).sslContext(certificates.client()));
        }
    }

    @EachProgram
    void knowsUsersByTheirCertificate(ServerProgram program) throws Exception {
        String users = """
                authorization { timeout: 60, users: [ {user: "CN=alice,O=natter", permissions: {publish: {deny: "kept"}}} ] }
                """;
        try (TestServer server =
                        Servers.start(program, certificates.tlsBlock("verify_and_map: true") + users, directory);
                Connection connection = Nats.connect(
                        tls(server).sslContext(certificates.client("alice")).build())) {
            connection.publish("kept", new byte[0]);
            log.awaitError("Permissions Violation for Publish to \"kept\"");
            assertRefused(tls(server).sslContext(certificates.client("mallory")));
        }
    }

    @EachProgram
    void asksForAPasswordInsideTheTunnel(ServerProgram program) throws Exception {
        String config = certificates.tlsBlock() + "authorization { timeout: 60, user: a, password: b }";
        try (TestServer server = Servers.start(program, config, directory)) {
            assertServed(tls(server).sslContext(certificates.client()).userInfo("a", "b"));
            assertRefused(tls(server).sslContext(certificates.client()).userInfo("a", "c"));
        }
    }

    private Options.Builder tls(TestServer server) {
        return log.options(server.url().replace("nats://", "tls://"));
    }

    private static void assertServed(Options.Builder options) throws Exception {
        byte[] body = "x".repeat(50_000).getBytes(UTF_8);
        try (Connection connection = Nats.connect(options.build())) {
            Subscription subscription = connection.subscribe("foo");
            connection.publish("foo", body);
            assertThat(Objects.requireNonNull(subscription.nextMessage(PATIENCE))
                            .getData())
                    .isEqualTo(body);
        }
    }

    private static void assertRefused(Options.Builder options) {
        assertThatThrownBy(() -> Nats.connect(options.noReconnect()
                        .connectionTimeout(Duration.ofSeconds(1))
                        .build()))
                .isInstanceOf(IOException.class);
    }
}
