package io.natter.conformance.jetstream;

import io.natter.protocol.jetstream.ApiError;
import io.natter.protocol.jetstream.ApiErrorCode;
import io.natter.protocol.jetstream.ApiSubject;
import io.natter.protocol.jetstream.ApiSubjects;
import io.natter.protocol.jetstream.ConsumerConfig;
import io.natter.protocol.jetstream.ConsumerCreateRequest;
import io.natter.protocol.jetstream.StreamConfig;
import io.natter.protocol.jetstream.StreamRequest;
import io.natter.protocol.json.JsonException;
import io.natter.protocol.json.JsonForm;
import io.natter.server.config.AccountJetStream;
import io.natter.server.config.JetStreamLimits;
import io.natter.server.jetstream.rules.ApiLevel;
import io.natter.server.jetstream.rules.Capacity;
import io.natter.server.jetstream.rules.ConsumerContext;
import io.natter.server.jetstream.rules.ConsumerPlaceRules;
import io.natter.server.jetstream.rules.ConsumerRequestRules;
import io.natter.server.jetstream.rules.ConsumerRules;
import io.natter.server.jetstream.rules.ConsumerUpdateRules;
import io.natter.server.jetstream.rules.RefusedException;
import io.natter.server.jetstream.rules.StreamContext;
import io.natter.server.jetstream.rules.StreamDirectory;
import io.natter.server.jetstream.rules.StreamRules;
import io.natter.server.jetstream.rules.StreamUpdateRules;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The rules alone, with maps for streams and consumers: what they make of a request, as a configuration or an error.
 *
 * <p>Confined to one thread.
 */
final class BareRules implements StreamDirectory {
    private final Map<String, StreamConfig> streams = new TreeMap<>();
    private final Map<String, Map<String, ConsumerConfig>> consumers = new TreeMap<>();
    private final Capacity capacity;

    BareRules(Capacity capacity) {
        this.capacity = capacity;
    }

    @Override
    public @Nullable StreamConfig stream(String name) {
        return streams.get(name);
    }

    @Override
    public Collection<StreamConfig> streams() {
        return streams.values();
    }

    /** A {@link StreamConfig}, a {@link ConsumerConfig} or an {@link ApiError}. */
    Object answer(RequestTable.Request request) {
        ApiSubject subject =
                ApiSubjects.DEFAULT.parse("$JS.API." + request.subject()).orElseThrow();
        try {
            return switch (subject.call()) {
                case STREAM_CREATE -> create(subject, read(StreamRequest.JSON, request));
                case STREAM_UPDATE -> update(subject, read(StreamRequest.JSON, request));
                default -> consumer(subject, read(ConsumerCreateRequest.JSON, request));
            };
        } catch (RefusedException refused) {
            return refused.error();
        } catch (JsonException e) {
            return ApiErrorCode.INVALID_JSON.error(String.valueOf(e.getMessage()));
        }
    }

    private static <T> T read(JsonForm<T> form, RequestTable.Request request) {
        byte[] bytes = request.bytes();
        return form.readStrict(bytes, 0, bytes.length);
    }

    private StreamContext context(boolean pedantic) {
        return new StreamContext(JetStreamLimits.defaults(), AccountJetStream.defaults(), capacity, this, pedantic);
    }

    private StreamConfig create(ApiSubject subject, StreamRequest request) {
        StreamConfig config = StreamRules.created(subject.stream(), request.config(), context(request.pedantic()));
        streams.put(config.name(), config);
        return config;
    }

    private StreamConfig update(ApiSubject subject, StreamRequest request) {
        StreamContext context = context(request.pedantic());
        StreamConfig requested = StreamUpdateRules.requested(subject.stream(), request.config(), context);
        StreamConfig old = streams.get(subject.stream());
        if (old == null) {
            throw new RefusedException(ApiErrorCode.STREAM_NOT_FOUND);
        }
        StreamConfig config = StreamUpdateRules.updated(
                old, requested, consumersOf(old.name()).values(), context);
        streams.put(config.name(), config);
        return config;
    }

    private Map<String, ConsumerConfig> consumersOf(String stream) {
        return consumers.computeIfAbsent(stream, name -> new TreeMap<>());
    }

    private ConsumerConfig consumer(ApiSubject subject, ConsumerCreateRequest request) {
        ConsumerConfig config = ConsumerRequestRules.requested(subject, request);
        StreamConfig stream = streams.get(subject.stream());
        if (stream == null) {
            throw new RefusedException(ApiErrorCode.STREAM_NOT_FOUND);
        }
        ConsumerContext context = new ConsumerContext(
                JetStreamLimits.defaults(), AccountJetStream.defaults(), stream, request.pedantic());
        Map<String, ConsumerConfig> others = consumersOf(stream.name());
        ConsumerConfig existing = others.get(config.name());
        ConsumerConfig requested = existing == null
                ? config
                : config.toBuilder().pauseUntil(existing.pauseUntil()).build();
        ConsumerConfig checked = ConsumerRules.checked(ApiLevel.stored(requested), context);
        ConsumerPlaceRules.check(
                checked, request.action(), existing, ConsumerPlaceRules.Others.of(others.values()), context);
        if (existing != null) {
            ConsumerUpdateRules.check(existing, checked, deliverSubject -> false);
        }
        ConsumerConfig settled = ConsumerRules.settled(checked);
        others.put(settled.name(), settled);
        return settled;
    }
}
