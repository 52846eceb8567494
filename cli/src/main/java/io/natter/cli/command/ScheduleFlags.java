package io.natter.cli.command;

import io.natter.client.jetstream.MessageTtl;
import io.natter.client.jetstream.Schedule;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** When a message of {@code natter pub} is published again, and where. <i>Confined to the command's thread.</i> */
final class ScheduleFlags {
    @Option(
            names = "--schedule-after",
            paramLabel = "DURATION",
            description = "Schedule the message after a certain duration (implies --jetstream)")
    private @Nullable Duration after;

    @Option(
            names = "--schedule-at",
            paramLabel = "TIME",
            description = "Schedule the message at a certain RFC3339 time (implies --jetstream)")
    private @Nullable String at;

    @Option(
            names = "--schedule-cron",
            paramLabel = "CRON",
            description = "Cron definition for a scheduled message (implies --jetstream)")
    private @Nullable String cron;

    @Option(
            names = "--schedule-every",
            paramLabel = "DURATION",
            description = "Schedules the message every interval (implies --jetstream)")
    private @Nullable Duration every;

    @Option(
            names = "--schedule-dest",
            paramLabel = "SUBJECT",
            description = "Subject the message will publish to when the schedule fires (implies --jetstream)")
    private @Nullable String target;

    @Option(
            names = "--schedule-source",
            paramLabel = "SUBJECT",
            description = "Reads a specific subject when scheduling (implies --jetstream)")
    private @Nullable String source;

    @Option(
            names = "--schedule-ttl",
            paramLabel = "DURATION",
            description = "How long generated messages should live in the stream")
    private @Nullable Duration ttl;

    /** Whether any of them is said. */
    boolean isAny() {
        return Stream.of(after, at, cron, every, target, source, ttl).anyMatch(flag -> flag != null);
    }

    /**
     * What they say.
     *
     * @throws UsageException if they contradict each other, or leave open when or where
     */
    Schedule schedule(Clock clock) {
        if (target == null) {
            throw new UsageException("schedule destination is required when setting schedule properties");
        }
        positive("--schedule-after", after);
        positive("--schedule-every", every);
        refuse(at != null && after != null, "--schedule-at and --schedule-after are mutually exclusive");
        refuse(
                every != null && (at != null || after != null),
                "--schedule-every may not be used with --schedule-at or --schedule-after");
        refuse(
                cron != null && (at != null || after != null || every != null),
                "--schedule-at, --schedule-every and --schedule-after may not be used with --schedule-cron");
        Schedule schedule = timed(clock, target);
        if (source != null) {
            schedule = schedule.withSource(source);
        }
        return ttl == null ? schedule : schedule.withTtl(MessageTtl.of(ttl));
    }

    private Schedule timed(Clock clock, String to) {
        if (at != null) {
            return Schedule.at(instant(at), to);
        }
        if (after != null) {
            return Schedule.at(clock.instant().plus(after), to);
        }
        if (every != null) {
            return Schedule.every(every, to);
        }
        if (cron == null) {
            throw new UsageException("schedule: got no time, expected one of --schedule-at, --schedule-after, "
                    + "--schedule-every and --schedule-cron");
        }
        return Schedule.of(cron, to);
    }

    private static Instant instant(String text) {
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException e) {
            throw new UsageException(
                    "--schedule-at: got \"" + text + "\", expected a time such as 2026-11-21T15:04:05Z", e);
        }
    }

    private static void positive(String flag, @Nullable Duration duration) {
        refuse(duration != null && (duration.isZero() || duration.isNegative()), flag + " must be greater than 0");
    }

    private static void refuse(boolean isWrong, String text) {
        if (isWrong) {
            throw new UsageException(text);
        }
    }
}
