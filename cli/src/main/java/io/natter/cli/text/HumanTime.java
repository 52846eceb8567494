package io.natter.cli.text;

import io.natter.protocol.json.GoTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Times as the nats tool shows them. <i>Thread-safe:</i> pure functions. */
public final class HumanTime {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT);

    private HumanTime() {}

    /** Day and time in the clock's zone: {@code 2026-11-21 15:04:05}. */
    public static String at(Instant time, Clock clock) {
        return TIME.format(time.atZone(clock.getZone()));
    }

    /** How long ago that was, told from {@code reference}, or from now where there is none. */
    public static String since(Instant time, @Nullable Instant reference, Clock clock) {
        Instant now = reference == null || GoTime.ZERO.equals(reference) ? clock.instant() : reference;
        return GoDuration.brief(Duration.between(time, now));
    }

    /** Whether it stands for no time at all, in Go or since 1970. */
    public static boolean isNone(Instant time) {
        return time.equals(GoTime.ZERO) || time.equals(Instant.EPOCH);
    }
}
