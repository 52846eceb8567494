package io.natter.cli.server;

import io.natter.cli.text.BoxTable;
import io.natter.cli.text.HumanNumbers;
import io.natter.cli.text.JsonTree;
import io.natter.cli.text.PrettyJson;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a check found, for Nagios, Prometheus, other programs or people.
 *
 * <pre>
 *   CRITICAL ORDERS Crit:3 messages OK:0 sources | messages=3;10;5 sources=0
 * </pre>
 *
 * <p><i>Confined to one thread.</i> The exit code is 0, 1 or 2 as the worst of it is good, a warning or critical.
 */
final class CheckResult {
    /** How it is shown. */
    enum Format {
        NAGIOS,
        JSON,
        PROMETHEUS,
        TEXT
    }

    /** The worst of it. */
    enum Status {
        OK(0),
        WARNING(1),
        CRITICAL(2);

        private final int exitCode;

        Status(int exitCode) {
            this.exitCode = exitCode;
        }
    }

    /** A figure, with the limits it was held against; 0 for none. */
    record Metric(String name, double value, String unit, double warning, double critical, String help) {
        private String nagios() {
            String form = unit.equals("s") ? "%.4f" : "%.0f";
            StringBuilder text = new StringBuilder(name + "=" + number(form, value) + unit);
            if (warning != 0 || critical != 0) {
                text.append(';').append(warning == 0 ? "" : number(form, warning));
            }
            if (critical != 0) {
                text.append(';').append(number(form, critical));
            }
            return text.toString();
        }

        private static String number(String form, double value) {
            return String.format(Locale.ROOT, form, value);
        }

        private Map<String, @Nullable Object> json() {
            Map<String, @Nullable Object> fields = new LinkedHashMap<>();
            fields.put("name", name);
            fields.put("value", value);
            fields.put("warning", warning);
            fields.put("critical", critical);
            if (!unit.isEmpty()) {
                fields.put("unit", unit);
            }
            return fields;
        }
    }

    private final String suite;
    private final String name;
    private final List<String> goods = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();
    private final List<String> criticals = new ArrayList<>();
    private final List<Metric> metrics = new ArrayList<>();

    /** Of a check, and what it is about. */
    CheckResult(String suite, String name) {
        this.suite = suite;
        this.name = name;
    }

    void good(String text) {
        goods.add(text);
    }

    void warning(String text) {
        warnings.add(text);
    }

    void critical(String text) {
        criticals.add(text);
    }

    /** One that is counted. */
    void metric(String metric, long value, String unit, long warning, long critical, String help) {
        metric(metric, (double) value, unit, (double) warning, (double) critical, help);
    }

    /** Says that all is well, unless something else was said. */
    void goodIfNothingElse(String text) {
        if (status() == Status.OK) {
            good(text);
        }
    }

    void metric(String metric, double value, String unit, double warning, double critical, String help) {
        metrics.add(new Metric(metric, value, unit, warning, critical, help));
    }

    Status status() {
        return !criticals.isEmpty() ? Status.CRITICAL : !warnings.isEmpty() ? Status.WARNING : Status.OK;
    }

    /** As Nagios takes it; Prometheus reads the text, and wants 0. */
    int exitCode(Format format) {
        return format == Format.PROMETHEUS ? 0 : status().exitCode;
    }

    /** All of it; {@code namespace} begins the names of metrics. */
    String render(Format format, String namespace) {
        return switch (format) {
            case NAGIOS -> nagios() + "\n";
            case JSON -> json() + "\n";
            case PROMETHEUS -> prometheus(namespace);
            case TEXT -> text() + "\n";
        };
    }

    private String nagios() {
        List<String> parts = new ArrayList<>(List.of(status().name(), name));
        criticals.forEach(text -> parts.add("Crit:" + text));
        warnings.forEach(text -> parts.add("Warn:" + text));
        goods.forEach(text -> parts.add("OK:" + text));
        if (!metrics.isEmpty()) {
            parts.add("|");
            metrics.forEach(metric -> parts.add(metric.nagios()));
        }
        return String.join(" ", parts);
    }

    private String json() {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("status", status().name());
        fields.put("check_suite", suite);
        fields.put("check_name", name);
        put(fields, "warning", warnings);
        put(fields, "critical", criticals);
        put(fields, "ok", goods);
        fields.put("perf_data", metrics.stream().map(Metric::json).toList());
        return PrettyJson.of(PrettyJson.compact(JsonTree.of(fields)));
    }

    private static void put(Map<String, @Nullable Object> fields, String key, List<String> texts) {
        if (!texts.isEmpty()) {
            fields.put(key, List.copyOf(texts));
        }
    }

    private String prometheus(String namespace) {
        String item = name.replace('"', '.').replace("\\", "\\\\");
        StringBuilder out = new StringBuilder();
        for (Metric metric : metrics) {
            gauge(out, namespace + "_" + suite + "_" + metric.name, metric.help, "item=\"" + item + "\"", metric.value);
        }
        gauge(
                out,
                namespace + "_" + suite + "_status_code",
                "Nagios compatible status code for " + suite,
                "item=\"" + item + "\",status=\"" + status() + "\"",
                status().exitCode);
        return out.toString();
    }

    private static void gauge(StringBuilder out, String name, String help, String labels, double value) {
        out.append("# HELP " + name + " " + help + "\n# TYPE " + name + " gauge\n");
        boolean isWhole = value == Math.rint(value) && Math.abs(value) < 1e15;
        String number = isWhole ? Long.toString((long) value) : Double.toString(value);
        out.append(name + "{" + labels + "} " + number + "\n");
    }

    private String text() {
        StringBuilder out = new StringBuilder(name + ": " + status() + "\n");
        BoxTable details = new BoxTable("Status Detail", "Status", "Message");
        goods.forEach(text -> details.row("OK", text));
        warnings.forEach(text -> details.row("Warning", text));
        criticals.forEach(text -> details.row("Critical", text));
        out.append('\n').append(details.render());
        if (!metrics.isEmpty()) {
            BoxTable table = new BoxTable(
                    "Check Metrics",
                    "Metric",
                    "Value",
                    "Unit",
                    "Critical Threshold",
                    "Warning Threshold",
                    "Description");
            metrics.forEach(metric -> table.row(
                    metric.name,
                    HumanNumbers.comma(metric.value),
                    metric.unit,
                    HumanNumbers.comma(metric.critical),
                    HumanNumbers.comma(metric.warning),
                    metric.help));
            out.append('\n').append(table.render());
        }
        return out.toString();
    }
}
