package io.natter.server.monitor;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.natter.server.monitor.HttpReader.Answer;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.pkitesting.CertificateBuilder;
import io.netty.pkitesting.X509Bundle;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The HTTP listener over real sockets. */
class MonitorServerIT {
    private final FakeServerState state = new FakeServerState();

    @Test
    void servesPagesOnThePortItGot() throws Exception {
        try (MonitorServer server = start(null)) {
            Answer varz = HttpReader.get(server.address(), "/varz");
            assertThat(varz.status()).isEqualTo(200);
            assertThat(varz.header("content-type")).isEqualTo("application/json");
            assertThat(varz.body())
                    .contains("\"http_port\": " + server.address().getPort() + ",");
            Answer index = HttpReader.get(server.address(), "/");
            assertThat(index.header("content-type")).isEqualTo("text/html; charset=utf-8");
            assertThat(index.body()).contains("<title>fake");
            assertThat(HttpReader.get(server.address(), "/nope").status()).isEqualTo(404);
        }
    }

    @Test
    void noOtherSiteMayReadAPage() throws Exception {
        try (MonitorServer server = start(null)) {
            Answer answer = HttpReader.get(server.address(), "/varz");
            assertThat(answer.headers().keySet().toString().toLowerCase(java.util.Locale.ROOT))
                    .doesNotContain("access-control");
            assertThat(answer.header("x-content-type-options")).isEqualTo("nosniff");
        }
    }

    @Test
    void headHasEverythingButThePage() throws Exception {
        try (MonitorServer server = start(null)) {
            Answer head = HttpReader.ask("HEAD", server.address(), "/healthz");
            assertThat(head.status()).isEqualTo(200);
            assertThat(head.header("content-length")).isEqualTo("15");
            assertThat(head.body()).isEmpty();
        }
    }

