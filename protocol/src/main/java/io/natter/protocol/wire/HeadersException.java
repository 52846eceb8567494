package io.natter.protocol.wire;

import io.natter.protocol.ProtocolException;

/** A header block that does not follow the rules; the message it came with is otherwise sound. Immutable. */
public final class HeadersException extends ProtocolException {
    private static final long serialVersionUID = 1;

    HeadersException(String message) {
        super(message);
    }
}
