package io.natter.protocol.wire;

import io.natter.protocol.ErrorText;
import io.natter.protocol.ProtocolException;
import org.jspecify.annotations.Nullable;

/**
 * Bytes that are no operation; the connection they came from cannot go on (C40-C43).
 *
 * <p>Immutable. Operations before the bad one have been handed over, nothing of the bad one has.
 */
public final class MalformedOperationException extends ProtocolException {
    private static final long serialVersionUID = 1;

    /** What is wrong, which decides what a server says before it closes. Immutable. */
    public enum Reason {
        /** An unknown verb, or a payload that does not end where it should. */
        UNKNOWN_OPERATION(ErrorText.UNKNOWN_PROTOCOL_OPERATION),
        /** A wrong number of arguments, or a size that is none; servers close without a word. */
        BAD_ARGUMENTS(null),
        /** A control line over the limit. */
        CONTROL_LINE_TOO_LONG(ErrorText.MAX_CONTROL_LINE),
        /** A payload over the limit. */
        PAYLOAD_TOO_LARGE(ErrorText.MAX_PAYLOAD);

        private final @Nullable String errorText;

        Reason(@Nullable String errorText) {
            this.errorText = errorText;
        }

        /** What a server sends behind {@code -ERR} before it closes, or null for nothing. */
        public @Nullable String errorText() {
            return errorText;
        }
    }

    private final Reason reason;

    MalformedOperationException(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    static MalformedOperationException unknownOperation(String message) {
        return new MalformedOperationException(Reason.UNKNOWN_OPERATION, message);
    }

    static MalformedOperationException badArguments(String message) {
        return new MalformedOperationException(Reason.BAD_ARGUMENTS, message);
    }

    /** What is wrong. */
    public Reason reason() {
        return reason;
    }
}
