package io.natter.client.jetstream;

import io.natter.protocol.jetstream.ConsumerInfo;
import io.natter.protocol.jetstream.ConsumerReset;
import io.natter.protocol.jetstream.PauseState;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * One consumer by its name: how far it is, and its messages.
 *
 * <p>Thread-safe. Of a push consumer only {@link #consume} and {@link #messages} can be used.
 */
public interface ConsumerContext extends MessageConsumer {
    /** Its name. */
    String name();

    /** Name of its stream. */
    String streamName();

    /** What it is to be and how far it is, now. */
    ConsumerInfo info();

    /** The same as it was when last asked here; asks if that never was. */
    ConsumerInfo cachedInfo();

    /**
     * Acknowledges a message of this consumer and takes the next one, in one round trip ({@code +NXT}); otherwise as {@link #next}. One that had its
     * last word already is left alone.
     *
     * @throws IllegalArgumentException if the message is of another consumer
     */
    Optional<JetStreamMessage> ackAndNext(JetStreamMessage done, Duration wait);

    /** Delivers nothing until then (server 2.11). */
    PauseState pause(Instant until);

    /** Delivers again. */
    PauseState resume();

    /** Begins again behind what was acknowledged (server 2.14). */
    ConsumerReset reset();

    /** Begins again at a sequence of the stream (server 2.14). */
    ConsumerReset reset(long sequence);

    /** Lets a priority group pin another client (server 2.11). */
    void unpin(String group);

    /** The servers that keep it, where there are several. */
    ConsumerCluster cluster();

    /** Deletes it; whether it was there. */
    boolean delete();
}
