package io.natter.protocol.claims;

import io.natter.protocol.ProtocolException;

/** A token that is malformed, not signed by whom it says, or signed by one who may not. Immutable. */
public final class ClaimsException extends ProtocolException {
    private static final long serialVersionUID = 1;

    ClaimsException(String message) {
        super(message);
    }

    ClaimsException(String message, Throwable cause) {
        super(message, cause);
    }
}
