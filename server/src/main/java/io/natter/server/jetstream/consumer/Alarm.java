package io.natter.server.jetstream.consumer;

/**
 * The one timer of a consumer: rings at the earliest time it was asked for.
 *
 * <p>Confined to the stream's loop.
 */
final class Alarm {
    private final OwningStream stream;
    private final Runnable ring;
    private Registration timer = Registration.NONE;
    private long setNs = Mode.NEVER;

    Alarm(OwningStream stream, Runnable ring) {
        this.stream = stream;
        this.ring = ring;
    }

    /** Rings by this time; a time it is set to already, or a later one, changes nothing. */
    void by(long atNs) {
        if (atNs < setNs) {
            timer.cancel();
            setNs = atNs;
            timer = stream.schedule(Math.max(0, atNs - stream.nowNs()), this::onTime);
        }
    }

    private void onTime() {
        timer = Registration.NONE;
        setNs = Mode.NEVER;
        ring.run();
    }

    /** Never rings again. */
    void stop() {
        timer.cancel();
        setNs = Long.MIN_VALUE;
    }
}
