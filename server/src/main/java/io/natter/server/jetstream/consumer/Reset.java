package io.natter.server.jetstream.consumer;

/**
 * What became of the wish to start again at a sequence (D39).
 *
 * <p>Immutable.
 *
 * @param seq the sequence it starts at now; 0 when it was refused
 * @param refusal why not, as the API's error 10204 tells it; empty when it was done
 */
public record Reset(long seq, String refusal) {
    /** Whether it was refused, and nothing has changed. */
    public boolean isRefused() {
        return !refusal.isEmpty();
    }
}
