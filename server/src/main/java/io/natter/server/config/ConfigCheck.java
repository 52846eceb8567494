package io.natter.server.config;

import io.natter.server.config.language.Environment;
import io.natter.server.config.read.ConfigReader;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What reading a configuration found. Immutable. (A7, B10, B12)
 *
 * <p>These are the findings of the text alone. What cannot be true together is in {@link ServerConfig#problems()} of the configuration,
 * which the command line may have changed by then.
 *
 * @param config what was read; when there are errors, without the keys that are in error
 * @param errors what makes it unusable; empty when it is good
 * @param warnings what a server can run with, but nobody should want; {@code -t} fails for them
 * @param digest {@code sha256:} and the digest of its values; empty when they could not be read at all
 */
public record ConfigCheck(
        ServerConfig config, List<ConfigProblem> errors, List<ConfigProblem> warnings, String digest) {
    /** Copies the lists. */
    public ConfigCheck {
        errors = List.copyOf(errors);
        warnings = List.copyOf(warnings);
    }

    /** Reads a file; variables that it does not define are looked up by {@code environment}, which answers null for unknown ones. */
    public static ConfigCheck of(Path file, UnaryOperator<@Nullable String> environment) {
        return ConfigReader.read(file, adapted(environment));
    }

    /** Reads a text, which {@code name} stands for in the places of problems. */
    public static ConfigCheck of(String name, String text, UnaryOperator<@Nullable String> environment) {
        return ConfigReader.read(name, text, adapted(environment));
    }

    /** Whether a server can be started with it. */
    public boolean isValid() {
        return errors.isEmpty();
    }

    /**
     * The configuration.
     *
     * @throws ConfigException when there are errors
     */
    public ServerConfig orThrow() {
        if (!errors.isEmpty()) {
            throw new ConfigException(errors);
        }
        return config;
    }

    private static Environment adapted(UnaryOperator<@Nullable String> environment) {
        return environment::apply;
    }
}
