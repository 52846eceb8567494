package io.natter.server.jetstream.api;

import io.natter.protocol.jetstream.ApiErrorCode;
import io.natter.protocol.jetstream.ApiResponse;
import io.natter.protocol.jetstream.AssetName;
import io.natter.protocol.jetstream.ConsumerConfig;
import io.natter.protocol.jetstream.ConsumerInfo;
import io.natter.protocol.jetstream.ConsumerReset;
import io.natter.protocol.jetstream.JetStreamHeaders;
import io.natter.protocol.jetstream.PauseRequest;
import io.natter.protocol.jetstream.PauseState;
import io.natter.protocol.jetstream.ResetRequest;
import io.natter.protocol.jetstream.Success;
import io.natter.protocol.jetstream.UnpinRequest;
import io.natter.protocol.json.GoTime;
import io.natter.protocol.json.JsonException;
import io.natter.protocol.wire.Headers;
import io.natter.server.jetstream.JetStreamAccount;
import io.natter.server.jetstream.consumer.Consumer;
import io.natter.server.jetstream.consumer.Reset;
import io.natter.server.jetstream.rules.ApiLevel;
import io.natter.server.jetstream.rules.RefusedException;
import io.natter.server.jetstream.stream.Stream;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;

/**
 * Describes, deletes, pauses, resets and unpins consumers (D34, D36, D38-D40).
 *
 * <p>Confined to the api loop; consumers are touched on the loops of their streams.
 */
final class ConsumerCalls {
    private final ApiParts parts;

    ConsumerCalls(ApiParts parts) {
        this.parts = parts;
    }

    void info(Call call) {
        JetStreamAccount account = call.account();
        refuseBody(call);
        Stream stream = call.stream(account);
        call.on(stream, () -> call.answerLater(ConsumerInfo.JSON, described(find(call, stream))));
    }

    void delete(Call call) {
        JetStreamAccount account = call.account();
        refuseBody(call);
        Stream stream = call.stream(account);
        call.on(stream, () -> {
            find(call, stream).delete();
            stream.consumers().whenDurable(() -> call.answerLater(Success.JSON, new Success(true)));
        });
    }

    void pause(Call call) {
        PauseRequest request = call.bodyOrEmpty(PauseRequest.JSON);
        JetStreamAccount account = call.account();
        Stream stream = call.stream(account);
        boolean resumes = request.pauseUntil().equals(GoTime.ZERO);
        call.on(stream, () -> {
            Consumer consumer = find(call, stream);
            consumer.pause(resumes ? null : request.pauseUntil());
            ConsumerConfig stored = ApiLevel.stored(consumer.config());
            if (!stored.equals(consumer.config())) {
                consumer.update(stored);
            }
            PauseState state = state(request.pauseUntil());
            stream.consumers().whenDurable(() -> call.answerLater(PauseState.JSON, state));
        });
    }

    private PauseState state(Instant until) {
        Duration remaining = Duration.between(parts.port().now(), until);
        boolean isPaused = remaining.compareTo(Duration.ZERO) > 0;
        return new PauseState(isPaused, until, isPaused ? remaining : Duration.ZERO);
    }

    void reset(Call call) {
        JetStreamAccount account = parts.jetStream().account(call.request().account());
        Stream stream = account == null ? null : account.stream(call.subject().stream());
        if (stream == null) {
            call.ignore(); // there a consumer itself listens to this subject, and nobody else
            return;
        }
        stream.execute(() -> {
            Consumer consumer = stream.consumers().find(call.subject().consumer());
            if (consumer == null) {
                call.resume(call::ignore);
                return;
            }
            call.on(stream, () -> reset(call, stream, consumer));
        });
    }

    private void reset(Call call, Stream stream, Consumer consumer) {
        call.checkLevel();
        ResetRequest request = call.lenientBody(ResetRequest.JSON);
        Reset reset = consumer.reset(request.sequence());
        if (reset.isRefused()) {
            throw new RefusedException(ApiErrorCode.CONSUMER_INVALID_RESET, reset.refusal());
        }
        byte[] answer = ApiResponse.form(ConsumerReset.JSON)
                .write(ApiResponse.of(call.subject().call(), new ConsumerReset(described(consumer), reset.seq())));
        byte[] headers = call.header(JetStreamHeaders.STREAM_IDENTITY) == null
                ? new byte[0]
                : Headers.of(JetStreamHeaders.STREAM_IDENTITY, stream.identity())
                        .encode();
        stream.consumers().whenDurable(() -> call.resume(() -> call.answer(headers, answer)));
    }

    void unpin(Call call) {
        call.checkLevel();
        UnpinRequest request = unpinRequest(call);
        if (request.group().isEmpty()) {
            throw new RefusedException(ApiErrorCode.INVALID_JSON, "consumer group not specified");
        }
        if (!AssetName.isValidGroup(request.group())) {
            throw new RefusedException(ApiErrorCode.CONSUMER_INVALID_GROUP_NAME);
        }
        Stream stream = call.stream();
        call.on(stream, () -> {
            Consumer consumer = find(call, stream);
            if (!consumer.config().priorityGroups().contains(request.group())) {
                throw new RefusedException(ApiErrorCode.CONSUMER_INVALID_PRIORITY_GROUP);
            }
            consumer.unpin(request.group());
            call.answerLater(Success.JSON, new Success(false)); // an answer without fields
        });
    }

    // Unknown fields are no error here, and no body is one.
    private static UnpinRequest unpinRequest(Call call) {
        try {
            return UnpinRequest.JSON.read(call.request().payload());
        } catch (JsonException e) {
            throw new RefusedException(ApiErrorCode.INVALID_JSON, String.valueOf(e.getMessage()));
        }
    }

    /** A description as answers have it. */
    ConsumerInfo described(Consumer consumer) {
        ConsumerInfo info = consumer.info();
        ConsumerConfig config = Objects.requireNonNullElse(info.config(), consumer.config());
        return info.toBuilder()
                .config(ApiLevel.answered(config, parts.settings().serverVersion()))
                .timestamp(parts.port().now())
                .build();
    }

    private static Consumer find(Call call, Stream stream) {
        Consumer consumer = stream.consumers().find(call.subject().consumer());
        if (consumer == null) {
            throw new RefusedException(ApiErrorCode.CONSUMER_NOT_FOUND);
        }
        return consumer;
    }

    private static void refuseBody(Call call) {
        if (!call.request().isEmpty()) {
            throw new RefusedException(ApiErrorCode.NOT_EMPTY_REQUEST);
        }
    }
}
