package io.natter.protocol.keys;

import io.natter.protocol.ProtocolException;

/** A key, seed, credentials file or sealed box that is not what it should be; the message holds nothing of it. Immutable. */
public final class NkeyException extends ProtocolException {
    private static final long serialVersionUID = 1;

    NkeyException(String message) {
        super(message);
    }

    NkeyException(String message, Throwable cause) {
        super(message, cause);
    }
}
