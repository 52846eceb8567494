package io.natter.conformance.client;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.natter.client.Authentication;
import io.natter.client.ConnectFailedException;
import io.natter.client.Nats;
import io.natter.client.NatsConnection;
import io.natter.client.NatsOptions;
import io.natter.client.SyncSubscription;
import io.natter.client.TlsOptions;
import io.natter.client.TlsOptions.Mode;
import io.natter.conformance.Certificates;
import io.natter.conformance.EachProgram;
import io.natter.conformance.ReservedPort;
import io.natter.conformance.ServerProgram;
import io.natter.conformance.Servers;
import io.natter.conformance.TestServer;
import io.natter.protocol.claims.AccountClaims;
import io.natter.protocol.claims.AccountLimits;
import io.natter.protocol.claims.ClaimsHead;
import io.natter.protocol.claims.Jwt;
import io.natter.protocol.claims.OperatorClaims;
import io.natter.protocol.claims.UserClaims;
import io.natter.protocol.claims.UserRights;
import io.natter.protocol.keys.CredentialsFile;
import io.natter.protocol.keys.KeyType;
import io.natter.protocol.keys.Nkey;
import io.netty.pkitesting.CertificateBuilder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Our client gets into both servers by every door, and where it does not, it says why. */
final class DoorsIT {
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    @TempDir
    private Path directory;

    private Certificates certificates;

    @BeforeEach
    void issueCertificates() throws Exception {
        certificates =
                Certificates.in(directory).issue("alice", new CertificateBuilder().subject("CN=alice, O=natter"));
    }

    @EachProgram
    void byUserAndPassword(ServerProgram program) {
        try (TestServer server = start(program, "authorization { timeout: 60, user: me, password: \"p/w@:\" }")) {
            assertServed(options(server).toBuilder()
                    .authentication(Authentication.userPassword("me", "p/w@:"))
                    .build());
            assertServed(NatsOptions.of("nats://me:p%2Fw%40%3A@127.0.0.1:" + server.port()));
            assertRefused(options(server), "Authorization Violation");
            assertRefused(NatsOptions.of("nats://me:wrong@127.0.0.1:" + server.port()), "Authorization Violation");
        }
    }

    @EachProgram
    void byToken(ServerProgram program) {
        try (TestServer server = start(program, "authorization { timeout: 60, token: t0ken }")) {
            assertServed(options(server).toBuilder()
                    .authentication(Authentication.token("t0ken"))
                    .build());
            assertServed(NatsOptions.of("nats://t0ken@127.0.0.1:" + server.port()));
        }
    }

    @EachProgram
    void byNkeyWhileOthersComeByPassword(ServerProgram program) {
        Nkey key = Nkey.create(KeyType.USER);
        String config =
                "authorization { timeout: 60, users: [ {nkey: " + key.publicKey() + "}, {user: me, password: pw} ] }";
        try (TestServer server = start(program, config)) {
            assertServed(options(server).toBuilder()
                    .authentication(Authentication.nkey(new String(key.seed(), US_ASCII)))
                    .build());
            assertServed(options(server).toBuilder()
                    .authentication(new Authentication.Signing(key::publicKey, null, key::sign))
                    .build());
            assertServed(NatsOptions.of("me:pw@127.0.0.1:" + server.port()));
        }
    }

    /** Our server has no operators yet. */
    @Test
    void byJwtAndByCredentialsFile() throws Exception {
        Nkey operator = Nkey.create(KeyType.OPERATOR);
        Nkey account = Nkey.create(KeyType.ACCOUNT);
        Nkey user = Nkey.create(KeyType.USER);
        String operatorJwt =
                Jwt.sign(new OperatorClaims(head(operator), List.of(), "", List.of(), "", "", false), operator, 1);
        String accountJwt = Jwt.sign(AccountClaims.of(head(account), AccountLimits.UNLIMITED), operator, 1);
        String userJwt = Jwt.sign(new UserClaims(head(user), UserRights.UNLIMITED, ""), account, 1);
        String bearerJwt = Jwt.sign(new UserClaims(head(user), UserRights.UNLIMITED.withBearer(true), ""), account, 1);
        Path file = Files.write(directory.resolve("user.creds"), CredentialsFile.format(userJwt, user));
        String config = "operator: " + operatorJwt + "\nresolver: MEMORY\nresolver_preload: { " + account.publicKey()
                + ": " + accountJwt + " }";
        try (TestServer server = start(ServerProgram.NATS_SERVER, config)) {
            assertServed(options(server).toBuilder()
                    .authentication(Authentication.credentials(file))
                    .build());
            assertServed(options(server).toBuilder()
                    .authentication(Authentication.jwt(userJwt, new String(user.seed(), US_ASCII)))
                    .build());
            assertServed(options(server).toBuilder()
                    .authentication(new Authentication.Signing(null, () -> userJwt, user::sign))
                    .build());
            assertServed(options(server).toBuilder()
                    .authentication(new Authentication.Jwt(() -> bearerJwt, null))
                    .build());
            assertRefused(
                    options(server).toBuilder()
                            .authentication(new Authentication.Jwt(() -> userJwt, null))
                            .build(),
                    "Authorization Violation");
        }
    }

