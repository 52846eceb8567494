package io.natter.client.transport;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.natter.client.NatsOptions;
import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The upgrade to a WebSocket, by a server that plays its part. */
class WebSocketIT {
    @Test
    void asksAsTheStandardSays() throws Exception {
        BlockingQueue<List<String>> requests = new LinkedBlockingQueue<>();
        FakeServer.Part part = socket -> {
            List<String> request = request(socket);
            requests.add(request);
            socket.getOutputStream().write(accepted(request).getBytes(ISO_8859_1));
            sendFrame(socket, FakeServer.INFO);
            sendFrame(socket, "PONG\r\n"); // early, and in the client's buffer already
            FakeServer.drain(socket);
        };
        NatsOptions options = options(Map.of("X-Team", "blue"));
        try (FakeServer server = FakeServer.start(part);
                Dialer dialer = Dialers.of(options)) {
            ServerAddress address = ServerAddress.parse("ws://127.0.0.1:" + server.port() + "/nats?x=1");
            dialer.dial(address).transport().close();
            assertThat(requests.poll(1, TimeUnit.MINUTES))
                    .contains(
                            "GET /nats?x=1 HTTP/1.1",
                            "Host: 127.0.0.1:" + server.port(),
                            "Upgrade: websocket",
                            "Connection: Upgrade",
                            "Sec-WebSocket-Version: 13",
                            "X-Team: blue");
        }
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            HTTP/1.1 404 Not Found\\n\\n                                                        | got HTTP 404 Not Found, expected HTTP 101
            HTTP/1.1 101 Switching\\nUpgrade: websocket\\nConnection: upgrade\\nSec-WebSocket-Accept: x\\n\\n | an upgrade to something else
            INFO {}\\n                                                                          | expected an answer in HTTP/1.1
            HTTP/1.1 101 S\\nnonsense\\n                                                        | expected up to 100 headers
            """)
    void whoeverDoesNotUpgradeIsRefused(String answer, String message) throws Exception {
        FakeServer.Part part = socket -> {
            request(socket);
            socket.getOutputStream().write(answer.replace("\\n", "\r\n").getBytes(ISO_8859_1));
            FakeServer.drain(socket);
        };
        try (FakeServer server = FakeServer.start(part);
                Dialer dialer = Dialers.of(options(Map.of()))) {
            ServerAddress address = ServerAddress.parse("ws://127.0.0.1:" + server.port());
            assertThatExceptionOfType(IOException.class)
                    .isThrownBy(() -> dialer.dial(address))
                    .withMessageStartingWith(address + ": websocket: ")
                    .withMessageContaining(message);
        }
    }

    @Test
    void headersCannotBreakOutOfTheirLine() throws Exception {
        try (FakeServer server = FakeServer.start(FakeServer::drain);
                Dialer dialer = Dialers.of(options(Map.of("X", "a\r\nY: s3cr3t")))) {
            ServerAddress address = ServerAddress.parse("ws://127.0.0.1:" + server.port());
            assertThatExceptionOfType(IOException.class)
                    .isThrownBy(() -> dialer.dial(address))
                    .withMessageContaining("got a header X with control characters")
                    .matches(e -> !e.toString().contains("s3cr3t"));
        }
    }

    private static List<String> request(Socket socket) throws IOException {
        List<String> lines = new ArrayList<>();
        String line = FakeServer.readLine(socket);
        while (!line.isEmpty()) {
            lines.add(line);
            line = FakeServer.readLine(socket);
        }
        return lines;
    }

    private static String accepted(List<String> request) {
        String key = request.stream()
                .filter(line -> line.toLowerCase(Locale.ROOT).startsWith("sec-websocket-key:"))
                .map(line -> line.substring(line.indexOf(':') + 1).strip())
                .findFirst()
                .orElseThrow();
        return "HTTP/1.1 101 Switching Protocols\r\nUpgrade: WebSocket\r\nConnection: keep-alive, Upgrade\r\n"
                + "Sec-WebSocket-Accept: " + WebSocketUpgrade.acceptOf(key) + "\r\n\r\n";
    }

    private static void sendFrame(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(0x82);
        if (text.length() < 126) {
            socket.getOutputStream().write(text.length());
        } else {
            socket.getOutputStream().write(new byte[] {126, (byte) (text.length() >> 8), (byte) text.length()});
        }
        socket.getOutputStream().write(text.getBytes(ISO_8859_1));
    }

    private static NatsOptions options(Map<String, String> headers) {
        return NatsOptions.DEFAULTS.toBuilder()
                .webSocketHeaders(headers)
                .connectTimeout(Duration.ofMinutes(1))
                .build();
    }
}
