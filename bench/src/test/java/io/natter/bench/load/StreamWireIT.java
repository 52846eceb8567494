package io.natter.bench.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

final class StreamWireIT {
    @Test
    void showsEachMessageOfAReadAndAnswersToItsReply() throws Exception {
        String said = "MSG a s1 5\r\nhello\r\nPING\r\nHMSG b s2 _R 30 30\r\nNATS/1.0 100 FlowControl R\r\n\r\n\r\n"
                + "HMSG b s2 12 14\r\nNATS/1.0\r\n\r\nhi\r\nMSG c s3 ack.1 0\r\n\r\n";
        try (Scripted server = Scripted.saying(said);
                StreamWire wire = StreamWire.connect(server.endpoint())) {
            List<String> seen = new ArrayList<>();
            while (seen.size() < 4) {
                wire.read(() -> {
                    seen.add(wire.status() + " " + wire.hasReply() + " " + wire.body());
                    if (wire.hasReply()) {
                        wire.appendToReply("ok".getBytes(StandardCharsets.US_ASCII));
                    }
                });
            }
            wire.flush();
            assertThat(seen).containsExactly("0 false hello", "100 true ", "0 false hi", "0 true ");
            assertThat(server.heard("PUB ack.1 2")).contains("PONG", "PUB _R 2");
        }
    }

    @Test
    void anErrorOfTheServerEndsTheRead() throws Exception {
        try (Scripted server = Scripted.saying("-ERR 'no'\r\n");
                StreamWire wire = StreamWire.connect(server.endpoint())) {
            assertThatIOException()
                    .isThrownBy(() -> {
                        while (true) {
                            wire.read(() -> {});
                        }
                    })
                    .withMessageContaining("-ERR 'no'");
        }
    }

    @Test
    void aRequestIsOverWithItsAnswerAndAnErrorIsTold() throws Exception {
        String said = "MSG _INBOX.answers answers 9\r\n{\"seq\":1}\r\n"
                + "MSG _INBOX.answers answers 41\r\n{\"type\":\"x\",\"error\":{\"description\":\"no\"}}\r\n";
        try (Scripted server = Scripted.saying(said);
                StreamWire wire = StreamWire.connect(server.endpoint())) {
            StreamRequests requests = new StreamRequests(
                    wire, 1, (to, number) -> to.append("PUB a." + number + " " + StreamRequests.REPLY + " 0\r\n\r\n"));
            assertThatIOException().isThrownBy(() -> requests.run(2)).withMessageContaining("\"no\"");
            assertThat(server.heard("PUB a.1 _INBOX.answers 0")).contains("PUB a.0 _INBOX.answers 0");
        }
    }

    /** Lets one client in, says its text, and keeps the lines it hears. */
    private static final class Scripted implements AutoCloseable {
        private final ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        private final List<String> lines = new ArrayList<>();
        private final String text;
        private final Thread thread = new Thread(this::serve);
        private CompletableFuture<List<String>> wanted = new CompletableFuture<>();
        private String wantedLine = "";

        private Scripted(String text) throws IOException {
            this.text = text;
            thread.start();
        }

        static Scripted saying(String text) throws IOException {
            return new Scripted(text);
        }

        Endpoint endpoint() {
            return Endpoint.loopback(listener.getLocalPort());
        }

        List<String> heard(String line) throws Exception {
            CompletableFuture<List<String>> future;
            synchronized (lines) {
                wantedLine = line;
                future = wanted;
                look();
            }
            return future.get(1, TimeUnit.MINUTES);
        }

        private void look() {
            if (lines.contains(wantedLine)) {
                wanted.complete(List.copyOf(lines));
            }
        }

        private void serve() {
            try (Socket socket = listener.accept();
                    BufferedReader in = new BufferedReader(
                            new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII))) {
                say(socket, "INFO {}\r\n");
                for (String line = in.readLine(); line != null; line = in.readLine()) {
                    if (line.equals("PING")) {
                        say(socket, "PONG\r\n" + text);
                    }
                    synchronized (lines) {
                        lines.add(line);
                        look();
                    }
                }
            } catch (IOException ended) {
                wanted.completeExceptionally(ended);
            }
        }

        private static void say(Socket socket, String text) throws IOException {
            socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
        }

        @Override
        public void close() throws IOException {
            listener.close();
            Threads.join(thread);
        }
    }
}