    @Test
    void requestsInOnePacketAreAnsweredInTurn() throws Exception {
        try (MonitorServer server = start(null)) {
            String answers = HttpReader.raw(
                    server.address(),
                    "GET /healthz HTTP/1.1\r\nHost: a\r\n\r\n".repeat(5)
                            + "GET /raftz HTTP/1.1\r\nHost: a\r\n\r\n"
                            + "GET /healthz HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
            List<String> statuses =
                    answers.lines().filter(line -> line.contains("HTTP/1.1 ")).toList();
            assertThat(statuses).hasSize(7);
            assertThat(answers.split("No Raft nodes registered", -1)).hasSize(2);
            assertThat(answers).endsWith("{\"status\":\"ok\"}");
        }
    }

    @Test
    void anOldBrowserIsServedAndClosed() throws Exception {
        try (MonitorServer server = start(null)) {
            assertThat(HttpReader.raw(server.address(), "GET /healthz HTTP/1.0\r\n\r\n"))
                    .startsWith("HTTP/1.1 200 OK\r\n")
                    .endsWith("{\"status\":\"ok\"}");
        }
    }

    @ParameterizedTest(name = "{0} is answered {1}")
    @CsvSource(textBlock = """
            'POST /varz HTTP/1.1\\r\\nContent-Length: 0\\r\\n\\r\\n',                    405
            'DELETE /varz HTTP/1.1\\r\\n\\r\\n',                                        405
            'GET /varz HTTP/1.1\\r\\nContent-Length: 3\\r\\n\\r\\nabc',                  413
            'GET /varz HTTP/1.1\\r\\nTransfer-Encoding: chunked\\r\\n\\r\\n3\\r\\nabc\\r\\n0\\r\\n\\r\\n', 413
            'GET /%zz HTTP/1.1\\r\\n\\r\\n',                                            400
            'GET /connz?limit=%zz HTTP/1.1\\r\\n\\r\\n',                                400
            'GET /varz HTTP/1.1\\r\\nContent-Length: -1\\r\\n\\r\\n',                    400
            """)
    void whatNoReaderOfPagesSendsEndsTheConnection(String request, int status) throws Exception {
        try (MonitorServer server = start(null)) {
            String bytes = request.replace("\\r", "\r").replace("\\n", "\n");
            assertThat(HttpReader.raw(server.address(), bytes)).startsWith("HTTP/1.1 " + status + " ");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {9_000, 100_000})
    void endlessLinesAreCutOff(int length) throws Exception {
        try (MonitorServer server = start(null)) {
            String line = "GET /" + "x".repeat(length) + " HTTP/1.1\r\n\r\n";
            assertThat(HttpReader.raw(server.address(), line)).startsWith("HTTP/1.1 414 ");
            String header = "GET / HTTP/1.1\r\nX: " + "x".repeat(2 * length) + "\r\n\r\n";
            assertThat(HttpReader.raw(server.address(), header)).startsWith("HTTP/1.1 431 ");
        }
    }

    @Test
    void aReaderThatStillWritesReadsWhyItWasRefused() throws Exception {
        try (MonitorServer server = start(null);
                Socket socket = new Socket("127.0.0.1", server.address().getPort())) {
            byte[] half = "x".repeat(LingeringClose.DISCARDED_BYTES_MAX / 2).getBytes(ISO_8859_1);
            socket.getOutputStream().write("GET / HTTP/1.1\r\nX: ".getBytes(ISO_8859_1));
            socket.getOutputStream().write(half);
            assertThat(socket.getInputStream().read()).isEqualTo('H'); // it is refused already
            socket.getOutputStream().write(half, 0, half.length / 2);
            String answer = new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
            assertThat(answer).startsWith("TTP/1.1 431 ").endsWith("too long\n");
        }
    }

    @Test
    void aReaderThatNeverStopsIsCutOff() throws Exception {
        try (MonitorServer server = start(null);
                Socket socket = new Socket("127.0.0.1", server.address().getPort())) {
            socket.getOutputStream().write("GET / HTTP/1.1\r\nX: ".getBytes(ISO_8859_1));
            assertThatExceptionOfType(IOException.class).isThrownBy(() -> {
                for (int written = 0; written < 256 << 20; written += 1 << 20) { // more than any socket buffers
                    socket.getOutputStream().write(new byte[1 << 20]);
                }
            });
        }
    }

    @Test
    void aPageThatFailsCostsThatPageOnly() throws Exception {
        state.accounts.add(FakeServerState.account("A", 1));
        try (MonitorServer server = start(null)) {
            state.failsOnConnections = true;
            assertThat(HttpReader.get(server.address(), "/connz").status()).isEqualTo(500);
            assertThat(HttpReader.get(server.address(), "/accstatz").status()).isEqualTo(200);
        }
    }

    @Test
    void aLongPageArrivesWhole() throws Exception {
        for (int cid = 1; cid <= 20_000; cid++) {
            state.connections.add(new FactsBuilder(cid).build());
        }
        try (MonitorServer server = start(null)) {
            Answer answer = HttpReader.get(server.address(), "/connz?limit=100000");
            assertThat(answer.body()).endsWith("]\n}").contains("\"num_connections\": 20000,");
            assertThat(answer.header("content-length"))
                    .isEqualTo(String.valueOf(answer.body().length()));
        }
    }

    @Test
    void speaksHttps() throws Exception {
        X509Bundle bundle = new CertificateBuilder()
                .subject("CN=localhost")
                .addSanIpAddress("127.0.0.1")
                .setIsCertificateAuthority(true)
                .buildSelfSigned();
        SslContext tls = SslContextBuilder.forServer(bundle.getKeyPair().getPrivate(), bundle.getCertificatePath())
                .build();
        TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
        trust.init(bundle.toKeyStore("password".toCharArray()));
        SSLContext client = SSLContext.getInstance("TLS");
        client.init(null, trust.getTrustManagers(), null);
        try (MonitorServer server = start(tls)) {
            HttpsURLConnection connection = (HttpsURLConnection)
                    URI.create("https://127.0.0.1:" + server.address().getPort() + "/varz")
                            .toURL()
                            .openConnection();
            connection.setSSLSocketFactory(client.getSocketFactory());
            Answer answer = HttpReader.answer("GET", connection);
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.body())
                    .contains("\"http_port\": 0,")
                    .contains("\"https_port\": " + server.address().getPort() + ",");
            try (Socket refused = client.getSocketFactory()
                    .createSocket("127.0.0.1", server.address().getPort())) {
                refused.getOutputStream().write("PUT / HTTP/1.1\r\n\r\n".getBytes(ISO_8859_1));
                String all = new String(refused.getInputStream().readAllBytes(), ISO_8859_1);
                assertThat(all).startsWith("HTTP/1.1 405 ").endsWith("expected GET or HEAD\n");
            }
        }
    }

    @Test
    void aPortThatIsTakenIsSaidSo() {
        try (MonitorServer server = start(null)) {
            MonitorSettings same =
                    new MonitorSettings("127.0.0.1", server.address().getPort(), "", null);
            assertThatExceptionOfType(UncheckedIOException.class)
                    .isThrownBy(() -> MonitorServer.start(same, state))
                    .withMessageContaining("127.0.0.1:" + server.address().getPort());
        }
    }

    @Test
    void nothingIsLeftAfterClosing() throws Exception {
        MonitorServer server = start(null);
        HttpReader.get(server.address(), "/varz");
        assertThat(server.isListening()).isTrue();
        server.close();
        server.close();
        Awaitility.await()
                .atMost(Duration.ofMinutes(1))
                .untilAsserted(() -> assertThat(threads()).isEmpty());
        assertThat(server.isListening()).isFalse();
    }

    private static Stream<String> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(Thread::isAlive)
                .map(Thread::getName)
                .filter(name -> name.startsWith("natter-monitor"));
    }

    private MonitorServer start(@Nullable SslContext tls) {
        return MonitorServer.start(new MonitorSettings("127.0.0.1", 0, "", tls), state);
    }
}
