package io.natter.client.transport;

import static io.natter.client.transport.Patience.await;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.natter.client.NatsOptions;
import io.natter.client.TlsOptions;
import io.natter.client.TlsOptions.Mode;
import io.netty.pkitesting.CertificateBuilder;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Encrypted links to a server that plays its part. */
class TlsIT {
    private static final String TLS_INFO = FakeServer.INFO.replace("{", "{\"tls_required\":true,");

    @TempDir
    private Path directory;

    private TestAuthority authority;
    private SSLContext serverContext;

    @BeforeEach
    void makeCertificates() throws Exception {
        authority = TestAuthority.in(directory);
        serverContext = authority.server();
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void bytesComeBackInTheirOrderHoweverMuchIsWritten(String version) throws Exception {
        byte[] data = new byte[3 << 20];
        new Random(2).nextBytes(data);
        FakeServer.Part echo = upgraded(
                TLS_INFO,
                tls -> {
                    tls.getInputStream().transferTo(tls.getOutputStream());
                },
                version);
        try (FakeServer server = FakeServer.start(echo);
                Dialer dialer = Dialers.of(options(trusting(Mode.AUTO)))) {
            Transport transport = dialer.dial(address("nats", server)).transport();
            RecordedEvents events = new RecordedEvents(10_000);
            ByteBuffer left = ByteBuffer.allocateDirect(data.length).put(data).flip();
            events.onWritable = () -> {
                try {
                    transport.write(left);
                } catch (IOException e) {
                    throw new AssertionError(e);
                }
            };
            transport.start(events);
            transport.wakeWriter();
            await().atMost(Duration.ofSeconds(60)).until(() -> events.receivedBytes() == data.length);
            assertThat(events.text()).isEqualTo(new String(data, ISO_8859_1));
            transport.close();
            assertThat(events.closed.get(1, TimeUnit.MINUTES)).isNull();
        }
    }

    @Test
    void tlsMayComeFirst() throws Exception {
        FakeServer.Part first = socket -> {
            SSLSocket tls = TestAuthority.upgrade(serverContext, socket);
            FakeServer.afterHandshake(FakeServer::drain).play(tls);
        };
        try (FakeServer server = FakeServer.start(first);
                Dialer dialer = Dialers.of(options(trusting(Mode.HANDSHAKE_FIRST)))) {
            dialer.dial(address("nats", server)).transport().close();
        }
    }

    @Test
    void aServerThatSpeaksFirstWhereTlsWasDueIsRefused() throws Exception {
        try (FakeServer server = FakeServer.start(FakeServer.saying(TLS_INFO));
                Dialer dialer = Dialers.of(options(trusting(Mode.HANDSHAKE_FIRST)))) {
            assertDialFails(dialer, address("nats", server), "tls first: ");
        }
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"tls", "nats"})
    void aServerThatOffersNoTlsGetsNoWordFromWhoAskedForIt(String scheme) throws Exception {
        BlockingQueue<Integer> read = new LinkedBlockingQueue<>();
        FakeServer.Part stripped = socket -> {
            socket.getOutputStream().write(FakeServer.INFO.getBytes(ISO_8859_1));
            read.add(socket.getInputStream().read());
        };
        Mode mode = scheme.equals("tls") ? Mode.AUTO : Mode.REQUIRE;
        try (FakeServer server = FakeServer.start(stripped);
                Dialer dialer = Dialers.of(options(trusting(mode)))) {
            assertDialFails(dialer, address(scheme, server), "tls: got a server without it");
            assertThat(read.poll(1, TimeUnit.MINUTES)).isEqualTo(-1);
        }
    }

    @Test
    void plainWordsBehindInfoAreNotTakenForTheServers() throws Exception {
        try (FakeServer server = FakeServer.start(FakeServer.saying(TLS_INFO + "PONG\r\n"));
                Dialer dialer = Dialers.of(options(trusting(Mode.AUTO)))) {
            assertDialFails(dialer, address("nats", server), "tls: ");
        }
    }

    @Test
    void aServerThatRequiresTlsIsRefusedByWhoTurnedItOff() throws Exception {
        try (FakeServer server = FakeServer.start(FakeServer.saying(TLS_INFO));
                Dialer dialer = Dialers.of(options(TlsOptions.AUTO.withMode(Mode.OFF)))) {
            assertDialFails(dialer, address("nats", server), "options that turn it off");
        }
    }

    @Test
    void aServerNobodyVouchesForIsRefused() throws Exception {
        try (FakeServer server = FakeServer.start(upgraded(TLS_INFO, FakeServer::drain, "TLSv1.3"));
                Dialer dialer = Dialers.of(options(TlsOptions.AUTO))) {
            assertDialFails(dialer, address("nats", server), "tls: ");
        }
    }

