package io.natter.server.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.natter.server.config.TlsConfig;
import io.natter.server.config.TlsCrypto;
import io.natter.server.config.TlsHandshake;
import io.natter.server.config.TlsVerification;
import io.natter.server.tls.TestCertificates.PemFiles;
import io.netty.pkitesting.X509Bundle;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(300)
class TlsStartIT {
    private static final Duration NEVER = Duration.ofMinutes(5);

    @TempDir
    Path directory;

    TestCertificates certificates;
    TlsConfig config;
    SSLContext anonymous;

    @BeforeEach
    void makeCertificates() throws Exception {
        certificates = TestCertificates.in(directory);
        PemFiles files = certificates.files("server", certificates.server());
        config = TlsConfig.of(files.certificate(), files.key())
                .withHandshake(TlsHandshake.defaults().withTimeout(NEVER));
        anonymous = certificates.clientContext(null);
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void upgradesAfterInfo(String version) throws Exception {
        try (StartServer server = start(config, false);
                Socket plain = connect(server)) {
            assertThat(plainLine(plain)).isEqualTo("INFO true");
            SSLSocket secure = upgrade(plain, anonymous, version);
            assertThat(echo(secure, "x".repeat(100_000))).hasSize(100_000);
            assertThat(server.nextEvent()).isInstanceOfSatisfying(TlsFacts.class, facts -> {
                assertThat(facts.version()).isEqualTo(version.substring(4));
                assertThat(facts.shownCipherSuite())
                        .isEqualTo(secure.getSession().getCipherSuite());
                assertThat(facts.isFirst()).isFalse();
                assertThat(facts.peerCertificates()).isEmpty();
            });
        }
    }

    @Test
    void shakesHandsFirst() throws Exception {
        try (StartServer server = start(config.withHandshake(first(Duration.ZERO)), false);
                Socket plain = connect(server)) {
            SSLSocket secure = upgrade(plain, anonymous, "TLSv1.3");
            assertThat(line(secure)).isEqualTo("INFO true");
            assertThat(server.nextEvent())
                    .isInstanceOfSatisfying(
                            TlsFacts.class, facts -> assertThat(facts.isFirst()).isTrue());
        }
    }

    @Test
    void takesTheHandshakeWhileItWaitsForIt() throws Exception {
        try (StartServer server = start(config.withHandshake(first(NEVER)), false);
                Socket plain = connect(server)) {
            SSLSocket secure = upgrade(plain, anonymous, "TLSv1.3");
            assertThat(line(secure)).isEqualTo("INFO true");
        }
    }

    @Test
    void sendsInfoWhenNoHandshakeCame() throws Exception {
        try (StartServer server = start(config.withHandshake(first(Duration.ofMillis(1))), false);
                Socket plain = connect(server)) {
            assertThat(plainLine(plain)).isEqualTo("INFO true");
            assertThat(echo(upgrade(plain, anonymous, "TLSv1.3"), "PING")).isEqualTo("PING");
            assertThat(server.nextEvent())
                    .isInstanceOfSatisfying(
                            TlsFacts.class, facts -> assertThat(facts.isFirst()).isFalse());
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void servesPlainAndEncryptedOnOnePort(boolean waitsFirst) throws Exception {
        TlsConfig mixed = waitsFirst ? config.withHandshake(first(Duration.ofMillis(1))) : config;
        try (StartServer server = start(mixed, true);
                Socket plain = connect(server);
                Socket other = connect(server)) {
            assertThat(plainLine(plain)).isEqualTo("INFO false");
            assertThat(echo(plain, "PING")).isEqualTo("PING");
            assertThat(server.nextEvent()).isEqualTo("plain");
            assertThat(plainLine(other)).isEqualTo("INFO false");
            assertThat(echo(upgrade(other, anonymous, "TLSv1.3"), "PING")).isEqualTo("PING");
            assertThat(server.nextEvent()).isInstanceOf(TlsFacts.class);
        }
    }

    @Test
    void staysPlainWhenNothingCameForTheTimeout() throws Exception {
        TlsConfig mixed = config.withHandshake(TlsHandshake.defaults().withTimeout(Duration.ofMillis(1)));
        try (StartServer server = start(mixed, true);
                Socket plain = connect(server)) {
            assertThat(server.nextEvent()).isEqualTo("plain");
            assertThat(plainLine(plain)).isEqualTo("INFO false");
            assertThat(echo(plain, "PING")).isEqualTo("PING");
        }
    }

    @Test
    void failsWhenTheHandshakeTakesTooLong() throws Exception {
        TlsConfig hasty = config.withHandshake(TlsHandshake.defaults().withTimeout(Duration.ofMillis(10)));
        try (StartServer server = start(hasty, false);
                Socket plain = connect(server)) {
            assertThat(plainLine(plain)).isEqualTo("INFO true");
            assertThat(server.nextEvent()).isEqualTo(new TlsFailure(TlsFailure.Kind.TIMEOUT, "i/o timeout"));
            assertThat(plain.getInputStream().read()).isEqualTo(-1);
        }
    }

    @Test
    void failsForAClientThatDoesNotSpeakTls() throws Exception {
        try (StartServer server = start(config, false);
                Socket plain = connect(server)) {
            send(plain, "CONNECT {}\r\nPING");
            assertThat(server.nextEvent())
                    .isInstanceOfSatisfying(
                            TlsFailure.class,
                            failure -> assertThat(failure.isProbe()).isTrue());
        }
    }

    @Test
    void failsForAClientThatLeaves() throws Exception {
        try (StartServer server = start(config, false)) {
            connect(server).close();
            assertThat(server.nextEvent()).isEqualTo(new TlsFailure(TlsFailure.Kind.HANDSHAKE, "EOF"));
        }
    }

    @Test
    void refusesAnOlderVersionThanConfigured() throws Exception {
        TlsConfig modern = config.withCrypto(TlsCrypto.defaults().withMinVersion("1.3"));
        try (StartServer server = start(modern, false);
                Socket plain = connect(server)) {
            assertThat(plainLine(plain)).isEqualTo("INFO true");
            assertThatThrownBy(() -> upgrade(plain, anonymous, "TLSv1.2")).isInstanceOf(IOException.class);
            assertThat(server.nextEvent()).isInstanceOf(TlsFailure.class);
        }
    }

    @Test
    void asksForACertificateOfItsAuthority() throws Exception {
        TlsConfig verifying = verifying(Set.of());
        X509Bundle client = certificates.client("CN=client");
        try (StartServer server = start(verifying, false);
                Socket plain = connect(server)) {
            plainLine(plain);
            assertThat(echo(upgrade(plain, certificates.clientContext(client), "TLSv1.3"), "PING"))
                    .isEqualTo("PING");
            assertThat(server.nextEvent())
                    .isInstanceOfSatisfying(
                            TlsFacts.class,
                            facts -> assertThat(facts.peerCertificates()).contains(client.getCertificate()));
        }
    }

    @Test
    void refusesClientsWithoutCertificate() throws Exception {
        assertThat(failure(verifying(Set.of()), anonymous))
                .isEqualTo(new TlsFailure(TlsFailure.Kind.HANDSHAKE, "tls: client didn't provide a certificate"));
    }

    @Test
    void refusesCertificatesOfAnotherAuthority() throws Exception {
        X509Bundle stranger = TestCertificates.in(directory).client("CN=client");
        assertThat(failure(verifying(Set.of()), certificates.clientContext(stranger))
                        .kind())
                .isEqualTo(TlsFailure.Kind.HANDSHAKE);
    }

    @Test
    void refusesKeysThatAreNotPinned() throws Exception {
        X509Bundle pinned = certificates.client("CN=client");
        TlsConfig pinning = verifying(Set.of(PinnedCertificates.keySha256(pinned.getCertificate())));
        X509Bundle other = certificates.client("CN=client");
        assertThat(failure(pinning, certificates.clientContext(other))).isEqualTo(TlsFailure.NOT_PINNED);
        try (StartServer server = start(pinning, false);
                Socket plain = connect(server)) {
            plainLine(plain);
            assertThat(echo(upgrade(plain, certificates.clientContext(pinned), "TLSv1.3"), "PING"))
                    .isEqualTo("PING");
        }
    }

    @Test
    void throttlesHandshakesBeyondTheLimit() throws Exception {
        TlsConfig limited = config.withHandshake(config.handshake().withConnectionRateLimit(1));
        try (StartServer server = start(limited, false);
                Socket one = connect(server)) {
            plainLine(one);
            assertThat(echo(upgrade(one, anonymous, "TLSv1.3"), "PING")).isEqualTo("PING");
            server.nextEvent();
            Object event;
            do { // a new second may have begun in between
                try (Socket more = connect(server)) {
                    plainLine(more);
                    String told = plainLine(more);
                    event = server.nextEvent();
                    assertThat(told == null || told.equals("-ERR '" + TlsFailure.THROTTLED_TEXT + "'"))
                            .isTrue();
                }
            } while (!event.equals(TlsFailure.THROTTLED));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"one.example", "two.example"})
    void choosesAmongCertificatesByTheNameTheClientAsksFor(String name) throws Exception {
        TlsConfig both = config.withKeyPairs(List.of(keyPair("one.example"), keyPair("two.example")));
        try (StartServer server = start(both, false);
                Socket plain = connect(server)) {
            plainLine(plain);
            var secure = (SSLSocket) anonymous.getSocketFactory().createSocket(plain, name, plain.getPort(), false);
            secure.startHandshake();
            assertThat(secure.getSession().getPeerPrincipal()).hasToString("CN=" + name);
        }
    }

    private TlsConfig.KeyPair keyPair(String name) throws Exception {
        var bundle = certificates.issue(TestCertificates.builder("CN=" + name).addSanDnsName(name));
        PemFiles files = certificates.files(name, bundle);
        return new TlsConfig.KeyPair(files.certificate(), files.key());
    }

    private TlsConfig verifying(Set<String> pins) throws IOException {
        return config.withCaFile(certificates.authorityFile())
                .withVerification(TlsVerification.defaults().withVerify(true).withPinnedCerts(pins));
    }

    private TlsFailure failure(TlsConfig tls, SSLContext client) throws Exception {
        try (StartServer server = start(tls, false);
                Socket plain = connect(server)) {
            plainLine(plain);
            assertThatThrownBy(() -> echo(upgrade(plain, client, "TLSv1.2"), "PING"))
                    .isInstanceOf(IOException.class);
            return (TlsFailure) server.nextEvent();
        }
    }

    private static TlsHandshake first(Duration fallbackDelay) {
        return TlsHandshake.defaults().withTimeout(NEVER).withFirst(true).withFallbackDelay(fallbackDelay);
    }

    private static StartServer start(TlsConfig config, boolean allowsPlain) {
        return new StartServer(ListenerTls.open(config), allowsPlain);
    }

    private static Socket connect(StartServer server) throws IOException {
        var socket = new Socket("127.0.0.1", server.port());
        socket.setSoTimeout(60_000); // a server that does not answer fails the test, and does not hold up the build
        return socket;
    }

    private static SSLSocket upgrade(Socket plain, SSLContext context, String version) throws IOException {
        var secure = (SSLSocket) context.getSocketFactory().createSocket(plain, "localhost", plain.getPort(), false);
        secure.setEnabledProtocols(new String[] {version});
        secure.startHandshake();
        return secure;
    }

    private static String echo(Socket socket, String text) throws IOException {
        send(socket, text);
        String answer = line(socket);
        if (answer == null) {
            throw new IOException("closed");
        }
        return answer;
    }

    private static void send(Socket socket, String text) throws IOException {
        socket.getOutputStream().write((text + "\r\n").getBytes(StandardCharsets.US_ASCII));
        socket.getOutputStream().flush();
    }

    private static @Nullable String line(Socket socket) throws IOException {
        return new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII)).readLine();
    }

    /** Reads one line and not a byte more, since TLS may begin behind it. */
    private static @Nullable String plainLine(Socket socket) throws IOException {
        var text = new StringBuilder();
        for (int c = socket.getInputStream().read();
                c != '\n';
                c = socket.getInputStream().read()) {
            if (c < 0) {
                return null;
            }
            text.append((char) c);
        }
        return text.toString().strip();
    }
}
