package io.natter.conformance.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.natter.conformance.EachProgram;
import io.natter.conformance.MonitorReader;
import io.natter.conformance.ServerProgram;
import io.natter.conformance.Servers;
import io.natter.conformance.TestServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Both servers close for the same reasons, tell clients the same, and remember it in connz (C40-C63). */
final class ClosedReasonsIT {
    private static final String MONITOR = "http: \"127.0.0.1:-1\"\n";
    private static final String CONNECT = "CONNECT {\"verbose\":false}\r\n";

    @TempDir
    private Path directory;

    /** A way to be closed: what the server runs with, what the client says, what it is told, and what connz says of it. */
    record Case(String config, String said, String told, String reason) {
        @Override
        public String toString() {
            return reason + " | " + config;
        }
    }

    private static final List<Case> CASES = List.of(
            new Case(
                    "ping_interval: \"100ms\"\nping_max: 1",
                    CONNECT,
                    "-ERR 'Stale Connection'\r\n",
                    "Stale Connection"),
            new Case(
                    "authorization { token: t, timeout: 0.2 }",
                    "",
                    "-ERR 'Authentication Timeout'\r\n",
                    "Authentication Timeout"),
            new Case(
                    "authorization { token: t, timeout: 60 }",
                    CONNECT,
                    "-ERR 'Authorization Violation'\r\n",
                    "Authentication Failure"),
            new Case(
                    "authorization { token: t, timeout: 60 }",
                    "PUB a 0\r\n\r\n",
                    "-ERR 'Authorization Violation'\r\n",
                    "Authentication Failure"),
            new Case("", "CONNECT {\r\n", "", "Protocol Violation"),
            new Case("", CONNECT + "PUB a x\r\n", "", "Protocol Violation"),
            new Case("", CONNECT + "FOO\r\n", "-ERR 'Unknown Protocol Operation'\r\n", "Protocol Violation"),
            new Case("", CONNECT + "-ERR 'x'\r\n", "", "Parse Error"),
            new Case(
                    "max_payload: 10",
                    CONNECT + "PUB a 11\r\n",
                    "-ERR 'Maximum Payload Violation'\r\n",
                    "Maximum Message Payload Exceeded"),
            new Case(
                    "max_control_line: 64",
                    CONNECT + "SUB " + "x".repeat(100) + " 1\r\n",
                    "-ERR 'maximum control line exceeded'\r\n",
                    "Maximum Control Line Exceeded"),
            new Case(
                    "",
                    "CONNECT {\"verbose\":false,\"protocol\":7}\r\n",
                    "-ERR 'invalid client protocol'\r\n",
                    "Bad Client Protocol Version"),
            new Case(
                    "",
                    "CONNECT {\"verbose\":false,\"no_responders\":true}\r\n",
                    "-ERR 'no responders requires headers support'\r\n",
                    "No Responders Requires Headers"));

    static Stream<Arguments> cases() {
        return CASES.stream()
                .flatMap(each -> Arrays.stream(ServerProgram.values()).map(program -> arguments(program, each)));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("cases")
    void tellsAndRemembersWhy(ServerProgram program, Case closed) throws Exception {
        try (TestServer server = Servers.start(program, MONITOR + closed.config(), directory);
                Socket client = new Socket(server.host(), server.port())) {
            client.setSoTimeout(60_000);
            say(client, closed.said());
            String told = new String(client.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1)
                    .replaceAll("(?:INFO .*|PING)\r\n", "");
            assertThat(told).isEqualTo(closed.told());
            awaitReason(server, closed.reason());
        }
    }

    @EachProgram
    void aClientThatLeavesIsRemembered(ServerProgram program) throws Exception {
        try (TestServer server = Servers.start(program, MONITOR, directory)) {
            // It reads all before it leaves: bytes unread at a close make a reset, which may meet the PONG's write.
            try (WireConnection client = WireConnection.open(server.host(), server.port())) {
                client.send(CONNECT + "PING\r\n");
                assertThat(client.await(Reply.Kind.PONG, 1)).isTrue();
            }
            awaitReason(server, "Client Closed");
        }
    }

    /** More waits for it than may (C61). */
    @EachProgram
    void aReaderThatStopsIsClosedForWhatWaits(ServerProgram program) throws Exception {
        String config = "max_pending: 2MB\nmax_payload: 1MB\nwrite_deadline: \"60s\"";
        assertClosedWhenItStopsReading(program, config, "Slow Consumer (Pending Bytes)");
    }

    /** A write is stuck for longer than it may be (C62). */
    @EachProgram
    void aReaderThatStopsIsClosedAtTheDeadline(ServerProgram program) throws Exception {
        String config = "max_pending: 512MB\nmax_payload: 1MB\nwrite_deadline: \"500ms\"";
        assertClosedWhenItStopsReading(program, config, "Slow Consumer (Write Deadline)");
    }

    private void assertClosedWhenItStopsReading(ServerProgram program, String config, String reason) throws Exception {
        try (TestServer server = Servers.start(program, MONITOR + config, directory);
                Socket stopped = new Socket();
                WireConnection other = WireConnection.open(server.host(), server.port());
                WireConnection publisher = WireConnection.open(server.host(), server.port())) {
            stopped.setReceiveBufferSize(4096);
            stopped.connect(new InetSocketAddress(server.host(), server.port()));
            say(stopped, CONNECT + "SUB flood 1\r\n");
            other.send(CONNECT + "SUB others 1\r\n");
            publisher.send(CONNECT);
            publish(server, publisher, 64, reason);
            awaitReason(server, reason);
            assertThat(MonitorReader.page(server, "/varz")).contains("\"slow_consumers\": 1,");
            publisher.send("PUB others 2\r\nhi\r\n");
            assertThat(other.await(Reply.Kind.MSG, 1)).isTrue();
            assertThat(publisher.count(Reply.Kind.ERR)).isZero();
        }
    }

    private static void publish(TestServer server, WireConnection publisher, int count, String reason)
            throws IOException {
        String message = "PUB flood 500000\r\n" + "x".repeat(500_000) + "\r\nPING\r\n";
        for (int i = 1; i <= count && !closedList(server).contains(reason); i++) {
            publisher.send(message);
            assertThat(publisher.await(Reply.Kind.PONG, i)).isTrue();
        }
    }

    private static void awaitReason(TestServer server, String reason) {
        await().atMost(Duration.ofMinutes(1))
                .untilAsserted(() -> assertThat(closedList(server)).contains("\"reason\": \"" + reason + "\""));
    }

    private static String closedList(TestServer server) throws IOException {
        return MonitorReader.page(server, "/connz?state=closed");
    }

    private static void say(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
    }
}
