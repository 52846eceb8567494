package io.natter.server.monitor;

import io.avaje.json.mapper.JsonMapper;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Makes metrics of a whole page by prometheus-nats-exporter's rule: every number, under the path of its keys.
 *
 * <p>Immutable. A few strings become the label {@code value} of a metric that is 1, and the times among them milliseconds
 * since 1970; flags and lists make no metric.
 */
final class FlattenedPage {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Set<String> TEXT_KEYS =
            Set.of("server_id", "server_name", "version", "domain", "leader", "name", "start", "config_load_time");
    private static final Set<String> SKIPPED = Set.of(
            "leaf",
            "trusted_operators_claim",
            "cluster_tls_timeout",
            "cluster_cluster_port",
            "cluster_auth_timeout",
            "gateway_port",
            "gateway_auth_timeout",
            "gateway_tls_timeout",
            "gateway_connect_retries");

    private final String prefix;

    /** Names start with {@code prefix}, such as {@code gnatsd_varz}. */
    FlattenedPage(String prefix) {
        this.prefix = prefix;
    }

    /** Adds to {@code metrics} what {@code page}, a JSON object, holds. */
    void addTo(ExporterMetrics metrics, byte[] page) {
        add(metrics, JSON.fromJsonObject(new String(page, StandardCharsets.UTF_8)), List.of());
    }

    private void add(ExporterMetrics metrics, Map<?, ?> object, List<String> path) {
        object.forEach((key, value) -> {
            List<String> inner = new ArrayList<>(path);
            inner.add(String.valueOf(key));
            String name = name(inner);
            if (SKIPPED.contains(name)) {
                return;
            }
            if (value instanceof Number number) {
                metrics.addDecimal(prefix + "_" + name, number.doubleValue());
            } else if (value instanceof String text && TEXT_KEYS.contains(String.valueOf(key))) {
                addText(metrics, name, text);
            } else if (value instanceof Map<?, ?> nested) {
                add(metrics, nested, inner);
            }
        });
    }

    private void addText(ExporterMetrics metrics, String name, String text) {
        try {
            metrics.add(prefix + "_" + name, Instant.parse(text).toEpochMilli());
        } catch (DateTimeParseException notATime) {
            metrics.add(prefix + "_" + name, 1, "value", text);
        }
    }

    /** The keys in a row; what a metric's name cannot hold becomes an underscore, never two, and none at the ends. */
    private static String name(List<String> path) {
        return String.join("_", path)
                .replaceAll("[^a-zA-Z0-9_]", "_")
                .replaceAll("_{2,}", "_")
                .replaceAll("^_|_$", "");
    }
}
