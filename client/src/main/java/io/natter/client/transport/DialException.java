package io.natter.client.transport;

import java.io.IOException;

/** A dial that failed before the server could refuse it. Immutable; the message begins with the server's address. */
final class DialException extends IOException {
    private static final long serialVersionUID = 1L;

    DialException(ServerAddress server, IOException cause) {
        super(server + ": " + (cause.getMessage() == null ? cause.toString() : cause.getMessage()), cause);
    }
}
