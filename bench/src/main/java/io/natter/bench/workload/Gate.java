package io.natter.bench.workload;

/**
 * What a measure must reach.
 *
 * <p>Immutable.
 *
 * @param measure what is looked at
 * @param kind how it is compared
 * @param limit the ratio or the absolute value
 */
public record Gate(Measure measure, Kind kind, double limit) {
    /** How a gate compares. */
    public enum Kind {
        /** Ours over theirs, at least the limit. */
        RATIO_AT_LEAST(">="),
        /** Ours over theirs, at most the limit. */
        RATIO_AT_MOST("<="),
        /** Ours alone, at most the limit. */
        OURS_AT_MOST("ours <=");

        private final String sign;

        Kind(String sign) {
            this.sign = sign;
        }

        /** Returns how the gate is written before its limit. */
        public String sign() {
            return sign;
        }
    }

    /** A floor for the ratio of a measure of which more is better. */
    public static Gate atLeast(Measure measure, double ratio) {
        return new Gate(measure, Kind.RATIO_AT_LEAST, ratio);
    }

    /** A ceiling for the ratio of a measure of which less is better. */
    public static Gate atMost(Measure measure, double ratio) {
        return new Gate(measure, Kind.RATIO_AT_MOST, ratio);
    }

    /** A ceiling for our own value. */
    public static Gate oursAtMost(Measure measure, double limit) {
        return new Gate(measure, Kind.OURS_AT_MOST, limit);
    }
}
