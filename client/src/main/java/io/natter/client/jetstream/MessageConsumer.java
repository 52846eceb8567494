package io.natter.client.jetstream;

import io.natter.client.ConnectionClosedException;
import io.natter.client.InterruptedWaitException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Flow;

/**
 * The ways to take messages: one, a batch, a loop, a handler, a publisher.
 *
 * <p>Thread-safe. An empty queue is a normal result. All of them go on by themselves over reconnects, restarts of the server and changes of leaders;
 * one that cannot go on, because its consumer was deleted, throws {@link JetStreamApiException} or ends with it.
 */
public interface MessageConsumer {
    /**
     * The next message, waiting for it at most so long; empty if none came in time.
     *
     * @throws JetStreamApiException if the consumer is not there
     * @throws ConnectionClosedException if the connection is closed
     * @throws InterruptedWaitException if the waiting thread is interrupted
     */
    default Optional<JetStreamMessage> next(Duration wait) {
        return fetch(1, wait).stream().findFirst();
    }

    /** Up to so many messages, in order: waits up to a second for them, and returns sooner when all are there. May be empty. */
    default List<JetStreamMessage> fetch(int maxMessages) {
        return fetch(FetchOptions.of(maxMessages));
    }

    /** The same with another wait. */
    default List<JetStreamMessage> fetch(int maxMessages, Duration wait) {
        return fetch(FetchOptions.of(maxMessages).withWait(wait));
    }

    /** The same with limits by bytes, without waiting, or for a priority group. */
    List<JetStreamMessage> fetch(FetchOptions options);

    /** Hands each message to the handler, in order, until it is stopped. */
    default Consumption consume(JetStreamHandler handler) {
        return consume(ConsumeOptions.DEFAULTS, handler);
    }

    /** The same with other limits, automatic acknowledgement, or several handlers at once. */
    Consumption consume(ConsumeOptions options, JetStreamHandler handler);

    /** The same with each message as a value. One that cannot be read is reported; with {@link ConsumeOptions#ackOnReturn()} it is terminated. */
    default <T> Consumption consume(Class<T> type, ConsumeOptions options, JetStreamTypedHandler<T> handler) {
        return consume(options, Consuming.typed(type, options, handler));
    }

    /** Messages for a loop of the caller's, asked for ahead of it. */
    default JetStreamMessages messages() {
        return messages(ConsumeOptions.DEFAULTS);
    }

    /** The same with other limits; what concerns handlers counts for nothing here. */
    JetStreamMessages messages(ConsumeOptions options);

    /**
     * Messages for a subscriber whose demand is what is asked of the server: nothing comes that was not requested.
     *
     * <p>Each subscriber begins with its subscription and ends with its cancellation.
     */
    default Flow.Publisher<JetStreamMessage> publisher() {
        return publisher(ConsumeOptions.DEFAULTS);
    }

    /** The same with other limits; the number of messages asked for at once is the demand, at most {@link ConsumeOptions#maxMessages()}. */
    Flow.Publisher<JetStreamMessage> publisher(ConsumeOptions options);
}
