package io.natter.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class NatterServerIT {
    private static final String LINE = "\\[\\d+] \\d{4}/\\d\\d/\\d\\d \\d\\d:\\d\\d:\\d\\d\\.\\d{6} \\[INF] .*";

    @TempDir
    private Path directory;

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
            arguments             | exit | output
            -v                    | 0    | nats-server: v2.15.1
            --no-such-flag        | 0    | flag provided but not defined: -no-such-flag
            start                 | 1    | natter-server: unrecognized command: "start"
            -t                    | 1    | natter-server: must specify [-c, --config] option
            -c missing.conf       | 1    | natter-server: open missing.conf: no such file or directory
            -sl stop=999999999    | 1    | signal "stop" 999999999: no such process
            -l no/such/dir/log    | 1    | natter-server: error opening log
            """)
    void endsWithTheExitCodeOfNatsServer(String arguments, int exit, String output) throws Exception {
        try (ServerProcess server = ServerProcess.start(directory, arguments.split(" "))) {
            assertThat(server.awaitExit()).isEqualTo(exit);
            assertThat(server.output()).contains(output);
        }
    }

    @Test
    void endsWithOneWhenThePortIsTaken() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                ServerProcess server = ServerProcess.start(
                        directory, "-a", "127.0.0.1", "-p", Integer.toString(taken.getLocalPort()))) {
            assertThat(server.awaitExit()).isEqualTo(1);
            assertThat(server.output())
                    .containsOnlyOnce("ddress already in use")
                    .contains("[FTL] ");
        }
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"INT", "TERM"})
    void servesUntilItIsToldToEnd(String signal) throws Exception {
        try (ServerProcess server = serve("-P", "pid", "--ports_file_dir", ".")) {
            Path ports = directory.resolve("nats-server_" + server.pid() + ".ports");
            await().atMost(ServerProcess.PATIENCE).until(() -> Files.exists(ports));
            assertThat(ports).content().startsWith("{\"nats\":[\"nats://127.0.0.1:");
            assertThat(directory.resolve("pid")).hasContent(Long.toString(server.pid()));

            server.signal(signal);

            assertThat(server.awaitExit()).isZero();
            assertThat(server.output()).contains("Server Exiting..");
            assertThat(server.output().lines()).allMatch(line -> line.matches(LINE));
            assertThat(ports).doesNotExist();
            assertThat(directory.resolve("pid")).exists();
        }
    }

    @Test
    void isToldToEndByAnotherOfItsKind() throws Exception {
        try (ServerProcess server = serve("-P", "pid");
                ServerProcess sender = ServerProcess.start(directory, "-sl", "quit=pid")) {
            assertThat(sender.awaitExit()).isZero();
            assertThat(server.awaitExit()).isZero();
        }
    }

    @Test
    void logsWhatClientsDoAsNatsServerDoes() throws Exception {
        Files.writeString(directory.resolve("server.conf"), """
                port: -1, host: 127.0.0.1
                accounts { A { users: [ {user: u, password: s3cret, permissions: {publish: ok, subscribe: ok}} ] } }
                """);
        try (ServerProcess server = ServerProcess.start(directory, "-D", "-c", "server.conf")) {
            String listening = server.awaitLine("Listening for client connections on ");
            server.awaitLine("Server is ready");
            int port = Integer.parseInt(listening.substring(listening.lastIndexOf(':') + 1));
            try (Socket client = new Socket("127.0.0.1", port)) {
                String said =
                        "CONNECT {\"verbose\":false,\"user\":\"u\",\"pass\":\"s3cret\",\"name\":\"n\",\"lang\":\"raw\","
                                + "\"version\":\"1\"}\r\nSUB no 1\r\nSUB no q 2\r\nPUB no 1\r\nx\r\nBYE\r\n";
                client.getOutputStream().write(said.getBytes(StandardCharsets.US_ASCII));
                server.awaitLine(" - cid:1 - Client connection created");
                String label = " - cid:1 - \"v1:raw:n\" - \"A/user:u\" - ";
                server.awaitLine(label + "Subscription Violation - Subject \"no\", SID 1");
                server.awaitLine(label + "Subscription Violation - Subject \"no\", Queue: \"q\", SID 2");
                server.awaitLine(label + "Publish Violation - Subject \"no\"");
                server.awaitLine(label + "Client connection closed: Protocol Violation");
            }
            server.signal("TERM");
            assertThat(server.awaitExit()).isZero();
            assertThat(server.output()).doesNotContain("s3cret");
        }
    }

    @Test
    void opensItsLogAgainWhenItWasMoved() throws Exception {
        Path log = directory.resolve("server.log");
        try (ServerProcess server = ServerProcess.start(directory, "-a", "127.0.0.1", "-p", "-1", "-l", "server.log")) {
            awaitLine(log, "Server is ready");
            Files.move(log, directory.resolve("server.log.1"));

            server.signal("USR1");

            awaitLine(log, "File log re-opened");
            assertThat(directory.resolve("server.log.1"))
                    .content()
                    .contains("Trapped \"user defined signal 1\" signal");
            server.signal("TERM");
            assertThat(server.awaitExit()).isZero();
            assertThat(server.output()).isEmpty();
        }
    }

    @Test
    void setsItsLogAsideAtTheLimit() throws Exception {
        Path log = directory.resolve("server.log");
        try (ServerProcess server = ServerProcess.start(
                directory, "-a", "127.0.0.1", "-p", "-1", "-l", "server.log", "--log_size_limit", "200")) {
            awaitLine(log, "Rotated log, backup saved as \"server.log.");
            server.signal("TERM");
            assertThat(server.awaitExit()).isZero();
        }
        try (Stream<Path> files = Files.list(directory)) {
            assertThat(files.map(file -> file.getFileName().toString()).toList())
                    .filteredOn(name -> name.matches("server\\.log(\\.\\d{2,4}){6}\\.\\d{9}"))
                    .isNotEmpty();
        }
    }

    @Test
    void readsItsConfigurationAgain() throws Exception {
        Path config = directory.resolve("server.conf");
        Files.writeString(config, "port: -1, host: 127.0.0.1");
        try (ServerProcess server = ServerProcess.start(directory, "-c", "server.conf")) {
            server.awaitLine("Using configuration file: server.conf (sha256:");
            server.awaitLine("Server is ready");

            Files.writeString(config, "port: -1, host: 127.0.0.1, debug: true");
            server.signal("HUP");
            server.awaitLine("Reloaded server configuration");

            Files.writeString(config, "port: -1, no_such_key: 1");
            server.signal("HUP");
            server.awaitLine("Failed to reload server configuration: server.conf:1:10: unknown field \"no_such_key\"");

            server.signal("TERM");
            assertThat(server.awaitExit()).isZero();
        }
    }

    @Test
    void endsAsALameDuckWithoutClients() throws Exception {
        try (ServerProcess server = serve()) {
            server.signal("USR2");

            server.awaitLine("Trapped \"user defined signal 2\" signal");
            assertThat(server.awaitExit()).isZero();
            assertThat(server.output()).contains("Entering lame duck mode");
        }
    }

    @Test
    void testsAConfigurationWithoutServing() throws Exception {
        Files.writeString(directory.resolve("good.conf"), "port: -1");
        Files.writeString(directory.resolve("bad.conf"), "port: -1\nfoo: 1");

        try (ServerProcess good = ServerProcess.start(directory, "-t", "-c", "good.conf")) {
            assertThat(good.awaitExit()).isZero();
            assertThat(good.output())
                    .isEqualTo("natter-server: configuration file good.conf is valid"
                            + " (sha256:7ea4cc5c6864139d814ce940a40ee6546b7ac5285eec3c390a4ce11e34dc1102)");
        }
        try (ServerProcess bad = ServerProcess.start(directory, "-t", "-c", "bad.conf")) {
            assertThat(bad.awaitExit()).isEqualTo(1);
            assertThat(bad.output()).isEqualTo("natter-server: bad.conf:2:1: unknown field \"foo\"");
        }
    }

    private ServerProcess serve(String... arguments) throws IOException {
        String[] all = Stream.concat(Stream.of("-a", "127.0.0.1", "-p", "-1"), Stream.of(arguments))
                .toArray(String[]::new);
        ServerProcess server = ServerProcess.start(directory, all);
        server.awaitLine("Server is ready");
        return server;
    }

    private static void awaitLine(Path log, String text) {
        await().atMost(ServerProcess.PATIENCE).until(() -> lines(log).stream().anyMatch(line -> line.contains(text)));
    }

    private static List<String> lines(Path log) throws IOException {
        return Files.exists(log) ? Files.readAllLines(log) : List.of();
    }
}
