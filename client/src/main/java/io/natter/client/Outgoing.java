package io.natter.client;

import io.natter.protocol.wire.Headers;
import org.jspecify.annotations.Nullable;

/**
 * A message to be sent.
 *
 * <p>Immutable, apart from a value that is not.
 *
 * @param subject where to
 * @param value bytes, a text, or any value with a codec
 * @param headers its headers
 * @param replyTo where an answer should go, or null
 */
public record Outgoing(
        String subject,
        Object value,
        Headers headers,
        @Nullable String replyTo) {
    private static final byte[] EMPTY = new byte[0];

    /** A message of this value. */
    public static Outgoing of(String subject, Object value) {
        return new Outgoing(subject, value, Headers.NONE, null);
    }

    /** A message without payload. */
    public static Outgoing empty(String subject) {
        return of(subject, EMPTY);
    }

    /** The same with these headers instead. */
    public Outgoing withHeaders(Headers headers) {
        return new Outgoing(subject, value, headers, replyTo);
    }

    /** The same with one header more. */
    public Outgoing withHeader(String name, String headerValue) {
        return withHeaders(headers.toBuilder().add(name, headerValue).build());
    }

    /** The same with an answer wanted there. */
    public Outgoing withReplyTo(String replyTo) {
        return new Outgoing(subject, value, headers, replyTo);
    }

    /** Subject and headers; never the payload. */
    @Override
    public String toString() {
        return "Outgoing[" + subject + (replyTo == null ? "" : " reply " + replyTo) + " " + headers + "]";
    }
}
