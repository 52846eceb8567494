package io.natter.bench.load;

/**
 * Told where the measured part of a round begins and ends, so that connecting and subscribing are not counted.
 *
 * <p>Confined to the thread that runs the round.
 */
public interface Span {
    /** Measures nothing: for warm-up. */
    Span UNMEASURED = new Span() {
        @Override
        public void begins() {}

        @Override
        public void ends() {}
    };

    /** The measured part begins now. */
    void begins();

    /** The measured part has ended: everything sent has been handled. */
    void ends();
}
