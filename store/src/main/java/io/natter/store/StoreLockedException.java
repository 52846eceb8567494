package io.natter.store;

import org.jspecify.annotations.Nullable;

/** Another process uses the store: nothing was touched. */
public final class StoreLockedException extends StoreException {
    private static final long serialVersionUID = 1;

    /** With what happened and where. */
    public StoreLockedException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
