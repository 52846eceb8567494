package io.natter.cli.stream;

import io.natter.cli.command.UsageException;
import io.natter.cli.text.GoDuration;
import io.natter.cli.text.HumanNumbers;
import java.time.Duration;

/** Numbers, sizes and durations where -1 stands for no limit. <i>Thread-safe:</i> pure functions. */
final class Numbers {
    private Numbers() {}

    /** A whole number; throws {@link UsageException} that names {@code what} if it is none. */
    static long parse(String what, String text) {
        try {
            return Long.parseLong(text.strip());
        } catch (NumberFormatException e) {
            throw new UsageException(what + ": got \"" + text + "\", expected a number", e);
        }
    }

    /** Bytes, or -1. */
    static long bytes(String text) {
        return text.startsWith("-") ? -1 : HumanNumbers.parseBytes(text);
    }

    /** A duration; zero for none, or for less than that. */
    static Duration duration(String text) {
        return text.equals("-1") || text.isEmpty() || text.startsWith("-") ? Duration.ZERO : GoDuration.parse(text);
    }
}
