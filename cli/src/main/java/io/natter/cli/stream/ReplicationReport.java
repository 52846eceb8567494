package io.natter.cli.stream;

import io.natter.cli.text.BoxTable;
import io.natter.cli.text.GoDuration;
import io.natter.protocol.jetstream.ApiError;
import io.natter.protocol.jetstream.ExternalStream;
import io.natter.protocol.jetstream.StreamInfo;
import io.natter.protocol.jetstream.StreamSource;
import io.natter.protocol.jetstream.StreamSourceInfo;
import java.time.Duration;
import java.util.List;
import java.util.function.LongFunction;
import java.util.stream.Collectors;

/** Which streams copy from which, as a table and as a graph for GraphViz. <i>Immutable.</i> */
final class ReplicationReport {
    private static final Duration NEVER = Duration.ofNanos(Long.MAX_VALUE);

    private final List<StreamInfo> streams;
    private final LongFunction<String> number;

    ReplicationReport(List<StreamInfo> streams, LongFunction<String> number) {
        this.streams = List.copyOf(streams);
        this.number = number;
    }

    /** Whether no stream copies. */
    boolean isEmpty() {
        return streams.stream()
                .allMatch(info -> info.config().mirror() == null
                        && info.config().sources().isEmpty());
    }

    String table() {
        BoxTable table = new BoxTable(
                "Replication Report",
                "Stream",
                "Kind",
                "API Prefix",
                "Source Stream",
                "Filters and Transforms",
                "Active",
                "Lag",
                "Error");
        for (StreamInfo info : streams) {
            StreamSourceInfo mirror = info.mirror();
            if (mirror != null) {
                row(table, info, "Mirror", mirror);
            }
            info.sources().forEach(source -> row(table, info, "Source", source));
        }
        return table.render();
    }

    private void row(BoxTable table, StreamInfo info, String kind, StreamSourceInfo origin) {
        ExternalStream external = origin.external();
        ApiError error = origin.error();
        boolean isSeen = !origin.active().isNegative() && origin.active().compareTo(NEVER) < 0;
        table.row(
                info.config().name(),
                kind,
                external == null ? "" : external.apiPrefix(),
                origin.name(),
                kind.equals("Source") ? rules(origin) : "",
                isSeen ? GoDuration.brief(origin.active()) : "never",
                number.apply(origin.lag()),
                error == null ? "" : error.description());
    }

    private static String rules(StreamSourceInfo origin) {
        String transforms = origin.subjectTransforms().stream().map(Rules::text).collect(Collectors.joining(", "));
        boolean isFiltered = transforms.isEmpty() && !origin.filterSubject().isEmpty();
        return isFiltered ? origin.filterSubject() + " untransformed" : transforms;
    }

    /** The graph, in the language of GraphViz. */
    String dot() {
        StringBuilder dot = new StringBuilder("digraph {\n  label=\"Stream Replication Structure\";\n");
        for (StreamInfo info : streams) {
            String to = info.config().name();
            StreamSource mirror = info.config().mirror();
            if (mirror != null) {
                edge(dot, mirror.name(), to, "blue", "Mirror");
            }
            info.config().sources().forEach(source -> edge(dot, source.name(), to, "green", source.filterSubject()));
        }
        return dot.append("}\n").toString();
    }

    private static void edge(StringBuilder dot, String from, String to, String color, String label) {
        String text = label.isEmpty() ? "" : ",label=\"" + label + "\"";
        dot.append("  \"" + from + "\" -> \"" + to + "\" [color=\"" + color + "\"" + text + "];\n");
    }
}
