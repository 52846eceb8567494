package io.natter.cli.consumer;

import io.natter.cli.text.GoDuration;
import io.natter.protocol.jetstream.ConsumerConfigBuilder;
import io.natter.protocol.jetstream.DeliverPolicy;
import java.time.Clock;

/**
 * Where a consumer starts, in one word.
 *
 * <pre>
 *   all   new, next   last   subject, last_per_subject
 *   17                from that sequence on
 *   1h                what came in the last hour
 * </pre>
 *
 * <p><i>Thread-safe:</i> pure functions.
 */
final class StartPolicy {
    private StartPolicy() {}

    /** Says it to {@code config}; throws {@link IllegalArgumentException} if it is neither a word, a number nor a duration. */
    static void apply(String word, ConsumerConfigBuilder config, Clock clock) {
        switch (word) {
            case "all" -> config.deliverPolicy(DeliverPolicy.ALL);
            case "last" -> config.deliverPolicy(DeliverPolicy.LAST);
            case "new", "next" -> config.deliverPolicy(DeliverPolicy.NEW);
            case "subject", "last_per_subject" -> config.deliverPolicy(DeliverPolicy.LAST_PER_SUBJECT);
            default -> {
                if (word.matches("\\d{1,18}")) {
                    config.deliverPolicy(DeliverPolicy.BY_START_SEQUENCE).startSequence(Long.parseLong(word));
                } else {
                    config.deliverPolicy(DeliverPolicy.BY_START_TIME)
                            .startTime(clock.instant().minus(GoDuration.parse(word)));
                }
            }
        }
    }
}