    private static ClaimsHead head(Nkey key) {
        return ClaimsHead.of(key.publicKey(), "test");
    }

    @EachProgram
    void overTlsAfterInfo(ServerProgram program) {
        try (TestServer server = start(program, certificates.tlsBlock())) {
            assertServed(options(server).toBuilder().tls(trusting(Mode.AUTO)).build());
            assertServed(NatsOptions.of("tls://localhost:" + server.port()).toBuilder()
                    .tls(trusting(Mode.AUTO))
                    .build());
            assertRefused(options(server).toBuilder().tls(TlsOptions.AUTO).build(), "tls");
            assertRefused(
                    options(server).toBuilder()
                            .tls(TlsOptions.AUTO.withMode(Mode.OFF))
                            .build(),
                    "turn it off");
        }
    }

    @EachProgram
    void plainOrOverTlsWhereTheServerAllowsBoth(ServerProgram program) {
        try (TestServer server = start(program, certificates.tlsBlock() + "\nallow_non_tls: true")) {
            assertServed(options(server));
            assertServed(options(server).toBuilder().tls(trusting(Mode.REQUIRE)).build());
        }
    }

    @EachProgram
    void overTlsBeforeInfo(ServerProgram program) {
        try (TestServer server = start(program, certificates.tlsBlock("handshake_first: true"))) {
            assertServed(options(server).toBuilder()
                    .tls(trusting(Mode.HANDSHAKE_FIRST))
                    .build());
        }
    }

    @EachProgram
    void withACertificate(ServerProgram program) {
        try (TestServer server = start(program, certificates.tlsBlock("verify: true"))) {
            assertServed(options(server).toBuilder()
                    .tls(trusting(Mode.AUTO)
                            .withCertificate(directory.resolve("alice.pem"), directory.resolve("alice-key.pem")))
                    .build());
            assertRefused(options(server).toBuilder().tls(trusting(Mode.AUTO)).build(), "");
        }
    }

    @EachProgram
    void neverInPlainTextIfTlsWasAskedFor(ServerProgram program) {
        try (TestServer server = start(program, "")) {
            assertRefused(
                    options(server).toBuilder().tls(trusting(Mode.REQUIRE)).build(), "tls: got a server without it");
            assertRefused(NatsOptions.of("tls://127.0.0.1:" + server.port()), "tls: got a server without it");
        }
    }

    @Test
    void overAWebSocket() {
        try (ReservedPort port = ReservedPort.take();
                TestServer server = start(
                        ServerProgram.NATS_SERVER,
                        "websocket { host: 127.0.0.1, port: " + port.number() + ", no_tls: true }")) {
            assertThat(server.port()).isNotEqualTo(port.number());
            assertServed(NatsOptions.of("ws://127.0.0.1:" + port.number()));
            assertServed(NatsOptions.of("ws://127.0.0.1:" + port.number()).toBuilder()
                    .webSocketHeaders(Map.of("X-Team", "blue"))
                    .build());
        }
    }

    @Test
    void overASecureWebSocket() {
        try (ReservedPort port = ReservedPort.take();
                TestServer server = start(
                        ServerProgram.NATS_SERVER,
                        "websocket { host: 127.0.0.1, port: " + port.number() + ", "
                                + certificates.tlsBlock().replace("timeout: 60", "") + " }")) {
            assertThat(server.port()).isNotEqualTo(port.number());
            assertServed(NatsOptions.of("wss://127.0.0.1:" + port.number()).toBuilder()
                    .tls(trusting(Mode.AUTO))
                    .build());
        }
    }

    private TestServer start(ServerProgram program, String config) {
        return Servers.start(program, config, directory);
    }

    private static NatsOptions options(TestServer server) {
        return NatsOptions.of(server.url());
    }

    private TlsOptions trusting(Mode mode) {
        return TlsOptions.AUTO.withMode(mode).withTrust(directory.resolve("ca.pem"));
    }

    private static NatsOptions patient(NatsOptions options) {
        return options.toBuilder().connectTimeout(PATIENCE).build();
    }

    /** Small and large messages go out and come back. */
    private static void assertServed(NatsOptions options) {
        try (NatsConnection nats = Nats.connect(patient(options));
                SyncSubscription subscription = nats.subscribe("there")) {
            byte[] large = new byte[200_000];
            large[199_999] = 7;
            nats.publish("there", "and back");
            nats.publish("there", large);
            assertThat(subscription.next(PATIENCE).orElseThrow().text()).isEqualTo("and back");
            assertThat(subscription.next(PATIENCE).orElseThrow().payload()).isEqualTo(large);
        }
    }

    private static void assertRefused(NatsOptions options, String reason) {
        assertThatExceptionOfType(ConnectFailedException.class)
                .isThrownBy(() -> Nats.connect(patient(options)).close())
                .satisfies(e -> assertThat(String.valueOf(e.getCause())).contains(reason));
    }
}
