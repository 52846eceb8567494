package io.natter.conformance.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The table of scenarios (docs/client-scenarios.md) names every one of them, and tests that exist. */
final class ScenariosTest {
    private static final int LAST = 72;

    @Test
    void namesEveryScenario() throws IOException {
        List<String> named = rows().map(row -> row[1].trim()).toList();
        List<String> expected = IntStream.rangeClosed(1, LAST)
                .mapToObj(number -> String.format("NJ-%02d", number))
                .toList();
        assertThat(named).containsExactlyElementsOf(expected);
    }

    @Test
    void namesTestsThatExist() throws IOException {
        Map<String, String> sources = testSources();
        List<String> missing = new ArrayList<>();
        rows().flatMap(row -> Stream.of(row[3].trim().split(" ", -1))).forEach(reference -> {
            int dot = reference.indexOf('.');
            String source = sources.getOrDefault(reference.substring(0, dot), "");
            if (!source.contains("void " + reference.substring(dot + 1) + "(")) {
                missing.add(reference);
            }
        });
        assertThat(missing).isEmpty();
    }

    private static Stream<String[]> rows() throws IOException {
        return Files.readAllLines(root().resolve("docs/client-scenarios.md")).stream()
                .filter(line -> line.startsWith("| NJ-"))
                .map(line -> line.split("\\|", -1));
    }

    // By simple name, as the scenarios have it: classes of one name in two packages count as one.
    private static Map<String, String> testSources() throws IOException {
        Map<String, String> sources = new TreeMap<>();
        for (String module : List.of("protocol", "client", "conformance")) {
            try (Stream<Path> files = Files.walk(root().resolve(module + "/src/test/java"))) {
                files.filter(file -> file.toString().endsWith(".java"))
                        .forEach(file -> sources.merge(
                                file.getFileName().toString().replace(".java", ""), read(file), String::concat));
            }
        }
        return sources;
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path root() {
        Path folder = Path.of("").toAbsolutePath();
        return Files.exists(folder.resolve("ARCHITECTURE.md"))
                ? folder
                : folder.resolve("..").normalize();
    }
}
