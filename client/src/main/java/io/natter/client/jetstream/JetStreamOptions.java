package io.natter.client.jetstream;

import io.natter.client.NoRespondersException;
import io.natter.client.Outcome;
import io.natter.client.RetryPolicy;
import io.natter.protocol.jetstream.ApiSubjects;
import java.time.Duration;
import java.util.Optional;

/**
 * Which JetStream is meant, and how long it is waited for.
 *
 * <p>Immutable; {@code with} methods give changed copies.
 *
 * @param api subjects of the API: of the account, of a domain, or behind a prefix
 * @param timeout longest wait for an answer of the API or an acknowledgement; positive
 * @param publishRetry when a publish is made again
 */
public record JetStreamOptions(ApiSubjects api, Duration timeout, RetryPolicy publishRetry) {
    private static final int PUBLISH_TRIES = 3;
    private static final Duration PUBLISH_PAUSE = Duration.ofMillis(250);

    /** Two more tries, 250 ms apart, where nobody takes a publish: a stream may be about to find its leader (ADR-22). */
    public static final RetryPolicy RETRY_NO_RESPONDERS = (attempt, failure) ->
            attempt < PUBLISH_TRIES && failure instanceof NoRespondersException && failure.outcome() == Outcome.NOT_DONE
                    ? Optional.of(PUBLISH_PAUSE)
                    : Optional.empty();

    /** The account's own JetStream, five seconds, retries of ADR-22. */
    public static final JetStreamOptions DEFAULTS =
            new JetStreamOptions(ApiSubjects.DEFAULT, Duration.ofSeconds(5), RETRY_NO_RESPONDERS);

    /** Checks the range. */
    public JetStreamOptions {
        Ranges.positive("timeout", timeout);
    }

    /** JetStream of a domain. */
    public static JetStreamOptions ofDomain(String domain) {
        return new JetStreamOptions(ApiSubjects.ofDomain(domain), DEFAULTS.timeout, DEFAULTS.publishRetry);
    }

    /** JetStream behind a prefix, such as an import of another account's API. */
    public static JetStreamOptions ofPrefix(String prefix) {
        return new JetStreamOptions(ApiSubjects.ofPrefix(prefix), DEFAULTS.timeout, DEFAULTS.publishRetry);
    }

    /** The same with another limit. */
    public JetStreamOptions withTimeout(Duration timeout) {
        return new JetStreamOptions(api, timeout, publishRetry);
    }

    /** The same with other retries of publishes. */
    public JetStreamOptions withPublishRetry(RetryPolicy publishRetry) {
        return new JetStreamOptions(api, timeout, publishRetry);
    }
}
