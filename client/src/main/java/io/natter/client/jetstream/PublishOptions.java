package io.natter.client.jetstream;

import io.natter.client.RetryPolicy;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What goes with a publish to a stream.
 *
 * <p>Immutable; {@code with} methods give changed copies.
 *
 * @param messageId id by which the stream knows a message it has already (D101), or null
 * @param expected what must be true of the stream
 * @param ttl how long the message is kept (ADR-43), or null for as long as the stream says
 * @param schedule when it is to be published again (ADR-51), or null
 * @param rollup what it replaces
 * @param timeout longest wait for the acknowledgement, or null for {@link JetStreamOptions#timeout()}
 * @param retry when it is published again, or null for {@link JetStreamOptions#publishRetry()}
 */
public record PublishOptions(
        @Nullable String messageId,
        Expectations expected,
        @Nullable MessageTtl ttl,
        @Nullable Schedule schedule,
        Rollup rollup,
        @Nullable Duration timeout,
        @Nullable RetryPolicy retry) {
    /** Nothing special. */
    public static final PublishOptions DEFAULTS =
            new PublishOptions(null, Expectations.NONE, null, null, Rollup.NONE, null, null);

    /** Checks the ranges. */
    public PublishOptions {
        if (timeout != null) {
            Ranges.positive("timeout", timeout);
        }
    }

    /** A message with an id: published again within the stream's duplicate window it is not stored again. */
    public static PublishOptions id(String messageId) {
        return DEFAULTS.withId(messageId);
    }

    /** A message that is stored only if that is true. */
    public static PublishOptions expect(Expectations expected) {
        return DEFAULTS.withExpected(expected);
    }

    /** A message that is kept so long. */
    public static PublishOptions ttl(Duration ttl) {
        return DEFAULTS.withTtl(ttl);
    }

    /** A message that is published again when the schedule says. */
    public static PublishOptions schedule(Schedule schedule) {
        return DEFAULTS.withSchedule(schedule);
    }

    /** The same with an id. */
    public PublishOptions withId(@Nullable String messageId) {
        return new PublishOptions(messageId, expected, ttl, schedule, rollup, timeout, retry);
    }

    /** The same with other expectations. */
    public PublishOptions withExpected(Expectations expected) {
        return new PublishOptions(messageId, expected, ttl, schedule, rollup, timeout, retry);
    }

    /** The same, kept so long. */
    public PublishOptions withTtl(Duration ttl) {
        return withTtl(MessageTtl.of(ttl));
    }

    /** The same, kept so long. */
    public PublishOptions withTtl(@Nullable MessageTtl ttl) {
        return new PublishOptions(messageId, expected, ttl, schedule, rollup, timeout, retry);
    }

    /** The same, published again when the schedule says. */
    public PublishOptions withSchedule(@Nullable Schedule schedule) {
        return new PublishOptions(messageId, expected, ttl, schedule, rollup, timeout, retry);
    }

    /** The same, replacing what was before. */
    public PublishOptions withRollup(Rollup rollup) {
        return new PublishOptions(messageId, expected, ttl, schedule, rollup, timeout, retry);
    }

    /** The same with another limit. */
    public PublishOptions withTimeout(Duration timeout) {
        return new PublishOptions(messageId, expected, ttl, schedule, rollup, timeout, retry);
    }

    /** The same with other retries. */
    public PublishOptions withRetry(RetryPolicy retry) {
        return new PublishOptions(messageId, expected, ttl, schedule, rollup, timeout, retry);
    }
}
