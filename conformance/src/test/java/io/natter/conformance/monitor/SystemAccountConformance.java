package io.natter.conformance.monitor;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.nats.client.Connection;
import io.nats.client.Message;
import io.nats.client.Nats;
import io.nats.client.Options;
import io.nats.client.Subscription;
import io.nats.client.api.ServerInfo;
import io.natter.conformance.EachProgram;
import io.natter.conformance.ServerProgram;
import io.natter.conformance.Servers;
import io.natter.conformance.TestServer;
import io.natter.conformance.wire.Reply;
import io.natter.conformance.wire.WireConnection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Requests to the system account, and its events, have the same fields, order, kinds and errors on both servers (F). */
final class SystemAccountConformance {
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final Duration NOTHING = Duration.ofMillis(500);

    private static final String CONFIG = """
            server_name: system
            server_tags: ["red", "blue"]
            server_metadata: {k: v}
            jetstream: { store_dir: "$STORE", domain: hub }
            accounts {
              A {
                jetstream: enabled
                users: [ { user: a, password: a, permissions: {
                  publish: { allow: ["foo.>", "$SYS.>", "$JS.>", "_INBOX.>"] }, subscribe: { deny: bar } } } ]
                mappings: { foo: bar }
              }
              SYS { users: [ {user: sys, password: sys} ] }
            }
            system_account: SYS
            authorization { timeout: 60 }
            """;

    /** Who asks, what, with which body. */
    private static final List<String> REQUESTS = List.of(
            "sys|SERVER.PING|",
            "sys|SERVER.PING.IDZ|",
            "sys|SERVER.ID.STATSZ|",
            "sys|SERVER.PING.STATSZ|{\"server_name\":\"sys\"}",
            "sys|SERVER.PING.STATSZ|{\"server_name\":\"sys\",\"exact_match\":true}",
            "sys|SERVER.PING.STATSZ|[]",
            "sys|SERVER.PING.VARZ|",
            "sys|SERVER.ID.VARZ|{\"tags\":[\"red\"]}",
            "sys|SERVER.ID.VARZ|{\"tags\":[\"green\"]}",
            "sys|SERVER.ID.VARZ|{\"domain\":\"hub\"}",
            "sys|SERVER.ID.VARZ|{\"domain\":\"no\"}",
            "sys|SERVER.ID.VARZ|{\"host\":\"no.such.host\"}",
            "sys|SERVER.ID.VARZ|{\"cluster\":\"none\"}",
            "sys|SERVER.ID.SUBSZ|{\"subscriptions\":true,\"account\":\"A\",\"test\":\"foo.x\"}",
            "sys|SERVER.ID.SUBSZ|{\"test\":\"foo.*\",\"subscriptions\":true}",
            "sys|SERVER.ID.CONNZ|",
            "sys|SERVER.ID.CONNZ|{\"auth\":true,\"subscriptions_detail\":true,\"acc\":\"A\"}",
            "sys|SERVER.ID.CONNZ|{\"subscriptions\":true,\"acc\":\"A\",\"limit\":1,\"sort\":\"rtt\"}",
            "sys|SERVER.ID.CONNZ|{\"acc\":\"A\",\"filter_subject\":\"foo.*\"}",
            "sys|SERVER.ID.CONNZ|{\"acc\":\"A\",\"filter_subject\":\"nobody.*\"}",
            "sys|SERVER.ID.CONNZ|{\"filter_subject\":\"foo\"}",
            "sys|SERVER.ID.CONNZ|{\"sort\":\"zz\"}",
            "sys|SERVER.ID.CONNZ|{\"state\":1}",
            "sys|SERVER.ID.CONNZ|{\"offset\":\"x\"}",
            "sys|SERVER.ID.CONNZ|{",
            "sys|SERVER.ID.CONNZ|{\"unheard\":{\"of\":[1]}}",
            "sys|SERVER.ID.ROUTEZ|",
            "sys|SERVER.ID.GATEWAYZ|",
            "sys|SERVER.ID.LEAFZ|",
            "sys|SERVER.ID.ACCOUNTZ|",
            "sys|SERVER.ID.ACCOUNTZ|{\"account\":\"A\"}",
            "sys|SERVER.ID.ACCOUNTZ|{\"account\":\"NOPE\"}",
            "sys|SERVER.ID.JSZ|",
            "sys|SERVER.ID.JSZ|{\"accounts\":true,\"streams\":true,\"consumer\":true,\"config\":true}",
            "sys|SERVER.ID.HEALTHZ|",
            "sys|SERVER.ID.HEALTHZ|{\"stream\":\"x\"}",
            "sys|SERVER.ID.HEALTHZ|{\"account\":\"NOPE\"}",
            "sys|SERVER.ID.HEALTHZ|{\"account\":\"A\",\"stream\":\"NOPE\",\"details\":true}",
            "sys|SERVER.ID.RAFTZ|",
            "sys|SERVER.ID.PROFILEZ|",
            "sys|SERVER.ID.PROFILEZ|{\"name\":\"zz\"}",
            "sys|SERVER.ID.PROFILEZ|{\"name\":\"goroutine\",\"debug\":1}",
            "sys|SERVER.ID.KICK|{\"cid\":999}",
            "sys|SERVER.ID.KICK|nonsense",
            "sys|SERVER.ID.LDM|{\"cid\":999}",
            "sys|SERVER.ID.RELOAD|{\"server_name\":\"somebody else\"}",
            "sys|SERVER.ID.NOPE|",
            "sys|SERVER.NOBODY.VARZ|",
            "sys|ACCOUNT.A.CONNZ|",
            "sys|ACCOUNT.A.SUBSZ|",
            "sys|ACCOUNT.NOPE.SUBSZ|",
            "sys|ACCOUNT.A.LEAFZ|",
            "sys|ACCOUNT.A.JSZ|",
            "sys|ACCOUNT.A.JSZ|{\"streams\":true,\"consumer\":true}",
            "sys|ACCOUNT.SYS.JSZ|",
            "sys|ACCOUNT.NOPE.JSZ|",
            "sys|ACCOUNT.A.INFO|",
            "sys|ACCOUNT.NOPE.INFO|",
            "sys|ACCOUNT.A.STATZ|",
            "sys|ACCOUNT.NOPE.STATZ|",
            "sys|ACCOUNT.A.CONNS|",
            "sys|ACCOUNT.NOPE.CONNS|",
            "sys|ACCOUNT.PING.STATZ|",
            "sys|ACCOUNT.PING.STATZ|{\"accounts\":[\"A\"],\"include_unused\":true}",
            "sys|ACCOUNT.PING.STATZ|{\"accounts\":[\"NOPE\"]}",
            "sys|USER.INFO|",
            "a|USER.INFO|",
            "a|ACCOUNT.PING.CONNZ|{\"auth\":true,\"acc\":\"SYS\"}",
            "a|SERVER.PING.CONNZ|",
            "a|ACCOUNT.PING.STATZ|{\"accounts\":[\"SYS\"]}",
            "a|SERVER.PING|",
            "a|SERVER.PING.VARZ|",
            "a|ACCOUNT.A.CONNZ|",
            "a|ACCOUNT.SYS.CONNZ|");

