package io.natter.server.jetstream.stream;

import io.natter.protocol.jetstream.GoDuration;
import io.natter.protocol.json.GoTime;
import io.natter.protocol.json.JsonException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * When a message is to be published: once, or again and again (D115, ADR-51).
 *
 * <p>Immutable.
 */
final class Schedule {
    private static final String AT = "@at ";
    private static final String EVERY = "@every ";

    private final @Nullable Instant once;
    private final @Nullable Duration interval;
    private final @Nullable Cron cron;
    private final ZoneId zone;

    private Schedule(@Nullable Instant once, @Nullable Duration interval, @Nullable Cron cron, ZoneId zone) {
        this.once = once;
        this.interval = interval;
        this.cron = cron;
        this.zone = zone;
    }

    /** The zone of this name, or null when there is none. */
    static @Nullable ZoneId zone(String name) {
        return name.equals("UTC") || ZoneId.getAvailableZoneIds().contains(name) ? ZoneId.of(name) : null;
    }

    /**
     * The schedule a pattern stands for, or null when it is none.
     *
     * @param zone where the hours of a cron pattern are; null for UTC, and for any other pattern
     */
    static @Nullable Schedule parse(String pattern, @Nullable ZoneId zone) {
        if (pattern.startsWith(AT)) {
            return zone == null ? at(pattern.substring(AT.length())) : null;
        }
        if (pattern.startsWith(EVERY)) {
            Optional<Duration> interval = GoDuration.parse(pattern.substring(EVERY.length()));
            boolean isLongEnough = interval.isPresent() && interval.get().compareTo(Duration.ofSeconds(1)) >= 0;
            return zone == null && isLongEnough ? new Schedule(null, interval.get(), null, ZoneOffset.UTC) : null;
        }
        Cron cron = Cron.parse(fields(pattern));
        return cron == null ? null : new Schedule(null, null, cron, zone == null ? ZoneOffset.UTC : zone);
    }

    private static @Nullable Schedule at(String time) {
        try {
            return new Schedule(GoTime.parse(time), null, null, ZoneOffset.UTC);
        } catch (JsonException notATime) {
            return null;
        }
    }

    private static String fields(String pattern) {
        return switch (pattern) {
            case "@yearly", "@annually" -> "0 0 0 1 1 *";
            case "@monthly" -> "0 0 0 1 * *";
            case "@weekly" -> "0 0 0 * * 0";
            case "@daily", "@midnight" -> "0 0 0 * * *";
            case "@hourly" -> "0 0 * * * *";
            default -> pattern;
        };
    }

    /** Whether it ends with its first time. */
    boolean isOnce() {
        return once != null;
    }

    /**
     * The next time after {@code last}; times that were missed are passed over. Null when there is none for years.
     *
     * @param last when it happened last, or was asked for
     */
    @Nullable
    Instant next(Instant last, Instant now) {
        if (once != null) {
            return once;
        }
        if (interval != null) {
            Instant next = rounded(last).plus(interval);
            return next.isBefore(now) ? rounded(now).plus(interval) : next;
        }
        Instant next = next(last);
        return next != null && next.isBefore(now) ? next(rounded(now)) : next;
    }

    private @Nullable Instant next(Instant after) {
        ZonedDateTime next = cron == null ? null : cron.next(after.atZone(zone));
        return next == null ? null : next.toInstant();
    }

    private static Instant rounded(Instant time) {
        return Instant.ofEpochSecond(time.plusMillis(500).getEpochSecond());
    }
}
