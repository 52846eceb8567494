package io.natter.store;

import org.jspecify.annotations.Nullable;

/** What can go wrong in a store; its type says what remains. */
public abstract sealed class StoreException extends RuntimeException
        permits StoreFullException,
                StoreBusyException,
                StoreFailedException,
                StoreFormatException,
                StoreLockedException,
                CorruptRecordException {
    private static final long serialVersionUID = 1;

    StoreException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
