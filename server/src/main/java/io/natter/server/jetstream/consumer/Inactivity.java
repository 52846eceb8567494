package io.natter.server.jetstream.consumer;

import io.natter.protocol.json.GoTime;

/**
 * When a consumer has been without use for so long that it goes (D156).
 *
 * <p>Confined to the stream's loop.
 */
final class Inactivity {
    /** The answer of {@link #look} when the consumer is to go. */
    static final long GO = Long.MIN_VALUE;

    private static final long EPHEMERAL_DEFAULT_NS = 5_000_000_000L;
    private static final long JITTER_LEAST_NS = 100_000_000;
    private static final int JITTER_MORE_MS = 900;

    private final OwningStream stream;
    private long thresholdNs;
    private long unusedSinceNs;

    Inactivity(OwningStream stream, ConsumerSettings settings) {
        this.stream = stream;
        update(settings);
    }

    /** Uses another threshold from now on. */
    void update(ConsumerSettings settings) {
        unusedSinceNs = stream.nowNs();
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

    /** Somebody has shown that he is there, or the last one has just gone. */
    void restart(long nowNs) {
        unusedSinceNs = nowNs;
    }

    /**
     * Looks whether it is in use.
     *
     * @return when to look again: {@link Mode#NEVER} for not before something happens, or {@link #GO} when it is to go now
     */
    long look(Mode mode, PendingAcks pending, ConsumerSettings settings, long nowNs) {
        if (!isWatched() || mode.isPushBound()) {
            return Mode.NEVER;
        }
        long usedNs = mode instanceof PullMode pull ? Math.max(unusedSinceNs, pull.lastUseNs()) : unusedSinceNs;
        long dueNs = usedNs + thresholdNs;
        if (nowNs < dueNs) {
            return dueNs;
        }
        if (mode instanceof PullMode) {
            mode.onIdle(true, nowNs);
            return mode.isReady() ? nowNs + thresholdNs : afterPending(pending, settings, nowNs);
        }
        return GO;
    }

    // What is pending may still be worked on: its time counts from when the last of it has to be acknowledged.
    private long afterPending(PendingAcks pending, ConsumerSettings settings, long nowNs) {
        long dueNs = 0;
        for (int slot = pending.first(); slot >= 0; slot = pending.after(slot)) {
            long waitNs = settings.ackWaitNs(pending.redeliveryCount(slot));
            dueNs = Math.max(dueNs, pending.timeNs(slot) + waitNs + thresholdNs);
        }
        return dueNs > nowNs ? dueNs : GO;
    }
}