    /** Those of them that neither server answers. */
    private static final Set<String> UNANSWERED = Set.of(
            "sys|SERVER.PING.STATSZ|{\"server_name\":\"sys\",\"exact_match\":true}",
            "sys|SERVER.ID.VARZ|{\"tags\":[\"green\"]}",
            "sys|SERVER.ID.VARZ|{\"domain\":\"no\"}",
            "sys|SERVER.ID.VARZ|{\"host\":\"no.such.host\"}",
            "sys|SERVER.ID.VARZ|{\"cluster\":\"none\"}",
            "sys|SERVER.ID.KICK|nonsense",
            "sys|SERVER.ID.RELOAD|{\"server_name\":\"somebody else\"}",
            "sys|ACCOUNT.NOPE.STATZ|",
            "sys|ACCOUNT.NOPE.CONNS|",
            "sys|ACCOUNT.PING.STATZ|{\"accounts\":[\"NOPE\"]}");

    private static final List<String> ACCOUNT_EVENTS = List.of(".CONNECT", ".DISCONNECT", ".CONNS");
    private static final List<String> SERVER_EVENTS = List.of(".CONNS", ".AUTH.ERR", ".STATSZ");

    /** Why a field is on one side only, or a text is another one: docs/monitoring.md, the differences. */
    private static final List<String> KNOWN = List.of(
            "server.feature_flags",
            "data.natter ",
            "data.feature_flags",
            "data.imports",
            "data.exports",
            "data.account_detail.imports",
            "data.account_detail.exports",
            "data.config.sync_",
            "data.config.compress_ok",
            "data.jetstream.config.sync_",
            "data.jetstream.config.compress_ok",
            "statsz.jetstream.config.sync_",
            "statsz.jetstream.config.compress_ok",
            "data.subscriptions_list",
            "data.connections[].subscriptions_list_detail"); // in any order there, so with fields in any order

    @TempDir
    private Path directory;

