package io.natter.conformance.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.nats.client.Connection;
import io.nats.client.Message;
import io.nats.client.Nats;
import io.nats.client.Options;
import io.nats.client.Subscription;
import io.nats.client.impl.Headers;
import io.natter.conformance.ServerProgram;
import io.natter.conformance.Servers;
import io.natter.conformance.TestServer;
import io.natter.protocol.json.JsonForm;
import io.natter.protocol.json.ObjectReader;
import java.io.ByteArrayInputStream;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is told of a message's way (ADR-41) is told alike, but for times, numbers of connections and their order. */
final class MessageTraceConformance {
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final Duration NOTHING = Duration.ofMillis(600);
    private static final JsonForm<String> EVENT = JsonForm.of(MessageTraceConformance::told, (told, out) -> {});

    @TempDir
    private static @Nullable Path directory;

    private static final List<Site> SITES = new ArrayList<>();

    private static String config(Path store) {
        return """
            jetstream { store_dir: "%s" }
            no_auth_user: u
            authorization { timeout: 60 }
            accounts {
              U {
                jetstream: enabled
                mappings { "m.*": "foo.{{wildcard(1)}}" }
                users: [
                  { user: u, password: u }
                  { user: d, password: d, permissions: { publish: { deny: "no.>" }, subscribe: { deny: "foo.deny" } } }
                ]
              }
              W { msg_trace: "T.w", users: [ { user: w, password: w } ] }
              V { users: [ { user: v, password: v } ] }
              X { msg_trace: { dest: "no.w", sampling: "100%%" }, users: [
                { user: x, password: x, permissions: { publish: { deny: "no.>" } } } ] }
            }
            """.formatted(store);
    }

    /** A server with those who are there when something is published. */
    private static final class Site {
        private final List<Connection> connections = new ArrayList<>();
        private final TestServer server;
        private final Subscription told;
        private final Subscription got;

        Site(ServerProgram program) throws Exception {
            Path home = Files.createDirectory(Objects.requireNonNull(directory).resolve(program.name()));
            server = Servers.start(program, config(home.resolve("js")), home);
            told = connect("tracer", "u", false).subscribe("T.>");
            Connection receiver = connect("receiver", "u", false);
            got = receiver.subscribe("foo.*");
            receiver.subscribe("max").unsubscribe(1);
            connect("queued", "u", false).subscribe("foo.>", "q");
            connect("denied", "d", false).subscribe("foo.*");
            connect("u", "u", false);
            connect("d", "d", false);
            Connection silent = connect("silent", "u", true);
            silent.subscribe("foo.a");
            for (Connection connection : connections) {
                connection.flush(PATIENCE);
            }
            api("STREAM.CREATE.S", """
                    {"name":"S","subjects":["s.>"],"max_msg_size":100,"allow_atomic":true,
                    "subject_transform":{"src":"s.t.*","dest":"s.u.{{wildcard(1)}}"}}""");
            api("STREAM.CREATE.I", "{\"name\":\"I\",\"subjects\":[\"i.>\"],\"retention\":\"interest\"}");
        }

        private Connection connect(String name, String user, boolean isSilent) throws Exception {
            Options.Builder options = Options.builder()
                    .server(server.url())
                    .userInfo(user, user)
                    .connectionName(name)
                    .connectionTimeout(PATIENCE);
            Connection connection = Nats.connect(isSilent ? options.noEcho().build() : options.build());
            connections.add(connection);
            return connection;
        }

        private Connection named(String name) {
            return connections.stream()
                    .filter(connection -> name.equals(connection.getOptions().getConnectionName()))
                    .findFirst()
                    .orElseThrow();
        }

        private void api(String call, String body) throws Exception {
            Message answer = named("u").request("$JS.API." + call, body.getBytes(UTF_8), PATIENCE);
            assertThat(new String(Objects.requireNonNull(answer).getData(), UTF_8))
                    .doesNotContain("\"error\"");
        }

        // What is told of a message, and how many of it arrived where everybody listens.
        private String trace(String from, String subject, String headers, int size, boolean isTold) throws Exception {
            Headers sent = new Headers();
            for (String header : headers.split(";", -1)) {
                String[] parts = header.strip().split("=", 2);
                sent.add(parts[0], parts[1]);
            }
            named(from).publish(subject, sent, new byte[size]);
            named(from).flush(PATIENCE);
            Message event = told.nextMessage(isTold ? PATIENCE : NOTHING);
            named("receiver").flush(PATIENCE);
            int arrived = 0;
            while (got.nextMessage(Duration.ofMillis(50)) != null) {
                arrived++;
            }
            return (event == null ? "nothing" : event.getSubject() + " " + EVENT.read(json(event))) + " and " + arrived;
        }

