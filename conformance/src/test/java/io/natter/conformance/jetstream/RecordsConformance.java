package io.natter.conformance.jetstream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.natter.conformance.ServerProgram;
import io.natter.conformance.Servers;
import io.natter.conformance.TestServer;
import io.natter.protocol.jetstream.AccountInfo;
import io.natter.protocol.jetstream.AckPolicy;
import io.natter.protocol.jetstream.ApiCall;
import io.natter.protocol.jetstream.ApiErrorCode;
import io.natter.protocol.jetstream.ApiResponse;
import io.natter.protocol.jetstream.ApiSubjects;
import io.natter.protocol.jetstream.Compression;
import io.natter.protocol.jetstream.ConsumerAction;
import io.natter.protocol.jetstream.ConsumerConfig;
import io.natter.protocol.jetstream.ConsumerCreateRequest;
import io.natter.protocol.jetstream.ConsumerInfo;
import io.natter.protocol.jetstream.ConsumerLimits;
import io.natter.protocol.jetstream.ConsumerList;
import io.natter.protocol.jetstream.ConsumerNames;
import io.natter.protocol.jetstream.ConsumerReset;
import io.natter.protocol.jetstream.DeliverPolicy;
import io.natter.protocol.jetstream.DiscardPolicy;
import io.natter.protocol.jetstream.ExternalStream;
import io.natter.protocol.jetstream.ListRequest;
import io.natter.protocol.jetstream.MessageDeleteRequest;
import io.natter.protocol.jetstream.MessageGetRequest;
import io.natter.protocol.jetstream.MessageGetResult;
import io.natter.protocol.jetstream.PauseRequest;
import io.natter.protocol.jetstream.PauseState;
import io.natter.protocol.jetstream.PersistMode;
import io.natter.protocol.jetstream.PriorityPolicy;
import io.natter.protocol.jetstream.PubAck;
import io.natter.protocol.jetstream.PurgeRequest;
import io.natter.protocol.jetstream.PurgeResult;
import io.natter.protocol.jetstream.ReplayPolicy;
import io.natter.protocol.jetstream.Republish;
import io.natter.protocol.jetstream.ResetRequest;
import io.natter.protocol.jetstream.RetentionPolicy;
import io.natter.protocol.jetstream.StorageType;
import io.natter.protocol.jetstream.StreamConfig;
import io.natter.protocol.jetstream.StreamConfigBuilder;
import io.natter.protocol.jetstream.StreamCreated;
import io.natter.protocol.jetstream.StreamInfo;
import io.natter.protocol.jetstream.StreamInfoPage;
import io.natter.protocol.jetstream.StreamInfoRequest;
import io.natter.protocol.jetstream.StreamList;
import io.natter.protocol.jetstream.StreamNames;
import io.natter.protocol.jetstream.StreamRequest;
import io.natter.protocol.jetstream.StreamSource;
import io.natter.protocol.jetstream.SubjectTransformConfig;
import io.natter.protocol.jetstream.Success;
import io.natter.protocol.jetstream.UnpinRequest;
import io.natter.protocol.json.JsonFields;
import io.natter.protocol.json.JsonForm;
import io.nats.client.Connection;
import io.nats.client.Nats;
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
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final ApiSubjects API = ApiSubjects.DEFAULT;
    private static final Instant LONG_AGO = Instant.parse("2020-01-02T03:04:05.067Z");
    private static final Map<String, String> METADATA = Map.of("team", "blue & <green>", "\u00e9", "\u20ac\n\t\"");

    @TempDir
    private Path directory;

    private @Nullable TestServer server;
    private @Nullable Connection connection;

    @BeforeEach
    void start() throws Exception {
        String config = "jetstream { store_dir: \"" + directory + "\", domain: hub, max_mem: 64M, max_file: 256M }\n";
        server = Servers.start(ServerProgram.NATS_SERVER, config, directory);
        connection = Nats.connect(server.url());
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
        for (StreamConfig config : streams()) {
            StreamCreated created = createStream(config);

            sameFields(StreamConfig.JSON.write(config), StreamConfig.JSON.write(created.info().config()));
        }
        StreamConfig work = streams().get(1);
        StreamConfig sealed = work.toBuilder().sealed(true).denyDelete(true).discard(DiscardPolicy.NEW).build();
        byte[] request = StreamRequest.JSON.write(new StreamRequest(sealed, false));
        StreamInfo info = exchange(API.of(ApiCall.STREAM_UPDATE, "WORK"), request, StreamInfo.JSON);
        sameFields(StreamConfig.JSON.write(sealed), StreamConfig.JSON.write(info.config()));
        exchange(API.of(ApiCall.STREAM_LIST), ListRequest.JSON.write(new ListRequest(0, "")), StreamList.JSON);
        exchange(API.of(ApiCall.STREAM_NAMES), ListRequest.JSON.write(new ListRequest(0, ">")), StreamNames.JSON);
        exchange(API.of(ApiCall.ACCOUNT_INFO), new byte[0], AccountInfo.JSON);
    }

    private static List<StreamConfig> streams() {
        SubjectTransformConfig transform = new SubjectTransformConfig("full.in.>", "full.out.>");
        StreamSource external = StreamSource.builder("FULL")
                .startSequence(5)
                .subjectTransforms(List.of(new SubjectTransformConfig("full.out.x.>", "copied.>")))
                .external(new ExternalStream("$JS.other.API", "deliver.here"))
                .build();
        return List.of(
                limited(StreamConfig.builder("FULL"))
                        .description("all < that > can & be \u00fc set")
                        .subjects(List.of("full.in.>", "full.out.>"))
                        .maxConsumers(10)
                        .maxMessages(1_000)
                        .maxBytes(1 << 20)
                        .maxAge(Duration.ofHours(2))
                        .maxMessagesPerSubject(7)
                        .maxMessageBytes(4_096)
                        .discard(DiscardPolicy.NEW)
                        .discardNewPerSubject(true)
                        .duplicateWindow(Duration.ofSeconds(90))
                        .compression(Compression.S2)
                        .firstSequence(100)
                        .subjectTransform(transform)
                        .republish(new Republish("full.out.>", "again.>", true))
                        .allowDirect(true)
                        .denyDelete(true)
                        .allowRollup(true)
                        .consumerLimits(new ConsumerLimits(Duration.ofMinutes(5), 500))
                        .allowMessageTtl(true)
                        .deleteMarkerTtl(Duration.ofSeconds(30))
                        .metadata(METADATA)
                        .build(),
                limited(StreamConfig.builder("WORK"))
                        .subjects(List.of("work.>"))
                        .retention(RetentionPolicy.WORK_QUEUE)
                        .storage(StorageType.MEMORY)
                        .noAck(true)
                        .denyPurge(true)
                        .build(),
                limited(StreamConfig.builder("COUNT"))
                        .subjects(List.of("count.>"))
                        .allowDirect(true)
                        .allowCounter(true)
                        .allowAtomic(true)
                        .build(),
                limited(StreamConfig.builder("TIMED"))
                        .subjects(List.of("timed.>"))
                        .retention(RetentionPolicy.INTEREST)
                        .allowRollup(true)
                        .allowSchedules(true)
                        .allowBatched(true)
                        .build(),
                limited(StreamConfig.builder("FAST"))
                        .subjects(List.of("fast.>"))
                        .persistMode(PersistMode.ASYNC)
                        .build(),
                limited(StreamConfig.builder("MIRROR"))
                        .mirror(StreamSource.builder("FULL")
                                .startTime(LONG_AGO)
                                .filterSubject("full.out.>")
                                .build())
                        .allowDirect(true)
                        .mirrorDirect(true)
                        .build(),
                limited(StreamConfig.builder("SOURCED"))
                        .subjects(List.of("sourced.>"))
                        .sources(List.of(
                                StreamSource.builder("WORK").build(),
                                StreamSource.builder("FAST")
                                        .filterSubject("fast.a")
                                        .build(),
                                external))
                        .build());
    }

    private static StreamConfigBuilder limited(StreamConfigBuilder builder) {
        return builder.maxConsumers(-1)
                .maxMessages(-1)
                .maxBytes(-1)
                .maxMessagesPerSubject(-1)
                .maxMessageBytes(-1)
                .replicas(1)
                .duplicateWindow(Duration.ofMinutes(2));
    }

    @Test
    void consumersWithEveryFieldComeBackAsTheyWereSent() throws Exception {
        createStream(limited(StreamConfig.builder("S")).subjects(List.of("s.>")).build());
        for (ConsumerConfig config : consumers()) {
            ConsumerInfo info = createConsumer(config);

            ConsumerConfig answered = Objects.requireNonNull(info.config());
            sameFields(ConsumerConfig.JSON.write(config), ConsumerConfig.JSON.write(answered));
            exchange(API.of(ApiCall.CONSUMER_INFO, "S", info.name()), new byte[0], ConsumerInfo.JSON);
        }
        byte[] first = ListRequest.JSON.write(new ListRequest(0, ""));
        exchange(API.of(ApiCall.CONSUMER_LIST, "S"), first, ConsumerList.JSON);
        exchange(API.of(ApiCall.CONSUMER_NAMES, "S"), first, ConsumerNames.JSON);
    }

    private static List<ConsumerConfig> consumers() {
        return List.of(
                ConsumerConfig.builder()
                        .durableName("pull")
                        .name("pull")
                        .description("pulls")
                        .deliverPolicy(DeliverPolicy.BY_START_TIME)
                        .startTime(LONG_AGO)
                        .ackWait(Duration.ofSeconds(3))
                        .maxDeliver(4)
                        .backoff(List.of(Duration.ofSeconds(3), Duration.ofMinutes(1)))
                        .filterSubjects(List.of("s.a", "s.b.*"))
                        .replayPolicy(ReplayPolicy.ORIGINAL)
                        .sampleFrequency("10%")
                        .maxWaiting(99)
                        .maxAckPending(88)
                        .headersOnly(true)
                        .maxRequestBatch(77)
                        .maxRequestExpires(Duration.ofSeconds(66))
                        .maxRequestBytes(5_555)
                        .inactiveThreshold(Duration.ofHours(1))
                        .replicas(1)
                        .memoryStorage(true)
                        .metadata(METADATA)
                        .pauseUntil(Instant.parse("2099-01-01T00:00:00.5Z"))
                        .priorityGroups(List.of("g1"))
                        .priorityPolicy(PriorityPolicy.PINNED_CLIENT)
                        .priorityTimeout(Duration.ofSeconds(44))
                        .build(),
                ConsumerConfig.builder()
                        .durableName("push")
                        .name("push")
                        .deliverPolicy(DeliverPolicy.BY_START_SEQUENCE)
                        .startSequence(3)
                        .ackPolicy(AckPolicy.ALL)
                        .ackWait(Duration.ofSeconds(30))
                        .maxDeliver(-1)
                        .maxAckPending(1_000)
                        .filterSubject("s.c")
                        .rateLimitBitsPerSecond(1_000_000)
                        .flowControl(true)
                        .deliverSubject("deliver.push")
                        .deliverGroup("workers")
                        .idleHeartbeat(Duration.ofSeconds(5))
                        .replicas(1)
                        .build(),
                ConsumerConfig.builder()
                        .name("passing")
                        .deliverPolicy(DeliverPolicy.LAST_PER_SUBJECT)
                        .ackPolicy(AckPolicy.NONE)
                        .maxDeliver(-1)
                        .filterSubject("s.>")
                        .deliverSubject("deliver.passing")
                        .inactiveThreshold(Duration.ofMinutes(1))
                        .replicas(1)
                        .build());
    }

    @Test
    void everyKindOfAnswerIsKeptWhole() throws Exception {
        createStream(
                limited(StreamConfig.builder("S")).subjects(List.of("s.>")).build());
        createConsumer(ConsumerConfig.builder().durableName("c").build());
        for (int i = 0; i < 4; i++) {
            whole("s." + i, ("payload <" + i + ">").getBytes(UTF_8), PubAck.JSON);
        }
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
        StreamConfig changed =
                limited(StreamConfig.builder("S")).subjects(List.of("s.>", "t")).build();
        exchange(
                API.of(ApiCall.STREAM_UPDATE, "S"),
                StreamRequest.JSON.write(new StreamRequest(changed, false)),
                StreamInfo.JSON);
        exchange(API.of(ApiCall.STREAM_DELETE, "S"), new byte[0], Success.JSON);
    }

    @Test
    void errorsAreThoseOfTheTable() throws Exception {
        createStream(
                limited(StreamConfig.builder("S")).subjects(List.of("s.>")).build());
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
        byte[] request = ConsumerCreateRequest.JSON.write(
                new ConsumerCreateRequest("S", config, ConsumerAction.CREATE, false));
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
