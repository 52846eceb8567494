package io.natter.client;

import java.time.Duration;

/**
 * How long a request waits, and how often it is made again. Immutable.
 *
 * @param timeout longest wait for one answer; positive
 * @param retry what is done after no responders or no answer
 */
public record RequestOptions(Duration timeout, RetryPolicy retry) {
    /** Checks the range. */
    public RequestOptions {
        if (timeout.isNegative() || timeout.isZero()) {
            throw new IllegalArgumentException("timeout: got " + timeout + ", expected more than zero");
        }
    }

    /** One try with this timeout. */
    public static RequestOptions within(Duration timeout) {
        return new RequestOptions(timeout, RetryPolicy.NONE);
    }

    /** The same with retries. */
    public RequestOptions withRetry(RetryPolicy retry) {
        return new RequestOptions(timeout, retry);
    }
}
