package io.natter.server.jetstream.stream;

import io.natter.protocol.jetstream.ApiError;
import org.jspecify.annotations.Nullable;

/**
 * What became of an operation on a stream: a value, or the API's error.
 *
 * <p>Immutable.
 *
 * @param value what it gave; null when it failed, or when it gives nothing
 * @param error why it failed, or null when it did not
 * @param <T> the type of the value
 */
public record Outcome<T>(@Nullable T value, @Nullable ApiError error) {
    /** It worked. */
    public static <T> Outcome<T> of(T value) {
        return new Outcome<>(value, null);
    }

    /** It failed, and nothing has changed. */
    public static <T> Outcome<T> failed(ApiError error) {
        return new Outcome<>(null, error);
    }

    /** Whether it failed. */
    public boolean isFailed() {
        return error != null;
    }
}
