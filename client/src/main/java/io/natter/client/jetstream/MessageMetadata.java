package io.natter.client.jetstream;

import io.natter.protocol.jetstream.AckSubjectView;
import java.time.Instant;

/**
 * Which delivery of which message it is, as its reply subject tells (D180, D181).
 *
 * <p>Immutable. Sequences and counts are unsigned.
 *
 * @param stream name of the stream
 * @param consumer name of the consumer
 * @param domain domain of the server, or empty
 * @param streamSequence sequence of the message
 * @param consumerSequence number of the delivery
 * @param deliveredCount how often this message was delivered, 1 for the first time
 * @param pendingCount messages still to come
 * @param time when it was stored
 */
public record MessageMetadata(
        String stream,
        String consumer,
        String domain,
        long streamSequence,
        long consumerSequence,
        long deliveredCount,
        long pendingCount,
        Instant time) {
    private static final long NANOS_A_SECOND = 1_000_000_000L;

    /** What a view reads, with names that are known already. */
    static MessageMetadata of(AckSubjectView view, String stream, String consumer) {
        long timestampNs = view.timestampNs();
        return new MessageMetadata(
                stream,
                consumer,
                view.domain(),
                view.streamSequence(),
                view.consumerSequence(),
                view.deliveredCount(),
                view.pendingCount(),
                Instant.ofEpochSecond(timestampNs / NANOS_A_SECOND, timestampNs % NANOS_A_SECOND));
    }
}
