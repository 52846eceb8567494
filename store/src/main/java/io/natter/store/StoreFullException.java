package io.natter.store;

import org.jspecify.annotations.Nullable;

/** The disk has no space: refused, nothing was stored, and it works again when there is space. */
public final class StoreFullException extends StoreException {
    private static final long serialVersionUID = 1;

    /** With what happened and where. */
    public StoreFullException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
