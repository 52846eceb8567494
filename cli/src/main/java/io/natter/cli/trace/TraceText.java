package io.natter.cli.trace;

import io.natter.cli.text.Columns;
import io.natter.cli.text.GoDuration;
import io.natter.cli.text.JsonTree;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The way of a message in lines, as the nats tool draws it. <i>Confined to one thread.</i> */
final class TraceText {
    private static final int INDENT = 4;

    /** What is at the other end. <i>Immutable.</i> */
    private enum Kind {
        CLIENT("Client", "--C", "cid"),
        ROUTER("Router", "-->", "rid"),
        GATEWAY("Gateway", "==>", "gid"),
        SYSTEM("System", "", "sid"),
        LEAFNODE("Leafnode", "~~>", "lid"),
        JETSTREAM("JetStream", "--J", "jid"),
        ACCOUNT("Account", "", "aid");

        private final String title;
        private final String arrow;
        private final String number;

        Kind(String title, String arrow, String number) {
            this.title = title;
            this.arrow = arrow;
            this.number = number;
        }

        static Kind of(JsonTree place) {
            int kind = (int) Math.max(0, Math.min(place.number("kind"), values().length - 1));
            return values()[kind];
        }

        /** The one at the other end, with name and number. */
        String named(JsonTree place) {
            String name = place.text("name").isEmpty() ? "" : " " + quoted(place.text("name"));
            return title + name + " " + number + ":" + place.number("cid");
        }
    }

    private final TraceEvents events;
    private final boolean isTimed;
    private final StringBuilder text = new StringBuilder();
    private final Map<String, Integer> egressCounts = new TreeMap<>();

    private TraceText(TraceEvents events, boolean isTimed) {
        this.events = events;
        this.isTimed = isTimed;
    }

    /** All of it, with legend and counts. */
    static String of(TraceEvents events, boolean isTimed) {
        TraceText text = new TraceText(events, isTimed);
        JsonTree origin = events.origin();
        if (origin != null) {
            text.event(origin, start(origin), 0);
        }
        return text.end();
    }

    private static @Nullable Instant start(JsonTree event) {
        List<JsonTree> ingresses = TraceEvents.of(event, "in");
        return time(ingresses.isEmpty() ? event.at("server") : ingresses.get(0));
    }

    private void event(JsonTree event, @Nullable Instant start, int depth) {
        List<JsonTree> ingresses = TraceEvents.of(event, "in");
        ingresses.forEach(ingress -> ingress(event, ingress, start, depth));
        TraceEvents.of(event, "sm")
                .forEach(mapping -> line(mapping, start, depth, "    Mapping subject:" + quoted(mapping.text("to"))));
        TraceEvents.of(event, "si")
                .forEach(service -> line(
                        service,
                        start,
                        depth,
                        "    Service Import from:"
                                + quoted(service.text("from")) + " to:" + quoted(service.text("to")) + " account:"
                                + quoted(service.text("acc"))));
        TraceEvents.of(event, "se")
                .forEach(stream -> line(
                        stream,
                        start,
                        depth,
                        "    Stream Export subject:" + quoted(stream.text("to")) + " account:"
                                + quoted(stream.text("acc"))));
        TraceEvents.of(event, "js").forEach(stored -> stream(stored, start, depth));
        List<JsonTree> egresses = TraceEvents.of(event, "eg");
        boolean isFromClient = ingresses.stream()
                .anyMatch(in -> Kind.of(in) == Kind.CLIENT && in.text("error").isEmpty());
        if (egresses.isEmpty() && isFromClient) {
            line(null, null, depth, "--X No active interest");
        }
        for (JsonTree egress : egresses) {
            egress(egress, start, depth);
            JsonTree behind = events.behind(egress);
            if (behind != null) {
                event(behind, time(egress), depth + 1);
            }
        }
    }

