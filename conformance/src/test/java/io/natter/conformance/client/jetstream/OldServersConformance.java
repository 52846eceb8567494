package io.natter.conformance.client.jetstream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.natter.client.NatsConnection;
import io.natter.client.jetstream.BackupOptions;
import io.natter.client.jetstream.ConsumeOptions;
import io.natter.client.jetstream.ConsumerContext;
import io.natter.client.jetstream.Expectations;
import io.natter.client.jetstream.FetchOptions;
import io.natter.client.jetstream.JetStream;
import io.natter.client.jetstream.JetStreamApiException;
import io.natter.client.jetstream.JetStreamMessage;
import io.natter.client.jetstream.JetStreamMessages;
import io.natter.client.jetstream.JetStreamPublisher;
import io.natter.client.jetstream.PriorityOptions;
import io.natter.client.jetstream.PublishOptions;
import io.natter.client.jetstream.RestoreOptions;
import io.natter.client.jetstream.Schedule;
import io.natter.client.jetstream.StreamContext;
import io.natter.client.jetstream.UnsupportedByServerException;
import io.natter.client.jetstream.Watch;
import io.natter.client.keyvalue.KeyValue;
import io.natter.client.keyvalue.KeyValueConfig;
import io.natter.client.keyvalue.KeyValueManagement;
import io.natter.client.keyvalue.WatchOptions;
import io.natter.client.objectstore.ObjectStore;
import io.natter.client.objectstore.ObjectStoreConfig;
import io.natter.client.objectstore.ObjectStoreManagement;
import io.natter.client.queue.WorkQueue;
import io.natter.client.queue.WorkQueueConfig;
import io.natter.conformance.Connections;
import io.natter.conformance.OldServer;
import io.natter.conformance.TestServer;
import io.natter.protocol.jetstream.ApiErrorCode;
import io.natter.protocol.jetstream.Compression;
import io.natter.protocol.jetstream.ConsumerConfig;
import io.natter.protocol.jetstream.ConsumerConfigBuilder;
import io.natter.protocol.jetstream.ConsumerLimits;
import io.natter.protocol.jetstream.MessageGetRequest;
import io.natter.protocol.jetstream.PersistMode;
import io.natter.protocol.jetstream.Placement;
import io.natter.protocol.jetstream.PriorityPolicy;
import io.natter.protocol.jetstream.StreamConfig;
import io.natter.protocol.jetstream.StreamConfigBuilder;
import io.natter.protocol.jetstream.StreamSource;
import io.natter.protocol.jetstream.SubjectTransformConfig;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What an older server does not know is refused in words and leaves nothing behind; what it knows works. */
final class OldServersConformance {
    private static final Duration HOUR = Duration.ofHours(1);

    @TempDir
    private Path directory;

