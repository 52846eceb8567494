package io.natter.protocol.claims;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One object of a claim, read by nats-server's rules: keys in any case, null and absent are empty, wrong types refused.
 *
 * <p>Immutable. Strings absent are empty, numbers 0, lists and objects empty.
 */
final class ClaimsReader {
    private final String path;
    private final Map<String, Object> byLowerKey = new LinkedHashMap<>();
    private final Map<String, Object> raw = new LinkedHashMap<>();

    private ClaimsReader(String path, Map<?, ?> fields) {
        this.path = path;
        fields.forEach((key, value) -> {
            if (value != null) {
                raw.put((String) key, value);
                byLowerKey.put(((String) key).toLowerCase(Locale.ROOT), value);
            }
        });
    }

    static ClaimsReader of(String path, @Nullable Object value) {
        if (value == null) {
            return new ClaimsReader(path, Map.of());
        }
        if (!(value instanceof Map<?, ?> fields)) {
            throw wrongType(path, value, "an object");
        }
        return new ClaimsReader(path, fields);
    }

    boolean has(String key) {
        return byLowerKey.containsKey(key);
    }

    @Nullable
    Object any(String key) {
        return byLowerKey.get(key);
    }

    String string(String key) {
        return string(path + "." + key, any(key));
    }

    boolean bool(String key) {
        Object value = any(key);
        if (value != null && !(value instanceof Boolean)) {
            throw wrongType(path + "." + key, value, "true or false");
        }
        return Boolean.TRUE.equals(value);
    }

    long integer(String key) {
        return integer(path + "." + key, any(key));
    }

    int integer(String key, int least, int most) {
        long value = integer(key);
        if (value < least || value > most) {
            throw new ClaimsException(path + "." + key + ": got " + value + ", expected " + least + " to " + most);
        }
        return (int) value;
    }

    List<String> strings(String key) {
        return list(key, ClaimsReader::string);
    }

    ClaimsReader object(String key) {
        return of(path + "." + key, any(key));
    }

    <T> List<T> objects(String key, Function<ClaimsReader, T> read) {
        return list(key, (at, value) -> read.apply(of(at, value)));
    }

    /** A list, each element read with the path to it. */
    <T> List<T> list(String key, ElementReader<T> read) {
        Object value = any(key);
        if (value == null) {
            return List.of();
        }
        if (!(value instanceof List<?> elements)) {
            throw wrongType(path + "." + key, value, "an array");
        }
        List<T> result = new ArrayList<>(elements.size());
        for (Object element : elements) {
            result.add(read.read(path + "." + key + "[" + result.size() + "]", element));
        }
        return Collections.unmodifiableList(result);
    }

    /** An object whose keys are free: each value read with the path to it. */
    <T> Map<String, T> map(String key, ElementReader<T> read) {
        ClaimsReader inner = object(key);
        Map<String, T> result = new LinkedHashMap<>();
        inner.raw.forEach((name, value) -> result.put(name, read.read(inner.path + "." + name, value)));
        return Collections.unmodifiableMap(result);
    }

    /** All fields as they are. */
    Map<String, Object> raw() {
        return Collections.unmodifiableMap(raw);
    }

    String path() {
        return path;
    }

    static String string(String path, @Nullable Object value) {
        if (value == null) {
            return "";
        }
        if (!(value instanceof String text)) {
            throw wrongType(path, value, "a string");
        }
        return text;
    }

    static long integer(String path, @Nullable Object value) {
        if (value == null) {
            return 0;
        }
        if (!(value instanceof BigDecimal number)) {
            throw wrongType(path, value, "a number");
        }
        if (number.scale() != 0 || number.unscaledValue().bitLength() >= Long.SIZE) {
            throw new ClaimsException(path + ": got a number with fraction or more than 64 bits, expected a whole one");
        }
        return number.longValue();
    }

    /** Reads one element. */
    @FunctionalInterface
    interface ElementReader<T> {
        T read(String path, @Nullable Object value);
    }

    private static ClaimsException wrongType(String path, Object value, String expected) {
        return new ClaimsException(path + ": got a "
                + value.getClass().getSimpleName().toLowerCase(Locale.ROOT).replace("bigdecimal", "number")
                + ", expected " + expected);
    }
}
