package io.natter.server.jetstream.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.natter.protocol.wire.Headers;
import io.natter.protocol.wire.HeadersException;
import io.natter.server.core.MessageOrigin;
import org.jspecify.annotations.Nullable;

/**
 * A request as it came, with bytes of its own.
 *
 * <p>Immutable; nobody changes the arrays.
 *
 * @param account name of the account it is for
 * @param subject its subject
 * @param reply where the answer goes; no bytes for nowhere
 * @param headers its header block; no bytes for none
 * @param payload its body
 * @param origin who sent it, or null for the server itself
 */
@SuppressWarnings("ArrayRecordComponent") // identity is never asked for
public record ApiRequest(
        String account,
        String subject,
        byte[] reply,
        byte[] headers,
        byte[] payload,
        @Nullable MessageOrigin origin) {
    /** The value of a header, or null where there is none, or the block is malformed. */
    @Nullable
    String header(String name) {
        if (headers.length == 0) {
            return null;
        }
        try {
            return Headers.parse(headers, 0, headers.length).first(name);
        } catch (HeadersException malformed) {
            return null;
        }
    }

    /** Whether the body is an object or an array, well-formed or not; other bodies are passed over where none is needed. */
    boolean isObjectOrArray() {
        for (byte b : payload) {
            if (b != ' ' && b != '\t' && b != '\n' && b != '\r') {
                return b == '{' || b == '[';
            }
        }
        return false;
    }

    /** Whether the body says nothing: no bytes, or an object without fields. */
    boolean isEmpty() {
        if (payload.length == 0) {
            return true;
        }
        String text = new String(payload, UTF_8).strip();
        return text.startsWith("{")
                && text.endsWith("}")
                && text.length() >= 2
                && text.substring(1, text.length() - 1).isBlank();
    }
}
