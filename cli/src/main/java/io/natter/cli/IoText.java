package io.natter.cli;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;

/** Words for what went wrong with a file, for Java's exceptions often hold a bare path. */
public final class IoText {
    private IoText() {}

    /** What went wrong, with the name of the file. */
    public static String of(IOException e) {
        if (e instanceof NoSuchFileException) {
            return "open " + e.getMessage() + ": no such file or directory";
        }
        if (e instanceof AccessDeniedException) {
            return "open " + e.getMessage() + ": permission denied";
        }
        if (e instanceof FileSystemException file && file.getReason() != null) {
            return file.getFile() + ": " + file.getReason();
        }
        return String.valueOf(e.getMessage());
    }
}
