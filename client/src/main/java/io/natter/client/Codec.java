package io.natter.client;

import io.natter.protocol.wire.Headers;

/**
 * How values of a type become payloads and back.
 *
 * <p>Must be thread-safe. A failure may be any exception; callers see it as a {@link CodecException}, and a failing
 * decode never ends a subscription.
 *
 * @param <T> type of the values
 */
public interface Codec<T> {
    /** The payload of the value; the array is not changed afterwards. */
    byte[] encode(T value) throws Exception;

    /** The value of a message. */
    T decode(Message message) throws Exception;

    /** Headers that go with the value, besides those of the caller; none by default. */
    default Headers headers(T value) {
        return Headers.NONE;
    }
}
