package io.natter.protocol.json;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Collects the fields of one object in order; {@code put} leaves out what is empty, {@code always} does not.
 *
 * <p>Confined to one thread.
 */
public final class ObjectWriter {
    private final Map<String, @Nullable Object> fields = new LinkedHashMap<>();

    ObjectWriter() {}

    Map<String, @Nullable Object> fields() {
        return fields;
    }

    /** A text, left out when empty. */
    public ObjectWriter put(String key, String value) {
        return value.isEmpty() ? this : always(key, value);
    }

    /** A text. */
    public ObjectWriter always(String key, String value) {
        fields.put(key, JsonFields.printable(value));
        return this;
    }

    /** A number, left out when 0. */
    public ObjectWriter put(String key, long value) {
        return value == 0 ? this : always(key, value);
    }

    /** A number. */
    public ObjectWriter always(String key, long value) {
        fields.put(key, value);
        return this;
    }

    /** An unsigned number, left out when 0. */
    public ObjectWriter putUnsigned(String key, long value) {
        return value == 0 ? this : alwaysUnsigned(key, value);
    }

    /** An unsigned number. */
    public ObjectWriter alwaysUnsigned(String key, long value) {
        fields.put(key, unsigned(value));
        return this;
    }

    /** True, left out when false. */
    public ObjectWriter put(String key, boolean value) {
        return value ? always(key, true) : this;
    }

    /** True or false. */
    public ObjectWriter always(String key, boolean value) {
        fields.put(key, value);
        return this;
    }

    /** A duration in nanoseconds, left out when 0. */
    public ObjectWriter put(String key, Duration value) {
        return value.isZero() ? this : always(key, value);
    }

    /** A duration in nanoseconds. */
    public ObjectWriter always(String key, Duration value) {
        return always(key, GoTime.nanos(value));
    }

    /** A time, left out when null. */
    public ObjectWriter put(String key, @Nullable Instant value) {
        return value == null ? this : always(key, value);
    }

    /** A time. */
    public ObjectWriter always(String key, Instant value) {
        return always(key, GoTime.format(value));
    }

    /** A constant, left out when it is the one that absence stands for. */
    public <E extends Enum<E> & JsonWord> ObjectWriter put(String key, E value, E absent) {
        return value == absent ? this : always(key, value);
    }

    /** A constant. */
    public ObjectWriter always(String key, JsonWord value) {
        return always(key, value.word());
    }

    /** Bytes in base64, left out when there are none. */
    public ObjectWriter put(String key, byte[] value) {
        return put(key, Base64.getEncoder().encodeToString(value));
    }

    /** Texts, left out when there are none. */
    public ObjectWriter put(String key, Collection<String> values) {
        return values.isEmpty() ? this : always(key, values);
    }

    /** Texts. */
    public ObjectWriter always(String key, Collection<String> values) {
        fields.put(key, values.stream().map(JsonFields::printable).toList());
        return this;
    }

    /** Durations in nanoseconds, left out when there are none. */
    public ObjectWriter putDurations(String key, List<Duration> values) {
        if (!values.isEmpty()) {
            fields.put(key, values.stream().map(GoTime::nanos).toList());
        }
        return this;
    }

    /** Unsigned numbers, left out when there are none. */
    public ObjectWriter putUnsigned(String key, List<Long> values) {
        return values.isEmpty() ? this : alwaysUnsigned(key, values);
    }

    /** Unsigned numbers. */
    public ObjectWriter alwaysUnsigned(String key, List<Long> values) {
        fields.put(key, values.stream().map(ObjectWriter::unsigned).toList());
        return this;
    }

    /** Texts by free keys in their order, left out when there are none. */
    public ObjectWriter put(String key, Map<String, String> values) {
        if (!values.isEmpty()) {
            Map<String, String> sorted = new TreeMap<>();
            values.forEach((name, value) -> sorted.put(JsonFields.printable(name), JsonFields.printable(value)));
            fields.put(key, sorted);
        }
        return this;
    }

    /** Unsigned numbers by free keys in their order, left out when there are none. */
    public ObjectWriter putUnsigned(String key, Map<String, Long> values) {
        if (!values.isEmpty()) {
            Map<String, Number> sorted = new TreeMap<>();
            values.forEach((name, value) -> sorted.put(JsonFields.printable(name), unsigned(value)));
            fields.put(key, sorted);
        }
        return this;
    }

    /** An object, left out when null. */
    public <T> ObjectWriter put(String key, @Nullable T value, JsonForm<T> form) {
        return value == null ? this : always(key, value, form);
    }

    /** An object, even without fields. */
    public <T> ObjectWriter always(String key, T value, JsonForm<T> form) {
        fields.put(key, written(value, form));
        return this;
    }

    /** Objects, left out when there are none. */
    public <T> ObjectWriter putAll(String key, List<T> values, JsonForm<T> form) {
        return values.isEmpty() ? this : alwaysAll(key, values, form);
    }

    /** Objects. */
    public <T> ObjectWriter alwaysAll(String key, List<T> values, JsonForm<T> form) {
        fields.put(key, values.stream().map(value -> written(value, form)).toList());
        return this;
    }

    /** Objects by free keys in their order, left out when there are none. */
    public <T> ObjectWriter putAll(String key, Map<String, T> values, JsonForm<T> form) {
        if (!values.isEmpty()) {
            Map<String, Object> sorted = new TreeMap<>();
            values.forEach((name, value) -> sorted.put(JsonFields.printable(name), written(value, form)));
            fields.put(key, sorted);
        }
        return this;
    }

    /** A tree of Map, List, String, Number, Boolean and null, as it is. */
    public ObjectWriter tree(String key, @Nullable Object value) {
        fields.put(key, value);
        return this;
    }

    /** Fields that were read without being known; a known one of the same key stays. */
    public ObjectWriter rest(UnknownFields unknown) {
        unknown.byKey().forEach(fields::putIfAbsent);
        return this;
    }

    private static <T> Map<String, @Nullable Object> written(T value, JsonForm<T> form) {
        ObjectWriter inner = new ObjectWriter();
        form.writeTo(value, inner);
        return inner.fields;
    }

    private static Number unsigned(long value) {
        return value >= 0 ? Long.valueOf(value) : new BigDecimal(Long.toUnsignedString(value));
    }
}
