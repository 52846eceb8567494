package io.natter.client.queue;

import io.natter.client.CodecException;
import io.natter.client.jetstream.JetStreamMessage;
import java.time.Duration;

/**
 * An element that was taken and is to be acknowledged; it stays in the queue until then.
 *
 * <p>Thread-safe. Closing one that was not acknowledged puts it back, so that a {@code try} block whose work fails loses nothing.
 *
 * <pre>
 * try (QueueItem&lt;Order&gt; item = queue.takeItem()) {
 *     process(item.value());
 *     item.done();
 * }
 * </pre>
 *
 * @param <E> type of the elements
 */
public final class QueueItem<E> implements AutoCloseable {
    private final JetStreamMessage message;
    private final Class<E> type;

    QueueItem(JetStreamMessage message, Class<E> type) {
        this.message = message;
        this.type = type;
    }

    /**
     * The element.
     *
     * @throws CodecException if its bytes are none of the type; it is in the queue all the same
     */
    public E value() {
        return message.as(type);
    }

    /** How often it was handed out, 1 for the first time; after a while without a word it comes again. */
    public long deliveredCount() {
        return message.metadata().deliveredCount();
    }

    /** The message it came in. */
    public JetStreamMessage message() {
        return message;
    }

    /** It is done, and gone from the queue when this returns. */
    public void done() {
        message.ackConfirmed();
    }

    /** It goes back into the queue at once. */
    public void putBack() {
        message.nak();
    }

    /** It goes back into the queue, and is not handed out before so long. */
    public void putBack(Duration delay) {
        message.nak(delay);
    }

    /** It is thrown away for a reason, which the server tells (server 2.11). */
    public void discard(String reason) {
        message.term(reason);
    }

    /** It is being worked on: the time to acknowledge begins anew. */
    public void inProgress() {
        message.inProgress();
    }

    /** Puts it back, unless it was acknowledged, put back or thrown away. */
    @Override
    public void close() {
        if (!message.isAcknowledged()) {
            message.nak();
        }
    }
}
