package io.natter.client.jetstream;

import io.natter.protocol.jetstream.DeliverPolicy;
import io.natter.protocol.jetstream.ReplayPolicy;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which messages an ordered consumer delivers.
 *
 * <p>Immutable; {@code with} methods give changed copies.
 *
 * @param filterSubjects filters of what is delivered; empty for all
 * @param deliverPolicy where it begins
 * @param startSequence sequence to begin at with {@link DeliverPolicy#BY_START_SEQUENCE}, else 0
 * @param startTime time to begin at with {@link DeliverPolicy#BY_START_TIME}, else null
 * @param replayPolicy how fast old messages come
 * @param headersOnly whether payloads are left out
 */
public record OrderedOptions(
        List<String> filterSubjects,
        DeliverPolicy deliverPolicy,
        long startSequence,
        @Nullable Instant startTime,
        ReplayPolicy replayPolicy,
        boolean headersOnly) {
    /** All messages from the first on. */
    public static final OrderedOptions DEFAULTS =
            new OrderedOptions(List.of(), DeliverPolicy.ALL, 0, null, ReplayPolicy.INSTANT, false);

    /** Copies the list. */
    public OrderedOptions {
        filterSubjects = List.copyOf(filterSubjects);
    }

    /** All messages of subjects that match. */
    public static OrderedOptions filtered(String... filterSubjects) {
        return DEFAULTS.withFilters(List.of(filterSubjects));
    }

    /** The same of other subjects. */
    public OrderedOptions withFilters(List<String> filterSubjects) {
        return new OrderedOptions(filterSubjects, deliverPolicy, startSequence, startTime, replayPolicy, headersOnly);
    }

    /** The same from another point on: first, last, last of each subject, or new ones only. */
    public OrderedOptions from(DeliverPolicy policy) {
        return new OrderedOptions(filterSubjects, policy, 0, null, replayPolicy, headersOnly);
    }

    /** The same from a sequence on. */
    public OrderedOptions fromSequence(long sequence) {
        return new OrderedOptions(
                filterSubjects, DeliverPolicy.BY_START_SEQUENCE, sequence, null, replayPolicy, headersOnly);
    }

    /** The same from a time on. */
    public OrderedOptions fromTime(Instant time) {
        return new OrderedOptions(filterSubjects, DeliverPolicy.BY_START_TIME, 0, time, replayPolicy, headersOnly);
    }

    /** The same at another speed. */
    public OrderedOptions withReplay(ReplayPolicy replayPolicy) {
        return new OrderedOptions(filterSubjects, deliverPolicy, startSequence, startTime, replayPolicy, headersOnly);
    }

    /** The same without payloads. */
    public OrderedOptions withHeadersOnly() {
        return new OrderedOptions(filterSubjects, deliverPolicy, startSequence, startTime, replayPolicy, true);
    }
}
