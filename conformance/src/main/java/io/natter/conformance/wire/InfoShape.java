package io.natter.conformance.wire;

import io.avaje.jsonb.Jsonb;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What of an INFO must be the same on two servers. Immutable.
 *
 * <p>These are the keys, their types, and the values that do not name this very server.
 */
final class InfoShape {
    /** Values that differ from server to server and from run to run; only their type is compared. */
    private static final Set<String> MASKED = Set.of(
            "server_id",
            "server_name",
            "version",
            "go",
            "host",
            "port",
            "client_id",
            "client_ip",
            "nonce",
            "xkey",
            "connect_urls",
            "ip");

    /** Keys that only one of the servers has, each for a reason in docs/compatibility.md. */
    private static final Set<String> IGNORED = Set.of("natter", "git_commit", "xkey");

    private InfoShape() {}

    /** The shape of the JSON object {@code json}: sorted by key, masked values as their type. */
    static String of(String json) {
        Map<String, Object> info = new TreeMap<>(JSON.type(Object.class).map().fromJson(json));
        info.keySet().removeAll(IGNORED);
        info.replaceAll((key, value) -> MASKED.contains(key) ? typeOf(value) : value);
        return info.toString();
    }

    private static String typeOf(Object value) {
        if (value instanceof Number) {
            return "<number>";
        }
        return value instanceof List<?> ? "<list>" : "<text>";
    }

    private static final Jsonb JSON = Jsonb.instance();
}
