package io.natter.client.jetstream;

import java.time.Duration;
import java.util.Iterator;
import java.util.Optional;

/**
 * Messages for a loop of the caller's, asked for ahead of it.
 *
 * <p>Thread-safe; each message goes to one caller. A loop ends when this is stopped, and throws {@link JetStreamApiException} when the consumer is gone.
 *
 * <pre>
 * try (JetStreamMessages messages = consumer.messages()) {
 *     for (JetStreamMessage message : messages) {
 *         process(message);
 *         message.ack();
 *     }
 * }
 * </pre>
 */
public interface JetStreamMessages extends Iterable<JetStreamMessage>, AutoCloseable {
    /** The next message, waiting for it at most so long; empty if none came in time or none will come any more. */
    Optional<JetStreamMessage> next(Duration wait);

    /** Messages in order, each waited for. */
    @Override
    Iterator<JetStreamMessage> iterator();

    /** Asks for no more; what was sent already is still handed out, then loops end. */
    void stop();

    /** Whether messages may still come. */
    boolean isActive();

    /**
     * Ends it; what came and was not taken comes again elsewhere.
     *
     * <p>At once, where the consumer wants each message acknowledged: it is given back ({@link JetStreamMessage#nak()}), which waits for one answer of
     * the server, at most a second. What could not be given back comes again when its time to be acknowledged is over.
     */
    @Override
    void close();
}
