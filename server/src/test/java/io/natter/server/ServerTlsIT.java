package io.natter.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.natter.server.config.ServerConfig;
import io.natter.server.tls.PinnedCertificates;
import io.natter.server.tls.TestCertificates;
import io.netty.pkitesting.X509Bundle;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Locale;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A whole server with TLS, from the text of its configuration to what clients see. */
@Timeout(300)
class ServerTlsIT {
    @TempDir
    Path directory;

    TestCertificates certificates;
    SSLContext anonymous;

    @BeforeEach
    void makeCertificates() throws Exception {
        certificates = TestCertificates.in(directory);
        certificates.files("server", certificates.server());
        certificates.authorityFile();
        anonymous = certificates.clientContext(null);
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void carriesMessagesAfterTheUpgrade(String version) throws Exception {
        try (NatterServer server = start("", "");
                WireClient client = WireClient.connect(server.port())) {
            assertThat(client.line()).startsWith("INFO ").contains("\"tls_required\":true");
            client.secure(anonymous, version);
            client.send("CONNECT {\"verbose\":false}\r\nSUB a 1\r\nPUB a 200000\r\n" + "x".repeat(200_000)
                    + "\r\nPING\r\n");
            assertThat(client.lineAfterInfo()).isEqualTo("MSG a 1 200000");
            assertThat(client.line()).hasSize(200_000);
            assertThat(client.lineAfterInfo()).isEqualTo("PONG");
        }
    }

    @Test
    void sendsInfoBehindTheHandshakeThatComesFirst() throws Exception {
        try (NatterServer server = start("handshake_first: true", "");
                WireClient client = WireClient.connect(server.port())) {
            client.secure(anonymous, "TLSv1.3");
            assertThat(client.line()).startsWith("INFO ").contains("\"tls_required\":true");
            client.ping();
        }
    }

    @Test
    void servesBothKindsOfClientsWithTheFallback() throws Exception {
        try (NatterServer server = start("handshake_first: '4s'", "");
                WireClient first = WireClient.connect(server.port());
                WireClient later = WireClient.connect(server.port())) {
            first.secure(anonymous, "TLSv1.3");
            assertThat(first.line()).startsWith("INFO ");
            first.ping();
            assertThat(later.line()).startsWith("INFO ");
            later.secure(anonymous, "TLSv1.3");
            later.ping();
        }
    }

    @Test
    void servesPlainClientsBesideEncryptedOnes() throws Exception {
        try (NatterServer server = start("", "allow_non_tls: true");
                WireClient plain = WireClient.connect(server.port());
                WireClient secure = WireClient.connect(server.port())) {
            assertThat(plain.line()).contains("\"tls_available\":true").doesNotContain("tls_required");
            plain.ping();
            secure.line();
            secure.secure(anonymous, "TLSv1.3");
            secure.ping();
        }
    }

    @Test
    void mapsTheCertificateToItsUser() throws Exception {
        String users = """
                accounts { A { users: [ {user: "CN=alice,OU=x"} ] }, B { users: [ {user: "bob@example"} ] } }
                """;
        try (NatterServer server = start("ca_file: '" + directory + "/ca.pem', verify_and_map: true", users)) {
            X509Bundle alice = certificates.client("CN=alice,OU=x");
            assertThat(accountOf(server, alice)).isEqualTo("A");
            var builder = TestCertificates.builder("CN=alice,OU=x").addSanRfc822Name("bob@example");
            assertThat(accountOf(server, certificates.issue(builder))).isEqualTo("B");
            try (WireClient client = secured(server, certificates.clientContext(certificates.client("CN=eve")))) {
                client.send("CONNECT {\"verbose\":false}\r\nPING\r\n");
                assertThat(client.line()).isEqualTo("-ERR 'Authorization Violation'");
            }
        }
    }

    @Test
    void refusesClientsWithoutAGoodCertificate() throws Exception {
        X509Bundle pinned = certificates.client("CN=pinned");
        String pin = PinnedCertificates.keySha256(pinned.getCertificate()).toUpperCase(Locale.ROOT);
        String tls = "ca_file: '" + directory + "/ca.pem', verify: true, pinned_certs: ['" + pin + "']";
        X509Bundle stranger = TestCertificates.in(directory).client("CN=pinned");
        try (NatterServer server = start(tls, "")) {
            assertThatThrownBy(() -> pingSecured(server, anonymous)).isInstanceOf(IOException.class);
            assertThatThrownBy(() -> pingSecured(server, certificates.clientContext(stranger)))
                    .isInstanceOf(IOException.class);
            assertThatThrownBy(() -> pingSecured(server, certificates.clientContext(certificates.client("CN=pinned"))))
                    .isInstanceOf(IOException.class);
            pingSecured(server, certificates.clientContext(pinned));
        }
    }

    @Test
    void closesAClientThatDoesNotShakeHandsInTime() throws Exception {
        try (NatterServer server = start("timeout: 0.05", "");
                WireClient client = WireClient.connect(server.port())) {
            assertThat(client.line()).startsWith("INFO ");
            assertThatThrownBy(client::line).isInstanceOf(IOException.class);
        }
    }

    @Test
    void refusesAnOlderVersionThanConfigured() throws Exception {
        try (NatterServer server = start("min_version: '1.3'", "");
                WireClient client = WireClient.connect(server.port())) {
            client.line();
            assertThatThrownBy(() -> client.secure(anonymous, "TLSv1.2")).isInstanceOf(IOException.class);
        }
    }

    @Test
    void tellsClientsThatTheyAreTooMany() throws Exception {
        try (NatterServer server = start("connection_rate_limit: 1, timeout: 0.1", "")) {
            var told = new ArrayList<@Nullable String>();
            do { // another second may begin in between
                try (WireClient one = WireClient.connect(server.port());
                        WireClient two = WireClient.connect(server.port())) {
                    one.line();
                    two.line();
                    told.add(two.lineIfAny());
                }
            } while (told.get(told.size() - 1) == null);
            assertThat(told).endsWith("-ERR 'Connection throttling is active. Please try again later.'");
        }
    }

    @Test
    void doesNotStartWithACertificateItCannotUse() {
        String text = "listen: '127.0.0.1:-1', tls { cert_file: '" + directory + "/none.pem', key_file: '" + directory
                + "/server-key.pem' }";
        assertThatThrownBy(() -> NatterServer.start(ServerConfig.parse(text)))
                .hasMessageContaining("error parsing X509 certificate/key pair")
                .hasMessageContaining("none.pem: no such file or directory");
    }

    @Test
    void showsCertificatesOfNewFilesAfterAReloadWhileMessagesFlow() throws Exception {
        try (NatterServer server = start("", "");
                WireClient subscriber = secured(server, anonymous);
                WireClient publisher = secured(server, anonymous)) {
            X509Certificate before = subscriber.serverCertificate();
            subscriber.send("CONNECT {\"verbose\":false}\r\nSUB load 1\r\n");
            subscriber.ping();
            publisher.send("CONNECT {\"verbose\":false}\r\n");
            for (int round = 0; round < 5; round++) {
                publisher.send("PUB load 1\r\nx\r\n".repeat(1000));
                certificates.files("server", certificates.server());
                server.reload(ServerConfig.parse(text(directory, "", "")));
                publisher.send("PUB load 1\r\nx\r\n".repeat(1000));
                try (WireClient late = secured(server, anonymous)) {
                    late.ping();
                    assertThat(late.serverCertificate()).isNotEqualTo(before);
                }
            }
            for (int i = 0; i < 10_000; i++) {
                assertThat(subscriber.lineAfterInfo()).isEqualTo("MSG load 1 1");
                assertThat(subscriber.line()).isEqualTo("x");
            }
        }
    }

    @Test
    void keepsItsCertificateWhenTheNewOneCannotBeUsed() throws Exception {
        try (NatterServer server = start("", "")) {
            certificates.write("server.pem", "no certificate");
            ServerConfig next =
                    ServerConfig.defaults().withClient(server.config().client());
            assertThatThrownBy(() -> server.reload(next)).isInstanceOf(IllegalArgumentException.class);
            pingSecured(server, anonymous);
        }
    }

    @Test
    void showsTheNewCertificateToReadersOfItsPages() throws Exception {
        String https = "https: '127.0.0.1:-1'";
        try (NatterServer server = start("", https)) {
            Certificate before = pageCertificate(server);
            certificates.files("server", certificates.server());
            server.reload(ServerConfig.parse(text(directory, "", https)));
            assertThat(pageCertificate(server)).isNotEqualTo(before);
        }
    }

    private Certificate pageCertificate(NatterServer server) throws Exception {
        HttpsURLConnection page = page(server, "/healthz");
        page.connect();
        Certificate shown = page.getServerCertificates()[0];
        page.getInputStream().close();
        return shown;
    }

    @Test
    void servesPagesEncryptedWithoutAskingForACertificate() throws Exception {
        String tls = "ca_file: '" + directory + "/ca.pem', verify: true";
        try (NatterServer server = start(tls, "https: '127.0.0.1:-1'");
                WireClient client = secured(server, certificates.clientContext(certificates.client("CN=shown")))) {
            client.ping();
            String connections;
            try (InputStream in = page(server, "/connz?auth=1").getInputStream()) {
                connections = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            }
            assertThat(connections)
                    .contains("\"tls_version\": \"1.3\"", "\"tls_cipher_suite\": \"TLS_", "\"subject\": \"CN=shown\"");
        }
    }

    private HttpsURLConnection page(NatterServer server, String path) throws Exception {
        int port = server.ports().monitoring().get(0).getPort();
        URL url = URI.create("https://localhost:" + port + path).toURL();
        var page = (HttpsURLConnection) url.openConnection();
        page.setSSLSocketFactory(certificates.clientContext(null).getSocketFactory());
        page.setRequestProperty("Connection", "close");
        return page;
    }

    private String accountOf(NatterServer server, X509Bundle identity) throws Exception {
        try (WireClient client = secured(server, certificates.clientContext(identity))) {
            client.send("CONNECT {\"verbose\":false,\"protocol\":1}\r\nPING\r\n");
            String info = client.line();
            if (!info.startsWith("INFO")) {
                info = client.line();
            }
            return info.replaceAll(".*\"remote_account\":\"([^\"]*)\".*", "$1");
        }
    }

    private static WireClient secured(NatterServer server, SSLContext context) throws IOException {
        WireClient client = WireClient.connect(server.port());
        client.line();
        client.secure(context, "TLSv1.3");
        return client;
    }

    private static void pingSecured(NatterServer server, SSLContext context) throws IOException {
        try (WireClient client = secured(server, context)) {
            client.ping();
        }
    }

    private NatterServer start(String tls, String rest) {
        return NatterServer.start(ServerConfig.parse(text(directory, tls, rest)));
    }

    /** A handshake has time on a busy machine too, unless {@code tls} gives it another: the last of two keys counts. */
    private static String text(Path directory, String tls, String rest) {
        return """
                listen: "127.0.0.1:-1"
                tls { cert_file: "%1$s/server.pem", key_file: "%1$s/server-key.pem", timeout: 60, %2$s }
                %3$s
                """.formatted(directory, tls, rest);
    }
}
