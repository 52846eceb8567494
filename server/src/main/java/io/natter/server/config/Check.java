package io.natter.server.config;

import org.jspecify.annotations.Nullable;

/** Checks of single values, for compact constructors. Thread-safe: pure functions. */
final class Check {
    private Check() {}

    static void inRange(String name, long value, long least, long most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(name + ": got " + value + ", expected " + least + " to " + most);
        }
    }

    static void notNegative(String name, long value) {
        if (value < 0) {
            throw new IllegalArgumentException(name + ": got " + value + ", expected 0 or more");
        }
    }

    static void notEmpty(String name, String value) {
        if (value.isEmpty()) {
            throw new IllegalArgumentException(name + ": got nothing, expected a name");
        }
    }

    static void noBlanks(String name, @Nullable String value) {
        if (value != null && value.contains(" ")) {
            throw new IllegalArgumentException(name + ": got \"" + value + "\", expected no blanks");
        }
    }
}
