package io.natter.client.messaging;

import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * What messaging may ask of the connection's output.
 *
 * <p>Thread-safe. Control operations find room always; publishes obey the buffer's limit.
 */
public interface Outbound {
    /**
     * Buffers a PUB or HPUB.
     *
     * @param headers the encoded block, or null for none
     * @param isUrgent whether somebody waits for an answer, so that the calling thread should write at once if it can
     * @throws io.natter.client.NatsException as {@code NatsConnection.publish} says
     */
    void publish(String subject, @Nullable String replyTo, byte @Nullable [] headers, byte[] payload, boolean isUrgent);

    /** Buffers a SUB, if connected; a subscription that is registered is restored at each connect anyway. */
    void subscribe(long sid, String subject, @Nullable String queue);

    /** Buffers an UNSUB, if connected; {@code afterTotal} 0 means now. */
    void unsubscribe(long sid, long afterTotal);

    /**
     * Sends a PING; completes on a client thread when its PONG came, exceptionally when the connection broke or is closed.
     *
     * <p>What came before the PONG was handed over before: {@link Inbound#endOfPass} precedes the completion.
     */
    CompletableFuture<Void> fence();

    /** Stops and resumes reading from the server, for {@code WhenFull.BLOCK}; calls count. */
    void pauseReading();

    /** See {@link #pauseReading}. */
    void resumeReading();
}
