package io.natter.conformance.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.natter.conformance.Certificates;
import io.natter.conformance.EachProgram;
import io.natter.conformance.MonitorReader;
import io.natter.conformance.ServerProgram;
import io.natter.conformance.Servers;
import io.natter.conformance.TestServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A client behind a proxy is seen where it is, encrypted or not (B46, C25). What is malformed is in {@code proxy.script}. */
final class ProxyProtocolIT {
    private static final String MONITOR = "http: \"127.0.0.1:-1\"\nproxy_protocol: true\n";
    private static final String HEADER = "PROXY TCP4 192.0.2.7 198.51.100.1 5555 4222\r\n";
    private static final String CONNECT = "CONNECT {\"verbose\":false}\r\nPING\r\n";

    @TempDir
    private Path directory;

    @EachProgram
    void connzShowsTheClientBehindTheProxy(ServerProgram program) throws Exception {
        try (TestServer server = Servers.start(program, MONITOR, directory);
                Socket client = new Socket(server.host(), server.port())) {
            send(client, HEADER + CONNECT);
            awaitPong(client);
            assertThat(MonitorReader.page(server, "/connz")).contains("\"ip\": \"192.0.2.7\"", "\"port\": 5555");
        }
    }

    @EachProgram
    void aHeaderThatCannotBeBelievedIsAViolation(ServerProgram program) throws Exception {
        try (TestServer server = Servers.start(program, MONITOR, directory);
                Socket client = new Socket(server.host(), server.port())) {
            send(client, "PROXY TCP9 x\r\n");
            client.getInputStream().readAllBytes();
            await().atMost(Duration.ofMinutes(1))
                    .untilAsserted(() -> assertThat(MonitorReader.page(server, "/connz?state=closed"))
                            .contains("\"reason\": \"Protocol Violation\""));
        }
    }

    static Stream<Arguments> forms() {
        String[] forms = {"", "handshake_first: true", "handshake_first: \"30s\"", "allow_non_tls"};
        return Arrays.stream(ServerProgram.values())
                .flatMap(program -> Arrays.stream(forms)
                        .flatMap(form -> Stream.of(HEADER, "").map(header -> arguments(program, form, header))));
    }

    @ParameterizedTest(name = "{0}, {1}, {2}")
    @MethodSource("forms")
    void theHeaderComesInTheClearAndTheHandshakeBehindIt(ServerProgram program, String form, String header)
            throws Exception {
        boolean isMixed = form.equals("allow_non_tls");
        Certificates certificates = Certificates.in(directory);
        String tls = isMixed ? certificates.tlsBlock() + "\nallow_non_tls: true" : certificates.tlsBlock(form);
        try (TestServer server = Servers.start(program, MONITOR + tls, directory);
                Socket plain = new Socket(server.host(), server.port())) {
            boolean isFirst = form.startsWith("handshake_first");
            if (!isFirst) {
                assertThat(line(plain)).startsWith("INFO {").doesNotContain("client_ip");
            }
            send(plain, header);
            SSLSocket secure = secured(plain, certificates);
            if (isFirst) {
                assertThat(line(secure)).contains(header.isEmpty() ? "127.0.0.1" : "192.0.2.7");
            }
            send(secure, CONNECT);
            awaitPong(secure);
            assertThat(MonitorReader.page(server, "/connz"))
                    .contains(header.isEmpty() ? "\"ip\": \"127.0.0.1\"" : "\"ip\": \"192.0.2.7\"", "\"tls_version\"");
        }
    }

    @EachProgram
    void aMixedListenerServesThePlainOnesBehindAProxyToo(ServerProgram program) throws Exception {
        String tls = Certificates.in(directory).tlsBlock() + "\nallow_non_tls: true";
        try (TestServer server = Servers.start(program, MONITOR + tls, directory);
                Socket client = new Socket(server.host(), server.port())) {
            send(client, HEADER + CONNECT);
            awaitPong(client);
            assertThat(MonitorReader.page(server, "/connz"))
                    .contains("\"ip\": \"192.0.2.7\"")
                    .doesNotContain("tls_version");
        }
    }

    private static SSLSocket secured(Socket plain, Certificates certificates) throws Exception {
        SSLContext context = certificates.client();
        SSLSocket secure =
                (SSLSocket) context.getSocketFactory().createSocket(plain, "localhost", plain.getPort(), true);
        secure.startHandshake();
        return secure;
    }

    private static void send(Socket socket, String text) throws IOException {
        socket.setSoTimeout(60_000);
        socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
        socket.getOutputStream().flush();
    }

    private static void awaitPong(Socket socket) throws IOException {
        String line = line(socket);
        while (!line.equals("PONG")) {
            line = line(socket);
        }
    }

    private static String line(Socket socket) throws IOException {
        InputStream in = socket.getInputStream();
        var line = new StringBuilder();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw new IOException("the server has closed: " + line);
            }
            line.append((char) next);
        }
        return line.toString().strip();
    }
}
