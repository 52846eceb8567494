package io.natter.server.config.read;

import io.natter.server.config.Secret;
import io.natter.server.config.language.ConfigValue.Node;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The keys of one block: what each of them sets in the record that the block becomes.
 *
 * <p>Immutable once it is in a constant. Keys are compared in lower case. (B1) A key that is not in the table is an error, unless it was
 * used as a variable. (B8, B10)
 */
final class Keys<T> {
    /** The target with another value. */
    @FunctionalInterface
    interface Setter<T, V extends @Nullable Object> {
        T set(T target, V value);
    }

    /** The target with what was given. */
    @FunctionalInterface
    interface Action<T> {
        T apply(T target, Given given);
    }

    private final Map<String, Action<T>> actions = new LinkedHashMap<>();
    private UnaryOperator<String> unknown = key -> "unknown field \"" + key + "\"";
    private boolean isIgnoringUnknown;

    Keys<T> text(Setter<T, @Nullable String> setter, String... names) {
        return value(Given::textOrNull, setter, names);
    }

    Keys<T> flag(Setter<T, Boolean> setter, String... names) {
        return value(Given::flag, setter, names);
    }

    Keys<T> whole(Setter<T, Long> setter, String... names) {
        return value(Given::whole, setter, names);
    }

    Keys<T> number(Setter<T, Integer> setter, String... names) {
        return value(Given::number, setter, names);
    }

    /** A number whose zero says nothing. */
    Keys<T> numberOr(int fallback, Setter<T, Integer> setter, String... names) {
        return value(given -> given.number() == 0 ? Integer.valueOf(fallback) : given.number(), setter, names);
    }

    Keys<T> path(Setter<T, @Nullable Path> setter, String... names) {
        return value(Given::pathOrNull, setter, names);
    }

    Keys<T> secret(Setter<T, @Nullable Secret> setter, String... names) {
        return value(Given::secretOrNull, setter, names);
    }

    Keys<T> duration(Setter<T, Duration> setter, String... names) {
        return value(given -> named(given, names[0]).duration(), setter, names);
    }

    /** A duration whose zero says nothing. */
    Keys<T> durationOr(Duration fallback, Setter<T, Duration> setter, String... names) {
        return duration((target, value) -> setter.set(target, value.isZero() ? fallback : value), names);
    }

    Keys<T> texts(Setter<T, List<String>> setter, String... names) {
        return value(Given::texts, setter, names);
    }

    <V extends @Nullable Object> Keys<T> value(
            Function<Given, V> converter, Setter<T, ? super V> setter, String... names) {
        return action((target, given) -> setter.set(target, converter.apply(given)), names);
    }

    /** A block that becomes a component. */
    <V> Keys<T> block(Function<T, V> getter, Setter<T, ? super V> setter, Keys<V> keys, String... names) {
        return action((target, given) -> setter.set(target, keys.read(getter.apply(target), given)), names);
    }

    /** The keys of a component, which stand in this block. */
    <V> Keys<T> all(Function<T, V> getter, Setter<T, ? super V> setter, Keys<V> keys) {
        Map<Action<V>, Action<T>> wrapped = new IdentityHashMap<>(); // so that aliases stay recognizable as such
        keys.actions.forEach((name, action) -> action(
                wrapped.computeIfAbsent(
                        action,
                        inner -> (target, given) -> setter.set(target, inner.apply(getter.apply(target), given))),
                name));
        return this;
    }

    Keys<T> action(Action<T> action, String... names) {
        for (String name : names) {
            if (actions.put(name, action) != null) {
                throw new IllegalArgumentException("key: got " + name + " twice, expected it once");
            }
        }
        return this;
    }

    /** How this block puts that a key is unknown. */
    Keys<T> unknown(UnaryOperator<String> text) {
        unknown = text;
        return this;
    }

    /** Unknown keys of this block mean nothing, as in nats-server. */
    Keys<T> ignoreUnknown() {
        isIgnoringUnknown = true;
        return this;
    }

    /** The names of each key, its aliases beside it. */
    Collection<Set<String>> aliases() {
        Map<Action<T>, Set<String>> aliases = new IdentityHashMap<>();
        actions.forEach((name, action) ->
                aliases.computeIfAbsent(action, any -> new TreeSet<>()).add(name));
        return aliases.values();
    }

    /** The names of all keys and aliases. */
    Set<String> names() {
        return actions.keySet();
    }

    /**
     * The target with everything a block says. Keys in error are left out, and reported.
     *
     * @throws ConfigFault when it is no block
     */
    T read(T start, Given given) {
        T target = start;
        for (Map.Entry<String, Node> entry : given.block().nodes().entrySet()) {
            Node node = entry.getValue();
            Given key = new Given(entry.getKey(), node.value(), node.at(), given.reading());
            Action<T> action = actions.get(entry.getKey().toLowerCase(Locale.ROOT));
            if (action != null) {
                target = tried(target, action, key);
            } else if (!isIgnoringUnknown && !given.block().variables().contains(entry.getKey())) {
                given.reading().error(node.at(), unknown.apply(entry.getKey()));
            }
        }
        return target;
    }

    private static <T> T tried(T target, Action<T> action, Given given) {
        try {
            return action.apply(target, given);
        } catch (ConfigFault fault) {
            given.reading().error(fault.at(), String.valueOf(fault.getMessage()));
        } catch (IllegalArgumentException checkOfTheRecord) {
            given.reading().error(given.at(), String.valueOf(checkOfTheRecord.getMessage()));
        }
        return target;
    }

    private static Given named(Given given, String name) {
        return new Given(name, given.value(), given.at(), given.reading());
    }
}
