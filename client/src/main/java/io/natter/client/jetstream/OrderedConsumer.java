package io.natter.client.jetstream;

import io.natter.protocol.jetstream.ConsumerInfo;

/**
 * Messages of a stream in order, each once, without acknowledgements (ADR-17).
 *
 * <p>Thread-safe. Each way of taking messages has a consumer of its own on the server, in memory, and begins where the options say; after a gap, a
 * lost connection or a lost consumer it is made anew behind the last message handed out. {@link #next} and {@link #fetch} go on where the last of them ended.
 */
public interface OrderedConsumer extends MessageConsumer {
    /** Where it begins and what it is about. */
    OrderedOptions options();

    /** Name of its stream. */
    String streamName();

    /** As {@link #consume(ConsumeOptions, JetStreamHandler)}, telling how much there was at the beginning: what comes later is new. */
    OrderedConsumption consumeOrdered(ConsumeOptions options, JetStreamHandler handler);

    /**
     * The same, delivered by the server on its own under flow control (ADR-17): the cheaper way for the server to tell of all there is. It has up to
     * 32 MiB on their way to a handler that is slow.
     */
    OrderedConsumption consumePushed(JetStreamHandler handler);

    /** A consumption that knows how it began. Thread-safe. */
    interface OrderedConsumption extends Consumption {
        /** The consumer as it was when it was first made: {@link ConsumerInfo#pendingCount()} messages were there. */
        ConsumerInfo initial();

        /**
         * The consumer as it is now; asks the server. Messages it has delivered may still be on their way to the handler.
         *
         * @throws JetStreamApiException if it is not there at the moment
         */
        ConsumerInfo current();
    }
}
