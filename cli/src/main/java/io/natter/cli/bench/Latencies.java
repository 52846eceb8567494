package io.natter.cli.bench;

import io.natter.cli.text.HumanNumbers;
import java.util.Arrays;

/**
 * Times that operations took, in order, and what is said of them.
 *
 * <p><i>Immutable</i>: the array belongs to this. Figures are microseconds.
 */
final class Latencies {
    static final Latencies NONE = new Latencies(new long[0]);

    private final long[] nanos;

    private Latencies(long[] sorted) {
        this.nanos = sorted;
    }

    /** Of these nanoseconds, in any order; the array is sorted and becomes this one's. */
    static Latencies of(long[] nanos) {
        Arrays.sort(nanos);
        return new Latencies(nanos);
    }

    /** Those of both. */
    Latencies and(Latencies other) {
        if (other.isEmpty()) {
            return this;
        }
        long[] all = Arrays.copyOf(nanos, nanos.length + other.nanos.length);
        System.arraycopy(other.nanos, 0, all, nanos.length, other.nanos.length);
        return of(all);
    }

    boolean isEmpty() {
        return nanos.length == 0;
    }

    int count() {
        return nanos.length;
    }

    /** One of them, the shortest first. */
    long nanos(int index) {
        return nanos[index];
    }

    double min() {
        return isEmpty() ? 0 : nanos[0] / 1e3;
    }

    double max() {
        return isEmpty() ? 0 : nanos[nanos.length - 1] / 1e3;
    }

    double mean() {
        double sum = 0;
        for (long one : nanos) {
            sum += one;
        }
        return isEmpty() ? 0 : sum / nanos.length / 1e3;
    }

    double deviation() {
        double mean = mean() * 1e3;
        double sum = 0;
        for (long one : nanos) {
            sum += (one - mean) * (one - mean);
        }
        return isEmpty() ? 0 : Math.sqrt(sum / nanos.length) / 1e3;
    }

    /** So many percent took no longer than this. */
    double percentile(double percent) {
        return isEmpty() ? 0 : nanos[Math.max(0, (int) Math.ceil(percent / 100 * nanos.length) - 1)] / 1e3;
    }

    /** For one client. */
    String text() {
        return "min: " + us(min()) + " ~ avg: " + us(mean()) + " ~ max: " + us(max()) + " ~ P50: " + us(percentile(50))
                + " ~ P90: " + us(percentile(90)) + " ~ P99: " + us(percentile(99)) + " ~ P99.9: "
                + us(percentile(99.9));
    }

    /** For all clients. */
    String summary() {
        return "min " + us(min()) + " | avg " + us(mean()) + " | max " + us(max()) + " | stddev " + us(deviation())
                + " | P50 " + us(percentile(50)) + " | P90 " + us(percentile(90)) + " | P99 " + us(percentile(99))
                + " | P99.9: " + us(percentile(99.9));
    }

    private static String us(double micros) {
        return HumanNumbers.comma(micros) + "us";
    }
}
