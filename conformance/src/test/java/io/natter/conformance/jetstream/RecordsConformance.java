package io.natter.conformance.jetstream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.nats.client.Connection;
import io.natter.conformance.Connections;
import io.natter.conformance.ServerProgram;
import io.natter.conformance.Servers;
import io.natter.conformance.TestServer;
import io.natter.protocol.jetstream.AccountInfo;
import io.natter.protocol.jetstream.ApiCall;
import io.natter.protocol.jetstream.ApiErrorCode;
import io.natter.protocol.jetstream.ApiResponse;
import io.natter.protocol.jetstream.ApiSubjects;
import io.natter.protocol.jetstream.ConsumerAction;
import io.natter.protocol.jetstream.ConsumerConfig;
import io.natter.protocol.jetstream.ConsumerCreateRequest;
import io.natter.protocol.jetstream.ConsumerInfo;
import io.natter.protocol.jetstream.ConsumerList;
import io.natter.protocol.jetstream.ConsumerNames;
import io.natter.protocol.jetstream.ConsumerReset;
import io.natter.protocol.jetstream.DiscardPolicy;
import io.natter.protocol.jetstream.ListRequest;
import io.natter.protocol.jetstream.MessageDeleteRequest;
import io.natter.protocol.jetstream.MessageGetRequest;
import io.natter.protocol.jetstream.MessageGetResult;
import io.natter.protocol.jetstream.PauseRequest;
import io.natter.protocol.jetstream.PauseState;
import io.natter.protocol.jetstream.PubAck;
import io.natter.protocol.jetstream.PubAckEncoder;
import io.natter.protocol.jetstream.PurgeRequest;
import io.natter.protocol.jetstream.PurgeResult;
import io.natter.protocol.jetstream.ResetRequest;
import io.natter.protocol.jetstream.StreamConfig;
import io.natter.protocol.jetstream.StreamCreated;
import io.natter.protocol.jetstream.StreamInfo;
import io.natter.protocol.jetstream.StreamInfoPage;
import io.natter.protocol.jetstream.StreamInfoRequest;
import io.natter.protocol.jetstream.StreamList;
import io.natter.protocol.jetstream.StreamNames;
import io.natter.protocol.jetstream.StreamRequest;
import io.natter.protocol.jetstream.Success;
import io.natter.protocol.jetstream.UnpinRequest;
import io.natter.protocol.json.JsonFields;
import io.natter.protocol.json.JsonForm;
import io.natter.protocol.wire.ByteBuilder;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The reference server understands what our records write, and our records keep all it answers, byte for byte.
 *
 * <p>Each answer is read strictly, so that no field goes without a name, and written again.
 */
final class RecordsConformance {
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final ApiSubjects API = ApiSubjects.DEFAULT;

    @TempDir
    private Path directory;

    private @Nullable TestServer server;
    private @Nullable Connection connection;

    @BeforeEach
    void start() throws Exception {
        String config = "jetstream { store_dir: \"" + directory + "\", domain: hub, max_mem: 64M, max_file: 256M }\n";
        server = Servers.start(ServerProgram.NATS_SERVER, config, directory);
        connection = Connections.official(server.url());
    }

    @AfterEach
    void stop() throws Exception {
        if (connection != null) {
            connection.close();
        }
        if (server != null) {
            server.close();
        }
    }

    @Test
    void streamsWithEveryFieldComeBackAsTheyWereSent() throws Exception {
        for (StreamConfig config : FullConfigs.streams()) {
            StreamCreated created = createStream(config);

            sameFields(
                    StreamConfig.JSON.write(config),
                    StreamConfig.JSON.write(created.info().config()));
        }
        StreamConfig work = FullConfigs.streams().get(1);
        StreamConfig sealed = work.toBuilder()
                .sealed(true)
                .denyDelete(true)
                .discard(DiscardPolicy.NEW)
                .build();
        byte[] request = StreamRequest.JSON.write(new StreamRequest(sealed, false));
        StreamInfo info = exchange(API.of(ApiCall.STREAM_UPDATE, "WORK"), request, StreamInfo.JSON);
        sameFields(StreamConfig.JSON.write(sealed), StreamConfig.JSON.write(info.config()));
        exchange(API.of(ApiCall.STREAM_LIST), ListRequest.JSON.write(new ListRequest(0, "")), StreamList.JSON);
        exchange(API.of(ApiCall.STREAM_NAMES), ListRequest.JSON.write(new ListRequest(0, ">")), StreamNames.JSON);
        exchange(API.of(ApiCall.ACCOUNT_INFO), new byte[0], AccountInfo.JSON);
    }

