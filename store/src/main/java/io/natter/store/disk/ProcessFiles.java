package io.natter.store.disk;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * How many files this process may have open, where the operating system tells.
 *
 * <p>Thread-safe: pure functions of the process.
 */
public final class ProcessFiles {
    private static final Path LIMITS = Path.of("/proc/self/limits");
    private static final String LINE = "Max open files";
    private static final int UNKNOWN = 1_024;
    private static final int MOST = 1 << 20;

    private ProcessFiles() {}

    /** Its limit; 1,024 where nobody tells. */
    public static int limit() {
        try {
            return Files.isReadable(LIMITS) ? limitIn(Files.readAllLines(LIMITS)) : UNKNOWN;
        } catch (IOException untold) {
            return UNKNOWN;
        }
    }

    // Max open files            20000                20000                files
    static int limitIn(List<String> lines) {
        for (String line : lines) {
            if (line.startsWith(LINE)) {
                String soft = line.substring(LINE.length()).strip().split("\\s+", 2)[0];
                return number(soft);
            }
        }
        return UNKNOWN;
    }

    private static int number(String text) {
        try {
            return text.equals("unlimited") ? MOST : (int) Math.min(MOST, Long.parseLong(text));
        } catch (NumberFormatException unreadable) {
            return UNKNOWN;
        }
    }
}
