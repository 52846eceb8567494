package io.natter.store;

import org.jspecify.annotations.Nullable;

/** What can go wrong in a store; its type says what remains. */
public abstract sealed class StoreException extends RuntimeException
        permits StoreFullException,
                StoreBusyException,
                StoreFailedException,
                StoreFormatException,
                StoreLockedException,
                CorruptRecordException,
                NotAtHandException {
    private static final long serialVersionUID = 1;

    StoreException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    /** One without a stack trace, which may be thrown again and again. */
    StoreException(String message) {
        super(message, null, false, false);
    }
}
