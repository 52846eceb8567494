package io.natter.server.jetstream.api;

import io.natter.protocol.jetstream.AckPolicy;
import io.natter.protocol.jetstream.ApiErrorCode;
import io.natter.protocol.jetstream.ApiResponse;
import io.natter.protocol.jetstream.ConsumerConfig;
import io.natter.protocol.jetstream.ConsumerCreateRequest;
import io.natter.protocol.jetstream.ConsumerInfo;
import io.natter.protocol.jetstream.JetStreamHeaders;
import io.natter.protocol.jetstream.RetentionPolicy;
import io.natter.protocol.wire.Headers;
import io.natter.server.jetstream.JetStreamAccount;
import io.natter.server.jetstream.consumer.Consumer;
import io.natter.server.jetstream.consumer.Consumers;
import io.natter.server.jetstream.rules.ApiLevel;
import io.natter.server.jetstream.rules.ConsumerContext;
import io.natter.server.jetstream.rules.ConsumerPlaceRules;
import io.natter.server.jetstream.rules.ConsumerPlaceRules.Others;
import io.natter.server.jetstream.rules.ConsumerRequestRules;
import io.natter.server.jetstream.rules.ConsumerRules;
import io.natter.server.jetstream.rules.ConsumerUpdateRules;
import io.natter.server.jetstream.rules.RefusedException;
import io.natter.server.jetstream.stream.Stream;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Makes and changes consumers (D32, D33).
 *
 * <p>Confined to the api loop; consumers are made on the loops of their streams.
 */
final class ConsumerCreateCalls {
    private static final int NAME_LENGTH = 8;
    private static final byte[] NONE = {};

    private final ApiParts parts;
    private final ConsumerCalls consumers;

    ConsumerCreateCalls(ApiParts parts, ConsumerCalls consumers) {
        this.parts = parts;
        this.consumers = consumers;
    }

    void create(Call call) {
        ConsumerCreateRequest request = call.body(ConsumerCreateRequest.JSON);
        JetStreamAccount account = call.account();
        ConsumerConfig requested = ConsumerRequestRules.requested(call.subject(), request);
        Stream stream = call.stream(account);
        String identity = requested.direct() || requested.sourcing() ? stream.identity() : "";
        checkIdentity(call, identity);
        call.on(stream, () -> {
            ConsumerContext context = new ConsumerContext(
                    parts.settings().limits(), account.limits(), stream.config(), request.pedantic());
            ConsumerConfig wanted = ofServersOwn(requested, stream);
            Consumer existing = find(stream, wanted);
            ConsumerConfig kept = existing == null ? wanted : keptFrom(existing.config(), wanted);
            ConsumerConfig config = ConsumerRules.checked(ApiLevel.stored(kept), context);
            ConsumerPlaceRules.check(
                    config, request.action(), existing == null ? null : existing.config(), others(stream), context);
            if (existing == null) {
                created(call, stream, ConsumerRules.settled(config), identity);
            } else {
                ConsumerUpdateRules.check(existing.config(), config, subject -> existing.isPushBound());
                existing.update(ConsumerRules.settled(config, existing.config()));
                answer(call, stream, existing, identity);
            }
        });
    }

    private static Others others(Stream stream) {
        Consumers all = stream.consumers();
        return new Others(
                all.limitableCount(),
                filters ->
                        all.overlapping(filters).stream().map(Consumer::config).toList());
    }

    private static @Nullable Consumer find(Stream stream, ConsumerConfig config) {
        String name = config.durableName().isEmpty() ? config.name() : config.durableName();
        return name.isEmpty() ? null : stream.consumers().find(name);
    }

    private void created(Call call, Stream stream, ConsumerConfig config, String identity) {
        String name = config.name().isEmpty() ? config.durableName() : config.name();
        ConsumerConfig named = config.toBuilder().name(name).build();
        Consumer consumer = stream.consumers().create(name.isEmpty() ? newName(stream) : name, named);
        answer(call, stream, consumer, identity);
    }

    private String newName(Stream stream) {
        String name;
        do {
            String id = parts.port().newId();
            name = id.substring(id.length() - NAME_LENGTH);
        } while (stream.consumers().find(name) != null);
        return name;
    }

    // Once the consumer outlives a crash.
    private void answer(Call call, Stream stream, Consumer consumer, String identity) {
        ConsumerInfo info = consumers.described(consumer);
        stream.consumers()
                .whenDurable(() -> call.resume(() -> {
                    byte[] json = ApiResponse.form(ConsumerInfo.JSON)
                            .write(ApiResponse.of(call.subject().call(), info));
                    byte[] headers = identity.isEmpty()
                            ? NONE
                            : Headers.of(JetStreamHeaders.STREAM_IDENTITY, identity)
                                    .encode();
                    call.answer(headers, json);
                }));
    }

    // What a request cannot change of a consumer that is there.
    private static ConsumerConfig keptFrom(ConsumerConfig existing, ConsumerConfig requested) {
        ConsumerConfig kept =
                requested.toBuilder().pauseUntil(existing.pauseUntil()).build();
        if (!requested.sourcing() || requested.durableName().isEmpty()) {
            return kept;
        }
        return kept.toBuilder()
                .deliverPolicy(existing.deliverPolicy())
                .startSequence(existing.startSequence())
                .startTime(existing.startTime())
                .build();
    }

    // A consumer through which another stream copies: it stays where messages wait for acknowledgements.
    private ConsumerConfig ofServersOwn(ConsumerConfig config, Stream stream) {
        if (!config.direct() || !config.sourcing() || config.name().isEmpty()) {
            return config;
        }
        if (stream.config().retention() == RetentionPolicy.LIMITS) {
            String id = parts.port().newId();
            String suffix = id.substring(id.length() - NAME_LENGTH);
            return config.toBuilder().name(config.name() + "-" + suffix).build();
        }
        return config.toBuilder()
                .direct(false)
                .durableName(config.name())
                .ackPolicy(AckPolicy.FLOW_CONTROL)
                .ackWait(Duration.ZERO)
                .maxDeliver(0)
                .inactiveThreshold(Duration.ZERO)
                .build();
    }

    private static void checkIdentity(Call call, String identity) {
        String expected = call.header(JetStreamHeaders.STREAM_IDENTITY);
        if (!identity.isEmpty() && expected != null && !expected.isEmpty() && !expected.equals(identity)) {
            throw new RefusedException(ApiErrorCode.CONSUMER_STREAM_IDENTITY_MISMATCH, identity);
        }
    }
}
