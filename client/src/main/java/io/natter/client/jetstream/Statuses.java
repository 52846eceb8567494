package io.natter.client.jetstream;

import io.natter.client.ConnectionLostException;
import io.natter.client.NatsException;
import io.natter.protocol.jetstream.ApiError;
import io.natter.protocol.jetstream.ApiErrorCode;
import io.natter.protocol.jetstream.ApiStatus;
import io.natter.protocol.wire.Headers;
import org.jspecify.annotations.Nullable;

/** What consumers say in the first line of headers, as errors (c.7). Immutable. */
final class Statuses {
    /** Nothing was heard for two heartbeats. */
    static final ApiError MISSED_HEARTBEAT = new ApiError(408, 0, "no heartbeat; asking again");

    /** A delivery is missing. */
    static final ApiError GAP = new ApiError(404, 0, "a delivery was missed; beginning again behind the last one");

    private Statuses() {}

    static @Nullable ApiStatus of(Headers.@Nullable Status status) {
        return status == null ? null : ApiStatus.of(status.code(), status.description());
    }

    /** As an exception; a consumer that was deleted has the number of one that is not found. */
    static JetStreamApiException exception(String what, Headers.@Nullable Status status) {
        if (status == null) {
            return new JetStreamApiException(what, new ApiError(500, 0, "a message that is none of a consumer's"));
        }
        int errorCode = of(status) == ApiStatus.CONSUMER_DELETED ? ApiErrorCode.CONSUMER_NOT_FOUND.errorCode() : 0;
        String words = status.description().isEmpty() ? "nobody answers" : status.description();
        return new JetStreamApiException(what, new ApiError(status.code(), errorCode, words));
    }

    static NatsException unexpected(Throwable failure) {
        ConnectionLostException lost = new ConnectionLostException("consumer: " + failure);
        lost.initCause(failure);
        return lost;
    }
}
