package io.natter.store;

import org.jspecify.annotations.Nullable;

/** Too much waits for a slow disk: refused, nothing was stored, and it may be tried again. */
public final class StoreBusyException extends StoreException {
    private static final long serialVersionUID = 1;

    /** With what happened and where. */
    public StoreBusyException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
