package io.natter.client.jetstream;

import io.natter.protocol.json.JsonFields;
import io.natter.protocol.json.JsonForm;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Compares a configuration that was asked for with the one that came back.
 *
 * <p>Immutable. A field that is gone, or a switch that is off again, is one the server does not know; other values are its to adjust.
 */
final class Echo {
    private Echo() {}

    /**
     * Refuses an answer that leaves out what was asked for.
     *
     * @throws UnsupportedByServerException if something is missing; the rest was done
     */
    static <T> void requireKept(JsonForm<T> form, T asked, T kept, Set<String> adjustable, ServerVersion version) {
        Map<String, @Nullable Object> got = tree(form.write(kept));
        tree(form.write(asked)).forEach((field, value) -> {
            boolean isOff = Boolean.TRUE.equals(value) && !Boolean.TRUE.equals(got.get(field));
            if ((isOff || !got.containsKey(field)) && !adjustable.contains(field)) {
                throw new UnsupportedByServerException(field, version.text(), "all was done but this");
            }
        });
    }

    /** Whether all that is asked for is there just so. */
    static <T> boolean isIn(JsonForm<T> form, T asked, T there) {
        return tree(form.write(there))
                .entrySet()
                .containsAll(tree(form.write(asked)).entrySet());
    }

    private static Map<String, @Nullable Object> tree(byte[] json) {
        return JsonFields.read(json, 0, json.length, fields -> {
            Map<String, @Nullable Object> tree = new LinkedHashMap<>();
            while (fields.next()) {
                tree.put(fields.name(), fields.any());
            }
            return tree;
        });
    }
}
