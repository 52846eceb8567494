package io.natter.client.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.ResourceBundle;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A log line in an interval, with the count of those that were not written. */
class ThrottledLogTest {
    private final List<String> lines = new ArrayList<>();
    private final AtomicLong clockNs = new AtomicLong(Long.MAX_VALUE - 5); // it may wrap

    @Test
    void repeatsItselfOnceAnInterval() {
        ThrottledLog log = new ThrottledLog(Lines::new, 10, clockNs::get);
        log.warn(() -> "first", null);
        log.warn(() -> "second", null);
        log.warn(() -> "third", new IllegalStateException());
        clockNs.addAndGet(9);
        log.warn(() -> "fourth", null);
        clockNs.addAndGet(1);
        log.warn(() -> "fifth", new IllegalStateException());
        assertThat(lines).containsExactly("first", "fifth (3 more since the last such line)");
    }

    /** A logger into a list. Confined to the test. */
    private final class Lines implements System.Logger {
        @Override
        public String getName() {
            return "test";
        }

        @Override
        public boolean isLoggable(Level level) {
            return true;
        }

        @Override
        public void log(
                Level level, @Nullable ResourceBundle bundle, @Nullable String text, @Nullable Throwable cause) {
            lines.add(String.valueOf(text));
        }

        @Override
        public void log(Level level, @Nullable ResourceBundle bundle, @Nullable String format, Object... parameters) {
            lines.add(String.valueOf(format));
        }
    }
}
