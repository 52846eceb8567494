package io.natter.cli.text;

import io.natter.protocol.json.JsonException;
import io.natter.protocol.json.JsonFields;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * JSON of which a few places matter, found by the names that lead there; what is not there is empty, 0 or false.
 *
 * <p><i>Immutable</i>, as long as nobody changes what {@link #value} gives.
 */
public final class JsonTree {
    private static final JsonTree NOTHING = new JsonTree(null);

    private final @Nullable Object value;

    private JsonTree(@Nullable Object value) {
        this.value = value;
    }

    /**
     * Reads an object.
     *
     * @throws JsonException if the text is none
     */
    public static JsonTree parse(byte[] json) {
        return new JsonTree(JsonFields.read(json, 0, json.length, JsonTree::fields));
    }

    /** The tree of a value made of maps, lists, texts, numbers and booleans. */
    public static JsonTree of(Object value) {
        return new JsonTree(value);
    }

    private static Map<String, @Nullable Object> fields(JsonFields object) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        while (object.next()) {
            fields.put(object.name(), object.any());
        }
        return fields;
    }

    /** What these names lead to. */
    public JsonTree at(String... names) {
        JsonTree tree = this;
        for (String name : names) {
            tree = tree.value instanceof Map<?, ?> fields ? new JsonTree(fields.get(name)) : NOTHING;
        }
        return tree;
    }

    /** Whether there is something. */
    public boolean isThere() {
        return value != null;
    }

    /** The value itself: a map, a list, a text, a number, a boolean or null. */
    public @Nullable Object value() {
        return value;
    }

    /** The text that these names lead to. */
    public String text(String... names) {
        Object found = at(names).value;
        return found == null ? "" : found.toString();
    }

    /** The whole number that these names lead to. */
    public long number(String... names) {
        return at(names).value instanceof Number number ? number.longValue() : 0;
    }

    /** The number that these names lead to. */
    public double decimal(String... names) {
        return at(names).value instanceof Number number ? number.doubleValue() : 0;
    }

    /** Whether these names lead to true. */
    public boolean is(String... names) {
        return Boolean.TRUE.equals(at(names).value);
    }

    /** The items of the list that these names lead to. */
    public List<JsonTree> items(String... names) {
        return at(names).value instanceof List<?> list
                ? list.stream().map(JsonTree::new).toList()
                : List.of();
    }

    /** The texts of the list that these names lead to. */
    public List<String> texts(String... names) {
        return items(names).stream().map(JsonTree::text).toList();
    }
}
