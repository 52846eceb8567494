package io.natter.server.jetstream.stream;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.natter.protocol.jetstream.AckPolicy;
import io.natter.protocol.jetstream.ApiCall;
import io.natter.protocol.jetstream.ApiSubjects;
import io.natter.protocol.jetstream.ConsumerAction;
import io.natter.protocol.jetstream.ConsumerConfig;
import io.natter.protocol.jetstream.ConsumerConfigBuilder;
import io.natter.protocol.jetstream.ConsumerCreateRequest;
import io.natter.protocol.jetstream.DeliverPolicy;
import io.natter.protocol.jetstream.ExternalStream;
import io.natter.protocol.jetstream.JetStreamHeaders;
import io.natter.protocol.jetstream.StreamConfig;
import io.natter.protocol.jetstream.StreamSource;
import io.natter.protocol.jetstream.SubjectTransformConfig;
import io.natter.protocol.wire.Headers;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a stream asks of the API of its origin so that messages come: a consumer of its own, or that a given one starts again (D240).
 *
 * <p>Confined to the loop of the stream that copies.
 */
final class OriginRequest {
    private static final int LEVEL_OF_IDENTITY = 5;
    private static final int LEVEL_OF_SOURCING = 4;
    private static final Duration HEARTBEAT = Duration.ofSeconds(1);
    private static final Duration INACTIVE = Duration.ofSeconds(10);
    private static final Duration ACK_WAIT = Duration.ofHours(22);
    private static final byte[] NONE = {};

    private final Stream stream;
    private final StreamSource source;
    private final boolean isMirror;
    private final ApiSubjects api;
    private final String deliverSubject;
    private String consumerName;
    private int level;

    OriginRequest(Stream stream, StreamSource source, boolean isMirror) {
        this.stream = stream;
        this.source = source;
        this.isMirror = isMirror;
        this.api = api(source);
        this.deliverSubject = deliverSubject(stream, source, isMirror);
        this.consumerName = source.consumer() == null
                ? stableName(stream, source, isMirror)
                : source.consumer().name();
        this.level = isMirror ? LEVEL_OF_SOURCING : LEVEL_OF_IDENTITY;
    }

    /** The API of the origin. */
    static ApiSubjects api(StreamSource source) {
        ExternalStream external = source.external();
        return external == null ? ApiSubjects.DEFAULT : ApiSubjects.ofPrefix(external.apiPrefix());
    }

    private static String deliverSubject(Stream stream, StreamSource source, boolean isMirror) {
        if (source.consumer() != null) {
            return source.consumer().deliverSubject();
        }
        ExternalStream external = source.external();
        String given = external == null ? "" : external.deliverPrefix();
        String prefix = given.isEmpty() ? "$JS." : given + ".";
        String id = NameHash.of(stream.environment().newId());
        return (prefix + (isMirror ? "M." : "S.") + id).replace("..", ".");
    }

    /** The name by which the consumer of a stream can be found again, for whoever looks at the origin. */
    static String stableName(Stream stream, StreamSource source, boolean isMirror) {
        StreamConfig config = stream.config();
        String domain = stream.environment().domain();
        String id = config.name() + " " + stream.environment().accountName() + (domain.isEmpty() ? "" : " " + domain);
        String hash = NameHash.of(id);
        if (isMirror) {
            return "JS_MIRROR_" + hash;
        }
        boolean isAmongSeveral = config.sources().stream()
                        .filter(other -> other.name().equals(source.name()))
                        .count()
                > 1;
        return "JS_SRC_"
                + NameHash.of(
                        isAmongSeveral ? hash + " " + SourceName.of(source).text() : hash);
    }

    /** Where its messages will come. */
    String deliverSubject() {
        return deliverSubject;
    }

    /** Where it is to be published. */
    String subject() {
        if (source.consumer() != null) {
            return api.of(ApiCall.CONSUMER_RESET, source.name(), consumerName);
        }
        String filter = soleFilter();
        return filter.isEmpty()
                ? api.of(ApiCall.CONSUMER_CREATE, source.name())
                : api.consumerCreate(source.name(), consumerName, filter);
    }

