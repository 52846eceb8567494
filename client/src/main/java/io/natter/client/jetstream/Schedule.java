package io.natter.client.jetstream;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/**
 * When a stored message is published again, and where (ADR-51, D115; server 2.12).
 *
 * <p>Immutable; {@code with} methods give changed copies. The stream must allow schedules, and must take the target too.
 *
 * @param expression {@code @at}, {@code @every}, {@code @daily} and the like, or six fields of cron
 * @param target subject that is published to
 * @param source subject whose last message is published instead of this one (server 2.14), or null
 * @param ttl how long what it publishes is kept, or null
 * @param rollup whether what it publishes replaces all before it of its subject (server 2.14)
 * @param timeZone where a cron expression is at home (server 2.14), or null for UTC
 */
public record Schedule(
        String expression,
        String target,
        @Nullable String source,
        @Nullable MessageTtl ttl,
        boolean rollup,
        @Nullable ZoneId timeZone) {

    /** Once, then. */
    public static Schedule at(Instant time, String target) {
        return of("@at " + time, target);
    }

    /** Again and again, so far apart; at least a second. */
    public static Schedule every(Duration interval, String target) {
        return of("@every " + goText(interval), target);
    }

    /** As six fields say: second, minute, hour, day of month, month, day of week. */
    public static Schedule cron(String fields, String target) {
        return of(fields, target);
    }

    /** As an expression says that the server knows. */
    public static Schedule of(String expression, String target) {
        return new Schedule(expression, target, null, null, false, null);
    }

    /** The same for the last message of another subject. */
    public Schedule withSource(String source) {
        return new Schedule(expression, target, source, ttl, rollup, timeZone);
    }

    /** The same, and what it publishes is kept so long. */
    public Schedule withTtl(MessageTtl ttl) {
        return new Schedule(expression, target, source, ttl, rollup, timeZone);
    }

    /** The same, and what it publishes replaces what was before. */
    public Schedule withRollup() {
        return new Schedule(expression, target, source, ttl, true, timeZone);
    }

    /** The same at the times of that zone. */
    public Schedule withTimeZone(ZoneId timeZone) {
        return new Schedule(expression, target, source, ttl, rollup, timeZone);
    }

    /** A duration as Go reads it; parts of a millisecond are dropped. */
    static String goText(Duration duration) {
        long millis = duration.toMillis();
        return millis % 1000 == 0 ? millis / 1000 + "s" : millis + "ms";
    }
}
