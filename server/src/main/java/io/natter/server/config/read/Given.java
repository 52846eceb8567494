package io.natter.server.config.read;

import io.natter.server.config.Secret;
import io.natter.server.config.language.ConfigValue;
import io.natter.server.config.language.ConfigValue.Array;
import io.natter.server.config.language.ConfigValue.Block;
import io.natter.server.config.language.ConfigValue.Decimal;
import io.natter.server.config.language.ConfigValue.Flag;
import io.natter.server.config.language.ConfigValue.Node;
import io.natter.server.config.language.ConfigValue.Text;
import io.natter.server.config.language.ConfigValue.Whole;
import io.natter.server.config.language.GoDuration;
import io.natter.server.config.language.Position;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A key and the value that was given to it. Immutable. Each method reads the value as one kind.
 *
 * @param key the key as written
 * @param value what was given
 * @param at place of the key, or of the value in an array
 * @param reading what else is found
 */
record Given(String key, ConfigValue value, Position at, Reading reading) {
    private static final double SECONDS_MAX = 1e9; // more than thirty years

    /** The string. */
    String text() {
        if (value instanceof Text text) {
            return text.value();
        }
        throw wrongKind("string");
    }

    /** The string, or null when it is empty, which says nothing. */
    @Nullable
    String textOrNull() {
        String text = text();
        return text.isEmpty() ? null : text;
    }

    /** The string as something that is never shown, or null when it is empty. */
    @Nullable
    Secret secretOrNull() {
        String text = textOrNull();
        return text == null ? null : Secret.of(text);
    }

    /** The string as a name of a file or directory. */
    Path path() {
        try {
            return Path.of(text());
        } catch (InvalidPathException e) {
            throw fault(key + ": got \"" + text() + "\", expected a file name");
        }
    }

    /** The string as a name of a file or directory, or null when it is empty. */
    @Nullable
    Path pathOrNull() {
        return textOrNull() == null ? null : path();
    }

    boolean flag() {
        if (value instanceof Flag flag) {
            return flag.value();
        }
        throw wrongKind("boolean");
    }

    long whole() {
        if (value instanceof Whole whole) {
            return whole.value();
        }
        throw wrongKind("integer");
    }

    int number() {
        long whole = whole();
        if (whole != (int) whole) {
            throw fault(key + " value is too big");
        }
        return (int) whole;
    }

    /** A duration; an integer is taken for seconds, with a warning. (B7) */
    Duration duration() {
        if (value instanceof Whole whole) {
            misused(key + " should be converted to a duration");
            return seconds((double) whole.value());
        }
        return durationText();
    }

    /** A duration that must be a string. */
    Duration durationText() {
        String text = text();
        try {
            return GoDuration.parse(text);
        } catch (IllegalArgumentException e) {
            throw fault("error parsing " + key + ": " + e.getMessage());
        }
    }

    /** A number of seconds, whole or not, or a duration. */
    Duration secondsOrDuration(String what) {
        if (value instanceof Whole whole) {
            return seconds((double) whole.value());
        }
        if (value instanceof Decimal decimal) {
            return seconds(decimal.value());
        }
        if (!(value instanceof Text)) {
            throw fault(what + " wrong type");
        }
        try {
            return GoDuration.parse(text());
        } catch (IllegalArgumentException e) {
            throw fault(what + " " + e.getMessage());
        }
    }

    private Duration seconds(double seconds) {
        if (Math.abs(seconds) > SECONDS_MAX) {
            throw fault(key + ": got " + seconds + " seconds, expected at most " + SECONDS_MAX);
        }
        return Duration.ofNanos((long) (seconds * 1e9));
    }

    Block block() {
        if (value instanceof Block block) {
            return block;
        }
        throw wrongKind("map");
    }

    /** The elements of an array. */
    List<Given> items() {
        if (!(value instanceof Array array)) {
            throw wrongKind("array");
        }
        List<Given> items = new ArrayList<>();
        for (Node item : array.items()) {
            items.add(new Given(key, item.value(), item.at(), reading));
        }
        return items;
    }

    /** A string, or an array of strings; what is no string is an error and left out. */
    List<String> texts() {
        if (value instanceof Text text) {
            return List.of(text.value());
        }
        List<String> texts = new ArrayList<>();
        for (Given item : items()) {
            if (item.value instanceof Text text) {
                texts.add(text.value());
            } else {
                reading.error(item.at, "error parsing " + key + ": unsupported type in array " + item.value.kind());
            }
        }
        return texts;
    }

    /** A map whose values are strings. */
    Map<String, String> textByKey() {
        Map<String, String> texts = new LinkedHashMap<>();
        for (Given entry : entries()) {
            texts.put(entry.key, entry.text());
        }
        return texts;
    }

    /** The entries of a map, in the order of the text. */
    List<Given> entries() {
        List<Given> entries = new ArrayList<>();
        block().nodes().forEach((name, node) -> entries.add(new Given(name, node.value(), node.at(), reading)));
        return entries;
    }

    /** This key is in error and left out. */
    ConfigFault fault(String text) {
        return new ConfigFault(at, text);
    }

    /** This key is used as it should not be. */
    void misused(String text) {
        warn("invalid use of field \"" + key + "\": " + text);
    }

    void warn(String text) {
        reading.warning(at, text);
    }

    ConfigFault wrongKind(String expected) {
        return fault(key + ": got " + value.kind() + ", expected " + expected);
    }
}
