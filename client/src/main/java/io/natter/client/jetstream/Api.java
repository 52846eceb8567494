package io.natter.client.jetstream;

import io.natter.client.CodecException;
import io.natter.client.ConnectionEvent;
import io.natter.client.ConnectionState;
import io.natter.client.Message;
import io.natter.client.NatsConnection;
import io.natter.client.NoRespondersException;
import io.natter.client.Outgoing;
import io.natter.client.RequestOptions;
import io.natter.client.WhenDisconnected;
import io.natter.protocol.jetstream.ApiCall;
import io.natter.protocol.jetstream.ApiError;
import io.natter.protocol.jetstream.ApiResponse;
import io.natter.protocol.jetstream.ApiSubjects;
import io.natter.protocol.json.JsonException;
import io.natter.protocol.json.JsonForm;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ForkJoinPool;
import org.jspecify.annotations.Nullable;

/**
 * Asks the API: a record out, a record or an exception back.
 *
 * <p>Thread-safe.
 */
final class Api {
    static final byte[] EMPTY = new byte[0];

    private final NatsConnection connection;
    private final JetStreamOptions options;

    Api(NatsConnection connection, JetStreamOptions options) {
        this.connection = connection;
        this.options = options;
    }

    NatsConnection connection() {
        return connection;
    }

    JetStreamOptions options() {
        return options;
    }

    ApiSubjects subjects() {
        return options.api();
    }

    /** Where work goes that no caller waits for. */
    Executor executor() {
        Executor own = connection.options().executor();
        return own != null ? own : ForkJoinPool.commonPool();
    }

    /** Asks about the account. */
    <T> T call(ApiCall call, byte[] body, JsonForm<T> form) {
        return call(subjects().of(call), body, form);
    }

    /** Asks about a stream. */
    <T> T call(ApiCall call, String stream, byte[] body, JsonForm<T> form) {
        return call(subjects().of(call, stream), body, form);
    }

    /** Asks about a consumer. */
    <T> T call(ApiCall call, String stream, String consumer, byte[] body, JsonForm<T> form) {
        return call(subjects().of(call, stream, consumer), body, form);
    }

    <T> T call(String subject, byte[] body, JsonForm<T> form) {
        return body(subject, ask(subject, body), form);
    }

    /** As {@link #call(String, byte[], JsonForm)} with another patience. */
    <T> T call(String subject, byte[] body, JsonForm<T> form, RequestOptions patience) {
        return body(subject, ask(subject, body, patience), form);
    }

    /** The answer as it came; nobody there becomes an exception that says so. */
    Message ask(String subject, byte[] body) {
        return ask(subject, body, RequestOptions.within(options.timeout()));
    }

    private Message ask(String subject, byte[] body, RequestOptions patience) {
        try {
            return connection.request(Outgoing.of(subject, body), patience);
        } catch (NoRespondersException nobody) {
            throw absent(subject);
        }
    }

    /** As {@link #call(String, byte[], JsonForm)} without waiting. */
    <T> CompletableFuture<T> callAsync(String subject, byte[] body, JsonForm<T> form) {
        return connection
                .requestAsync(Outgoing.of(subject, body), RequestOptions.within(options.timeout()))
                .thenApply(answer -> body(subject, answer, form));
    }

    private static NoRespondersException absent(String subject) {
        return new NoRespondersException(
                subject + ": nobody answers: JetStream is not enabled for this account, or has no leader now");
    }

    /** What an answer holds, or the error in it as an exception. */
    static <T> T body(String subject, Message answer, JsonForm<T> form) {
        ApiResponse<T> response;
        try {
            response = ApiResponse.form(form).read(answer.payload());
        } catch (JsonException unreadable) {
            throw new CodecException(subject + ": the answer cannot be read", unreadable);
        }
        ApiError error = response.error();
        if (error != null) {
            throw new JetStreamApiException(subject, error);
        }
        T body = response.body();
        if (body == null) {
            throw new CodecException(subject + ": the answer is empty", null);
        }
        return body;
    }

    /** Whether contact was lost and is there again. Listeners hear of the first connection too, and often when work has begun. */
    static boolean isReconnect(ConnectionEvent event) {
        return event instanceof ConnectionEvent.StateChanged change
                && change.to() == ConnectionState.CONNECTED
                && change.from() != ConnectionState.CONNECTING;
    }

    /** Whether what is published without a connection goes out on the next one. */
    boolean keepsWhenDisconnected() {
        return connection.options().whenDisconnected() == WhenDisconnected.BUFFER;
    }

    /** The exception itself, out of what futures wrap around it. */
    static Throwable cause(Throwable failure) {
        Throwable cause = failure;
        while (cause instanceof CompletionException && cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause;
    }

    /** Whether a call failed with this error. */
    static boolean isError(@Nullable Throwable failure, io.natter.protocol.jetstream.ApiErrorCode code) {
        return failure != null && cause(failure) instanceof JetStreamApiException refused && refused.is(code);
    }
}