    /** Something that is asked for, and the line that knows it first. */
    enum Feature {
        SEVERAL_FILTERS("filter_subjects", OldServer.V2_10, consumer(config -> config.filterSubjects("s.a", "s.b"))),
        CONSUMER_METADATA("metadata", OldServer.V2_10, consumer(config -> config.metadata(Map.of("a", "b")))),
        STREAM_METADATA("metadata", OldServer.V2_10, stream(config -> config.metadata(Map.of("a", "b")))),
        COMPRESSION("compression", OldServer.V2_10, stream(config -> config.compression(Compression.S2))),
        FIRST_SEQUENCE("first_seq", OldServer.V2_10, stream(config -> config.firstSequence(7))),
        TRANSFORM(
                "subject_transform",
                OldServer.V2_10,
                stream(config -> config.subjectTransform(new SubjectTransformConfig("t.*", "u.{{wildcard(1)}}")))),
        SOURCE_TRANSFORMS(
                "subject_transforms of a source",
                OldServer.V2_10,
                stream(config -> config.sources(List.of(StreamSource.builder("S")
                        .subjectTransforms(List.of(new SubjectTransformConfig("s.a", "t.a")))
                        .build())))),
        CONSUMER_LIMITS(
                "consumer_limits",
                OldServer.V2_10,
                stream(config -> config.consumerLimits(new ConsumerLimits(HOUR, 5)))),
        STREAM_TTL("allow_msg_ttl", null, stream(config -> config.allowMessageTtl(true))),
        MARKERS("subject_delete_marker_ttl", null, stream(config -> config.deleteMarkerTtl(HOUR))),
        MESSAGE_TTL("Nats-TTL", null, js -> js.publish("s.a", "x", PublishOptions.ttl(HOUR))),
        SENT_TTL("Nats-TTL", null, js -> {
            try (JetStreamPublisher out = js.publisher()) {
                out.send("s.a", "x", PublishOptions.ttl(HOUR));
            }
        }),
        KEY_TTL("Nats-TTL", null, js -> bucket(js).create("k", "v", HOUR)),
        BUCKET_MARKERS(
                "allow_msg_ttl",
                null,
                js -> KeyValueManagement.of(js).create(KeyValueConfig.of("T").withLimitMarkers(HOUR))),
        EXPECTED_FILTER(
                "Nats-Expected-Last-Subject-Sequence-Subject",
                null,
                js -> js.publish(
                        "s.a", "x", PublishOptions.expect(Expectations.NONE.withLastSubjectSequence(1, "s.>")))),
        PREFERRED(
                "preferred of a placement",
                null,
                stream(config -> config.placement(new Placement("", List.of(), "here")))),
        PAUSED(
                "pause_until",
                null,
                consumer(config -> config.pauseUntil(Instant.now().plus(HOUR)))),
        PAUSE("consumer pause", null, js -> worker(js).pause(Instant.now().plus(HOUR))),
        RESUME("consumer pause", null, js -> worker(js).resume()),
        GROUPS(
                "priority_groups",
                null,
                consumer(config -> config.priorityGroups(List.of("g")).priorityPolicy(PriorityPolicy.OVERFLOW))),
        GROUP_OF_A_FETCH(
                "priority_groups",
                null,
                js -> worker(js).fetch(FetchOptions.noWait(1).withGroup(PriorityOptions.overflow("g", 100, 0)))),
        GROUP_OF_A_LOOP(
                "priority_groups",
                null,
                js -> worker(js)
                        .messages(ConsumeOptions.DEFAULTS.withGroup(PriorityOptions.pinned("g")))
                        .close()),
        UNPIN("priority_groups", null, js -> worker(js).unpin("g")),
        BATCHED_GET(
                "batched direct get",
                null,
                js -> js.stream("S")
                        .messages(
                                MessageGetRequest.builder().sequence(1).batch(2).build())),
        LAST_MESSAGES("batched direct get", null, js -> js.stream("S").lastMessages(List.of("s.>"))),
        STREAM_COUNTERS("allow_msg_counter", null, stream(config -> config.allowCounter(true))),
        COUNTER("Nats-Incr", null, js -> js.stream("S").counters().add("s.a", 1)),
        STREAM_ATOMIC("allow_atomic", null, stream(config -> config.allowAtomic(true))),
        ATOMIC_BATCH(
                "atomic batch", null, js -> js.atomicBatch().add("s.a", "x").commit()),
        STREAM_SCHEDULES("allow_msg_schedules", null, stream(config -> config.allowSchedules(true))),
        SCHEDULE(
                "Nats-Schedule",
                null,
                js -> js.publish("s.a", "x", PublishOptions.schedule(Schedule.every(HOUR, "s.b")))),
        PERSIST_MODE("persist_mode", null, stream(config -> config.persistMode(PersistMode.ASYNC))),
        STREAM_BATCHED("allow_batched", null, stream(config -> config.allowBatched(true))),
        FAST_BATCH("fast batch", null, js -> js.fastBatch().close()),
        RESET("consumer reset", null, js -> worker(js).reset()),
        STEPDOWN(
                "placement of a stepdown",
                null,
                js -> js.stream("S").cluster().stepDown(new Placement("", List.of(), "here"))),
        EVACUATION("evacuation of a peer", null, js -> js.stream("S").cluster().evacuatePeer("here"));

