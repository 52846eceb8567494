package io.natter.client.jetstream;

import io.natter.client.NatsException;
import io.natter.client.Outgoing;
import io.natter.protocol.jetstream.PubAck;

/**
 * Messages a stream stores all or none (ADR-50, D113; server 2.12, streams with {@code allowAtomic}).
 *
 * <p>Confined to one thread. Nothing is sent before {@link #commit}; one that is not committed leaves nothing behind. At most a
 * thousand messages, all for one stream; expectations count at the moment of the commit.
 */
public interface AtomicBatch {
    /** Most messages of a batch. */
    int MESSAGES_MAX = 1_000;

    /** Its id. */
    String id();

    /** Messages in it. */
    int size();

    /**
     * Adds a message.
     *
     * @throws IllegalStateException if it is committed, or full
     */
    AtomicBatch add(String subject, Object value);

    /** The same with options; a timeout and retries count for nothing here. */
    AtomicBatch add(String subject, Object value, PublishOptions options);

    /** The same with headers. */
    AtomicBatch add(Outgoing message, PublishOptions options);

    /**
     * Has all of them stored, and waits until they are.
     *
     * @return the acknowledgement of the last, with the id and number of the batch
     * @throws JetStreamApiException if the stream refused it; nothing was stored
     * @throws NatsException as a request; after a time-out all or none may have been stored
     * @throws IllegalStateException if it is committed already, or empty
     */
    PubAck commit();
}
