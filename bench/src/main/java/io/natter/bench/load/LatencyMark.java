package io.natter.bench.load;

import java.nio.ByteBuffer;
import org.HdrHistogram.Histogram;

/**
 * Takes latencies. A mark is the planned time of sending in nanoseconds of {@link System#nanoTime}; the arrival is the return of the read that
 * brought the message. Planned times of one connection must rise.
 *
 * <p>Confined to the receiver's thread; read the histogram after that thread has ended.
 */
public final class LatencyMark implements Mark {
    private final Histogram histogram;
    private long arrivedNanos;
    private long lastPlannedNanos = Long.MIN_VALUE;
    private long outOfOrder;

    /** Records into {@code histogram}, which may be shared by the connections of one thread. */
    public LatencyMark(Histogram histogram) {
        this.histogram = histogram;
    }

    /** Returns a histogram from 1 us to 60 s in nanoseconds, with three digits. */
    public static Histogram newHistogram() {
        return new Histogram(1_000, 60_000_000_000L, 3);
    }

    /** Records one value, with those beyond the range at its end. */
    public static void record(Histogram histogram, long nanos) {
        histogram.recordValue(Math.max(0, Math.min(nanos, histogram.getHighestTrackableValue())));
    }

    @Override
    public void readArrived() {
        arrivedNanos = System.nanoTime();
    }

    @Override
    public void message(ByteBuffer in, int position) {
        long plannedNanos = in.getLong(position);
        if (plannedNanos <= lastPlannedNanos) {
            outOfOrder++;
        }
        lastPlannedNanos = plannedNanos;
        record(histogram, arrivedNanos - plannedNanos);
    }

    @Override
    public long outOfOrder() {
        return outOfOrder;
    }
}
