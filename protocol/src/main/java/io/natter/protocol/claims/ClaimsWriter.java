package io.natter.protocol.claims;

import io.natter.protocol.json.JsonFields;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Collects the fields of one object of a claim; what is empty, zero or false is left out. Confined to one call. */
final class ClaimsWriter {
    private final Map<String, Object> fields = new LinkedHashMap<>();

    Map<String, Object> fields() {
        return fields;
    }

    ClaimsWriter put(String key, String value) {
        if (!value.isEmpty()) {
            fields.put(key, JsonFields.printable(value));
        }
        return this;
    }

    ClaimsWriter put(String key, long value) {
        if (value != 0) {
            fields.put(key, value);
        }
        return this;
    }

    ClaimsWriter put(String key, boolean value) {
        if (value) {
            fields.put(key, true);
        }
        return this;
    }

    ClaimsWriter put(String key, Collection<?> values) {
        if (!values.isEmpty()) {
            fields.put(key, List.copyOf(values));
        }
        return this;
    }

    ClaimsWriter put(String key, Map<String, ?> values) {
        if (!values.isEmpty()) {
            fields.put(key, values);
        }
        return this;
    }

    ClaimsWriter always(String key, Object value) {
        fields.put(key, value);
        return this;
    }

    /** An object, left out when it has no fields. */
    <T> ClaimsWriter object(String key, @Nullable T value, BiConsumer<T, ClaimsWriter> write) {
        return value == null ? this : put(key, written(value, write));
    }

    <T> ClaimsWriter objects(String key, List<T> values, BiConsumer<T, ClaimsWriter> write) {
        return put(key, values.stream().map(value -> written(value, write)).toList());
    }

    static <T> Map<String, Object> written(T value, BiConsumer<T, ClaimsWriter> write) {
        ClaimsWriter inner = new ClaimsWriter();
        write.accept(value, inner);
        return inner.fields;
    }
}
