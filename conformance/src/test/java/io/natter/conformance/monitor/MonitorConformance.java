package io.natter.conformance.monitor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.natter.conformance.ServerProgram;
import io.natter.conformance.TestServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Both servers, after the same clients came and went, show pages with the same fields, order, kinds, statuses and errors. */
final class MonitorConformance {
    private static final String CONFIG = """
            http: "127.0.0.1:-1"
            server_name: pages
            max_subscriptions: 100
            accounts {
              A { users: [ {user: a, password: s3cr3t-of-a} ], mappings: { foo: bar } }
              SYS { users: [ {user: sys, password: s3cr3t-of-sys} ] }
            }
            system_account: SYS
            authorization { timeout: 60 }
            server_tags: ["b", "a"]
            server_metadata: {k: v}
            write_timeout: close
            """;

    private static final List<String> PAGES = List.of(
            "/varz",
            "/connz",
            "/connz?auth=1&subs=detail",
            "/connz?auth=1&subs=detail&state=closed&sort=stop",
            "/connz?subs=1&state=all",
            "/connz?acc=A",
            "/connz?user=zz",
            "/connz?cid=999",
            "/subsz",
            "/subsz?subs=1&test=foo.x",
            "/accountz",
            "/accountz?acc=A",
            "/accstatz",
            "/healthz",
            "/healthz?stream=x&details=1",
            "/routez",
            "/leafz",
            "/gatewayz",
            "/jsz",
            "/ipqueuesz");

    private static final List<String> TEXTS = List.of(
            "/connz?sort=zz",
            "/connz?sort=stop",
            "/connz?state=zz",
            "/connz?limit=x",
            "/connz?cid=-1",
            "/connz?auth=maybe",
            "/subsz?test=a.*",
            "/accountz?acc=NOPE",
            "/accstatz?unused=x",
            "/jsz?leader-only=1",
            "/raftz",
            "/nope");

    /** Why a field is on one side only: docs/monitoring.md, the differences. */
    private static final List<String> KNOWN = List.of("natter ", "feature_flags", "account_detail.imports");

    private final List<AutoCloseable> open = new ArrayList<>();

    @TempDir
    private Path directory;

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable each : open) {
            each.close();
        }
    }

    @TestFactory
    Stream<DynamicTest> bothShowTheSame() throws Exception {
        ServerProgram.NATS_SERVER.whyAbsent().ifPresent(reason -> assumeTrue(false, reason));
        TestServer reference = started(ServerProgram.NATS_SERVER);
        TestServer natter = started(ServerProgram.NATTER);
        return Stream.concat(
                PAGES.stream()
                        .map(page -> dynamicTest(page, () -> {
                            Answer theirs = get(reference, page);
                            Answer ours = get(natter, page);
                            assertThat(ours.status()).isEqualTo(theirs.status());
                            assertThat(ours.contentType()).isEqualTo(theirs.contentType());
                            assertThat(fields(ours)).isEqualTo(fields(theirs));
                            assertThat(ours.body()).doesNotContain("s3cr3t");
                        })),
                TEXTS.stream()
                        .map(page -> dynamicTest(
                                page, () -> assertThat(get(natter, page)).isEqualTo(get(reference, page)))));
    }

    private TestServer started(ServerProgram program) throws Exception {
        TestServer server = program.start(CONFIG, directory);
        open.add(0, server);
        // Both subscriptions alike: nats-server lists them in any order.
        String operations = "SUB foo.* q 1\r\nUNSUB 1 5\r\nSUB bar q 2\r\nUNSUB 2 5\r\nPUB bar 2\r\nhi\r\n";
        Socket stays = client(server, "s3cr3t-of-a", operations);
        open.add(0, stays);
        client(server, "s3cr3t-of-a", "SUB > 1\r\n").close();
        await().atMost(Duration.ofMinutes(1))
                .until(() -> get(server, "/connz?state=closed").body().contains("\"num_connections\": 1,"));
        return server;
    }

    /** A client whose every operation the server has dealt with. */
    private static Socket client(TestServer server, String password, String operations) throws IOException {
        Socket socket = new Socket(server.host(), server.port());
        socket.setSoTimeout(60_000);
        String connect = "CONNECT {\"verbose\":false,\"user\":\"a\",\"pass\":\"" + password
                + "\",\"name\":\"n\",\"lang\":\"raw\",\"version\":\"1\"}\r\n";
        socket.getOutputStream().write((connect + operations + "PING\r\n").getBytes(StandardCharsets.US_ASCII));
        StringBuilder received = new StringBuilder();
        InputStream in = socket.getInputStream();
        while (received.indexOf("PONG\r\n") < 0) {
            int next = in.read();
            assertThat(next).as("the server closed: %s", received).isNotNegative();
            received.append((char) next);
        }
        return socket;
    }

    private static List<String> fields(Answer answer) {
        return PageShape.of(answer.body()).stream()
                .filter(field -> KNOWN.stream().noneMatch(field::startsWith))
                .toList();
    }

    private record Answer(int status, String contentType, String body) {}

    private static Answer get(TestServer server, String page) throws IOException {
        HttpURLConnection connection = (HttpURLConnection) URI.create("http://127.0.0.1:" + server.monitorPort() + page)
                .toURL()
                .openConnection();
        connection.setReadTimeout(60_000);
        int status = connection.getResponseCode();
        try (InputStream in = status < 400 ? connection.getInputStream() : connection.getErrorStream()) {
            return new Answer(
                    status, connection.getContentType(), new String(in.readAllBytes(), StandardCharsets.UTF_8));
        }
    }
}