        private final String title;
        private final @Nullable OldServer since;
        private final Consumer<JetStream> use;

        Feature(String title, @Nullable OldServer since, Consumer<JetStream> use) {
            this.title = title;
            this.since = since;
            this.use = use;
        }

        private static Consumer<JetStream> stream(UnaryOperator<StreamConfigBuilder> change) {
            return js -> js.createStream(
                    change.apply(StreamConfig.builder("T").subjects("t.*")).build());
        }

        private static Consumer<JetStream> consumer(UnaryOperator<ConsumerConfigBuilder> change) {
            return js -> js.stream("S")
                    .createConsumer(change.apply(ConsumerConfig.durable("new")).build());
        }
    }

    private static ConsumerContext worker(JetStream js) {
        return js.stream("S").consumer("worker");
    }

    private static KeyValue<String> bucket(JetStream js) {
        return KeyValueManagement.of(js)
                .createOrUpdate(KeyValueConfig.of("bucket"))
                .as(String.class);
    }

    static Stream<Object[]> cases() {
        return Stream.of(OldServer.values())
                .flatMap(server -> Stream.of(Feature.values()).map(feature -> new Object[] {server, feature}));
    }

    private TestServer start(OldServer server) {
        server.whyAbsent().ifPresent(reason -> Assumptions.assumeTrue(false, reason));
        return server.start("jetstream { store_dir: \"" + directory.resolve("store") + "\" }\n", directory);
    }

