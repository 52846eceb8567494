package io.natter.server.jetstream.consumer;

import io.natter.protocol.json.GoTime;

/**
 * When a consumer has been without use for so long that it goes (D156).
 *
 * <p>Confined to the stream's loop.
 */
final class Inactivity {
    private static final long EPHEMERAL_DEFAULT_NS = 5_000_000_000L;
    private static final long JITTER_LEAST_NS = 100_000_000;
    private static final int JITTER_MORE_MS = 900;

    private final OwningStream stream;
    private long thresholdNs;

    Inactivity(OwningStream stream, ConsumerSettings settings) {
        this.stream = stream;
        update(settings);
    }

    /** Uses another threshold from now on. */
    void update(ConsumerSettings settings) {
        long configuredNs = GoTime.nanos(settings.config().inactiveThreshold());
        if (configuredNs > 0) {
            thresholdNs = settings.isPush() ? configuredNs : configuredNs + jitterNs();
        } else {
            thresholdNs = settings.isDurable() ? 0 : EPHEMERAL_DEFAULT_NS + jitterNs();
        }
    }

    private long jitterNs() {
        return JITTER_LEAST_NS + stream.random().nextInt(JITTER_MORE_MS) * 1_000_000L;
    }

    /** Whether it ever goes by itself. */
    boolean isWatched() {
        return thresholdNs > 0;
    }

    long thresholdNs() {
        return thresholdNs;
    }

    /** When it goes if nothing happens after this time; {@link Mode#NEVER} when it stays. */
    long dueNs(long lastUseNs) {
        return thresholdNs == 0 ? Mode.NEVER : lastUseNs + thresholdNs;
    }

    /**
     * When it goes if what is pending is still being worked on: so long after the last of them has to be acknowledged.
     *
     * @return a time to come, or 0 when it may go now
     */
    long dueAfterPendingNs(PendingAcks pending, ConsumerSettings settings, long nowNs) {
        long dueNs = 0;
        for (int slot = pending.first(); slot >= 0; slot = pending.after(slot)) {
            long waitNs = settings.ackWaitNs(pending.redeliveryCount(slot));
            dueNs = Math.max(dueNs, pending.timeNs(slot) + waitNs + thresholdNs);
        }
        return dueNs > nowNs ? dueNs : 0;
    }
}
