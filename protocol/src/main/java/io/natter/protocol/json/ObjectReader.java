package io.natter.protocol.json;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * One object of a tree, read field by field by Go's rules: keys in any case, null and absent are empty.
 *
 * <p>Confined to one thread. Each field is taken once; what nobody took is the {@link #rest}. A wrong type throws
 * {@link JsonException} with the path to the field.
 */
public final class ObjectReader {
    private static final BigInteger UNSIGNED_MOST =
            BigInteger.ONE.shiftLeft(Long.SIZE).subtract(BigInteger.ONE);

    /** A field that was not taken yet, with its key as it was written. */
    private record Field(String name, @Nullable Object value) {}

    private final String path;
    private final List<String> unknownNames; // shared with all objects of the tree
    private final Map<String, Field> fields = new LinkedHashMap<>();

    private ObjectReader(String path, Map<?, ?> tree, List<String> unknownNames) {
        this.path = path;
        this.unknownNames = unknownNames;
        tree.forEach((name, value) -> fields.put(JsonFields.lower((String) name), new Field((String) name, value)));
    }

    static ObjectReader of(Map<String, @Nullable Object> tree, List<String> unknownNames) {
        return new ObjectReader("", tree, unknownNames);
    }

    /** Whether a field is there, even if null, and was not taken yet. */
    public boolean has(String key) {
        return fields.containsKey(key);
    }

    /** The text, or an empty one. */
    public String string(String key) {
        Object value = take(key);
        return value instanceof String text ? text : string(path + key, value);
    }

    /** Whether it is true. */
    public boolean bool(String key) {
        Object value = take(key);
        if (value != null && !(value instanceof Boolean)) {
            throw wrongType(path + key, value, "true or false");
        }
        return Boolean.TRUE.equals(value);
    }

    /** The whole number, or 0. */
    public long integer(String key) {
        Object value = take(key);
        return value == null ? 0 : integer(path + key, value);
    }

    /** The whole number of 32 bits, or 0. */
    public int integer32(String key) {
        long value = integer(key);
        if (value != (int) value) {
            throw new JsonException(path + key + ": got " + value + ", expected a number of 32 bits");
        }
        return (int) value;
    }

    /** The whole number, held at the ends of the range of 32 bits where it is beyond them, or 0. */
    public int clamped32(String key) {
        return (int) Math.max(Integer.MIN_VALUE, Math.min(Integer.MAX_VALUE, integer(key)));
    }

    /** The whole number from 0 to 2^64 - 1 in the bits of a long, or 0. */
    public long unsigned(String key) {
        return unsigned(path + key, take(key));
    }

    /** The duration given in nanoseconds, or zero. */
    public Duration duration(String key) {
        return Duration.ofNanos(integer(key));
    }

    /** The time, or null. */
    public @Nullable Instant time(String key) {
        Object value = take(key);
        return value == null ? null : time(path + key, value);
    }

    /** The time, or Go's zero time. */
    public Instant timeOrZero(String key) {
        Instant time = time(key);
        return time == null ? GoTime.ZERO : time;
    }

    /** The constant of that word, or the one that absence stands for. */
    public <E extends Enum<E> & JsonWord> E word(String key, E absent) {
        Object value = take(key);
        if (value == null) {
            return absent;
        }
        for (E constant : absent.getDeclaringClass().getEnumConstants()) {
            if (constant.word().equals(value)) {
                return constant;
            }
        }
        StringJoiner allowed = new StringJoiner(", ");
        for (E constant : absent.getDeclaringClass().getEnumConstants()) {
            allowed.add(constant.word().isEmpty() ? "nothing" : constant.word());
        }
        String got = value instanceof String text ? '"' + text + '"' : kind(value);
        throw new JsonException(path + key + ": got " + got + ", expected one of " + allowed);
    }

    /** The constant of that word, or the one that absence and an empty text stand for. */
    public <E extends Enum<E> & JsonWord> E wordOrEmpty(String key, E absent) {
        Field field = fields.get(key);
        if (field != null && "".equals(field.value())) {
            fields.remove(key);
        }
        return word(key, absent);
    }

    /** The bytes given in base64, or none. */
    public byte[] bytes(String key) {
        String text = string(key);
        try {
            return Base64.getDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            throw new JsonException(path + key + ": got a string that is not base64", e);
        }
    }

    /** The texts of an array. */
    public List<String> strings(String key) {
        return list(key, ObjectReader::string);
    }

    /** The durations of an array, in nanoseconds. */
    public List<Duration> durations(String key) {
        return list(key, (at, value) -> Duration.ofNanos(integer(at, value)));
    }

    /** The unsigned numbers of an array. */
    public List<Long> unsigneds(String key) {
        return list(key, ObjectReader::unsigned);
    }

    /** Texts by free keys. */
    public Map<String, String> stringMap(String key) {
        return map(key, ObjectReader::string);
    }

    /** Unsigned numbers by free keys. */
    public Map<String, Long> unsignedMap(String key) {
        return map(key, ObjectReader::unsigned);
    }

    /** The object, or null. */
    public <T> @Nullable T objectOrNull(String key, JsonForm<T> form) {
        Object value = take(key);
        return value == null ? null : object(path + key, value, form);
    }

    /** The object, or what an object without fields stands for. */
    public <T> T object(String key, JsonForm<T> form) {
        return object(path + key, take(key), form);
    }

    /** The objects of an array. */
    public <T> List<T> objects(String key, JsonForm<T> form) {
        return list(key, (at, value) -> object(at, value, form));
    }

    /** Objects by free keys. */
    public <T> Map<String, T> objectMap(String key, JsonForm<T> form) {
        return map(key, (at, value) -> object(at, value, form));
    }

    /** Whatever stands there, as {@link JsonFields#any} makes it; null where nothing does. */
    public @Nullable Object tree(String key) {
        return take(key);
    }

    /** The fields nobody took, which are reported as unknown; none remain. */
    public UnknownFields rest() {
        if (fields.isEmpty()) {
            return UnknownFields.NONE;
        }
        Map<String, @Nullable Object> unknown = new LinkedHashMap<>();
        fields.values().forEach(field -> unknown.put(field.name(), field.value()));
        fields.clear();
        unknownNames.addAll(unknown.keySet());
        return new UnknownFields(unknown);
    }

    private @Nullable Object take(String key) {
        Field field = fields.remove(key);
        return field == null ? null : field.value();
    }

    private <T> List<T> list(String key, BiFunction<String, @Nullable Object, T> read) {
        Object value = take(key);
        if (value == null) {
            return List.of();
        }
        if (!(value instanceof List<?> elements)) {
            throw wrongType(path + key, value, "an array");
        }
        List<T> result = new ArrayList<>(elements.size());
        for (Object element : elements) {
            result.add(read.apply(path + key + "[" + result.size() + "]", element));
        }
        return Collections.unmodifiableList(result);
    }

    private <T> Map<String, T> map(String key, BiFunction<String, @Nullable Object, T> read) {
        Object value = take(key);
        if (value == null) {
            return Map.of();
        }
        if (!(value instanceof Map<?, ?> entries)) {
            throw wrongType(path + key, value, "an object");
        }
        Map<String, T> result = new LinkedHashMap<>();
        entries.forEach((name, entry) -> result.put((String) name, read.apply(path + key + "." + name, entry)));
        return Collections.unmodifiableMap(result);
    }

    private <T> T object(String at, @Nullable Object value, JsonForm<T> form) {
        if (value != null && !(value instanceof Map)) {
            throw wrongType(at, value, "an object");
        }
        Map<?, ?> tree = value instanceof Map<?, ?> map ? map : Map.of();
        return form.readFrom(new ObjectReader(at + ".", tree, unknownNames));
    }

    private static String string(String at, @Nullable Object value) {
        if (value == null) {
            return "";
        }
        if (!(value instanceof String text)) {
            throw wrongType(at, value, "a string");
        }
        return text;
    }

    private static Instant time(String at, Object value) {
        try {
            return GoTime.parse(string(at, value));
        } catch (JsonException e) {
            throw new JsonException(at + ": " + e.getMessage(), e);
        }
    }

    private static long integer(String at, @Nullable Object value) {
        BigInteger number = whole(at, value);
        if (number.bitLength() >= Long.SIZE) {
            throw new JsonException(at + ": got a number of more than 64 bits");
        }
        return number.longValue();
    }

    private static long unsigned(String at, @Nullable Object value) {
        BigInteger number = whole(at, value);
        if (number.signum() < 0 || number.compareTo(UNSIGNED_MOST) > 0) {
            throw new JsonException(at + ": got a number below 0 or of more than 64 bits");
        }
        return number.longValue();
    }

    // The scale is looked at first: 1e999999999 is a short text, and a long number.
    private static BigInteger whole(String at, @Nullable Object value) {
        if (value == null) {
            return BigInteger.ZERO;
        }
        if (!(value instanceof BigDecimal number)) {
            throw wrongType(at, value, "a number");
        }
        if (number.scale() != 0) {
            throw new JsonException(at + ": got a number with fraction or exponent, expected a whole number");
        }
        return number.unscaledValue();
    }

    private static JsonException wrongType(String at, Object value, String expected) {
        return new JsonException(at + ": got " + kind(value) + ", expected " + expected);
    }

    private static String kind(Object value) {
        if (value instanceof Map) {
            return "an object";
        }
        if (value instanceof List) {
            return "an array";
        }
        return value instanceof Boolean ? "true or false" : value instanceof String ? "a string" : "a number";
    }
}
