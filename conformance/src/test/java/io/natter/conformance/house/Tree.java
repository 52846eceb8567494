package io.natter.conformance.house;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The working tree that the tests of the house look at. Immutable. */
final class Tree {
    private final Path root;

    private Tree(Path root) {
        this.root = root;
    }

    /** The tree that this JVM was started in, from whichever folder of it. */
    static Tree here() {
        Path at = Path.of("").toAbsolutePath();
        for (Path folder = at; folder != null; folder = folder.getParent()) {
            if (Files.exists(folder.resolve("ARCHITECTURE.md"))) {
                return new Tree(folder);
            }
        }
        throw new IllegalStateException("tree: got " + at + ", expected a folder below ARCHITECTURE.md");
    }

    static Tree at(Path root) {
        return new Tree(root);
    }

    Path file(String path) {
        return root.resolve(path);
    }

    /** The path of {@code file} from the root, with slashes. */
    String name(Path file) {
        return root.relativize(file.toAbsolutePath()).toString().replace('\\', '/');
    }

    /** The folders of modules: those with a POM. */
    List<String> modules() {
        try (Stream<Path> folders = Files.list(root)) {
            return folders.filter(folder -> Files.exists(folder.resolve("pom.xml")))
                    .map(folder -> folder.getFileName().toString())
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Java files under {@code src/main/java} or {@code src/test/java} of all modules. */
    List<Path> javaFiles(String kind) {
        return modules().stream()
                .flatMap(module -> files(module + "/src/" + kind + "/java", ".java").stream())
                .toList();
    }

    /** The Markdown files of the project; not those that a build or a tool has put there. */
    List<Path> documents() {
        try (Stream<Path> top = Files.list(root)) {
            List<Path> atTop =
                    top.filter(file -> file.toString().endsWith(".md")).sorted().toList();
            return Stream.concat(atTop.stream(), files("docs", ".md").stream()).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Files below {@code folder}, in order of their names; none when there is no such folder. */
    List<Path> files(String folder, String suffix) {
        Path start = root.resolve(folder);
        if (!Files.exists(start)) {
            return List.of();
        }
        try (Stream<Path> all = Files.walk(start)) {
            return all.filter(file -> file.toString().endsWith(suffix)).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
