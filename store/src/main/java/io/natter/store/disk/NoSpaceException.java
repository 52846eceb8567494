package io.natter.store.disk;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The disk, or the user's share of it, is full. */
public final class NoSpaceException extends IOException {
    private static final long serialVersionUID = 1;

    /** With the file it was met at. */
    public NoSpaceException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
