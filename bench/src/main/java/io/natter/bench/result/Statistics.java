package io.natter.bench.result;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Medians, and how sure one may be of their ratio.
 *
 * <p>Thread-safe: no state.
 */
public final class Statistics {
    private static final int RESAMPLES = 10_000;
    private static final long SEED = 20_261_121L; // fixed: the same samples always give the same interval

    private Statistics() {}

    /** Returns the middle value, or the mean of the two middle ones. */
    public static double median(List<Double> values) {
        return median(array(values));
    }

    private static double median(double[] values) {
        if (values.length == 0) {
            throw new IllegalArgumentException("values: got none, expected at least one");
        }
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    /**
     * Returns the ratio of the medians, ours over theirs, with the 95 % interval of a bootstrap: both sides are drawn again, with replacement,
     * many times, and the ratio's 2.5th and 97.5th percentile taken.
     */
    public static Ratio ratio(List<Double> ours, List<Double> theirs) {
        double[] a = array(ours);
        double[] b = array(theirs);
        SplittableRandom random = new SplittableRandom(SEED);
        double[] ratios = new double[RESAMPLES];
        for (int i = 0; i < RESAMPLES; i++) {
            ratios[i] = median(resampled(a, random)) / median(resampled(b, random));
        }
        Arrays.sort(ratios);
        int low = (int) (RESAMPLES * 0.025);
        return new Ratio(median(a) / median(b), ratios[low], ratios[RESAMPLES - 1 - low]);
    }

    private static double[] resampled(double[] values, SplittableRandom random) {
        double[] drawn = new double[values.length];
        for (int i = 0; i < drawn.length; i++) {
            drawn[i] = values[random.nextInt(values.length)];
        }
        return drawn;
    }

    private static double[] array(List<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).toArray();
    }
}
