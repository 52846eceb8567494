package io.natter.client.jetstream;

import io.natter.client.NatsException;
import io.natter.client.NoRespondersException;
import io.natter.client.Outgoing;
import io.natter.protocol.jetstream.PubAck;

/**
 * Messages for one stream that are acknowledged now and then, as often as the stream wants (ADR-50 fast ingest, D114).
 *
 * <p>Thread-safe; sends are made one after another. It takes server 2.14 and a stream with {@code allowBatched}. Unlike an {@link AtomicBatch} it has no end and is not all or nothing: each message is stored when it
 * arrives. Unlike a {@link JetStreamPublisher} it costs the stream one acknowledgement for many messages, and the stream says how many may be on
 * their way. Nothing is sent twice: unless {@linkplain FastBatchOptions#withGapsAllowed gaps are allowed}, what is stored is what was sent, from the first
 * message on, without a gap. A batch that has nothing to send for a while is kept open.
 *
 * <pre>
 * try (FastBatch out = js.fastBatch()) {
 *     for (Reading reading : readings) {
 *         out.send("readings.hall", reading);   // waits where the stream wants that
 *     }
 * }                                             // all are stored
 * </pre>
 */
public interface FastBatch extends AutoCloseable {
    /** Its id. */
    String id();

    /**
     * Sends a value; the first waits until the stream has begun the batch, the others while too many are on their way.
     *
     * @return number of the message within the batch, from 1
     * @throws BatchEndedException if the stream ended the batch
     * @throws JetStreamApiException if the stream takes no batch
     * @throws NoRespondersException if no stream takes the first message
     * @throws NatsException as a publish; or if the stream said nothing for {@link FastBatchOptions#timeout()}, and the batch is over
     * @throws IllegalStateException if it is committed already
     */
    long send(String subject, Object value);

    /** The same with options; a timeout and retries count for nothing here. */
    long send(String subject, Object value, PublishOptions options);

    /** The same with headers. */
    long send(Outgoing message, PublishOptions options);

    /** Messages sent. */
    long sent();

    /** The number up to which the stream has said that they are stored; where gaps are allowed, but for those that were told to be lost. */
    long acknowledged();

    /**
     * Ends the batch, and waits until all of it is stored.
     *
     * @return the acknowledgement of the last message, with the id of the batch and how many it had
     * @throws BatchEndedException if the stream ended it before
     * @throws NatsException as {@link #send}; what is not acknowledged may be stored or not
     * @throws IllegalStateException if it is committed already, or empty
     */
    PubAck commit();

    /** The same with a last message. */
    PubAck commit(Outgoing last, PublishOptions options);

    /** Commits what was sent, if that was not done, and throws as {@link #commit()} does. */
    @Override
    void close();
}
