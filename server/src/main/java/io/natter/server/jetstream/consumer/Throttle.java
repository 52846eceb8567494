package io.natter.server.jetstream.consumer;

import io.natter.protocol.jetstream.ReplayPolicy;

/**
 * How fast messages may go: as fast as they were stored (D147), and no faster than a rate (D148).
 *
 * <p>Confined to the stream's loop.
 */
final class Throttle {
    private static final long REPLAY_GAP_NS = 1_000_000; // shorter ones are not worth a wait
    private static final double NS_PER_S = 1e9;

    private final int burstBytes;
    private double bytesPerNs;
    private double tokens;
    private long filledNs;
    private boolean isReplaying;
    private long replayEndSeq;
    private long lastStoredNs;
    private long lastSentNs;

    Throttle(ConsumerSettings settings, int burstBytes, long lastSeq, long nowNs) {
        this.burstBytes = Math.max(1, burstBytes);
        isReplaying = settings.config().replayPolicy() == ReplayPolicy.ORIGINAL;
        replayEndSeq = lastSeq;
        tokens = this.burstBytes;
        filledNs = nowNs;
        update(settings);
    }

    /** Uses another rate from now on. */
    void update(ConsumerSettings settings) {
        double bits = settings.config().rateLimitBitsPerSecond();
        bytesPerNs = (bits < 0 ? Long.MAX_VALUE : bits) / 8 / NS_PER_S;
    }

    /** How long a message has to wait; 0 when it may go now. */
    long delayNs(long storedNs, int bytes, long nowNs) {
        return Math.max(replayDelayNs(storedNs, nowNs), rateDelayNs(bytes, nowNs));
    }

    private long replayDelayNs(long storedNs, long nowNs) {
        long gapNs = storedNs - lastStoredNs;
        if (!isReplaying || lastStoredNs == 0 || gapNs <= REPLAY_GAP_NS) {
            return 0;
        }
        return Math.max(0, gapNs - (nowNs - lastSentNs));
    }

    private long rateDelayNs(int bytes, long nowNs) {
        if (bytesPerNs == 0) {
            return 0;
        }
        tokens = Math.min(burstBytes, tokens + (nowNs - filledNs) * bytesPerNs);
        filledNs = nowNs;
        double missing = Math.min(bytes, burstBytes) - tokens;
        return missing <= 0 ? 0 : (long) Math.ceil(missing / bytesPerNs);
    }

    /** A message went. */
    void onSent(long storedNs, int bytes, long nowNs) {
        lastStoredNs = storedNs;
        lastSentNs = nowNs;
        if (bytesPerNs != 0) {
            tokens -= Math.min(bytes, burstBytes);
        }
    }

    /** There is nothing more to deliver: from the old messages' end on, new ones go at once. */
    void onCaughtUp(long nextSeq) {
        if (nextSeq > replayEndSeq) {
            isReplaying = false;
        }
    }
}
