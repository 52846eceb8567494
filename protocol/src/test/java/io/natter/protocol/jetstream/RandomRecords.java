package io.natter.protocol.jetstream;

import io.natter.protocol.json.GoTime;
import io.natter.protocol.json.UnknownFields;
import io.natter.protocol.wire.Payload;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Makes records of any type with random components; the same seed makes the same. Confined to one thread. */
final class RandomRecords {
    private static final String LETTERS = "ab.*> \"\\\n<&\u00e4\u20ac\ud83d\ude00";

    private final Random random;

    RandomRecords(long seed) {
        random = new Random(seed);
    }

    <T> T next(Class<T> type) {
        RecordComponent[] components = type.getRecordComponents();
        @Nullable Object[] values = new @Nullable Object[components.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = value(components[i]);
        }
        try {
            return type.getDeclaredConstructor(Arrays.stream(components)
                            .map(RecordComponent::getType)
                            .toArray(Class<?>[]::new))
                    .newInstance(values);
        } catch (ReflectiveOperationException e) {
            throw new LinkageError(type.getName(), e);
        }
    }

    private @Nullable Object value(RecordComponent component) {
        AnnotatedType annotated = component.getAnnotatedType();
        boolean isNullable = annotated.isAnnotationPresent(Nullable.class);
        return isNullable && random.nextBoolean() ? null : value(component.getGenericType());
    }

    private Object value(Type type) {
        if (type instanceof ParameterizedType generic) {
            Type[] arguments = generic.getActualTypeArguments();
            return generic.getRawType() == List.class ? list(arguments[0]) : map(arguments[1]);
        }
        Class<?> raw = (Class<?>) type;
        if (raw.isRecord() && raw != UnknownFields.class) {
            return next(raw);
        }
        if (raw.isEnum()) {
            Object[] constants = raw.getEnumConstants();
            Object constant = constants[random.nextInt(constants.length)];
            return constant == DeliverPolicy.UNDEFINED ? DeliverPolicy.ALL : constant;
        }
        return plain(raw);
    }

    private Object plain(Class<?> raw) {
        if (raw == String.class) {
            return text();
        } else if (raw == boolean.class) {
            return random.nextBoolean();
        } else if (raw == int.class) {
            return random.nextBoolean() ? 0 : random.nextInt();
        } else if (raw == long.class || raw == Long.class) {
            return random.nextBoolean() ? 0L : random.nextLong() >>> 1;
        } else if (raw == Duration.class) {
            return Duration.ofNanos(random.nextBoolean() ? 0 : random.nextLong());
        } else if (raw == Instant.class) {
            long nanos = random.nextBoolean() ? random.nextInt(1_000_000_000) : random.nextInt(1000) * 1_000_000L;
            return random.nextInt(5) == 0 ? GoTime.ZERO : Instant.ofEpochSecond(random.nextInt(), nanos);
        } else if (raw == Payload.class) {
            return Payload.of(text());
        } else if (raw == UnknownFields.class) {
            return random.nextInt(3) > 0 ? UnknownFields.NONE : unknown();
        }
        throw new AssertionError("no random " + raw);
    }

    private UnknownFields unknown() {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("x_Number", new BigDecimal("12345678901234567890"));
        fields.put("x_list", List.of("a", List.of(), true));
        fields.put("x_object", Map.of("Key", text()));
        return new UnknownFields(fields);
    }

    private String text() {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(6); i > 0; i--) {
            text.appendCodePoint(LETTERS.codePointAt(LETTERS.offsetByCodePoints(0, random.nextInt(14))));
        }
        return text.toString();
    }

    private List<Object> list(Type element) {
        List<Object> list = new ArrayList<>();
        for (int i = random.nextInt(3); i > 0; i--) {
            list.add(value(element));
        }
        return list;
    }

    private Map<String, Object> map(Type element) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (int i = random.nextInt(3); i > 0; i--) {
            map.put(text(), value(element));
        }
        return map;
    }
}