    private static StreamContext prepared(JetStream js) {
        StreamContext stream = js.createStream(
                StreamConfig.builder("S").subjects("s.*").allowDirect(true).build());
        js.publish("s.a", "first");
        stream.createConsumer(ConsumerConfig.durable("worker").build());
        return stream;
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("cases")
    void refusesWhatItWouldDrop(OldServer server, Feature feature) {
        try (TestServer running = start(server);
                NatsConnection nats = Connections.ours(running.url())) {
            JetStream js = JetStream.of(nats);
            StreamContext stream = prepared(js);
            boolean isKnown = feature.since != null && feature.since.compareTo(server) <= 0;
            if (isKnown) {
                assertThatCode(() -> feature.use.accept(js)).doesNotThrowAnyException();
                return;
            }
            assertThatThrownBy(() -> feature.use.accept(js))
                    .isInstanceOfSatisfying(
                            UnsupportedByServerException.class,
                            refused -> assertThat(refused.feature()).isEqualTo(feature.title))
                    .hasMessageStartingWith(feature.title + ": not supported by this server (2.")
                    .hasMessageEndingWith("nothing was done");
            assertThat(js.findStream("T")).isEmpty();
            assertThat(stream.consumerNames()).containsExactly("worker");
            assertThat(stream.info().state().messages()).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @EnumSource
    void streamsAndConsumersWork(OldServer server) throws Exception {
        try (TestServer running = start(server);
                NatsConnection nats = Connections.ours(running.url())) {
            JetStream js = JetStream.of(nats);
            StreamContext stream = prepared(js);
            ConsumerContext worker = worker(js);
            JetStreamMessage first = worker.next(JetStreamSite.PATIENCE).orElseThrow();
            JetStreamSite.publish(js, "s.a", 0, 1_000);
            assertThat(worker.ackAndNext(first, JetStreamSite.PATIENCE)
                            .orElseThrow()
                            .text())
                    .isEqualTo("0");
            worker.next(JetStreamSite.PATIENCE).orElseThrow().term("not wanted");
            try (JetStreamMessages messages = worker.messages()) {
                for (int i = 2; i < 1_000; i++) {
                    JetStreamMessage message =
                            messages.next(JetStreamSite.PATIENCE).orElseThrow();
                    assertThat(message.text()).isEqualTo("" + i);
                    message.ack();
                }
            }
            JetStreamSite.await("all settled but one", () -> worker.info().ackPendingCount() == 1);
            List<String> ordered = new ArrayList<>();
            stream.orderedConsumer().fetch(1_001, JetStreamSite.PATIENCE).forEach(m -> ordered.add(m.text()));
            assertThat(ordered).hasSize(1_001).startsWith("first", "0", "1");
            assertThat(stream.lastMessage("s.a").orElseThrow().text()).isEqualTo("999");

            Path backup = directory.resolve("backup");
            stream.backup(backup, BackupOptions.DEFAULTS);
            stream.delete();
            assertThat(js.restoreStream(backup, RestoreOptions.DEFAULTS)
                            .info()
                            .state()
                            .messages())
                    .isEqualTo(1_001);
        }
    }

    @ParameterizedTest
    @EnumSource
    void creatingAndChangingConsumersInsist(OldServer server) {
        try (TestServer running = start(server);
                NatsConnection nats = Connections.ours(running.url())) {
            StreamContext stream = prepared(JetStream.of(nats));
            ConsumerConfig other =
                    ConsumerConfig.durable("worker").description("another").build();
            refuses(ApiErrorCode.CONSUMER_ALREADY_EXISTS, () -> stream.createConsumer(other));
            assertThat(stream.createConsumer(ConsumerConfig.durable("worker").build())
                            .name())
                    .isEqualTo("worker");
            refuses(
                    ApiErrorCode.CONSUMER_DOES_NOT_EXISTS,
                    () -> stream.updateConsumer(ConsumerConfig.durable("absent").build()));
            assertThat(stream.updateConsumer(other).info().config())
                    .extracting(ConsumerConfig::description)
                    .isEqualTo("another");
            assertThat(stream.consumerNames()).containsExactly("worker");
        }
    }

    private static void refuses(ApiErrorCode code, Runnable call) {
        assertThatThrownBy(call::run)
                .isInstanceOfSatisfying(
                        JetStreamApiException.class,
                        refused -> assertThat(refused.is(code))
                                .as(refused.getMessage())
                                .isTrue());
    }

    @ParameterizedTest
    @EnumSource
    void bucketsObjectsAndQueuesWork(OldServer server) throws Exception {
        try (TestServer running = start(server);
                NatsConnection nats = Connections.ours(running.url())) {
            JetStream js = JetStream.of(nats);
            KeyValue<String> bucket = bucket(js);
            long revision = bucket.create("a.b", "1");
            bucket.update("a.b", "2", revision);
            bucket.compute("a.b", old -> old.map(text -> text + "3"));
            assertThat(bucket.value("a.b")).contains("23");
            bucket.put("c", "4");
            List<String> seen = new ArrayList<>();
            try (Watch watch = bucket.watch(WatchOptions.of("a.*"), entry -> seen.add(entry.key()))) {
                watch.initialDone().join();
            }
            assertThat(seen).containsExactly("a.b");
            assertThat(bucket.keys()).containsExactlyInAnyOrder("a.b", "c");

            ObjectStore store = ObjectStoreManagement.of(js).createOrUpdate(ObjectStoreConfig.of("objects"));
            byte[] bytes = "x".repeat(500_000).getBytes(UTF_8);
            store.put("o", bytes);
            assertThat(store.bytes("o")).isEqualTo(bytes);
            store.delete("o");
            assertThat(store.list()).isEmpty();

            WorkQueue<String> queue = WorkQueue.open(js, WorkQueueConfig.of("queue"), String.class);
            queue.put("task");
            assertThat(queue.take()).isEqualTo("task");
        }
    }
}