    @Test
    void consumersWithEveryFieldComeBackAsTheyWereSent() throws Exception {
        createStream(FullConfigs.limited(StreamConfig.builder("S"))
                .subjects(List.of("s.>"))
                .build());
        for (ConsumerConfig config : FullConfigs.consumers()) {
            ConsumerInfo info = createConsumer(config);

            ConsumerConfig answered = Objects.requireNonNull(info.config());
            sameFields(ConsumerConfig.JSON.write(config), ConsumerConfig.JSON.write(answered));
            exchange(API.of(ApiCall.CONSUMER_INFO, "S", info.name()), new byte[0], ConsumerInfo.JSON);
        }
        byte[] first = ListRequest.JSON.write(new ListRequest(0, ""));
        exchange(API.of(ApiCall.CONSUMER_LIST, "S"), first, ConsumerList.JSON);
        exchange(API.of(ApiCall.CONSUMER_NAMES, "S"), first, ConsumerNames.JSON);
    }

    @Test
    void everyKindOfAnswerIsKeptWhole() throws Exception {
        createStream(FullConfigs.limited(StreamConfig.builder("S"))
                .subjects(List.of("s.>"))
                .build());
        createConsumer(ConsumerConfig.builder().durableName("c").build());
        publishes();
        exchange(
                API.of(ApiCall.MESSAGE_GET, "S"),
                MessageGetRequest.JSON.write(
                        MessageGetRequest.builder().sequence(2).build()),
                MessageGetResult.JSON);
        exchange(
                API.of(ApiCall.MESSAGE_DELETE, "S"),
                MessageDeleteRequest.JSON.write(new MessageDeleteRequest(2, true)),
                Success.JSON);
        StreamInfoPage page = exchange(
                API.of(ApiCall.STREAM_INFO, "S"),
                StreamInfoRequest.JSON.write(new StreamInfoRequest(0, true, ">")),
                StreamInfoPage.JSON);
        assertThat(page.info().state().deleted()).containsExactly(2L);
        assertThat(page.info().state().subjects()).containsEntry("s.3", 1L);
        Instant later = Instant.parse("2099-01-01T00:00:00Z");
        exchange(
                API.of(ApiCall.CONSUMER_PAUSE, "S", "c"),
                PauseRequest.JSON.write(new PauseRequest(later)),
                PauseState.JSON);
        exchange(API.of(ApiCall.CONSUMER_INFO, "S", "c"), new byte[0], ConsumerInfo.JSON);
        exchange(
                API.of(ApiCall.CONSUMER_RESET, "S", "c"),
                ResetRequest.JSON.write(new ResetRequest(3)),
                ConsumerReset.JSON);
        PurgeResult purged = exchange(
                API.of(ApiCall.STREAM_PURGE, "S"),
                PurgeRequest.JSON.write(new PurgeRequest(0, "s.3", 0)),
                PurgeResult.JSON);
        assertThat(purged.purged()).isEqualTo(1);
        exchange(API.of(ApiCall.CONSUMER_DELETE, "S", "c"), new byte[0], Success.JSON);
        StreamConfig changed = FullConfigs.limited(StreamConfig.builder("S"))
                .subjects(List.of("s.>", "t"))
                .build();
        exchange(
                API.of(ApiCall.STREAM_UPDATE, "S"),
                StreamRequest.JSON.write(new StreamRequest(changed, false)),
                StreamInfo.JSON);
        exchange(API.of(ApiCall.STREAM_DELETE, "S"), new byte[0], Success.JSON);
    }

    private void publishes() throws Exception {
        PubAckEncoder encoder = new PubAckEncoder("S", "hub");
        for (int i = 0; i < 4; i++) {
            byte[] answer = request("s." + i, ("payload <" + i + ">").getBytes(UTF_8));
            PubAck ack = PubAck.JSON.readStrict(answer, 0, answer.length);
            assertThat(ack).isEqualTo(new PubAck("S", i + 1, "hub", false, "", "", 0));
            ByteBuilder encoded = new ByteBuilder(64);
            encoder.ack(i + 1, encoded);
            assertThat(new String(encoded.toBytes(), UTF_8)).isEqualTo(new String(answer, UTF_8));
        }
    }