    /** Its headers; what a server must be able to do, and which stream is meant. */
    byte[] headers(String identity) {
        if (level == 0) {
            return NONE;
        }
        Headers.Builder headers = Headers.builder().add(JetStreamHeaders.REQUIRED_API_LEVEL, Integer.toString(level));
        if (level >= LEVEL_OF_IDENTITY) {
            headers.add(JetStreamHeaders.STREAM_IDENTITY, identity);
        }
        return headers.build().encode();
    }

    /** Asks for less, since the server does not know the whole of it; false when there is no less. */
    boolean downgrade() {
        if (level == LEVEL_OF_IDENTITY) {
            level = LEVEL_OF_SOURCING;
        } else if (level == LEVEL_OF_SOURCING && source.consumer() == null) {
            level = 0;
            consumerName += "_" + NameHash.of(stream.environment().newId());
        } else {
            return false;
        }
        return true;
    }

    /**
     * Its body.
     *
     * @param copiedSeq the last sequence that was copied; 0 for none
     */
    byte[] body(long copiedSeq, boolean isAnother) {
        if (source.consumer() != null) {
            return NONE;
        }
        ConsumerConfigBuilder config = ConsumerConfig.builder()
                .name(consumerName)
                .deliverSubject(deliverSubject)
                .ackPolicy(AckPolicy.NONE)
                .ackWait(ACK_WAIT)
                .maxDeliver(1)
                .idleHeartbeat(HEARTBEAT)
                .flowControl(true)
                .direct(true)
                .sourcing(level > 0)
                .inactiveThreshold(INACTIVE)
                .metadata(metadata());
        start(config, copiedSeq, isAnother);
        filter(config);
        return ConsumerCreateRequest.JSON.write(
                new ConsumerCreateRequest(source.name(), config.build(), ConsumerAction.CREATE_OR_UPDATE, false));
    }

    private Map<String, String> metadata() {
        String prefix = isMirror ? "_nats.mirror." : "_nats.src.";
        Map<String, String> metadata = new LinkedHashMap<>();
        metadata.put(prefix + "stream", stream.name());
        metadata.put(prefix + "acc", stream.environment().accountName());
        String domain = stream.environment().domain();
        if (!domain.isEmpty()) {
            metadata.put(prefix + "domain", domain);
        }
        return metadata;
    }

    private void start(ConsumerConfigBuilder config, long copiedSeq, boolean isAnother) {
        CopyStart start = copiedSeq == 0 ? CopyStart.of(stream, source, isAnother) : new CopyStart(copiedSeq + 1, 0);
        if (start.timeNs() != 0) {
            config.deliverPolicy(DeliverPolicy.BY_START_TIME).startTime(Instant.ofEpochSecond(0, start.timeNs()));
        } else if (start.seq() != 0) {
            config.deliverPolicy(DeliverPolicy.BY_START_SEQUENCE).startSequence(start.seq());
        }
    }

    private void filter(ConsumerConfigBuilder config) {
        String sole = soleFilter();
        if (sole.isEmpty()) {
            config.filterSubjects(filters());
        } else {
            config.filterSubject(sole);
        }
    }

    private String soleFilter() {
        List<String> filters = filters();
        return !source.filterSubject().isEmpty() ? source.filterSubject() : filters.size() == 1 ? filters.get(0) : "";
    }

    private List<String> filters() {
        List<String> filters = source.subjectTransforms().stream()
                .map(SubjectTransformConfig::source)
                .toList();
        return filters.contains("") ? List.of() : filters;
    }

    /** The subject that deletes a consumer it made; null when it was given one. */
    byte @Nullable [] deletion(String name) {
        return source.consumer() == null
                ? api.of(ApiCall.CONSUMER_DELETE, source.name(), name).getBytes(UTF_8)
                : null;
    }
}
