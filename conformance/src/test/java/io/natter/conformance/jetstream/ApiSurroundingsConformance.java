package io.natter.conformance.jetstream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.nats.client.Connection;
import io.nats.client.Dispatcher;
import io.nats.client.Message;
import io.nats.client.Nats;
import io.nats.client.Options;
import io.nats.client.Subscription;
import io.nats.client.impl.Headers;
import io.natter.conformance.EachProgram;
import io.natter.conformance.ServerProgram;
import io.natter.conformance.Servers;
import io.natter.conformance.TestServer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

/** What is around a request - account, domain, headers, size - and what is told about it. */
final class ApiSurroundingsConformance {
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final String CONFIG = """
            accounts {
              A { jetstream: enabled, users: [ {user: a, password: a} ] }
              N { users: [ {user: n, password: n} ] }
              LIMITED {
                jetstream: { max_streams: 1, max_consumers: 2, max_store: 1M, max_bytes_required: true }
                users: [ {user: l, password: l} ]
              }
              $SYS { users: [ {user: s, password: s} ] }
            }
            """;

    private final List<AutoCloseable> open = new ArrayList<>();

    @TempDir
    private Path directory;

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable each : open) {
            each.close();
        }
    }

    private TestServer start(ServerProgram program, String more) {
        String config = "jetstream { store_dir: \"" + directory + "\", max_mem: 64M, max_file: 256M " + more + " }\n";
        TestServer server = Servers.start(program, config + CONFIG, directory);
        open.add(0, server);
        return server;
    }

    private Connection connect(TestServer server, String user) throws Exception {
        Options options = Options.builder()
                .server(server.url())
                .userInfo(user, user)
                .connectionName("probe")
                .connectionTimeout(PATIENCE)
                .build();
        Connection connection = Nats.connect(options);
        open.add(0, connection);
        return connection;
    }

    private static String ask(Connection connection, String subject, @Nullable Headers headers, String body)
            throws Exception {
        String inbox = connection.createInbox();
        Subscription subscription = connection.subscribe(inbox);
        connection.publish(subject, inbox, headers, body.getBytes(UTF_8));
        Message answer = Objects.requireNonNull(subscription.nextMessage(PATIENCE), subject);
        subscription.unsubscribe();
        return answer.getStatus() == null
                ? new String(answer.getData(), UTF_8)
                : answer.getStatus().getCode() + " " + answer.getStatus().getMessage();
    }

    @EachProgram
    void aDomainIsAnotherNameOfTheApi(ServerProgram program) throws Exception {
        Connection connection = connect(start(program, ", domain: hub"), "a");

        assertThat(ask(connection, "$JS.hub.API.INFO", null, "")).contains("\"domain\":\"hub\"");
        String create = "{\"name\":\"S\",\"subjects\":[\"s\"],\"allow_direct\":true}";
        assertThat(ask(connection, "$JS.hub.API.STREAM.CREATE.S", null, create)).contains("\"did_create\":true");
        assertThat(ask(connection, "$JS.API.STREAM.INFO.S", null, "")).contains("\"domain\":\"hub\"");
        assertThat(ask(connection, "s", null, "one"))
                .isEqualTo("{\"stream\":\"S\", \"domain\":\"hub\", \"seq\":1}".replace(" ", ""));
        assertThat(ask(connection, "$JS.hub.API.DIRECT.GET.S", null, "{\"seq\":1}"))
                .isEqualTo("one");
        assertThat(ask(connection, "$JS.other.API.INFO", null, "")).startsWith("503");
    }

    @EachProgram
    void accountsWithoutJetStreamAreToldSo(ServerProgram program) throws Exception {
        TestServer server = start(program, "");
        Connection none = connect(server, "n");
        Connection system = connect(server, "s");
        String error =
                "\"error\":{\"code\":503,\"err_code\":10039,\"description\":\"JetStream not enabled for account\"}";

        assertThat(ask(none, "$JS.API.INFO", null, "")).contains(error);
        assertThat(ask(none, "$JS.API.STREAM.NAMES", null, "")).contains(error + ",\"total\":0");
        assertThat(ask(none, "$JS.API.STREAM.CREATE.S", null, "{\"name\":\"S\"}"))
                .contains(error);
        assertThat(ask(none, "$JS.API.CONSUMER.MSG.NEXT.S.c", null, "")).startsWith("503");
        assertThat(ask(system, "$JS.API.INFO", null, "")).contains("account_info_response", error);
        assertThat(ask(system, "$JS.API.STREAM.NAMES", null, "")).contains("system_response", error);
    }

    @EachProgram
    void theNameOfAConsumerIsToldWhereItWasGiven(ServerProgram program) throws Exception {
        Connection connection = connect(start(program, ""), "a");
        String create = "$JS.API.CONSUMER.CREATE.S";
        ask(connection, "$JS.API.STREAM.CREATE.S", null, "{\"name\":\"S\",\"subjects\":[\"s\"]}");

        assertThat(ask(connection, create + ".c", null, "{\"stream_name\":\"S\",\"config\":{}}"))
                .contains("\"config\":{\"name\":\"c\"");
        assertThat(ask(connection, create, null, "{\"stream_name\":\"S\",\"config\":{\"deliver_policy\":\"new\"}}"))
                .contains("\"config\":{\"deliver_policy\":\"new\"");
        assertThat(ask(connection, "$JS.API.CONSUMER.LIST.S", null, ""))
                .contains("\"config\":{\"deliver_policy\":\"new\"", "\"config\":{\"name\":\"c\"");
    }

    @EachProgram
    void sourcesTellHowFarTheyWereCopied(ServerProgram program) throws Exception {
        Connection connection = connect(start(program, ""), "a");
        ask(connection, "$JS.API.STREAM.CREATE.S", null, "{\"name\":\"S\",\"subjects\":[\"s.*\"]}");
        for (int i = 1; i <= 3; i++) {
            ask(connection, "s." + i, null, "x");
        }
        ask(connection, "$JS.API.STREAM.CREATE.M", null, "{\"name\":\"M\",\"mirror\":{\"name\":\"S\"}}");
        String sources = "{\"name\":\"C\",\"sources\":[{\"name\":\"S\",\"filter_subject\":\"s.2\"}]}";
        ask(connection, "$JS.API.STREAM.CREATE.C", null, sources);

        await().atMost(PATIENCE)
                .until(() -> ask(connection, "$JS.API.STREAM.INFO.C", null, "").contains("\"messages\":1"));
        assertThat(ask(connection, "$JS.API.STREAM.INFO.C", null, "")).contains("\"lag\":0,\"seq\":2,\"active\"");
        await().atMost(PATIENCE)
                .until(() -> ask(connection, "$JS.API.STREAM.INFO.M", null, "").contains("\"messages\":3"));
        assertThat(ask(connection, "$JS.API.STREAM.INFO.M", null, "")).contains("\"lag\":0,\"active\"");
    }

    @EachProgram
    void anEndIsAnsweredBeforeItIsTold(ServerProgram program) throws Exception {
        Connection connection = connect(start(program, ""), "a");
        ask(connection, "$JS.API.STREAM.CREATE.S", null, "{\"name\":\"S\",\"subjects\":[\"s\"]}");
        String durable = "{\"stream_name\":\"S\",\"config\":{\"durable_name\":\"c\",\"ack_policy\":\"explicit\"}}";
        ask(connection, "$JS.API.CONSUMER.CREATE.S.c", null, durable);
        ask(connection, "s", null, "x");
        String inbox = connection.createInbox();
        Subscription all = connection.subscribe(inbox + ".>");
        connection.publish("$JS.API.CONSUMER.MSG.NEXT.S.c", inbox + ".m", new byte[0]);
        Message message = Objects.requireNonNull(all.nextMessage(PATIENCE));
        List<String> order = Collections.synchronizedList(new ArrayList<>());
        Dispatcher dispatcher = connection.createDispatcher(heard -> order.add(heard.getSubject()));
        dispatcher.subscribe("$JS.EVENT.ADVISORY.CONSUMER.MSG_TERMINATED.>").subscribe(inbox + ".a");
        connection.publish(message.getReplyTo(), inbox + ".a", "+TERM why".getBytes(UTF_8));

        await().atMost(PATIENCE).until(() -> order.size() == 2);
        assertThat(order.get(0)).isEqualTo(inbox + ".a");
    }

    @EachProgram
    void limitsOfTheAccountHold(ServerProgram program) throws Exception {
        Connection connection = connect(start(program, ""), "l");
        String create = "$JS.API.STREAM.CREATE.";

        assertThat(ask(connection, create + "A", null, "{\"name\":\"A\"}")).contains("\"err_code\":10113");
        assertThat(ask(connection, create + "A", null, "{\"name\":\"A\",\"max_bytes\":2000000}"))
                .contains("\"err_code\":10047");
        assertThat(ask(connection, create + "A", null, "{\"name\":\"A\",\"max_bytes\":1000,\"max_consumers\":3}"))
                .contains("\"err_code\":10026");
        assertThat(ask(connection, create + "A", null, "{\"name\":\"A\",\"max_bytes\":1000}"))
                .contains("\"did_create\":true");
        assertThat(ask(connection, create + "B", null, "{\"name\":\"B\",\"max_bytes\":1000}"))
                .contains("\"err_code\":10027");
        assertThat(ask(connection, "$JS.API.INFO", null, ""))
                .contains("\"reserved_storage\":1000,\"streams\":1,\"consumers\":0", "\"max_streams\":1");
    }

    @EachProgram
    void aNewerApiThatIsAskedForIsRefused(ServerProgram program) throws Exception {
        Connection connection = connect(start(program, ""), "a");
        ask(connection, "$JS.API.STREAM.CREATE.S", null, "{\"name\":\"S\",\"allow_direct\":true}");

        for (String level : List.of("6", "x")) {
            Headers headers = new Headers().add("Nats-Required-Api-Level", level);
            assertThat(ask(connection, "$JS.API.INFO", headers, "")).contains("\"code\":412,\"err_code\":10185");
            assertThat(ask(connection, "$JS.API.STREAM.INFO.S", headers, "")).contains("\"err_code\":10185");
            assertThat(ask(connection, "$JS.API.DIRECT.GET.S", headers, "{\"seq\":1}"))
                    .isEqualTo("412 Required Api Level");
        }
        Headers supported = new Headers().add("Nats-Required-Api-Level", "5");
        assertThat(ask(connection, "$JS.API.STREAM.INFO.S", supported, "")).contains("\"config\"");
    }

    @EachProgram
    void hugeNestedBodiesAreAnsweredAsErrors(ServerProgram program) throws Exception {
        Connection connection = connect(start(program, ""), "a");
        int count = 170_000;
        for (String body :
                List.of("[".repeat(1_000_000), "{\"x\":".repeat(count), "{\"name\":\"" + "x".repeat(900_000))) {
            assertThat(ask(connection, "$JS.API.STREAM.CREATE.S", null, body)).contains("\"err_code\":10025");
        }
        String manySubjects = "{\"name\":\"S\",\"subjects\":[\"a\"" + ",\"a\"".repeat(100_000) + "]}";
        assertThat(ask(connection, "$JS.API.STREAM.CREATE.S", null, manySubjects))
                .contains("\"err_code\":10052");
        assertThat(ask(connection, "$JS.API.INFO", null, "")).contains("\"streams\":0");
    }

    @EachProgram
    void whatBecameOfStreamsIsTold(ServerProgram program) throws Exception {
        TestServer server = start(program, "");
        Connection connection = connect(server, "a");
        Connection listener = connect(server, "a");
        Subscription events = listener.subscribe("$JS.EVENT.ADVISORY.STREAM.>");
        Subscription audits = listener.subscribe("$JS.EVENT.ADVISORY.API");
        listener.flush(PATIENCE);

        ask(connection, "$JS.API.STREAM.CREATE.S", null, "{\"name\":\"S\"}");
        ask(connection, "$JS.API.STREAM.UPDATE.S", null, "{\"name\":\"S\",\"description\":\"d\"}");
        ask(connection, "$JS.API.STREAM.DELETE.S", null, "");

        assertThat(event(events))
                .contains("io.nats.jetstream.advisory.v1.stream_action", "\"stream\":\"S\",\"action\":\"create\"");
        assertThat(event(events)).contains("\"action\":\"modify\"");
        assertThat(event(events)).contains("\"action\":\"delete\"");
        // each is told by whoever answered it, so nats-server may tell of a later request first
        assertThat(List.of(event(audits), event(audits), event(audits)))
                .anySatisfy(audit -> assertThat(audit)
                        .contains(
                                "\"type\":\"io.nats.jetstream.advisory.v1.api_audit\"",
                                "\"acc\":\"A\"",
                                "\"user\":\"a\"",
                                "\"name\":\"probe\"",
                                "\"subject\":\"$JS.API.STREAM.CREATE.S\"",
                                "\"request\":\"{\\\"name\\\":\\\"S\\\"}\"",
                                "\"response\":\"{\\\"type\\\""));
    }

    private static String event(Subscription events) throws Exception {
        return new String(
                Objects.requireNonNull(events.nextMessage(PATIENCE), "an event").getData(), UTF_8);
    }
}