    private final List<AutoCloseable> open = new ArrayList<>();

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable each : open) {
            each.close();
        }
    }

    /** A server with one who belongs to the system account and one who does not. */
    private final class Site {
        final Path home;
        final TestServer server;
        final Connection sys;
        final Connection a;

        Site(ServerProgram program) throws Exception {
            home = Files.createTempDirectory(directory, program.name());
            server = Servers.start(program, config(), home);
            open.add(0, server);
            sys = connect("sys", "sys");
            a = connect("a", "a");
            a.subscribe("foo.*", "q");
            a.flush(PATIENCE);
            String stream = "{\"name\":\"S\",\"subjects\":[\"foo.s\"]}";
            assertThat(a.request("$JS.API.STREAM.CREATE.S", stream.getBytes(UTF_8), PATIENCE))
                    .isNotNull();
            connect("a", "a").close();
        }

        String config() {
            return CONFIG.replace("$STORE", home.resolve("js").toString());
        }

        Connection connect(String user, String password) throws Exception {
            Connection connection = Nats.connect(Options.builder()
                    .server(server.url())
                    .userInfo(user, password)
                    .connectionName("n")
                    .connectionTimeout(PATIENCE)
                    .noReconnect()
                    .build());
            open.add(0, connection);
            return connection;
        }

        String id() {
            return Objects.requireNonNull(sys.getServerInfo()).getServerId();
        }

        String ask(String line) throws Exception {
            String[] parts = line.split("\\|", -1);
            Connection asking = parts[0].equals("sys") ? sys : a;
            String subject = "$SYS.REQ." + parts[1].replace(".ID.", "." + id() + ".");
            return answer(asking, subject, parts[2], UNANSWERED.contains(line) ? NOTHING : PATIENCE);
        }

        private String answer(Connection asking, String subject, String body, Duration patience) throws Exception {
            String inbox = asking.createInbox();
            Subscription answers = asking.subscribe(inbox);
            asking.publish(subject, inbox, body.getBytes(UTF_8));
            Message answer = answers.nextMessage(patience);
            answers.unsubscribe();
            if (answer == null) {
                return "silence";
            }
            return answer.isStatusMessage() ? "status " + answer.getStatus().getCode() : text(answer);
        }
    }

    private static String text(Message message) {
        return new String(message.getData(), UTF_8);
    }

    @TestFactory
    Stream<DynamicTest> bothAnswerTheSame() throws Exception {
        ServerProgram.NATS_SERVER.whyAbsent().ifPresent(reason -> assumeTrue(false, reason));
        Site reference = new Site(ServerProgram.NATS_SERVER);
        Site natter = new Site(ServerProgram.NATTER);
        return REQUESTS.stream()
                .map(line -> dynamicTest(line.replace('|', ' '), () -> {
                    String theirs = reference.ask(line);
                    String ours = natter.ask(line);
                    assertThat(ours.equals("silence")).isEqualTo(UNANSWERED.contains(line));
                    assertThat(shape(ours)).as("%s%n%s", theirs, ours).isEqualTo(shape(theirs));
                    assertThat(description(ours)).isEqualTo(description(theirs));
                }));
    }

    private static List<String> shape(String answer) {
        if (!answer.startsWith("{")) {
            return List.of(answer);
        }
        return PageShape.of(answer.replaceAll("\"profile\":\"[^\"]*\"", "\"profile\":\"\"")).stream()
                .filter(field -> KNOWN.stream().noneMatch(field::startsWith))
                .toList();
    }

    // What a parser of JSON has to say is its own affair; all else is said in the same words.
    private static String description(String answer) {
        int at = answer.indexOf("\"error\":");
        return at < 0 || answer.contains("\"code\":400") ? "" : answer.substring(at);
    }

    @TestFactory
    Stream<DynamicTest> bothTellOfTheSameConnections() throws Exception {
        ServerProgram.NATS_SERVER.whyAbsent().ifPresent(reason -> assumeTrue(false, reason));
        List<String> theirs = events(new Site(ServerProgram.NATS_SERVER));
        List<String> ours = events(new Site(ServerProgram.NATTER));
        return Stream.concat(ACCOUNT_EVENTS.stream(), SERVER_EVENTS.stream())
                .distinct()
                .map(kind -> dynamicTest(
                        kind, () -> assertThat(of(kind, ours)).isNotEmpty().isEqualTo(of(kind, theirs))));
    }

    private static List<String> of(String kind, List<String> events) {
        return events.stream()
                .filter(event -> event.substring(0, event.indexOf(' ')).endsWith(kind))
                .filter(event -> KNOWN.stream().noneMatch(known -> event.contains(" " + known)))
                .sorted()
                .distinct()
                .toList();
    }

    // Each field of each event, behind its subject.
    private static List<String> events(Site site) throws Exception {
        Subscription accounts = site.sys.subscribe("$SYS.ACCOUNT.>");
        Subscription servers = site.sys.subscribe("$SYS.SERVER.>");
        site.sys.flush(PATIENCE);
        site.connect("a", "a").close();
        // By hand: jnats waits for the whole of its connection timeout after it was refused.
        try (WireConnection refused = WireConnection.open(site.server.host(), site.server.port())) {
            refused.send(
                    "CONNECT {\"user\":\"a\",\"pass\":\"wrong\",\"lang\":\"none\",\"version\":\"1\",\"name\":\"n\"}\r\n");
            assertThat(refused.await(Reply.Kind.ERR, 1)).isTrue();
        }
        site.sys.publish("$SYS.REQ.SERVER.PING.STATSZ", new byte[0]);
        List<String> fields = new ArrayList<>();
        addFields(site, accounts, ACCOUNT_EVENTS, fields);
        addFields(site, servers, SERVER_EVENTS, fields);
        return fields;
    }

    // Of all that come until each kind has.
    private static void addFields(Site site, Subscription events, List<String> kinds, List<String> fields)
            throws InterruptedException {
        List<String> missing = new ArrayList<>(kinds);
        Message event = events.nextMessage(PATIENCE);
        for (; event != null; event = events.nextMessage(missing.isEmpty() ? NOTHING : PATIENCE)) {
            String kind = event.getSubject();
            missing.removeIf(kind::endsWith);
            String subject = kind.replace(site.id(), "ID");
            PageShape.of(text(event)).forEach(field -> fields.add(subject + " " + field));
            fields.add(subject + " " + text(event).replaceAll("(?s).*\"reason\":\"([^\"]*)\".*|.*", "$1"));
        }
    }

    @EachProgram
    void aClientIsSentAwayAndClosed(ServerProgram program) throws Exception {
        Site site = new Site(program);
        ServerInfo known = Objects.requireNonNull(site.a.getServerInfo());
        String client = "{\"cid\":" + known.getClientId() + "}";
        assertThat(site.ask("sys|SERVER.ID.LDM|" + client))
                .contains("\"server\":{")
                .doesNotContain("error");
        assertThat(site.ask("sys|SERVER.ID.KICK|" + client))
                .contains("\"server\":{")
                .doesNotContain("error");
        // Awaited, for the answer does not wait until the end of the connection is on record.
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(site.ask("sys|SERVER.PING.CONNZ|{\"state\":1,\"acc\":\"A\"}"))
                        .contains("\"reason\":\"Kicked\""));
    }

    @Test
    void aBodyThatIsTooLargeIsRefused() throws Exception {
        Site site = new Site(ServerProgram.NATTER);
        assertThat(site.ask("sys|SERVER.ID.VARZ|{\"tags\":[\"" + "x".repeat(100_000) + "\"]}"))
                .contains("\"error\":{\"code\":400,\"description\":\"request: got more than 65536 bytes\"}");
        String nested = "{\"a\":" + "[".repeat(30_000) + "]".repeat(30_000) + "}";
        assertThat(site.ask("sys|SERVER.ID.CONNZ|" + nested)).contains("\"error\":{\"code\":400,");
        assertThat(site.ask("sys|SERVER.ID.IDZ|")).contains("\"name\":\"system\"");
    }

    /** nats-server sometimes closes its connections before the event is written, so it is given some more ends. */
    @EachProgram
    void theEndIsTold(ServerProgram program) throws Exception {
        String told = endOf(program);
        for (int i = 0; told == null && program != ServerProgram.NATTER && i < 5; i++) {
            told = endOf(program);
        }
        assertThat(told).contains("\"name\":", "\"id\":", "\"ver\":");
    }

    private @Nullable String endOf(ServerProgram program) throws Exception {
        Site site = new Site(program);
        String id = site.id();
        var told = new LinkedBlockingQueue<String>();
        site.sys.createDispatcher(event -> told.add(text(event))).subscribe("$SYS.SERVER." + id + ".SHUTDOWN");
        site.sys.flush(PATIENCE);
        site.server.close();
        await().atMost(PATIENCE).until(() -> !told.isEmpty() || site.sys.getStatus() == Connection.Status.CLOSED);
        return told.poll();
    }

    @EachProgram
    void aReloadIsDoneOrSaysWhyNot(ServerProgram program) throws Exception {
        Site site = new Site(program);
        site.server.rewriteConfig(site.config() + "max_connections: 77\n");
        assertThat(site.ask("sys|SERVER.ID.RELOAD|")).contains("\"server\":{").doesNotContain("error");
        assertThat(site.ask("sys|SERVER.ID.VARZ|")).contains("\"max_connections\":77");
        site.server.rewriteConfig("accounts {");
        assertThat(site.ask("sys|SERVER.ID.RELOAD|")).contains("\"error\":{\"code\":500,");
    }
}
