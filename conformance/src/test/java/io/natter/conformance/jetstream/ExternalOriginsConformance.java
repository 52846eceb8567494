package io.natter.conformance.jetstream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.nats.client.Connection;
import io.nats.client.Message;
import io.nats.client.api.MessageInfo;
import io.nats.client.impl.Headers;
import io.natter.conformance.Connections;
import io.natter.conformance.ServerProgram;
import io.natter.conformance.Servers;
import io.natter.conformance.TestServer;
import io.natter.protocol.jetstream.ApiCall;
import io.natter.protocol.jetstream.ApiResponse;
import io.natter.protocol.jetstream.ApiSubjects;
import io.natter.protocol.jetstream.ConsumerInfo;
import io.natter.protocol.jetstream.PurgeResult;
import io.natter.protocol.jetstream.StreamCreated;
import io.natter.protocol.jetstream.StreamInfo;
import io.natter.protocol.jetstream.StreamSourceInfo;
import io.natter.protocol.json.JsonForm;
import io.natter.server.NatterServer;
import io.natter.server.config.ServerConfig;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Our server copies streams of another through {@code external}: of one of ours, and of the reference. */
final class ExternalOriginsConformance {
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final ApiSubjects API = ApiSubjects.DEFAULT;
    private static final String EXTERNAL = "\"external\":{\"api\":\"hub.API\",\"deliver\":\"hub.d\"}";
    private static final int MESSAGES = 200;

    @TempDir
    private Path directory;

    private final List<AutoCloseable> opened = new ArrayList<>();

    /** Two servers, and clients of both. */
    private record Pair(SubjectBridge bridge, Connection atCopier, Connection atOrigin) {}

    @AfterEach
    void close() throws Exception {
        closeAllBut(0);
    }

    private void closeAllBut(int first) throws Exception {
        while (opened.size() > first) {
            opened.remove(opened.size() - 1).close();
        }
    }

    private <T extends AutoCloseable> T opened(T what) {
        opened.add(what);
        return what;
    }

    private Pair start(ServerProgram origin) throws Exception {
        TestServer hub = opened(start(origin, "origin"));
        NatterServer copier = opened(startCopier());
        SubjectBridge bridge = opened(SubjectBridge.between(copier, hub));
        return new Pair(
                bridge, opened(Connections.official(copier.clientUrl())), opened(Connections.official(hub.url())));
    }

    private NatterServer startCopier() throws Exception {
        Path home = Files.createDirectories(directory.resolve("copier"));
        String config = "listen: \"127.0.0.1:-1\"\njetstream { store_dir: \"" + home + "\" }\n";
        return NatterServer.start(ServerConfig.parse(Files.writeString(home.resolve("copier.conf"), config)));
    }

    private TestServer start(ServerProgram program, String name) throws Exception {
        Path home = Files.createDirectories(directory.resolve(name));
        return Servers.start(program, "jetstream { store_dir: \"" + home + "\" }\n", home);
    }

    @ParameterizedTest(name = "from {0}")
    @EnumSource
    void sourcesAreCopiedAndSayWhereFrom(ServerProgram origin) throws Exception {
        Pair pair = start(origin);
        create(pair.atOrigin, "{\"name\":\"S\",\"subjects\":[\"s.*\"]}");
        publish(pair.atOrigin, 1, MESSAGES);
        create(pair.atCopier, "{\"name\":\"T\",\"sources\":[{\"name\":\"S\"," + EXTERNAL + "}]}");

        awaitMessages(pair.atCopier, MESSAGES);
        publish(pair.atOrigin, MESSAGES + 1, MESSAGES + 50);
        awaitMessages(pair.atCopier, MESSAGES + 50);

        String last = lastHeader(pair.atCopier, MESSAGES + 50);
        assertThat(last).matches("S:[0-9A-Za-z]{8} " + (MESSAGES + 50) + " > > s\\.last [0-9A-Za-z]{8}");
        pair.bridge.cut(true);
        publish(pair.atOrigin, MESSAGES + 51, MESSAGES + 60);
        pair.bridge.cut(false);
        publish(pair.atOrigin, MESSAGES + 61, MESSAGES + 70);
        awaitMessages(pair.atCopier, MESSAGES + 70);
        StreamSourceInfo source = info(pair.atCopier, "T").sources().get(0);
        assertThat(source.lag()).isZero();
        assertThat(source.error()).isNull();
        assertThat(source.active()).isPositive();
    }

    @ParameterizedTest(name = "from {0}")
    @EnumSource
    void mirrorsHaveTheSequencesOfTheirOrigin(ServerProgram origin) throws Exception {
        Pair pair = start(origin);
        create(pair.atOrigin, "{\"name\":\"S\",\"subjects\":[\"s.*\"],\"first_seq\":100}");
        publish(pair.atOrigin, 1, MESSAGES);
        exchange(pair.atOrigin, API.of(ApiCall.STREAM_PURGE, "S"), "{\"seq\":120}", PurgeResult.JSON);
        create(pair.atCopier, "{\"name\":\"T\",\"mirror\":{\"name\":\"S\"," + EXTERNAL + "}}");

        awaitMessages(pair.atCopier, MESSAGES - 20);
        publish(pair.atOrigin, MESSAGES + 1, MESSAGES + 50);
        awaitMessages(pair.atCopier, MESSAGES + 30);

        StreamInfo mirror = info(pair.atCopier, "T");
        assertThat(mirror.state().firstSequence()).isEqualTo(120);
        assertThat(mirror.state().lastSequence())
                .isEqualTo(info(pair.atOrigin, "S").state().lastSequence());
    }

