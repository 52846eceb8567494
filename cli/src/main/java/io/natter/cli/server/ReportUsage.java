package io.natter.cli.server;

import io.natter.cli.command.Session;
import io.natter.cli.text.HumanNumbers;
import io.natter.cli.text.JsonTree;
import io.natter.cli.text.PrettyJson;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code natter server report cpu} and {@code mem}: a bar for each server. <i>Confined to one thread.</i> */
@Command(description = "Report on usage of the machine")
final class ReportUsage implements Callable<Integer> {
    private static final int WIDTH = 40;

    /** What is reported. */
    enum Kind {
        CPU("CPU Usage", answer -> answer.data().decimal("cpu")),
        MEMORY("Memory Usage", answer -> answer.data().number("mem"));

        private final String title;
        private final ToDoubleFunction<ServerAnswer> figure;

        Kind(String title, ToDoubleFunction<ServerAnswer> figure) {
            this.title = title;
            this.figure = figure;
        }

        private String text(double value) {
            return this == CPU ? String.format(Locale.ROOT, "%.1f", value) : HumanNumbers.bytes(value);
        }
    }

    @Option(
            names = {"-j", "--json"},
            description = "Produce JSON output")
    private boolean isJson;

    private final Session session;
    private final ReportFlags source;
    private final Kind kind;

    ReportUsage(Session session, ReportFlags source, Kind kind) {
        this.session = session;
        this.source = source;
        this.kind = kind;
    }

    @Override
    public Integer call() {
        source.with(session, servers -> {
            List<ServerAnswer> found = servers.ask(Page.VARZ, new PageOptions()).stream()
                    .sorted(Comparator.comparingDouble(kind.figure).reversed())
                    .toList();
            session.around().print(isJson ? json(found) : bars(found));
        });
        return 0;
    }

    private String json(List<ServerAnswer> found) {
        Map<String, @Nullable Object> byName = new LinkedHashMap<>();
        found.forEach(answer -> byName.put(answer.name(), kind.figure.applyAsDouble(answer)));
        return PrettyJson.of(PrettyJson.compact(JsonTree.of(byName))) + "\n";
    }

    private String bars(List<ServerAnswer> found) {
        int widest =
                found.stream().mapToInt(answer -> answer.name().length()).max().orElse(0);
        double most = Math.max(1, found.stream().mapToDouble(kind.figure).max().orElse(0));
        StringBuilder text = new StringBuilder(kind.title + "\n\n");
        for (ServerAnswer answer : found) {
            double value = kind.figure.applyAsDouble(answer);
            text.append(" ".repeat(widest - answer.name().length() + 2))
                    .append(answer.name())
                    .append(": ")
                    .append("█".repeat((int) Math.round(value / most * WIDTH)))
                    .append(" (")
                    .append(kind.text(value))
                    .append(")\n");
        }
        return text.toString();
    }
}
