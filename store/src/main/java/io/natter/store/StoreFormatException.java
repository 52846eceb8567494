package io.natter.store;

import org.jspecify.annotations.Nullable;

/** Files that this version does not understand: nothing was touched. */
public final class StoreFormatException extends StoreException {
    private static final long serialVersionUID = 1;

    /** With what happened and where. */
    public StoreFormatException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
