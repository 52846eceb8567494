package io.natter.client;

import java.time.Duration;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * When the answers to one request are enough (ADR-47). Immutable.
 *
 * @param max most answers; 0 for no limit
 * @param deadline longest time in all; positive
 * @param stall longest time between two answers, or null for no limit
 * @param sentinel the answer that ends it and is not handed out, or null for none
 */
public record RequestManyOptions(
        int max,
        Duration deadline,
        @Nullable Duration stall,
        @Nullable Predicate<Message> sentinel) {
    /** Checks the ranges. */
    public RequestManyOptions {
        if (max < 0) {
            throw new IllegalArgumentException("max: got " + max + ", expected 0 or more");
        }
        if (deadline.isNegative() || deadline.isZero()) {
            throw new IllegalArgumentException("deadline: got " + deadline + ", expected more than zero");
        }
        if (stall != null && (stall.isNegative() || stall.isZero())) {
            throw new IllegalArgumentException("stall: got " + stall + ", expected more than zero or none");
        }
    }

    /** All answers within so long. */
    public static RequestManyOptions within(Duration deadline) {
        return new RequestManyOptions(0, deadline, null, null);
    }

    /** The same with at most so many answers. */
    public RequestManyOptions withMax(int max) {
        return new RequestManyOptions(max, deadline, stall, sentinel);
    }

    /** The same that ends when no answer came for so long after the last. */
    public RequestManyOptions withStall(Duration stall) {
        return new RequestManyOptions(max, deadline, stall, sentinel);
    }

    /** The same that ends with the answer this accepts. */
    public RequestManyOptions withSentinel(Predicate<Message> sentinel) {
        return new RequestManyOptions(max, deadline, stall, sentinel);
    }

    /** The same that ends with an empty answer. */
    public RequestManyOptions untilEmpty() {
        return withSentinel(message -> message.payload().length == 0);
    }
}