    @Test
    void theNameMustBeTheOneConnectedBy() throws Exception {
        serverContext = authority.server(new CertificateBuilder().addSanDnsName("nats.example"));
        try (FakeServer server = FakeServer.start(upgraded(TLS_INFO, FakeServer::drain, "TLSv1.3"))) {
            TlsOptions tls = trusting(Mode.AUTO);
            ServerAddress here = address("nats", server);
            try (Dialer dialer = Dialers.of(options(tls))) {
                assertDialFails(dialer, here, "tls: ");
                ServerAddress seed = ServerAddress.parse("nats://nats.example:1");
                ServerAddress known = seed.discovered("127.0.0.1:" + server.port());
                dialer.dial(known).transport().close();
            }
            try (Dialer dialer = Dialers.of(options(tls.withServerName("nats.example")))) {
                dialer.dial(here).transport().close();
            }
            try (Dialer dialer = Dialers.of(options(tls.withServerName("other.example")))) {
                assertDialFails(dialer, here, "tls: ");
            }
            try (Dialer dialer = Dialers.of(options(tls.withoutHostCheck()))) {
                dialer.dial(here).transport().close();
            }
        }
    }

    @Test
    void theClientShowsItsCertificateAndReadsItAgainAtEachDial() throws Exception {
        BlockingQueue<String> names = new LinkedBlockingQueue<>();
        FakeServer.Part mutual = socket -> {
            socket.getOutputStream().write(TLS_INFO.getBytes(ISO_8859_1));
            SSLSocket tls = TestAuthority.upgrade(serverContext, socket);
            tls.setNeedClientAuth(true);
            FakeServer.readLine(tls);
            names.add(peerName(tls));
            FakeServer.readLine(tls);
            tls.getOutputStream().write("PONG\r\n".getBytes(ISO_8859_1));
            FakeServer.drain(tls);
        };
        TlsOptions tls =
                trusting(Mode.AUTO).withCertificate(directory.resolve("me.pem"), directory.resolve("me-key.pem"));
        try (FakeServer server = FakeServer.start(mutual);
                Dialer dialer = Dialers.of(options(tls))) {
            assertDialFails(dialer, address("nats", server), "me.pem");
            for (String name : List.of("first", "second")) {
                authority.issue(name, new CertificateBuilder());
                Files.copy(
                        directory.resolve(name + ".pem"),
                        directory.resolve("me.pem"),
                        java.nio.file.StandardCopyOption.REPLACE_EXISTING);
                Files.copy(
                        directory.resolve(name + "-key.pem"),
                        directory.resolve("me-key.pem"),
                        java.nio.file.StandardCopyOption.REPLACE_EXISTING);
                dialer.dial(address("nats", server)).transport().close();
                assertThat(names.poll(1, TimeUnit.MINUTES)).isEqualTo("CN=" + name);
            }
        }
        try (FakeServer server = FakeServer.start(mutual);
                Dialer dialer = Dialers.of(options(trusting(Mode.AUTO)))) {
            assertDialFails(dialer, address("nats", server), "");
        }
    }

    private static String peerName(SSLSocket tls) throws SSLPeerUnverifiedException {
        return tls.getSession().getPeerPrincipal().getName();
    }

    private FakeServer.Part upgraded(String info, FakeServer.Part part, String version) {
        return socket -> {
            socket.getOutputStream().write(info.getBytes(ISO_8859_1));
            SSLSocket tls = TestAuthority.upgrade(serverContext, socket);
            tls.setEnabledProtocols(new String[] {version});
            FakeServer.readLine(tls);
            FakeServer.readLine(tls);
            tls.getOutputStream().write("PONG\r\n".getBytes(ISO_8859_1));
            part.play(tls);
        };
    }

    private TlsOptions trusting(Mode mode) {
        return TlsOptions.AUTO.withMode(mode).withTrust(authority.file("ca.pem"));
    }

    private static ServerAddress address(String scheme, FakeServer server) {
        return ServerAddress.parse(scheme + "://127.0.0.1:" + server.port());
    }

    private static NatsOptions options(TlsOptions tls) {
        return NatsOptions.DEFAULTS.toBuilder()
                .tls(tls)
                .connectTimeout(Duration.ofMinutes(1))
                .build();
    }

    private static void assertDialFails(Dialer dialer, ServerAddress address, String message) {
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> dialer.dial(address))
                .withMessageStartingWith(address + ": ")
                .withMessageContaining(message);
    }
}
