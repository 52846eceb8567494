package io.natter.cli.stream;

import io.natter.protocol.json.JsonForm;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What differs between two configurations, field by field; the order of subjects does not matter.
 *
 * <pre>
 *   Differences (-old +new):
 *     - max_age: 0
 *     + max_age: 3600000000000
 * </pre>
 *
 * <p><i>Immutable.</i>
 *
 * @param <T> the type of the configurations
 */
public final class ConfigDifference<T> {
    private final List<String> lines = new ArrayList<>();

    /** The difference between these two. */
    public ConfigDifference(JsonForm<T> form, T before, T after) {
        Map<String, @Nullable Object> old = form.tree(before);
        Map<String, @Nullable Object> now = form.tree(after);
        TreeSet<String> names = new TreeSet<>(old.keySet());
        names.addAll(now.keySet());
        for (String name : names) {
            Object oldValue = sorted(old.get(name));
            Object newValue = sorted(now.get(name));
            if (!Objects.equals(oldValue, newValue)) {
                if (oldValue != null) {
                    lines.add("  - " + name + ": " + oldValue);
                }
                if (newValue != null) {
                    lines.add("  + " + name + ": " + newValue);
                }
            }
        }
    }

    private static @Nullable Object sorted(@Nullable Object value) {
        if (value instanceof List<?> list && list.stream().allMatch(String.class::isInstance)) {
            return list.stream().sorted().toList();
        }
        return value;
    }

    /** Whether there is none. */
    public boolean isEmpty() {
        return lines.isEmpty();
    }

    /** What was and what is to be, for people. */
    public String text() {
        return "Differences (-old +new):\n" + String.join("\n", lines) + "\n";
    }
}
