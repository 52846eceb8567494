package io.natter.client.jetstream;

import io.natter.protocol.Nuid;
import io.natter.protocol.jetstream.ApiCall;
import io.natter.protocol.jetstream.ApiErrorCode;
import io.natter.protocol.jetstream.ApiSubjects;
import io.natter.protocol.jetstream.ConsumerAction;
import io.natter.protocol.jetstream.ConsumerConfig;
import io.natter.protocol.jetstream.ConsumerCreateRequest;
import io.natter.protocol.jetstream.ConsumerInfo;
import io.natter.protocol.subject.Subjects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/**
 * A request to create or change a consumer: which subject, which body (D32).
 *
 * <p>Immutable. The consumer has a name in any case, so that a request that is made twice makes one consumer.
 *
 * @param stream name of the stream
 * @param config with the name
 * @param action what is insisted on
 */
record ConsumerCreation(String stream, ConsumerConfig config, ConsumerAction action) {
    private static final ServerVersion ACTIONS = ServerVersion.parse("2.10.0");
    private static final Set<String> ADJUSTABLE = Set.of("pause_until", "name", "max_batch", "max_expires");

    static ConsumerCreation of(String stream, ConsumerConfig config, ConsumerAction action) {
        String name = config.name().isEmpty() ? config.durableName() : config.name();
        if (name.isEmpty()) {
            name = Nuid.next();
        }
        Names.require("consumer", name);
        return new ConsumerCreation(stream, config.toBuilder().name(name).build(), action);
    }

    /** Makes it, and waits. */
    ConsumerInfo on(Api api) {
        Feature.require(config, api.connection());
        boolean isUnderstood = ServerVersion.of(api.connection()).isAtLeast(ACTIONS);
        if (action != ConsumerAction.CREATE_OR_UPDATE && !isUnderstood) {
            requireAllowed(api);
        }
        return checked(api, api.call(subject(api.subjects()), body(), ConsumerInfo.JSON));
    }

    /** Insists here, a moment before, on what older servers do not know to insist on. */
    private void requireAllowed(Api api) {
        Optional<ConsumerInfo> known = NamedStream.unlessAbsent(
                ApiErrorCode.CONSUMER_NOT_FOUND,
                () -> api.call(ApiCall.CONSUMER_INFO, stream, config.name(), Api.EMPTY, ConsumerInfo.JSON));
        ConsumerConfig there = known.map(ConsumerInfo::config).orElse(null);
        boolean isOther = there != null && !Echo.isIn(ConsumerConfig.JSON, config, there);
        if (action == ConsumerAction.CREATE && isOther) {
            throw new JetStreamApiException(subject(api.subjects()), ApiErrorCode.CONSUMER_ALREADY_EXISTS.error());
        }
        if (action == ConsumerAction.UPDATE && there == null) {
            throw new JetStreamApiException(subject(api.subjects()), ApiErrorCode.CONSUMER_DOES_NOT_EXISTS.error());
        }
    }

    /** Makes it without waiting. */
    CompletableFuture<ConsumerInfo> onAsync(Api api) {
        return api.callAsync(subject(api.subjects()), body(), ConsumerInfo.JSON).thenApply(info -> checked(api, info));
    }

    private ConsumerInfo checked(Api api, ConsumerInfo info) {
        ConsumerConfig kept = info.config();
        if (kept != null) {
            Echo.requireKept(ConsumerConfig.JSON, config, kept, ADJUSTABLE, ServerVersion.of(api.connection()));
        }
        return info;
    }

    private String subject(ApiSubjects subjects) {
        // a filter with wildcards is none to publish to; the server takes it from the body alone
        boolean isLiteral = !config.filterSubject().isEmpty() && Subjects.isLiteral(config.filterSubject());
        return isLiteral
                ? subjects.consumerCreate(stream, config.name(), config.filterSubject())
                : subjects.of(ApiCall.CONSUMER_CREATE, stream, config.name());
    }

    private byte[] body() {
        return ConsumerCreateRequest.JSON.write(new ConsumerCreateRequest(stream, config, action, false));
    }
}
