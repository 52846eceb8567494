package io.natter.cli.event;

import io.natter.cli.text.Columns;
import io.natter.cli.text.JsonTree;
import io.natter.cli.text.PrettyJson;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An event as a text; all of its fields are shown, whatever its type.
 *
 * <pre>
 *   [15:04:05] [kGj2] Delivery NAKed                       for people
 *
 *        Stream: ORDERS
 *      Consumer: WORKERS
 *    Stream Seq: 7
 *
 *   15:04:05 [Delivery NAKed] ORDERS (7) > WORKERS: deliveries: 2        short
 * </pre>
 *
 * <p><i>Immutable.</i>
 */
record EventSheet(JsonTree event, Clock clock) {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT);
    private static final Set<String> HEAD = Set.of("type", "id", "timestamp");
    private static final Set<String> PLACE = Set.of("stream", "stream_seq", "consumer");
    private static final int TYPE_WORDS = 6; // io.nats.jetstream.advisory.v1.nak

    private static final Map<String, String> TITLES = Map.ofEntries(
            Map.entry("api_audit", "JetStream API Access"),
            Map.entry("client_connect", "Client Connection"),
            Map.entry("client_disconnect", "Client Disconnection"),
            Map.entry("consumer_ack", "Acknowledgment Sample"),
            Map.entry("consumer_group_pinned", "Grouped Consumer Pinned a Client"),
            Map.entry("consumer_group_unpinned", "Grouped Consumer Unpinned a Client"),
            Map.entry("max_deliver", "Delivery Attempts Exceeded"),
            Map.entry("nak", "Delivery NAKed"),
            Map.entry("restore_complete", "Stream Restore Completed"),
            Map.entry("restore_create", "Stream Restore Started"),
            Map.entry("snapshot_complete", "Stream Snapshot Completed"),
            Map.entry("snapshot_create", "Stream Snapshot Started"),
            Map.entry("stream_batch_abandoned", "Publish Batch Abandoned"),
            Map.entry("terminated", "Delivery Terminated"));

    /** Whether it says of what type it is, as NATS events do. */
    boolean isKnown() {
        return event.text("type").startsWith("io.nats.") && words().length == TYPE_WORDS;
    }

    private String[] words() {
        return event.text("type").split("\\.", -1);
    }

    private String title() {
        String kind = words()[TYPE_WORDS - 1];
        if (kind.endsWith("_action")) {
            return label(kind.replace("_action", "") + "_" + event.text("action") + "_action");
        }
        return TITLES.getOrDefault(kind, label(kind));
    }

    private String time() {
        String text = event.text("timestamp");
        try {
            return TIME.format(Instant.parse(text).atZone(clock.getZone()));
        } catch (DateTimeException itIsNone) {
            return text;
        }
    }

    /** On lines for people. */
    String extended() {
        Columns columns = new Columns("\n[" + time() + "] [" + event.text("id") + "] " + title());
        Map<String, Map<?, ?>> sections = new LinkedHashMap<>();
        fields().forEach((name, value) -> {
            if (value instanceof Map<?, ?> inner) {
                sections.put(name, inner);
            } else {
                columns.row(label(name), shown(value));
            }
        });
        sections.forEach((name, inner) -> {
            columns.title(label(name));
            inner.forEach((key, value) -> columns.row(label(Objects.toString(key)), shown(value)));
        });
        return columns.render();
    }

    /** On one line. */
    String compact() {
        String sequence = event.text("stream_seq");
        String consumer = event.text("consumer");
        String place = event.text("stream")
                + (sequence.isEmpty() ? "" : " (" + sequence + ")")
                + (consumer.isEmpty() ? "" : " > " + consumer);
        List<String> others = new ArrayList<>();
        fields().forEach((name, value) -> {
            boolean isSaid = PLACE.contains(name) || name.equals("action") || value instanceof Map<?, ?>;
            if (!isSaid) {
                others.add(name + ": " + shown(value));
            }
        });
        String rest = String.join(" ", others);
        String colon = place.isEmpty() || rest.isEmpty() ? "" : ": ";
        return time() + " [" + title() + "] " + place + colon + rest;
    }

    /** As a CloudEvent of version 1.0. */
    String cloudEvent() {
        String[] words = words();
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("type", event.text("type"));
        fields.put("time", event.text("timestamp"));
        fields.put("id", event.text("id"));
        fields.put("source", "urn:nats:" + words[2]);
        fields.put("subject", words[3]);
        fields.put("specversion", "1.0");
        fields.put("data", event.value());
        return PrettyJson.of(PrettyJson.compact(JsonTree.of(fields)));
    }

    private Map<String, @Nullable Object> fields() {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        if (event.value() instanceof Map<?, ?> all) {
            all.forEach((name, value) -> fields.put(Objects.toString(name), value));
        }
        fields.keySet().removeAll(HEAD);
        return fields;
    }

    private static String shown(@Nullable Object value) {
        if (value instanceof Map<?, ?> || value instanceof List<?>) {
            return PrettyJson.compact(JsonTree.of(value));
        }
        return Objects.toString(value, "");
    }

    /** {@code stream_seq} as "Stream Seq". */
    private static String label(String name) {
        StringBuilder out = new StringBuilder();
        for (String word : name.split("_", -1)) {
            out.append(out.isEmpty() ? "" : " ");
            out.append(word.isEmpty() ? "" : word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1));
        }
        return out.toString();
    }
}
