package io.natter.server.monitor;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * The fields of a page as paths and kinds, such as {@code connections[].cid number}, in their order. Immutable.
 *
 * <p>Keys that somebody chose, such as those of metadata, are all written {@code *}.
 */
final class PageShape {
    private static final Set<String> CHOSEN = Set.of("http_req_stats", "metadata", "feature_flags", "mappings");
    private static final String OPTIONAL = " ?";

    private final List<String> fields;

    private PageShape(List<String> fields) {
        this.fields = fields;
    }

    /** The shapes that shapes.txt lists, by name. */
    static Map<String, PageShape> reference() {
        Map<String, List<String>> byName = new LinkedHashMap<>();
        List<String> current = new ArrayList<>();
        for (String line : lines()) {
            if (line.startsWith("[")) {
                current = new ArrayList<>();
                byName.put(line.substring(1, line.indexOf(']')), current);
            } else if (!line.isEmpty() && !line.startsWith("#")) {
                current.add(line);
            }
        }
        Map<String, PageShape> shapes = new LinkedHashMap<>();
        byName.forEach((name, fields) -> shapes.put(name, new PageShape(List.copyOf(fields))));
        return shapes;
    }

    static PageShape of(Map<String, Object> page) {
        Set<String> fields = new LinkedHashSet<>();
        walk(page, "", "", fields);
        return new PageShape(List.copyOf(fields));
    }

    List<String> fields() {
        return fields;
    }

    /** What is wrong with {@code actual}: unknown fields, missing ones, and those out of order; empty when nothing is. */
    List<String> differences(List<String> actual) {
        List<String> known = fields.stream().map(PageShape::required).toList();
        List<String> wrong = new ArrayList<>();
        for (String field : actual) {
            if (!known.contains(field)) {
                wrong.add("unknown: " + field);
            }
        }
        for (String field : fields) {
            // Inside a list or an object that is left out or empty, nothing can be expected.
            boolean isTop = !field.contains(".") && !field.contains("[");
            if (isTop && !field.endsWith(OPTIONAL) && !actual.contains(field)) {
                wrong.add("missing: " + field);
            }
        }
        List<String> expectedOrder = known.stream().filter(actual::contains).toList();
        List<String> actualOrder = actual.stream().filter(known::contains).toList();
        if (!expectedOrder.equals(actualOrder)) {
            wrong.add("order: got " + actualOrder + ", expected " + expectedOrder);
        }
        return wrong;
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
                if (!(element instanceof Map) && !(element instanceof List)) {
                    fields.add(path + "[] " + kind(element));
                }
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

    private static String required(String field) {
        return field.endsWith(OPTIONAL) ? field.substring(0, field.length() - OPTIONAL.length()) : field;
    }

    private static List<String> lines() {
        try (InputStream in = Objects.requireNonNull(PageShape.class.getResourceAsStream("shapes.txt"))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
