package io.natter.bench.client;

/** How much the streams of C4 and C5 hold. Immutable. */
final class MeasuredStream {
    /** Older messages give way, so that memory stays bounded while a round publishes. */
    static final int MESSAGES_MAX = 200_000;

    private MeasuredStream() {}
}
