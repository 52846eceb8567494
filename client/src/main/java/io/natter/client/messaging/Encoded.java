package io.natter.client.messaging;

import io.natter.client.Codecs;
import io.natter.protocol.wire.Headers;
import org.jspecify.annotations.Nullable;

/**
 * A value as it goes over the wire.
 *
 * <p>Immutable, as long as nobody writes to the arrays.
 *
 * @param payload the payload; the caller's own array where the value was one
 * @param headers the header block, or null for none
 */
@SuppressWarnings("ArrayRecordComponent") // never compared: it carries two results
public record Encoded(byte[] payload, byte @Nullable [] headers) {
    /**
     * Encodes a value with its codec; the codec's headers stand behind the caller's.
     *
     * @throws io.natter.client.CodecException if there is none, or it failed
     */
    public static Encoded of(Codecs codecs, Object value, Headers headers) {
        byte[] payload = codecs.encode(value);
        return new Encoded(payload, block(merged(headers, codecs.headersOf(value))));
    }

    private static Headers merged(Headers callers, Headers codecs) {
        if (codecs.isEmpty()) {
            return callers;
        }
        Headers.Builder all = callers.toBuilder();
        for (Headers.Entry entry : codecs.entries()) {
            if (callers.first(entry.name()) == null) {
                all.add(entry.name(), entry.value());
            }
        }
        return all.build();
    }

    private static byte @Nullable [] block(Headers headers) {
        return headers.isEmpty() ? null : headers.encode();
    }
}
