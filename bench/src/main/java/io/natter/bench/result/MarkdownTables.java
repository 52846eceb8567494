package io.natter.bench.result;

import io.natter.bench.workload.Measure;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A report as Markdown: the conditions, then one line for each measure of each row.
 *
 * <p>Immutable.
 */
public final class MarkdownTables {
    private final Report report;

    /** Renders {@code report}. */
    public MarkdownTables(Report report) {
        this.report = report;
    }

    /** Returns the text. */
    public String text() {
        StringBuilder out = new StringBuilder();
        conditions(out);
        table(out);
        remarks(out);
        return out.toString();
    }

    private void conditions(StringBuilder out) {
        Facts facts = report.facts();
        Facts.Machine machine = facts.machine();
        Facts.Method method = facts.method();
        line(out, "- %s, %s", facts.startedAt(), String.join(" ", method.selection()));
        line(
                out,
                "- ours: %s; %s; %s",
                facts.ours().version(),
                facts.ours().runtime(),
                String.join(" ", facts.ours().flags()));
        line(out, "- theirs: %s", facts.theirs().version());
        if (facts.between() != null) {
            line(out, "- both clients talk to: %s", facts.between());
        }
        line(
                out,
                "- machine: %d cores, %s, %s, %d MiB; generator on %s",
                machine.cores(),
                machine.processor(),
                machine.kernel(),
                machine.memoryMib(),
                machine.generatorJvm());
        line(
                out,
                "- before the start others used %.2f cores, the hypervisor took %.1f %%",
                machine.busyCoresBefore(),
                machine.stealPercentBefore());
        line(
                out,
                "- %d rounds each in the order A-B-B-A, %.1f s a round after %.1f s of warm-up, window %d MiB%s",
                method.rounds(),
                method.roundSeconds(),
                method.warmUpSeconds(),
                method.windowMib(),
                method.pinned() ? ", server on core 0, generator on the others" : "");
        for (String warning : report.warnings()) {
            line(out, "- **warning:** %s", warning);
        }
    }

    private void table(StringBuilder out) {
        out.append("\n| row | workload | measure | ours (min..max) | theirs (min..max) | ratio (95 %) | floor | |\n");
        out.append("|---|---|---|---|---|---|---|---|\n");
        for (Entry entry : report.entries()) {
            for (Measured measured : entry.measured()) {
                row(out, entry, measured);
            }
        }
    }

    private static void row(StringBuilder out, Entry entry, Measured measured) {
        Measure measure = measured.measure();
        line(
                out,
                "| %s | %s | %s, %s | %s | %s | %s | %s | %s |",
                entry.id(),
                entry.title(),
                measure.title(),
                measure.unit(),
                series(measured.ours()),
                series(measured.theirs()),
                ratio(measured.ratio()),
                orEmpty(measured.gate()),
                orEmpty(measured.verdict()));
    }

    private void remarks(StringBuilder out) {
        out.append('\n');
        for (Entry entry : report.entries()) {
            line(
                    out,
                    "- %s: lost %d / %d, out of order %d / %d; cores ours %.2f + generator %.2f, theirs %.2f + generator %.2f; "
                            + "others at most %.2f, steal at most %.1f %%%s",
                    entry.id(),
                    entry.ours().lost(),
                    entry.theirs().lost(),
                    entry.ours().outOfOrder(),
                    entry.theirs().outOfOrder(),
                    entry.ours().serverCores(),
                    entry.ours().generatorCores(),
                    entry.theirs().serverCores(),
                    entry.theirs().generatorCores(),
                    Math.max(entry.ours().otherCores(), entry.theirs().otherCores()),
                    Math.max(entry.ours().stealPercent(), entry.theirs().stealPercent()),
                    remarks(entry));
        }
    }

    private static String remarks(Entry entry) {
        StringBuilder text = new StringBuilder();
        entry.remarks().forEach(remark -> text.append("; ").append(remark));
        for (Measured measured : entry.measured()) {
            Double ours = measured.ours().cold();
            Double theirs = measured.theirs() == null ? null : measured.theirs().cold();
            if (ours != null && theirs != null) {
                text.append("; cold ")
                        .append(measured.measure().title())
                        .append(' ')
                        .append(number(ours))
                        .append(" / ");
                text.append(number(theirs));
            }
        }
        return text.toString();
    }

    private static String series(@Nullable Series series) {
        return series == null
                ? ""
                : number(series.median()) + " (" + number(series.min()) + ".." + number(series.max()) + ")";
    }

    private static String ratio(@Nullable Ratio ratio) {
        return ratio == null
                ? ""
                : String.format(Locale.ROOT, "**%.2f** (%.2f..%.2f)", ratio.median(), ratio.low(), ratio.high());
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }

    /** Writes a number with three or more significant digits: 4.94 M, 516 k, 0.163. */
    static String number(double value) {
        double size = Math.abs(value);
        if (size >= 999_500) {
            return String.format(Locale.ROOT, "%.2f M", value / 1e6);
        } else if (size >= 9_999.5) {
            return String.format(Locale.ROOT, "%.0f k", value / 1e3);
        } else if (size >= 99.95) {
            return String.format(Locale.ROOT, "%.0f", value);
        }
        return String.format(Locale.ROOT, size >= 9.995 ? "%.1f" : size >= 0.9995 ? "%.2f" : "%.3f", value);
    }

    @SuppressWarnings("AnnotateFormatMethod") // its annotation would cost a dependency
    private static void line(StringBuilder out, String format, Object... arguments) {
        out.append(String.format(Locale.ROOT, format, arguments)).append('\n');
    }
}
