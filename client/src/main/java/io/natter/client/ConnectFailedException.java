package io.natter.client;

import java.util.List;

/**
 * No server of the pool took the connection.
 *
 * <p>Each server's own failure is a suppressed exception, in the order they were tried, with the server's address.
 */
public final class ConnectFailedException extends NatsException {
    private static final long serialVersionUID = 1L;

    /** With one cause a server tried. */
    public ConnectFailedException(String message, List<? extends Throwable> causes) {
        super(Outcome.NOT_DONE, message, causes.isEmpty() ? null : causes.get(0));
        causes.stream().skip(1).forEach(this::addSuppressed);
    }
}
