package io.natter.server.config.language;

import io.natter.server.config.language.ConfigValue.Block;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * The files of one configuration: the first, and those it includes, each relative to the file that names it. (B9)
 *
 * <p>Confined to the parser. A file that includes itself, directly or not, is an error, and so are too many files.
 */
final class Includes {
    private static final int FILES_MAX = 1000;
    private static final int DEPTH_MAX = 50;

    private final Environment environment;
    private final Deque<Path> open = new ArrayDeque<>();
    private int fileCount;

    Includes(Environment environment) {
        this.environment = environment;
    }

    /** Everything in {@code file}; its name is shown in places as {@code name}. */
    Block read(Path file, String name) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        open.push(file.toAbsolutePath().normalize());
        try {
            return new ConfigParser(new Source(name, bytes), environment, this).parse();
        } finally {
            open.pop();
        }
    }

    /** Everything in the file that {@code includer} names at this place. */
    Block include(String includer, String named, Position at) {
        Path parent = Path.of(includer).getParent();
        Path file = parent == null ? Path.of(named) : parent.resolve(named).normalize();
        check(file, at);
        try {
            return read(file, file.toString());
        } catch (IOException e) {
            throw failed(named, at, "open " + file + ": " + reason(e));
        } catch (ConfigSyntaxException e) {
            throw new ConfigSyntaxException(e.at(), "error parsing include file '" + named + "', " + e.getMessage());
        }
    }

    /** Why a file cannot be read, in the words of the operating system. */
    static String reason(IOException e) {
        if (e instanceof NoSuchFileException) {
            return "no such file or directory";
        }
        if (e instanceof AccessDeniedException) {
            return "permission denied";
        }
        String message = e.getMessage();
        return message == null ? e.getClass().getSimpleName() : message.toLowerCase(Locale.ROOT);
    }

    private void check(Path file, Position at) {
        if (open.contains(file.toAbsolutePath().normalize())) {
            String loop = open.stream().map(p -> p.getFileName() + " <- ").collect(Collectors.joining());
            throw failed(file.toString(), at, "include loop: " + file.getFileName() + " <- " + loop + "...");
        }
        if (open.size() > DEPTH_MAX || ++fileCount > FILES_MAX) {
            throw failed(
                    file.toString(),
                    at,
                    "too many includes: got more, expected at most " + DEPTH_MAX + " deep and " + FILES_MAX + " files");
        }
    }

    private static ConfigSyntaxException failed(String named, Position at, String reason) {
        return new ConfigSyntaxException(at, "error parsing include file '" + named + "', " + reason);
    }
}
