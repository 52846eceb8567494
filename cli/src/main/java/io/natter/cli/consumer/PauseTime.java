package io.natter.cli.consumer;

import io.natter.cli.command.UsageException;
import io.natter.cli.text.GoDuration;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Until when a consumer is to pause: a time such as {@code 2026-01-31 15:04:05}, in UTC, or how long from now. <i>Thread-safe:</i> pure functions. */
final class PauseTime {
    static final DateTimeFormatter FORM = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT);

    private PauseTime() {}

    /** The time that {@code text} says; throws {@link UsageException} if it says none. */
    static Instant parse(String text, Clock clock) {
        try {
            return LocalDateTime.parse(text, FORM).toInstant(ZoneOffset.UTC);
        } catch (DateTimeException itIsADuration) {
            try {
                return clock.instant().plus(GoDuration.parse(text));
            } catch (IllegalArgumentException e) {
                throw new UsageException("could not parse the pause time as either timestamp or duration", e);
            }
        }
    }
}
