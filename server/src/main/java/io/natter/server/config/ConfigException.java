package io.natter.server.config;

import java.util.List;
import java.util.stream.Collectors;

/** A configuration that no server can run with. Nothing was started or changed. Immutable. */
public final class ConfigException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient List<ConfigProblem> problems;

    /** All that is wrong with it, at least one thing. */
    public ConfigException(List<ConfigProblem> problems) {
        super(problems.stream().map(ConfigProblem::toString).collect(Collectors.joining("\n")));
        this.problems = List.copyOf(problems);
    }

    /** What is wrong, in the order of the text. */
    public List<ConfigProblem> problems() {
        return problems;
    }
}