    @ParameterizedTest(name = "from {0}")
    @EnumSource
    void copyingGoesOnWhereItWasAfterARestartAndAPurge(ServerProgram origin) throws Exception {
        TestServer hub = opened(start(origin, "origin"));
        Connection atOrigin = opened(Connections.official(hub.url()));
        create(atOrigin, "{\"name\":\"S\",\"subjects\":[\"s.*\"]}");
        publish(atOrigin, 1, MESSAGES);
        int kept = opened.size();
        NatterServer first = opened(startCopier());
        opened(SubjectBridge.between(first, hub));
        Connection before = opened(Connections.official(first.clientUrl()));
        create(before, "{\"name\":\"T\",\"sources\":[{\"name\":\"S\"," + EXTERNAL + "}]}");
        awaitMessages(before, MESSAGES);
        exchange(before, API.of(ApiCall.STREAM_PURGE, "T"), "", PurgeResult.JSON);
        closeAllBut(kept);
        publish(atOrigin, MESSAGES + 1, MESSAGES + 10);
        NatterServer second = opened(startCopier());
        opened(SubjectBridge.between(second, hub));
        Connection atCopier = opened(Connections.official(second.clientUrl()));
        awaitMessages(atCopier, 10);
        assertThat(info(atCopier, "T").state().lastSequence()).isEqualTo(MESSAGES + 10);
    }

    @ParameterizedTest(name = "from {0}")
    @EnumSource
    void whatIsCopiedFromAWorkQueueLeavesIt(ServerProgram origin) throws Exception {
        Pair pair = start(origin);
        create(pair.atOrigin, "{\"name\":\"S\",\"subjects\":[\"s.*\"],\"retention\":\"workqueue\"}");
        publish(pair.atOrigin, 1, MESSAGES);
        create(pair.atCopier, "{\"name\":\"T\",\"sources\":[{\"name\":\"S\"," + EXTERNAL + "}]}");

        awaitMessages(pair.atCopier, MESSAGES);
        await().atMost(PATIENCE)
                .untilAsserted(() ->
                        assertThat(info(pair.atOrigin, "S").state().messages()).isZero());
        assertThat(info(pair.atCopier, "T").state().lastSequence()).isEqualTo(MESSAGES);
    }

    @ParameterizedTest(name = "from {0}")
    @EnumSource
    void copiesThroughAConsumerThatIsThere(ServerProgram origin) throws Exception {
        Pair pair = start(origin);
        create(pair.atOrigin, "{\"name\":\"S\",\"subjects\":[\"s.*\"]}");
        String consumer = "{\"stream_name\":\"S\",\"config\":{\"durable_name\":\"c\",\"deliver_subject\":\"hub.d.c\","
                + "\"ack_policy\":\"flow_control\",\"flow_control\":true,\"idle_heartbeat\":1000000000,"
                + "\"max_ack_pending\":1000}}";
        exchange(pair.atOrigin, API.of(ApiCall.CONSUMER_CREATE, "S", "c"), consumer, ConsumerInfo.JSON);
        publish(pair.atOrigin, 1, MESSAGES);
        create(
                pair.atCopier,
                "{\"name\":\"T\",\"sources\":[{\"name\":\"S\",\"consumer\":{\"name\":\"c\",\"deliver_subject\":\"hub.d.c\"},"
                        + EXTERNAL + "}]}");

        awaitMessages(pair.atCopier, MESSAGES);
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(
                                exchange(pair.atOrigin, API.of(ApiCall.CONSUMER_INFO, "S", "c"), "", ConsumerInfo.JSON)
                                        .ackFloor()
                                        .streamSequence())
                        .isEqualTo(MESSAGES));
        assertThat(lastHeader(pair.atCopier, MESSAGES))
                .matches("S:\\w{8}:C=\\w{8} " + MESSAGES + " > > s\\.last \\w{8}");
    }

    private static void create(Connection connection, String config) throws Exception {
        String name = config.replaceFirst("\\{\"name\":\"(\\w+)\".*", "$1");
        exchange(connection, API.of(ApiCall.STREAM_CREATE, name), config, StreamCreated.JSON);
    }

    private static void publish(Connection connection, int from, int to) throws Exception {
        for (int i = from; i < to; i++) {
            connection.publish("s." + i % 3, ("message " + i).getBytes(UTF_8));
        }
        assertThat(request(connection, "s.last", "message " + to)).isNotEmpty();
    }

    private static void awaitMessages(Connection connection, long count) {
        await().atMost(PATIENCE)
                .untilAsserted(() ->
                        assertThat(info(connection, "T").state().messages()).isEqualTo(count));
    }

    private static StreamInfo info(Connection connection, String stream) throws Exception {
        return exchange(connection, API.of(ApiCall.STREAM_INFO, stream), "", StreamCreated.JSON)
                .info();
    }

    private static String lastHeader(Connection connection, long seq) throws Exception {
        MessageInfo message = connection.jetStreamManagement().getMessage("T", seq);
        Headers headers = Objects.requireNonNull(message.getHeaders());
        return Objects.requireNonNull(headers.getFirst("Nats-Stream-Source"));
    }

    private static byte[] request(Connection connection, String subject, String body) throws Exception {
        Message answer = connection.request(subject, body.getBytes(UTF_8), PATIENCE);
        return Objects.requireNonNull(answer, subject).getData();
    }

    private static <T> T exchange(Connection connection, String subject, String body, JsonForm<T> form)
            throws Exception {
        ApiResponse<T> response = ApiResponse.form(form).read(request(connection, subject, body));
        assertThat(response.error()).as(subject).isNull();
        return Objects.requireNonNull(response.body());
    }
}
