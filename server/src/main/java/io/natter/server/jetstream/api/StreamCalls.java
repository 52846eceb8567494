package io.natter.server.jetstream.api;

import io.natter.protocol.jetstream.ApiError;
import io.natter.protocol.jetstream.ApiErrorCode;
import io.natter.protocol.jetstream.ConsumerConfig;
import io.natter.protocol.jetstream.PurgeRequest;
import io.natter.protocol.jetstream.PurgeResult;
import io.natter.protocol.jetstream.StreamConfig;
import io.natter.protocol.jetstream.StreamCreated;
import io.natter.protocol.jetstream.StreamInfo;
import io.natter.protocol.jetstream.StreamInfoRequest;
import io.natter.protocol.jetstream.StreamRequest;
import io.natter.protocol.jetstream.Success;
import io.natter.server.jetstream.JetStreamAccount;
import io.natter.server.jetstream.consumer.Consumer;
import io.natter.server.jetstream.rules.ApiLevel;
import io.natter.server.jetstream.rules.RefusedException;
import io.natter.server.jetstream.rules.StreamContext;
import io.natter.server.jetstream.rules.StreamRules;
import io.natter.server.jetstream.rules.StreamUpdateRules;
import io.natter.server.jetstream.stream.Stream;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Makes, changes, empties and deletes streams (D21, D22, D26, D27).
 *
 * <p>Confined to the api loop.
 */
final class StreamCalls {
    private static final StreamInfoRequest WITHOUT_DETAILS = new StreamInfoRequest(0, false, "");

    private final ApiParts parts;
    private final AccountQueue queue = new AccountQueue();

    StreamCalls(ApiParts parts) {
        this.parts = parts;
    }

    AccountQueue queue() {
        return queue;
    }

    void create(Call call) {
        JetStreamAccount account = call.account();
        StreamRequest request = call.body(StreamRequest.JSON);
        queue.submit(call, done -> {
            StreamContext context = parts.context(account, request.pedantic());
            StreamConfig config = StreamRules.created(call.subject().stream(), request.config(), context);
            Stream existing = account.stream(config.name());
            if (existing != null) {
                done.run();
                answerCreated(call, existing);
                return;
            }
            account.create(config, outcome -> {
                done.run();
                Stream stream = outcome.value();
                if (stream == null) {
                    call.fail(error(outcome.error(), ApiErrorCode.STREAM_CREATE));
                    return;
                }
                parts.port().follow(account.name(), stream);
                parts.advisories().stream(account.name(), ApiAdvisories.Action.CREATE, stream.name());
                answerCreated(call, stream);
            });
        });
    }

    private void answerCreated(Call call, Stream stream) {
        call.on(stream, () -> {
            StreamInfo info = described(stream.info(WITHOUT_DETAILS), "");
            call.answerLater(StreamCreated.JSON, new StreamCreated(info, true));
        });
    }

    void update(Call call) {
        JetStreamAccount account = call.account();
        StreamRequest request = call.body(StreamRequest.JSON);
        queue.submit(call, done -> {
            StreamContext context = parts.context(account, request.pedantic());
            StreamConfig requested = StreamUpdateRules.requested(call.subject().stream(), request.config(), context);
            Stream stream = call.stream(account);
            stream.execute(() -> {
                List<ConsumerConfig> consumers =
                        stream.consumers().all().stream().map(Consumer::config).toList();
                parts.port().execute(() -> update(call, new Change(stream, requested, consumers, context), done));
            });
        });
    }

    // What a stream is to become.
    private record Change(
            Stream stream, StreamConfig requested, List<ConsumerConfig> consumers, StreamContext context) {
        StreamConfig checked() {
            return StreamUpdateRules.updated(stream.config(), requested, consumers, context);
        }
    }

    private void update(Call call, Change change, Runnable done) {
        Stream stream = change.stream();
        StreamConfig config;
        try {
            config = change.checked();
        } catch (RefusedException refused) {
            done.run();
            call.fail(refused.error());
            return;
        }
        stream.execute(() -> stream.update(
                config,
                outcome -> call.resume(() -> {
                    done.run();
                    if (outcome.isFailed()) {
                        call.fail(error(outcome.error(), ApiErrorCode.STREAM_UPDATE));
                        return;
                    }
                    parts.port().follow(call.request().account(), stream);
                    parts.advisories().stream(call.request().account(), ApiAdvisories.Action.MODIFY, stream.name());
                    call.on(
                            stream,
                            () -> call.answerLater(
                                    StreamInfo.JSON,
                                    described(
                                            stream.info(WITHOUT_DETAILS),
                                            parts.settings().domain())));
                })));
    }

    void delete(Call call) {
        JetStreamAccount account = call.account();
        if (!call.request().isEmpty()) {
            throw new RefusedException(ApiErrorCode.NOT_EMPTY_REQUEST);
        }
        queue.submit(call, done -> {
            Stream stream = call.stream(account);
            account.delete(stream.name(), outcome -> {
                done.run();
                if (outcome.isFailed()) {
                    call.fail(error(outcome.error(), ApiErrorCode.STREAM_DELETE));
                    return;
                }
                parts.port().forget(account.name(), stream.name());
                parts.advisories().stream(account.name(), ApiAdvisories.Action.DELETE, stream.name());
                call.answer(Success.JSON, new Success(true));
            });
        });
    }

    void purge(Call call) {
        JetStreamAccount account = call.account();
        PurgeRequest request = call.bodyOrEmpty(PurgeRequest.JSON);
        if (request.sequence() != 0 && request.keep() != 0) {
            throw new RefusedException(ApiErrorCode.BAD_REQUEST);
        }
        Stream stream = call.stream(account);
        if (stream.config().sealed()) {
            throw new RefusedException(ApiErrorCode.STREAM_SEALED);
        }
        if (stream.config().denyPurge()) {
            throw new RefusedException(ApiErrorCode.STREAM_PURGE_FAILED, "stream purge not permitted");
        }
        call.on(
                stream,
                () -> stream.purge(request, outcome -> {
                    Long purged = outcome.value();
                    if (purged == null) {
                        call.failLater(error(outcome.error(), ApiErrorCode.STREAM_GENERAL));
                    } else {
                        call.answerLater(PurgeResult.JSON, new PurgeResult(true, purged));
                    }
                }));
    }

    /** A description as answers have it. */
    StreamInfo described(StreamInfo info, String domain) {
        return info.toBuilder()
                .config(ApiLevel.answered(info.config(), parts.settings().serverVersion()))
                .domain(domain)
                .timestamp(parts.port().now())
                .build();
    }

    private static ApiError error(@Nullable ApiError error, ApiErrorCode otherwise) {
        return error != null ? error : otherwise.error("operation failed");
    }
}
