package io.natter.client.jetstream;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How much one fetch asks for, and how long it waits.
 *
 * <p>Immutable; {@code with} methods give changed copies.
 *
 * @param maxMessages most messages; 1 to 1,000,000
 * @param maxBytes most bytes, or 0 for no limit
 * @param patience longest wait, zero to take only what is there
 * @param group what a consumer with priority groups is told, or null
 */
public record FetchOptions(
        int maxMessages,
        long maxBytes,
        Duration patience,
        @Nullable PriorityOptions group) {
    private static final int MESSAGES_MAX = 1_000_000;

    /** Checks the ranges. */
    public FetchOptions {
        Ranges.between("maxMessages", maxMessages, 1, MESSAGES_MAX);
        Ranges.atLeast("maxBytes", maxBytes, 0);
        if (patience.isNegative()) {
            throw new IllegalArgumentException("patience: got " + patience + ", expected zero or more");
        }
    }

    /** Up to so many within a second. */
    public static FetchOptions of(int maxMessages) {
        return new FetchOptions(maxMessages, 0, Duration.ofSeconds(1), null);
    }

    /** Up to so many of what is there, without waiting. */
    public static FetchOptions noWait(int maxMessages) {
        return of(maxMessages).withWait(Duration.ZERO);
    }

    /** The same with a limit of bytes. */
    public FetchOptions withMaxBytes(long maxBytes) {
        return new FetchOptions(maxMessages, maxBytes, patience, group);
    }

    /** The same with another wait. */
    public FetchOptions withWait(Duration wait) {
        return new FetchOptions(maxMessages, maxBytes, wait, group);
    }

    /** The same in a priority group. */
    public FetchOptions withGroup(PriorityOptions group) {
        return new FetchOptions(maxMessages, maxBytes, patience, group);
    }
}
