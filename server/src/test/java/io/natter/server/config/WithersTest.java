package io.natter.server.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Every component of every record with defaults can be changed, and changing it changes nothing else. */
class WithersTest {
    @Test
    void eachChangesItsComponentOnly() throws ReflectiveOperationException {
        Set<Class<?>> seen = new LinkedHashSet<>();
        collect(ServerConfig.class, seen);
        List<String> checked = new ArrayList<>();
        for (Class<?> type : seen) {
            Method defaults = defaultsOf(type);
            if (defaults != null) {
                check(type, defaults.invoke(null), checked);
            }
        }
        assertThat(checked).hasSizeGreaterThan(200);
    }

    private static void check(Class<?> type, Object defaults, List<String> checked)
            throws ReflectiveOperationException {
        for (RecordComponent component : type.getRecordComponents()) {
            String name = component.getName();
            Method wither = type.getMethod(
                    "with" + Character.toUpperCase(name.charAt(0)) + name.substring(1), component.getType());
            Object value = sample(component.getType(), component.getAccessor().invoke(defaults));
            Object changed = wither.invoke(defaults, value);
            for (RecordComponent other : type.getRecordComponents()) {
                Object expected = other.getName().equals(name)
                        ? value
                        : other.getAccessor().invoke(defaults);
                boolean isImplied =
                        type == PermissionsConfig.class && other.getName().equals("publish");
                if (!isImplied) {
                    assertThat(other.getAccessor().invoke(changed))
                            .as(type.getSimpleName() + ".with " + name + " -> " + other.getName())
                            .isEqualTo(expected);
                }
            }
            checked.add(type.getSimpleName() + "." + name);
        }
    }

    private static void collect(Class<?> type, Set<Class<?>> seen) {
        if (!type.isRecord() || !seen.add(type)) {
            return;
        }
        for (RecordComponent component : type.getRecordComponents()) {
            collect(component.getType(), seen);
        }
        for (Class<?> more :
                List.of(LeafRemote.class, OcspPeerConfig.class, AccountLimits.class, AccountJetStream.class)) {
            seen.add(more);
        }
    }

    private static @Nullable Method defaultsOf(Class<?> type) {
        try {
            return type.getMethod("defaults");
        } catch (NoSuchMethodException e) {
            return null;
        }
    }

    private static @Nullable Object sample(Class<?> type, @Nullable Object old) throws ReflectiveOperationException {
        if (type == boolean.class) {
            return !Boolean.TRUE.equals(old);
        }
        if (type == int.class) {
            return 7;
        }
        if (type == long.class) {
            return 7L;
        }
        if (type.isEnum()) {
            Object[] constants = type.getEnumConstants();
            return constants[constants.length - 1];
        }
        Map<Class<?>, Object> samples = Map.of(
                String.class, "/sample",
                Path.class, Path.of("sample"),
                Duration.class, Duration.ofSeconds(77),
                Secret.class, Secret.of("sample"),
                List.class, List.of(),
                Set.class, Set.of(),
                Map.class, Map.of());
        Object sample = samples.get(type);
        if (sample != null) {
            return sample;
        }
        Method defaults = defaultsOf(type);
        return defaults == null ? null : defaults.invoke(null);
    }
}
