package io.natter.client.jetstream;

import io.natter.client.NatsException;
import io.natter.client.Outgoing;

/**
 * Publishes to streams with a bounded number of messages in flight.
 *
 * <p>Thread-safe. What one thread sends arrives in its order, but for messages that are sent again. The first failure ends it: later sends,
 * {@link #flush} and {@link #close} throw it. To know what became of each message use {@link JetStream#publishAsync}.
 *
 * <pre>
 * try (JetStreamPublisher out = js.publisher()) {
 *     for (Order order : orders) {
 *         out.send("orders.created", order);   // waits for room
 *     }
 * }                                            // all are stored
 * </pre>
 */
public interface JetStreamPublisher extends AutoCloseable {
    /**
     * Publishes a value; waits while the window is full.
     *
     * @throws NatsException the first failure of what was sent before, or of this call as of a publish
     * @throws IllegalStateException if it is closed
     */
    void send(String subject, Object value);

    /** The same with an id, expectations, a time to live or a schedule; timeout and retry are the publisher's. */
    void send(String subject, Object value, PublishOptions options);

    /** The same with headers. */
    void send(Outgoing message, PublishOptions options);

    /**
     * Waits until all that was sent is acknowledged.
     *
     * @throws NatsException the first failure; what is in flight then may be stored or not
     */
    void flush();

    /** Messages sent and not acknowledged yet. */
    int inFlight();

    /** Messages acknowledged. */
    long acknowledged();

    /** Of these, how many the stream had already. */
    long duplicates();

    /** Waits as {@link #flush} does, and takes no more; throws the first failure. A second call does nothing. */
    @Override
    void close();
}
