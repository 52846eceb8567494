package io.natter.client;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * No server of the pool took the connection.
 *
 * <p>The message ends with the first server's failure. That is the cause, too; those of the others are suppressed exceptions.
 */
public final class ConnectFailedException extends NatsException {
    private static final long serialVersionUID = 1L;

    /** With one cause a server tried. */
    public ConnectFailedException(String message, List<? extends Throwable> causes) {
        super(Outcome.NOT_DONE, withFirst(message, causes), causes.isEmpty() ? null : causes.get(0));
        causes.stream().skip(1).forEach(this::addSuppressed);
    }

    /** Each server's own failure, with its address, in the order they were tried. */
    public List<Throwable> causes() {
        List<Throwable> all = new ArrayList<>();
        @Nullable Throwable first = getCause();
        if (first != null) {
            all.add(first);
        }
        all.addAll(List.of(getSuppressed()));
        return List.copyOf(all);
    }

    private static String withFirst(String message, List<? extends Throwable> causes) {
        if (causes.isEmpty()) {
            return message;
        }
        Throwable first = causes.get(0);
        String reason = first.getMessage() == null ? first.getClass().getSimpleName() : first.getMessage();
        return message + (causes.size() == 1 ? ": " : "; the first failed: ") + reason;
    }
}
