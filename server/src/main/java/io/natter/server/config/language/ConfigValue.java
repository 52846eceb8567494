package io.natter.server.config.language;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A value of the language. Immutable. */
public sealed interface ConfigValue {
    /** The kind of value, for error messages. */
    String kind();

    /** A string, bare or quoted. */
    record Text(String value) implements ConfigValue {
        @Override
        public String kind() {
            return "string";
        }
    }

    /** An integer, its suffix multiplied in. */
    record Whole(long value) implements ConfigValue {
        @Override
        public String kind() {
            return "integer";
        }
    }

    /** A number with a fraction. */
    record Decimal(double value) implements ConfigValue {
        @Override
        public String kind() {
            return "float";
        }
    }

    /** True or false. */
    record Flag(boolean value) implements ConfigValue {
        @Override
        public String kind() {
            return "boolean";
        }
    }

    /** A date with a time, UTC. */
    record Moment(Instant value) implements ConfigValue {
        @Override
        public String kind() {
            return "date";
        }
    }

    /** An array. */
    record Array(List<Node> items) implements ConfigValue {
        /** Copies the list. */
        public Array {
            items = List.copyOf(items);
        }

        @Override
        public String kind() {
            return "array";
        }
    }

    /**
     * A map.
     *
     * @param nodes values by key as written, in the order of the text; of a key that is repeated, the last
     * @param variables keys that were used as variables, so that they need not mean anything else
     */
    record Block(Map<String, Node> nodes, Set<String> variables) implements ConfigValue {
        /** Copies map and set. */
        public Block {
            nodes = Collections.unmodifiableMap(new LinkedHashMap<>(nodes));
            variables = Set.copyOf(variables);
        }

        @Override
        public String kind() {
            return "map";
        }
    }

    /**
     * A value and its place. Immutable.
     *
     * @param value the value
     * @param at place of its key, or of the value itself in an array
     */
    record Node(ConfigValue value, Position at) {}
}