    private void ingress(JsonTree event, JsonTree ingress, @Nullable Instant start, int depth) {
        Kind kind = Kind.of(ingress);
        JsonTree server = event.at("server");
        boolean isOfCluster = kind == Kind.CLIENT || kind == Kind.GATEWAY;
        String cluster = server.text("cluster");
        String named = isOfCluster && !cluster.isEmpty() ? " cluster:" + quoted(cluster) : "";
        line(
                ingress,
                start,
                depth,
                kind.named(ingress) + named + " server:" + quoted(server.text("name")) + " version:"
                        + quoted(server.text("ver")));
        error(ingress, start, depth, "--X Error: ");
    }

    private void stream(JsonTree stored, @Nullable Instant start, int depth) {
        String action = stored.is("nointerest") ? "no interest" : "stored";
        line(
                stored,
                start,
                depth,
                Kind.JETSTREAM.arrow + " JetStream action:" + quoted(action) + " stream:"
                        + quoted(stored.text("stream")) + " subject:" + quoted(stored.text("subject")));
        error(stored, start, depth, "--X Error: ");
        egressCounts.merge(Kind.JETSTREAM.title, 1, Integer::sum);
    }

    private void egress(JsonTree egress, @Nullable Instant start, int depth) {
        Kind kind = Kind.of(egress);
        StringBuilder line = new StringBuilder(kind.arrow + " " + kind.named(egress));
        pair(line, "account", egress.text("acc"));
        pair(line, "subject", egress.text("sub"));
        pair(line, "queue", egress.text("queue"));
        line(egress, start, depth, line.toString());
        error(egress, start, depth, "  --X Error: ");
        egressCounts.merge(kind.title, 1, Integer::sum);
    }

    private void error(JsonTree place, @Nullable Instant start, int depth, String before) {
        if (!place.text("error").isEmpty()) {
            line(place, start, depth, before + place.text("error"));
        }
    }

    private static void pair(StringBuilder line, String name, String value) {
        if (!value.isEmpty()) {
            line.append(' ').append(name).append(':').append(quoted(value));
        }
    }

    private void line(@Nullable JsonTree place, @Nullable Instant start, int depth, String words) {
        text.append(" ".repeat(depth * INDENT));
        if (isTimed && place != null) {
            text.append('[').append(since(start, time(place))).append("] ");
        }
        text.append(words).append('\n');
    }

    private static String since(@Nullable Instant start, @Nullable Instant time) {
        if (start == null || time == null) {
            return "0s";
        }
        Duration passed = Duration.between(start, time);
        return passed.isNegative()
                ? "Skew"
                : GoDuration.exact(Duration.ofNanos((passed.toNanos() + 500) / 1_000 * 1_000));
    }

    private static @Nullable Instant time(JsonTree place) {
        String text = place.text("ts").isEmpty() ? place.text("time") : place.text("ts");
        try {
            return text.isEmpty() ? null : OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeParseException unreadable) {
            return null;
        }
    }

    private static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    private String end() {
        text.append("\nLegend:");
        for (Kind kind : List.of(Kind.CLIENT, Kind.ROUTER, Kind.GATEWAY, Kind.LEAFNODE, Kind.JETSTREAM)) {
            text.append(' ').append(kind.title).append(": ").append(kind.arrow);
        }
        text.append(" Error: --X\n\n");
        if (!egressCounts.isEmpty()) {
            Columns counts = new Columns("Egress Count:");
            List<Map.Entry<String, Integer>> sorted = new ArrayList<>(egressCounts.entrySet());
            sorted.sort(Map.Entry.comparingByValue(Comparator.reverseOrder()));
            sorted.forEach(count -> counts.row(count.getKey(), Integer.toString(count.getValue())));
            text.append(counts.render());
        }
        int streams = egressCounts.getOrDefault(Kind.JETSTREAM.title, 0);
        if (streams > 1) {
            text.append("WARNING: The message was received by ").append(streams).append(" streams\n");
        }
        return text.toString();
    }
}
