package io.natter.protocol.json;

import io.natter.protocol.ProtocolException;

/** JSON that is malformed, too deep, or of the wrong type for its key. Immutable. */
public final class JsonException extends ProtocolException {
    private static final long serialVersionUID = 1;

    /** With a message that names the key or the byte. */
    public JsonException(String message) {
        super(message);
    }

    /** With what the library said about it. */
    public JsonException(String message, Throwable cause) {
        super(message, cause);
    }
}