    @Test
    void errorsAreThoseOfTheTable() throws Exception {
        createStream(FullConfigs.limited(StreamConfig.builder("S"))
                .subjects(List.of("s.>"))
                .build());
        createConsumer(ConsumerConfig.builder().durableName("c").build());

        fails(API.of(ApiCall.STREAM_INFO, "NONE"), "", ApiErrorCode.STREAM_NOT_FOUND);
        fails(API.of(ApiCall.CONSUMER_INFO, "S", "none"), "", ApiErrorCode.CONSUMER_NOT_FOUND);
        fails(API.of(ApiCall.STREAM_DELETE, "S"), "x", ApiErrorCode.NOT_EMPTY_REQUEST);
        fails(API.of(ApiCall.STREAM_CREATE, "S"), "{\"name\":\"T\"}", ApiErrorCode.STREAM_MISMATCH);
        fails(API.of(ApiCall.STREAM_CREATE, "S"), "{\"name\":\"S\"}", ApiErrorCode.STREAM_NAME_EXISTS);
        fails(
                API.of(ApiCall.STREAM_CREATE, "T"),
                "{\"name\":\"T\",\"subjects\":[\"s.a\"]}",
                ApiErrorCode.STREAM_SUBJECT_OVERLAP);
        fails(
                API.of(ApiCall.STREAM_CREATE, "T"),
                "{\"name\":\"T\",\"num_replicas\":3}",
                ApiErrorCode.STREAM_REPLICAS_NOT_SUPPORTED);
        fails(API.of(ApiCall.MESSAGE_GET, "S"), "", ApiErrorCode.BAD_REQUEST);
        fails(API.of(ApiCall.MESSAGE_GET, "S"), "{\"seq\":9}", ApiErrorCode.NO_MESSAGE_FOUND);
        byte[] unpin = UnpinRequest.JSON.write(new UnpinRequest("g"));
        fails(
                API.of(ApiCall.CONSUMER_UNPIN, "S", "c"),
                new String(unpin, UTF_8),
                ApiErrorCode.CONSUMER_INVALID_PRIORITY_GROUP);
        byte[] answer = request(API.of(ApiCall.STREAM_CREATE, "T"), "{\"name\":\"T\",\"nmae\":1}".getBytes(UTF_8));
        assertThat(ApiResponse.errorOf(answer))
                .contains(ApiErrorCode.INVALID_JSON.error("json: unknown field \"nmae\""));
    }

    private void fails(String subject, String body, ApiErrorCode expected) throws Exception {
        byte[] answer = request(subject, body.getBytes(UTF_8));

        assertThat(ApiResponse.errorOf(answer)).as(subject).contains(expected.error());
    }

    private StreamCreated createStream(StreamConfig config) throws Exception {
        byte[] request = StreamRequest.JSON.write(new StreamRequest(config, false));
        return exchange(API.of(ApiCall.STREAM_CREATE, config.name()), request, StreamCreated.JSON);
    }

    private ConsumerInfo createConsumer(ConsumerConfig config) throws Exception {
        String name = config.name().isEmpty() ? config.durableName() : config.name();
        byte[] request =
                ConsumerCreateRequest.JSON.write(new ConsumerCreateRequest("S", config, ConsumerAction.CREATE, false));
        return exchange(API.consumerCreate("S", name, config.filterSubject()), request, ConsumerInfo.JSON);
    }

    private <T> T exchange(String subject, byte[] body, JsonForm<T> form) throws Exception {
        ApiResponse<T> response = whole(subject, body, ApiResponse.form(form));
        assertThat(response.error()).as(subject).isNull();
        return Objects.requireNonNull(response.body());
    }

    private <A> A whole(String subject, byte[] body, JsonForm<A> whole) throws Exception {
        byte[] answer = request(subject, body);
        assertThat(ApiResponse.errorOf(answer)).as(subject).isEmpty();
        A read = whole.readStrict(answer, 0, answer.length);
        assertThat(new String(whole.write(read), UTF_8)).as(subject).isEqualTo(new String(answer, UTF_8));
        return read;
    }

    private byte[] request(String subject, byte[] body) throws Exception {
        return Objects.requireNonNull(
                        Objects.requireNonNull(connection).request(subject, body, PATIENCE), "no answer: " + subject)
                .getData();
    }

    /** Each field that was sent came back; a server may add others, and facts of its own to the metadata. */
    private static void sameFields(byte[] sent, byte[] answered) {
        Map<String, @Nullable Object> expected = tree(sent);
        Map<String, @Nullable Object> got = tree(answered);
        if (got.get("metadata") instanceof Map<?, ?> metadata) {
            Map<Object, Object> ours = new LinkedHashMap<>(metadata);
            ours.keySet().removeIf(key -> key.toString().startsWith("_nats."));
            got.put("metadata", ours);
        }
        assertThat(got).containsAllEntriesOf(expected);
    }

    private static Map<String, @Nullable Object> tree(byte[] json) {
        return JsonFields.read(json, 0, json.length, fields -> {
            Map<String, @Nullable Object> tree = new LinkedHashMap<>();
            while (fields.next()) {
                tree.put(fields.name(), fields.any());
            }
            return tree;
        });
    }
}
