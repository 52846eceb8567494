package io.natter.server.config;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How long writes to another server may take. Immutable. (B34, B35)
 *
 * @param deadline longest write, or null for that of clients
 * @param policy what happens past it
 */
public record WriteLimits(@Nullable Duration deadline, WriteTimeoutPolicy policy) {

    /** What holds when the configuration says nothing. */
    public static WriteLimits defaults() {
        return new WriteLimits(null, WriteTimeoutPolicy.DEFAULT);
    }

    /** A copy with another deadline. */
    public WriteLimits withDeadline(@Nullable Duration deadline) {
        return Copy.with(this, "deadline", deadline);
    }

    /** A copy with another policy. */
    public WriteLimits withPolicy(WriteTimeoutPolicy policy) {
        return Copy.with(this, "policy", policy);
    }
}
