package io.natter.client;

import io.natter.client.OptionValues.BadValue;
import io.natter.protocol.ProtocolException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A context of the {@code nats} tool: the options it keeps in a file under a name (ADR-21).
 *
 * <p>Immutable. The text form shows no secret. Keys the client has no use for, known to the tool or not, are passed over.
 *
 * <pre>
 *  $XDG_CONFIG_HOME/nats/context/NAME.json     or below $HOME/.config
 *  $XDG_CONFIG_HOME/nats/context.txt           the name of the selected one
 * </pre>
 *
 * @param name the file's name without {@code .json}
 * @param description what it is for, or empty
 * @param options how to connect
 * @param jetStreamDomain JetStream domain, or null
 * @param jetStreamApiPrefix prefix of JetStream's API subjects, or null
 * @param jetStreamEventPrefix prefix of JetStream's event subjects, or null
 * @param colorScheme colours the tool likes, or null
 */
public record NatsContext(
        String name,
        String description,
        NatsOptions options,
        @Nullable String jetStreamDomain,
        @Nullable String jetStreamApiPrefix,
        @Nullable String jetStreamEventPrefix,
        @Nullable String colorScheme) {
    private static final int FILE_BYTES_MAX = 1 << 20;

    /**
     * Reads a context file; {@code ~} and variables in its paths stay as they are.
     *
     * @throws IllegalArgumentException if it is none; the message names file and key, and shows no value
     * @throws UncheckedIOException if it cannot be read
     */
    public static NatsContext read(Path file) {
        return read(file, Map.of());
    }

    /**
     * Reads a context file.
     *
     * @param environment what {@code $NAME}, <code>${NAME}</code> and a leading {@code ~} (from {@code HOME}) in its
     *     values stand for; those it does not have stay as they are
     */
    public static NatsContext read(Path file, Map<String, String> environment) {
        byte[] json = bytes(file);
        try {
            return ContextFields.read(nameOf(file), json, environment);
        } catch (BadValue | ProtocolException | InvalidPathException e) {
            String reason = e instanceof InvalidPathException ? "got something else, expected a path" : e.getMessage();
            throw new IllegalArgumentException("context " + file + ": " + reason);
        }
    }

    /** The file of a context by its name, whether it is there or not. */
    public static Path file(String name, Map<String, String> environment) {
        if (name.isEmpty() || name.contains("/") || name.contains("\\") || name.contains("..")) {
            throw new IllegalArgumentException(
                    "context: got \"" + name + "\", expected a name without slashes and dots");
        }
        return directory(environment).resolve("context").resolve(name + ".json");
    }

    /** The name of the selected context, if one is. */
    public static Optional<String> selected(Map<String, String> environment) {
        Path file = directory(environment).resolve("context.txt");
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        String name = new String(bytes(file), java.nio.charset.StandardCharsets.UTF_8).strip();
        return name.isEmpty() ? Optional.empty() : Optional.of(name);
    }

    private static Path directory(Map<String, String> environment) {
        String config = environment.getOrDefault("XDG_CONFIG_HOME", "");
        Path base =
                config.isBlank() ? Path.of(environment.getOrDefault("HOME", "")).resolve(".config") : Path.of(config);
        return base.resolve("nats");
    }

    private static byte[] bytes(Path file) {
        try {
            if (Files.size(file) > FILE_BYTES_MAX) {
                throw new IllegalArgumentException("context " + file + ": got more than 1 MiB, expected a small file");
            }
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException("context " + file + ": cannot be read", e);
        }
    }

    private static String nameOf(Path file) {
        String name = String.valueOf(file.getFileName());
        return name.endsWith(".json") ? name.substring(0, name.length() - ".json".length()) : name;
    }
}
