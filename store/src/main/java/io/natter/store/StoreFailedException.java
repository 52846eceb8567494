package io.natter.store;

import org.jspecify.annotations.Nullable;

/** The disk failed: what was not yet committed is unknown, what was committed can be read. */
public final class StoreFailedException extends StoreException {
    private static final long serialVersionUID = 1;

    /** With what happened and where. */
    public StoreFailedException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
