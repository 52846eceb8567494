package io.natter.cli.context;

import io.natter.cli.IoText;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The folder of contexts, which the nats tool reads and writes too (ADR-21).
 *
 * <pre>
 *   $XDG_CONFIG_HOME/nats or ~/.config/nats
 *     context/&lt;name&gt;.json      one context, for its owner's eyes only
 *     context.txt              name of the selected one
 *     previous-context.txt     name of the one selected before
 * </pre>
 *
 * <p><i>Thread-safe</i> as far as the files are: each is replaced whole.
 */
public final class ContextStore {
    private static final Pattern NAME = Pattern.compile("[^/\\\\.][^/\\\\]*");

    private final Path directory;

    /** The store in this folder, which need not be there yet. */
    public ContextStore(Path directory) {
        this.directory = directory;
    }

    /** The store of the user whom {@code environment} and {@code home} belong to. */
    public static ContextStore of(Map<String, String> environment, Path home) {
        String config = environment.getOrDefault("XDG_CONFIG_HOME", "");
        return new ContextStore((config.isEmpty() ? home.resolve(".config") : Path.of(config)).resolve("nats"));
    }

    /** The names of all contexts, in order. */
    public List<String> names() {
        Path contexts = directory.resolve("context");
        if (!Files.isDirectory(contexts)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(contexts)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".json"))
                    .map(name -> name.substring(0, name.length() - ".json".length()))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw failure(e);
        }
    }

    /** Whether there is a context of that name. */
    public boolean isKnown(String name) {
        return NAME.matcher(name).matches() && Files.exists(file(name));
    }

    /**
     * The context of that name.
     *
     * @throws ContextException if there is none, or its file cannot be read
     */
    public NatsContext load(String name) {
        if (!isKnown(name)) {
            throw new ContextException("unknown context \"" + name + "\"");
        }
        return loadFile(file(name));
    }

    /** The context in this file, wherever it is. */
    public static NatsContext loadFile(Path file) {
        try {
            return NatsContext.parse(Files.readString(file));
        } catch (IOException e) {
            throw failure(e);
        }
    }

    /** Writes a context, new or not. */
    public void save(String name, NatsContext context) {
        write(file(name), context.toJson() + "\n");
    }

    /** Takes a context away. */
    public void delete(String name) {
        try {
            Files.deleteIfExists(file(name));
        } catch (IOException e) {
            throw failure(e);
        }
    }

    /** Where the context of that name is kept. */
    public Path file(String name) {
        if (!NAME.matcher(name).matches()) {
            throw new ContextException("invalid context name \"" + name + "\"");
        }
        return directory.resolve("context").resolve(name + ".json");
    }

    /** The name of the selected context, or null. */
    public @Nullable String selected() {
        return read("context.txt");
    }

    /** The name of the one selected before, or null. */
    public @Nullable String previous() {
        return read("previous-context.txt");
    }

    /** Selects a context, or none with the empty text; what was selected becomes the previous one. */
    public void select(String name) {
        if (!name.isEmpty() && !isKnown(name)) {
            throw new ContextException("unknown context \"" + name + "\"");
        }
        String before = selected();
        if (before != null) {
            write(directory.resolve("previous-context.txt"), before);
        }
        write(directory.resolve("context.txt"), name);
    }

    private @Nullable String read(String file) {
        try {
            Path path = directory.resolve(file);
            String text = Files.exists(path) ? Files.readString(path).strip() : "";
            return text.isEmpty() ? null : text;
        } catch (IOException e) {
            throw failure(e);
        }
    }

    private static void write(Path file, String text) {
        try {
            Path folder = file.getParent();
            Files.createDirectories(folder, permissions("rwx------"));
            Path draft = Files.createTempFile(folder, ".draft", "", permissions("rw-------"));
            try {
                Files.writeString(draft, text);
                Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
            } finally {
                Files.deleteIfExists(draft);
            }
        } catch (IOException e) {
            throw failure(e);
        }
    }

    private static FileAttribute<?>[] permissions(String permissions) {
        boolean isPosix = FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
        return isPosix
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
                }
                : new FileAttribute<?>[0];
    }

    private static ContextException failure(IOException e) {
        return new ContextException(IoText.of(e), e);
    }
}
