package io.natter.conformance.monitor;

import io.avaje.json.mapper.JsonMapper;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Turns a page into its fields and their kinds, such as {@code connections[].cid number}, in their order. Immutable. */
final class PageShape {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** Objects whose keys somebody chose. */
    private static final Set<String> CHOSEN = Set.of("http_req_stats", "metadata", "feature_flags", "mappings");

    private PageShape() {}

    static List<String> of(String page) {
        Set<String> fields = new LinkedHashSet<>();
        walk(JSON.fromJsonObject(page), "", "", fields);
        return List.copyOf(fields);
    }

    private static void walk(Object value, String key, String path, Set<String> fields) {
        if (value instanceof Map<?, ?> map) {
            map.forEach((name, inner) -> {
                String shown = CHOSEN.contains(key) ? "*" : String.valueOf(name);
                String innerPath = path.isEmpty() ? shown : path + "." + shown;
                fields.add(innerPath + " " + kind(inner));
                walk(inner, String.valueOf(name), innerPath, fields);
            });
        } else if (value instanceof List<?> list) {
            for (Object element : list) {
                walk(element, "", path + "[]", fields);
            }
        }
    }

    private static String kind(Object value) {
        if (value instanceof Map) {
            return "object";
        }
        if (value instanceof List) {
            return "array";
        }
        if (value instanceof Number) {
            return "number";
        }
        return value instanceof Boolean ? "flag" : "text";
    }
}
