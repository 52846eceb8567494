package io.natter.client.session;

import io.natter.client.ConnectionLostException;
import java.util.concurrent.CompletableFuture;

/**
 * Somebody who waits for the PONG to a PING.
 *
 * <p>Thread-safe once it is sent; its times are guarded by the output's lock.
 *
 * @see Output#fence
 */
final class Fence {
    /** Completes with the nanoseconds between PING and PONG, exceptionally if the connection breaks or closes. */
    final CompletableFuture<Long> passed = new CompletableFuture<>();

    /** Whether its PING is sent on the next connection, if there is none now. */
    final boolean waitsForConnection;

    /** Whether nothing that follows its PING is written until {@link Output#attach} or {@link Output#resume}. */
    final boolean holdsOutput;

    private long sentNs;

    Fence(boolean waitsForConnection, boolean holdsOutput) {
        this.waitsForConnection = waitsForConnection;
        this.holdsOutput = holdsOutput;
    }

    void sent(long nowNs) {
        sentNs = nowNs;
    }

    /** Its PONG came. */
    void pass(long nowNs) {
        passed.complete(nowNs - sentNs);
    }

    /** Its PONG will never come. */
    void connectionLost() {
        passed.completeExceptionally(new ConnectionLostException("the connection broke meanwhile"));
    }
}
