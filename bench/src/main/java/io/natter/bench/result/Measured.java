package io.natter.bench.result;

import io.avaje.jsonb.Json;
import io.natter.bench.workload.Gate;
import io.natter.bench.workload.Measure;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One measure of one workload on both servers.
 *
 * <p>Immutable.
 *
 * @param measure which
 * @param ours our server
 * @param theirs the reference server, or null for what only ours can tell
 * @param ratio ours over theirs, or null without theirs
 * @param gate what must be reached, in words, or null
 * @param verdict {@code pass}, {@code fail} or {@code unsure} (the interval lies on both sides), or null without a gate
 */
@Json
public record Measured(
        Measure measure,
        Series ours,
        @Nullable Series theirs,
        @Nullable Ratio ratio,
        @Nullable String gate,
        @Nullable String verdict) {
    /** Compares both sides and judges by the gate of this measure, if there is one. */
    public static Measured of(Measure measure, Series ours, @Nullable Series theirs, List<Gate> gates) {
        Ratio ratio = theirs == null ? null : Statistics.ratio(ours.samples(), theirs.samples());
        Gate gate =
                gates.stream().filter(g -> g.measure() == measure).findFirst().orElse(null);
        String text = gate == null ? null : gate.kind().sign() + " " + trimmed(gate.limit());
        return new Measured(measure, ours, theirs, ratio, text, gate == null ? null : verdict(gate, ours, ratio));
    }

    private static String trimmed(double limit) {
        return limit == Math.rint(limit)
                ? Long.toString((long) limit) + (limit < 10 ? ".0" : "")
                : Double.toString(limit);
    }

    /** A gate fails only when the whole interval is on the wrong side. */
    private static @Nullable String verdict(Gate gate, Series ours, @Nullable Ratio ratio) {
        return switch (gate.kind()) {
            case OURS_AT_MOST ->
                judged(gate.limit() - ours.max(), gate.limit() - ours.min(), gate.limit() - ours.median());
            case RATIO_AT_LEAST ->
                ratio == null
                        ? null
                        : judged(
                                ratio.low() - gate.limit(), ratio.high() - gate.limit(), ratio.median() - gate.limit());
            case RATIO_AT_MOST ->
                ratio == null
                        ? null
                        : judged(
                                gate.limit() - ratio.high(), gate.limit() - ratio.low(), gate.limit() - ratio.median());
        };
    }

    private static String judged(double worst, double best, double middle) {
        if (best < 0) {
            return "fail";
        }
        return worst >= 0 ? "pass" : middle >= 0 ? "pass (unsure)" : "unsure";
    }
}
