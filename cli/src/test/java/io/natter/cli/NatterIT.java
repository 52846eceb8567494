package io.natter.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.natter.cli.command.JetStreamServer;
import io.natter.client.NatsConnection;
import io.natter.server.NatterServer;
import io.natter.server.config.ServerConfig;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class NatterIT {
    /** How long a command waits for its server, to connect and to be answered. */
    private static final String TIMEOUT = ServerProcess.PATIENCE.toSeconds() + "s";

    private final NatterServer server = start();

    @TempDir
    private Path directory;

    private static NatterServer start() {
        ServerConfig defaults = ServerConfig.defaults();
        return NatterServer.start(defaults.withClient(defaults.client().withPort(-1)));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void oneSubscribesAndAnotherPublishes() throws Exception {
        try (ServerProcess subscriber = natter("sub", "orders.*", "--count", "1");
                NatsConnection nats = JetStreamServer.connect(server.clientUrl())) {
            // Its subscription is there some time after it says so.
            await().atMost(ServerProcess.PATIENCE).until(() -> {
                nats.publish("orders.new", "hello");
                return !subscriber.isAlive();
            });
            assertThat(subscriber.awaitExit()).isZero();
            assertThat(subscriber.output())
                    .contains("Subscribing on orders.*", "[#1] Received on \"orders.new\"", "hello");
        }
    }

    @Test
    void publishesItsInput() throws Exception {
        try (NatsConnection nats = JetStreamServer.connect(server.clientUrl());
                var received = nats.subscribe("lines")) {
            nats.flush(ServerProcess.PATIENCE);
            try (ServerProcess publisher = natter("pub", "lines", "--send-on", "newline")) {
                publisher.type("one\ntwo\n");
                assertThat(publisher.awaitExit()).isZero();
                assertThat(publisher.output()).contains("Published 3 bytes to \"lines\"");
            }
            assertThat(received.next(ServerProcess.PATIENCE).orElseThrow().text())
                    .isEqualTo("one");
            assertThat(received.next(ServerProcess.PATIENCE).orElseThrow().text())
                    .isEqualTo("two");
        }
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
            how                            | answer
            --echo                         | ping
            --command=echo {{1}} {{.Request}} | bern ping
            --command=printenv NATS_REQUEST_SUBJECT | weather.bern
            sunny {{Count}}                | sunny 0
            """)
    void oneAsksAndAnotherAnswers(String how, String answer) throws Exception {
        try (ServerProcess service = natter("reply", "weather.*", how, "--count", "1")) {
            service.awaitLine("Listening on \"weather.*\" in group \"NATS-RPLY-22\"");
            try (ServerProcess asker = natter("request", "weather.bern", "ping", "--raw")) {
                assertThat(asker.awaitExit()).isZero();
                assertThat(asker.output().lines().findFirst()).contains(answer);
            }
            assertThat(service.awaitExit()).isZero();
            assertThat(service.output()).contains("[#0] Received on subject \"weather.bern\":", "Draining...");
        }
    }

    @Test
    void findsAndWatchesTheServiceItRuns() throws Exception {
        try (ServerProcess service = natter("service", "serve", "SVC", "-H", "A: b")) {
            service.awaitLine("Requests Log:");
            try (ServerProcess asker = natter("request", "SVC.echo", "hello", "--raw")) {
                assertThat(asker.awaitExit()).isZero();
                assertThat(asker.output()).contains("hello");
            }
            assertOutput("SVC Service Instances", "│ SVC  │ 1.0.0", "NATS CLI Demo Service (SVC)")
                    .of("service", "list", "SVC");
            assertOutput("Service Information", "Service: SVC (", "Subject: SVC.echo", "Requests: 1 in group \"q\"")
                    .of("service", "info", "SVC");
            assertOutput("\"total_payload\": 5").of("service", "info", "SVC", "--json");
            assertOutput("SVC Service Statistics", "│ echo").of("micro", "stats", "SVC");
            assertOutput("SVC ", "rtt=").of("service", "ping");
            service.signal("TERM");
            assertThat(service.awaitExit()).isZero();
        }
        try (ServerProcess list = natter("service", "ls")) {
            assertThat(list.awaitExit()).isEqualTo(1);
            assertThat(list.output()).contains("natter: error: no service instances found");
        }
    }

    /** What a command must print, and that it must end well. */
    private interface Expected {
        void of(String... arguments) throws Exception;
    }

    private Expected assertOutput(String... parts) {
        return arguments -> {
            try (ServerProcess process = natter(arguments)) {
                assertThat(process.awaitExit()).isZero();
                assertThat(process.output()).contains(parts);
            }
        };
    }

    @Test
    void aServiceThatIsToldToEndDrains() throws Exception {
        try (ServerProcess service = natter("reply", "svc", "pong")) {
            service.awaitLine("Listening on");
            service.signal("TERM");
            assertThat(service.awaitExit()).isZero();
            assertThat(service.output()).contains("Draining...");
        }
    }

    @Test
    void aSubscriberThatIsToldToEndDoes() throws Exception {
        try (ServerProcess subscriber = natter("sub", ">")) {
            subscriber.awaitLine("Subscribing on >");
            subscriber.signal("INT");
            assertThat(subscriber.awaitExit()).isEqualTo(130);
        }
    }

    @Test
    void measuresRoundTripsAndLoads() throws Exception {
        try (ServerProcess rtt = natter("rtt", "2")) {
            assertThat(rtt.awaitExit()).isZero();
            assertThat(rtt.output()).containsPattern("nats://127.0.0.1:\\d+: [\\d.]+(µs|ms|s)");
        }
        try (ServerProcess load =
                natter("bench", "pub", "load", "--msgs", "1001", "--clients", "2", "--csv", "out.csv")) {
            assertThat(load.awaitExit()).isZero();
            assertThat(load.output())
                    .contains("Starting Core NATS publisher benchmark [clients=2, msg-size=128 B, msgs=1,001")
                    .containsPattern("\\[1] [\\d,]+ msgs/sec ~ [\\d.]+ [KMG]?i?B/sec ~ min: .* \\(501 msgs\\)")
                    .contains("NATS Core NATS publisher aggregated stats: ");
            assertThat(directory.resolve("out.csv")).content().startsWith("#RunID,ClientID,");
        }
        try (ServerProcess service = natter("bench", "service", "serve", "svc")) {
            service.awaitLine("hit control-c to stop");
            try (NatsConnection nats = JetStreamServer.connect(server.clientUrl())) {
                await().atMost(ServerProcess.PATIENCE)
                        .ignoreExceptions()
                        .until(() -> nats.request("svc", "x").text().equals("ok"));
            }
            try (ServerProcess load = natter("bench", "service", "request", "svc", "--msgs", "50")) {
                assertThat(load.awaitExit()).isZero();
                assertThat(load.output()).contains("NATS Core NATS service requester stats: ", "P99.9: ");
            }
        }
    }

    @Test
    void everySubscriberOfALoadGetsEveryMessage() throws Exception {
        try (ServerProcess load = natter("bench", "sub", "load", "--msgs", "2000", "--clients", "2");
                NatsConnection nats = JetStreamServer.connect(server.clientUrl())) {
            load.awaitLine("[2] Starting Core NATS subscriber, expecting 2,000 messages");
            await().atMost(ServerProcess.PATIENCE).until(() -> {
                for (int i = 0; i < 500; i++) {
                    nats.publish("load", "x");
                }
                return !load.isAlive();
            });
            assertThat(load.awaitExit()).isZero();
            assertThat(load.output()).contains("NATS Core NATS subscriber aggregated stats: ");
        }
    }

    @Test
    void endsWithOneWithoutAServer() throws Exception {
        // Bound, but nobody accepts: the connection is taken by the system and never answered.
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                ServerProcess publisher = ServerProcess.natter(
                        directory,
                        "pub",
                        "a",
                        "b",
                        "--timeout",
                        "1s",
                        "-s",
                        "nats://127.0.0.1:" + silent.getLocalPort())) {
            assertThat(publisher.awaitExit()).isEqualTo(1);
            assertThat(publisher.output()).contains("natter: error: ");
        }
    }

    @Test
    void tellsItsVersion() throws Exception {
        try (ServerProcess natter = natter("--version")) {
            assertThat(natter.awaitExit()).isZero();
            assertThat(natter.output()).contains("natter: v");
        }
    }

    private ServerProcess natter(String... arguments) throws IOException {
        return ServerProcess.natter(
                directory,
                Stream.concat(Stream.of(arguments), Stream.of("-s", server.clientUrl(), "--timeout", TIMEOUT))
                        .toArray(String[]::new));
    }
}
