package io.natter.server.config;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Copies of configuration values: collections nobody can change, and records with one component replaced.
 *
 * <p>Thread-safe: pure functions. The record copy reads the record by reflection, so that a {@code withX} is one line and
 * cannot swap two components of the same type; a configuration changes a few times in the life of a server.
 */
final class Copy {
    private Copy() {}

    /** The same elements in the same order. */
    static <T> List<T> of(List<T> list) {
        return List.copyOf(list);
    }

    /** The same elements, in the order they have. */
    static <T> Set<T> of(Set<T> set) {
        return Collections.unmodifiableSet(new LinkedHashSet<>(set));
    }

    /** The same entries, in the order they have. */
    static <K, V> Map<K, V> of(Map<K, V> map) {
        return Collections.unmodifiableMap(new LinkedHashMap<>(map));
    }

    /**
     * A record like {@code record}, but for one component.
     *
     * @throws IllegalArgumentException from the record's own checks
     */
    static <R extends Record> R with(R record, String component, @Nullable Object value) {
        RecordComponent[] components = record.getClass().getRecordComponents();
        Class<?>[] types = new Class<?>[components.length];
        @Nullable Object[] values = new @Nullable Object[components.length];
        boolean isFound = false;
        try {
            for (int i = 0; i < components.length; i++) {
                types[i] = components[i].getType();
                boolean isReplaced = components[i].getName().equals(component);
                isFound |= isReplaced;
                values[i] = isReplaced ? value : components[i].getAccessor().invoke(record);
            }
            if (!isFound) {
                throw new IllegalArgumentException("component: got " + component + ", expected one of " + record);
            }
            @SuppressWarnings("unchecked") // the class of an R builds an R
            R copy = (R) record.getClass().getDeclaredConstructor(types).newInstance(values);
            return copy;
        } catch (InvocationTargetException e) {
            throw asUnchecked(e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new LinkageError("copy of " + record.getClass(), e);
        }
    }

    private static RuntimeException asUnchecked(@Nullable Throwable cause) {
        if (cause instanceof RuntimeException unchecked) {
            return unchecked;
        }
        return new IllegalStateException("record constructor failed", cause);
    }
}
