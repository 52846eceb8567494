package io.natter.bench.result;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The ratios of a report as a bar chart in SVG.
 *
 * <p>One bar for each measure that has a ratio, longer is better, with the 95 % interval as a whisker and a line at 1. For measures of which less is better the bar shows theirs over ours. The scale is logarithmic, so that twice and
 * half are equally far from the line.
 *
 * <pre>
 *  W2/128 rate          |=========+-+        1.45
 *  W2/128 server CPU    |===============+-+  4.10
 *                     0.25   0.5   1   2   4   8
 * </pre>
 *
 * <p>Immutable.
 */
public final class RatioPlot {
    private static final int LABEL_WIDTH = 270;
    private static final int PLOT_WIDTH = 480;
    private static final int VALUE_WIDTH = 70;
    private static final int ROW_HEIGHT = 20;
    private static final int TOP = 64;
    private static final double LOG2_MIN = -3;
    private static final double LOG2_MAX = 4;
    private static final String GAIN = "#2a7f62";
    private static final String LOSS = "#b5532b";

    private record Bar(String label, double gain, double low, double high) {}

    private final Report report;

    /** Draws {@code report}. */
    public RatioPlot(Report report) {
        this.report = report;
    }

    /** Returns the picture. */
    public String svg() {
        List<Bar> bars = bars();
        int width = LABEL_WIDTH + PLOT_WIDTH + VALUE_WIDTH;
        int height = TOP + bars.size() * ROW_HEIGHT + 28;
        StringBuilder out = new StringBuilder();
        line(
                out,
                "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\" viewBox=\"0 0 %d %d\" "
                        + "font-family=\"sans-serif\" font-size=\"12\">",
                width,
                height,
                width,
                height);
        line(out, "<rect width=\"%d\" height=\"%d\" fill=\"#ffffff\"/>", width, height);
        boolean isOfClients = report.facts().between() != null;
        line(
                out,
                "<text x=\"12\" y=\"22\" font-size=\"15\" font-weight=\"bold\">%s</text>",
                isOfClients ? "Natter's client against jnats" : "Natter against nats-server");
        line(
                out,
                "<text x=\"12\" y=\"42\" fill=\"#555555\">times better, logarithmic; whisker: 95 %% interval; %s; %s</text>",
                escaped(report.facts().theirs().version()),
                escaped(report.facts().startedAt()));
        grid(out, height);
        for (int i = 0; i < bars.size(); i++) {
            bar(out, bars.get(i), TOP + i * ROW_HEIGHT);
        }
        return out.append("</svg>\n").toString();
    }

    private List<Bar> bars() {
        List<Bar> bars = new ArrayList<>();
        for (Entry entry : report.entries()) {
            for (Measured measured : entry.measured()) {
                Ratio ratio = measured.ratio();
                if (ratio != null && measured.measure().isCompared() && ratio.low() > 0 && ratio.high() > 0) {
                    String label = entry.id() + " " + measured.measure().title();
                    bars.add(
                            measured.measure().higherIsBetter()
                                    ? new Bar(label, ratio.median(), ratio.low(), ratio.high())
                                    : new Bar(label, 1 / ratio.median(), 1 / ratio.high(), 1 / ratio.low()));
                }
            }
        }
        return bars;
    }

    private static void grid(StringBuilder out, int height) {
        for (int power = (int) LOG2_MIN; power <= LOG2_MAX; power++) {
            double x = x(Math.scalb(1.0, power));
            line(
                    out,
                    "<line x1=\"%.1f\" y1=\"%d\" x2=\"%.1f\" y2=\"%d\" stroke=\"%s\"/>",
                    x,
                    TOP - 8,
                    x,
                    height - 22,
                    power == 0 ? "#333333" : "#dddddd");
            line(
                    out,
                    "<text x=\"%.1f\" y=\"%d\" text-anchor=\"middle\" fill=\"#555555\">%s</text>",
                    x,
                    height - 8,
                    power < 0 ? "1/" + (1 << -power) : Integer.toString(1 << power));
        }
    }

    private static void bar(StringBuilder out, Bar bar, int y) {
        double from = Math.min(x(1), x(bar.gain));
        double length = Math.abs(x(bar.gain) - x(1));
        int middle = y + ROW_HEIGHT / 2;
        line(
                out,
                "<text x=\"%d\" y=\"%d\" text-anchor=\"end\">%s</text>",
                LABEL_WIDTH - 10,
                middle + 4,
                escaped(bar.label));
        line(
                out,
                "<rect x=\"%.1f\" y=\"%d\" width=\"%.1f\" height=\"%d\" fill=\"%s\"/>",
                from,
                y + 3,
                length,
                ROW_HEIGHT - 6,
                bar.gain >= 1 ? GAIN : LOSS);
        line(
                out,
                "<line x1=\"%.1f\" y1=\"%d\" x2=\"%.1f\" y2=\"%d\" stroke=\"#111111\"/>",
                x(bar.low),
                middle,
                x(bar.high),
                middle);
        line(out, "<text x=\"%d\" y=\"%d\">%.2f</text>", LABEL_WIDTH + PLOT_WIDTH + 10, middle + 4, bar.gain);
    }

    private static double x(double gain) {
        double log2 = Math.max(LOG2_MIN, Math.min(LOG2_MAX, Math.log(gain) / Math.log(2)));
        return LABEL_WIDTH + (log2 - LOG2_MIN) / (LOG2_MAX - LOG2_MIN) * PLOT_WIDTH;
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    @SuppressWarnings("AnnotateFormatMethod") // its annotation would cost a dependency
    private static void line(StringBuilder out, String format, Object... arguments) {
        out.append(String.format(Locale.ROOT, format, arguments)).append('\n');
    }
}
