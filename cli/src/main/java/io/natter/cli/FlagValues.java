package io.natter.cli;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A command line that was read: the flags that were given, and the words after them.
 *
 * <p><i>Immutable.</i> A flag that was given twice has its last value.
 */
final class FlagValues {
    private final Map<ServerFlag, Object> values;
    private final List<String> words;

    FlagValues(Map<ServerFlag, Object> values, List<String> words) {
        this.values = values.isEmpty() ? Map.of() : new EnumMap<>(values);
        this.words = List.copyOf(words);
    }

    /** What follows the flags; reading stops at the first word that is none. */
    List<String> words() {
        return words;
    }

    /** Whether the flag was given at all, with any value. */
    boolean isGiven(ServerFlag flag) {
        return values.containsKey(flag);
    }

    /** Whether the switch was given and means on. */
    boolean isOn(ServerFlag flag) {
        return Boolean.TRUE.equals(values.get(flag));
    }

    /** The text of the flag, or null when it was not given; empty when it was given empty. */
    @Nullable
    String text(ServerFlag flag) {
        return (String) values.get(flag);
    }

    /** The number of the flag; empty when it was not given. */
    OptionalInt number(ServerFlag flag) {
        return values.get(flag) instanceof Long number ? OptionalInt.of(number.intValue()) : OptionalInt.empty();
    }

    /** The number of bytes of the flag; empty when it was not given. */
    OptionalLong bytes(ServerFlag flag) {
        return values.get(flag) instanceof Long number ? OptionalLong.of(number) : OptionalLong.empty();
    }

    /** Hands the switch to {@code action} when it was given, on or off. */
    void ifSwitched(ServerFlag flag, Consumer<Boolean> action) {
        if (values.get(flag) instanceof Boolean isOn) {
            action.accept(isOn);
        }
    }

    /** Hands the text of the flag to {@code action} when it was given. */
    void ifText(ServerFlag flag, Consumer<String> action) {
        if (values.get(flag) instanceof String text) {
            action.accept(text);
        }
    }
}
