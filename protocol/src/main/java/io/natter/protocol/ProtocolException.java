package io.natter.protocol;

/**
 * Bytes or text that the protocol does not allow.
 *
 * <p>Thrown before anything took effect: the thing that was to be parsed simply does not exist. The message names what
 * was wrong and never repeats a secret. Immutable.
 */
public sealed class ProtocolException extends RuntimeException
        permits io.natter.protocol.claims.ClaimsException,
                io.natter.protocol.json.JsonException,
                io.natter.protocol.keys.NkeyException,
                io.natter.protocol.subject.TransformException,
                io.natter.protocol.wire.HeadersException,
                io.natter.protocol.wire.MalformedOperationException {
    private static final long serialVersionUID = 1;

    /** With a message of the form {@code what: got X, expected Y}. */
    public ProtocolException(String message) {
        super(message);
    }

    /** With what a library said about it. */
    public ProtocolException(String message, Throwable cause) {
        super(message, cause);
    }
}
