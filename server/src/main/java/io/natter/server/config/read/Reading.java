package io.natter.server.config.read;

import io.natter.server.config.ConfigProblem;
import io.natter.server.config.language.Position;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What is found while one configuration is read. Confined to the reading thread. */
final class Reading {
    private final List<ConfigProblem> errors = new ArrayList<>();
    private final List<ConfigProblem> warnings = new ArrayList<>();
    private final Map<String, Position> users = new HashMap<>();

    void error(@Nullable Position at, String text) {
        errors.add(problem(at, text));
    }

    void warning(@Nullable Position at, String text) {
        warnings.add(problem(at, text));
    }

    /** Whether this name or nkey is the first of its kind; users are unique over all accounts. */
    boolean isNewUser(String id, Position at) {
        return users.putIfAbsent(id, at) == null;
    }

    boolean hasUsers() {
        return !users.isEmpty();
    }

    boolean hasErrors() {
        return !errors.isEmpty();
    }

    List<ConfigProblem> errors() {
        return errors;
    }

    List<ConfigProblem> warnings() {
        return warnings;
    }

    private static ConfigProblem problem(@Nullable Position at, String text) {
        return at == null
                ? new ConfigProblem("", 0, 0, text)
                : new ConfigProblem(at.file(), at.line(), at.column(), text);
    }
}
