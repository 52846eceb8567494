package io.natter.conformance.jetstream;

import io.natter.protocol.jetstream.AckPolicy;
import io.natter.protocol.jetstream.Compression;
import io.natter.protocol.jetstream.ConsumerConfig;
import io.natter.protocol.jetstream.ConsumerLimits;
import io.natter.protocol.jetstream.DeliverPolicy;
import io.natter.protocol.jetstream.DiscardPolicy;
import io.natter.protocol.jetstream.ExternalStream;
import io.natter.protocol.jetstream.PersistMode;
import io.natter.protocol.jetstream.Placement;
import io.natter.protocol.jetstream.PriorityPolicy;
import io.natter.protocol.jetstream.ReplayPolicy;
import io.natter.protocol.jetstream.Republish;
import io.natter.protocol.jetstream.RetentionPolicy;
import io.natter.protocol.jetstream.StorageType;
import io.natter.protocol.jetstream.StreamConfig;
import io.natter.protocol.jetstream.StreamConfigBuilder;
import io.natter.protocol.jetstream.StreamSource;
import io.natter.protocol.jetstream.SubjectTransformConfig;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Streams and consumers that between them have every field set. Immutable. */
final class FullConfigs {
    private static final Instant LONG_AGO = Instant.parse("2020-01-02T03:04:05.067Z");
    private static final Map<String, String> METADATA = Map.of("team", "blue & <green>", "\u00e9", "\u20ac\n\t\"");

    private FullConfigs() {}

    /** In an order in which they can be created: copies behind their origins. */
    static List<StreamConfig> streams() {
        return List.of(
                full(),
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
                        .placement(new Placement("", List.of("ssd", "!slow"), ""))
                        .build(),
                limited(StreamConfig.builder("MIRROR"))
                        .mirror(StreamSource.builder("FULL")
                                .startTime(LONG_AGO)
                                .filterSubject("full.out.>")
                                .build())
                        .allowDirect(true)
                        .mirrorDirect(true)
                        .build(),
                sourced());
    }

    private static StreamConfig full() {
        return limited(StreamConfig.builder("FULL"))
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
                .subjectTransform(new SubjectTransformConfig("full.in.>", "full.out.>"))
                .republish(new Republish("full.out.>", "again.>", true))
                .allowDirect(true)
                .denyDelete(true)
                .allowRollup(true)
                .consumerLimits(new ConsumerLimits(Duration.ofMinutes(5), 500))
                .allowMessageTtl(true)
                .deleteMarkerTtl(Duration.ofSeconds(30))
                .metadata(METADATA)
                .build();
    }

    private static StreamConfig sourced() {
        StreamSource external = StreamSource.builder("FULL")
                .startSequence(5)
                .subjectTransforms(List.of(new SubjectTransformConfig("full.out.x.>", "copied.>")))
                .external(new ExternalStream("$JS.other.API", "deliver.here"))
                .build();
        return limited(StreamConfig.builder("SOURCED"))
                .subjects(List.of("sourced.>"))
                .sources(List.of(
                        StreamSource.builder("WORK").build(),
                        StreamSource.builder("FAST").filterSubject("fast.a").build(),
                        external))
                .build();
    }

    /** With no limits, and the values a server puts where none were given. */
    static StreamConfigBuilder limited(StreamConfigBuilder builder) {
        return builder.maxConsumers(-1)
                .maxMessages(-1)
                .maxBytes(-1)
                .maxMessagesPerSubject(-1)
                .maxMessageBytes(-1)
                .replicas(1)
                .duplicateWindow(Duration.ofMinutes(2));
    }

    /** Consumers of a stream {@code S} on {@code s.>}. */
    static List<ConsumerConfig> consumers() {
        return List.of(
                pull(),
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
                        .build(),
                ConsumerConfig.builder()
                        .durableName("flowing")
                        .name("flowing")
                        .ackPolicy(AckPolicy.FLOW_CONTROL)
                        .maxDeliver(-1)
                        .maxAckPending(100)
                        .flowControl(true)
                        .deliverSubject("deliver.flowing")
                        .idleHeartbeat(Duration.ofSeconds(1))
                        .replicas(1)
                        .build());
    }

    private static ConsumerConfig pull() {
        return ConsumerConfig.builder()
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
                .build();
    }
}