        private static byte[] json(Message event) throws Exception {
            boolean isPacked =
                    event.hasHeaders() && "gzip".equals(event.getHeaders().getFirst("Content-Encoding"));
            if (!isPacked) {
                return event.getData();
            }
            try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(event.getData()))) {
                return in.readAllBytes();
            }
        }

        void close() throws Exception {
            for (Connection connection : connections) {
                connection.close();
            }
            server.close();
        }
    }

    // Events of which only the first have an order; the queue group has one member, so nothing is left to chance.
    private static String told(ObjectReader in) {
        Object server = in.tree("server");
        Object request = in.tree("request");
        List<String> events = new ArrayList<>();
        if (in.tree("events") instanceof List<?> list) {
            for (Object event : list) {
                Map<String, String> fields = new TreeMap<>();
                if (event instanceof Map<?, ?> map) {
                    map.forEach((name, value) -> fields.put(String.valueOf(name), String.valueOf(value)));
                }
                fields.remove("ts");
                fields.remove("cid");
                events.add(fields.toString());
            }
        }
        in.rest();
        events.subList(Math.min(1, events.size()), events.size()).sort(null);
        return (server instanceof Map) + " " + request + " " + events;
    }

    @BeforeAll
    static void start() throws Exception {
        for (ServerProgram program : List.of(ServerProgram.NATS_SERVER, ServerProgram.NATTER)) {
            SITES.add(new Site(program));
        }
    }

    @AfterAll
    static void stop() throws Exception {
        for (Site site : SITES) {
            site.close();
        }
        SITES.clear();
    }

    @ParameterizedTest(name = "{0} to {1} with {2}")
    @CsvSource(delimiter = '|', textBlock = """
            from   | subject | headers                                           | size | told
            u      | foo.a   | Nats-Trace-Dest=T.1; X=y; x=1                     | 5    | true
            u      | foo.a   | Nats-Trace-Dest=T.2; Nats-Trace-Only=true         | 5    | true
            silent | foo.a   | Nats-Trace-Dest=T.3                               | 5    | true
            u      | nobody  | Nats-Trace-Dest=T.4                               | 0    | true
            u      | nobody  | Nats-Trace-Dest=T.4; Nats-Trace-Only=1            | 0    | true
            u      | foo.a   | Nats-Trace-Only=true                              | 5    | false
            u      | foo.a   | Nats-Trace-Dest=T.*                               | 5    | false
            u      | foo.a   | Nats-Trace-Dest=T.*; Nats-Trace-Only=true         | 5    | false
            u      | foo.a   | Nats-Trace-Dest=trace disabled                    | 5    | false
            u      | foo.a   | Nats-Trace-Dest=T.5; Nats-Trace-Origin-Account=A  | 5    | false
            u      | foo.a   | nats-trace-dest=T.6                               | 5    | false
            u      | foo.a   | Nats-Trace-Dest=T.7; Nats-Trace-Dest=T.8          | 5    | true
            u      | foo.a   | Nats-Trace-Dest=T.9; Accept-Encoding=gzip         | 5    | true
            u      | foo.a   | Nats-Trace-Dest=T.9; Nats-Trace-Hop=1             | 5    | true
            u      | m.x     | Nats-Trace-Dest=T.10                              | 5    | true
            u      | foo.deny | Nats-Trace-Dest=T.11                             | 5    | true
            d      | no.x    | Nats-Trace-Dest=T.12                              | 5    | true
            d      | foo.a   | Nats-Trace-Dest=no.y                              | 5    | false
            u      | s.a     | Nats-Trace-Dest=T.13                              | 5    | true
            u      | s.a     | Nats-Trace-Dest=T.14; Nats-Trace-Only=on          | 5    | true
            u      | s.t.1   | Nats-Trace-Dest=T.15                              | 5    | true
            u      | i.a     | Nats-Trace-Dest=T.16                              | 5    | true
            u      | i.a     | Nats-Trace-Dest=T.16; Nats-Trace-Only=1           | 5    | true
            u      | s.a     | Nats-Trace-Dest=T.17                              | 200  | true
            u      | s.a     | Nats-Trace-Dest=T.17; Nats-Trace-Only=1           | 200  | true
            u      | s.a     | Nats-Trace-Dest=T.18; Nats-Expected-Last-Sequence=99 | 5 | true
            u      | s.a     | Nats-Trace-Dest=T.19; Nats-Msg-Id=1               | 5    | true
            u      | s.a     | Nats-Trace-Dest=T.20; Nats-Msg-Id=1               | 5    | true
            u      | s.a     | Nats-Trace-Dest=T.21; Nats-Msg-Id=1; Nats-Trace-Only=1 | 5 | true
            u      | $JS.API.INFO | Nats-Trace-Dest=T.22                         | 0    | true
            """, useHeadersInDisplayName = true)
    void theWayIsToldAlike(String from, String subject, String headers, int size, boolean isTold) throws Exception {
        String expected = SITES.get(0).trace(from, subject, headers, size, isTold);
        String got = SITES.get(1).trace(from, subject, headers, size, isTold);

        assertThat(got).isEqualTo(expected);
        assertThat(expected.startsWith("nothing")).isEqualTo(!isTold);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = '|', textBlock = """
            user | header                                                                 | told
            w    | traceparent=00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01    | true
            w    | TraceParent=00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01    | true
            w    | traceparent=00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-03    | true
            w    | traceparent=00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-00    | false
            w    | traceparent=00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-81    | false
            w    | traceparent=00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331       | false
            w    | traceparent=00-a-b-1                                                   | false
            w    | traceparent=--~-01                                                     | true
            w    | traceparent=a-b-c-0g                                                   | false
            w    | traceparent=a-b-c-01                                                   | true
            w    | traceparent=a-b-c-00; traceparent=a-b-c-01                             | true
            w    | traceparent=a-b-c-01; Nats-Trace-Only=true                             | true
            w    | traceparent=a-b-c-01; Nats-Trace-Dest=trace disabled                   | false
            w    | traceparent=a-b-c-01; Nats-Trace-Dest=T.other                          | true
            x    | traceparent=a-b-c-01                                                   | false
            v    | traceparent=a-b-c-01                                                   | false
            """, useHeadersInDisplayName = true)
    void othersWhoTraceAreToldWhereTheAccountSays(String user, String headers, boolean isTold) throws Exception {
        String expected = traceOfOthers(SITES.get(0), user, headers, isTold);
        String got = traceOfOthers(SITES.get(1), user, headers, isTold);

        assertThat(got).isEqualTo(expected);
        assertThat(expected.startsWith("nothing")).isEqualTo(!isTold);
    }

    private static String traceOfOthers(Site site, String user, String headers, boolean isTold) throws Exception {
        Connection connection = Nats.connect(Options.builder()
                .server(site.server.url())
                .userInfo(user, user)
                .connectionName(user)
                .connectionTimeout(PATIENCE)
                .build());
        try {
            Subscription told = connection.subscribe(user.equals("x") ? "no.>" : "T.>");
            Subscription got = connection.subscribe("orders");
            Headers sent = new Headers();
            for (String header : headers.split(";", -1)) {
                String[] parts = header.strip().split("=", 2);
                sent.add(parts[0], parts[1]);
            }
            connection.publish("orders", sent, new byte[3]);
            connection.flush(PATIENCE);
            Message event = told.nextMessage(isTold ? PATIENCE : NOTHING);
            String events = event == null ? "nothing" : event.getSubject() + " " + EVENT.read(event.getData());
            return events + " and " + (got.nextMessage(NOTHING) != null);
        } finally {
            connection.close();
        }
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            headers                           | told
            Nats-Trace-Dest: T.max            | true
            Nats-Trace-Dest: T.max~X: y       | true
            X: y                              | false
            """, useHeadersInDisplayName = true)
    void messagesThatAreTooLargeAreToldOf(String lines, boolean isTold) throws Exception {
        String expected = traceOfTooLarge(SITES.get(0), lines, isTold);

        assertThat(traceOfTooLarge(SITES.get(1), lines, isTold)).isEqualTo(expected);
        assertThat(expected.startsWith("nothing")).isEqualTo(!isTold);
    }

    private static String traceOfTooLarge(Site site, String lines, boolean isTold) throws Exception {
        String headers = "NATS/1.0\r\n" + lines.replace("~", "\r\n") + "\r\n\r\n";
        String publish = "CONNECT {\"headers\":true,\"user\":\"u\",\"pass\":\"u\",\"verbose\":false}\r\n"
                + "HPUB foo.a " + headers.length() + " 9000000\r\n" + headers + "and so on";
        try (Socket socket = new Socket(site.server.host(), site.server.port())) {
            socket.setSoTimeout((int) PATIENCE.toMillis());
            socket.getOutputStream().write(publish.getBytes(UTF_8));
            assertThat(new String(socket.getInputStream().readAllBytes(), UTF_8))
                    .contains("-ERR 'Maximum Payload Violation'");
        }
        Message event = site.told.nextMessage(isTold ? PATIENCE : NOTHING);
        return event == null ? "nothing" : event.getSubject() + " " + EVENT.read(event.getData());
    }
}
