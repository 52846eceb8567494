package io.natter.conformance.wire;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The scripts under {@code src/test/resources/corpus}, read from the source tree so that they can be recorded anew. */
final class Corpus {
    private static final Path FOLDER = Path.of("src", "test", "resources", "corpus");

    private Corpus() {}

    /** All files, by name. */
    static List<Path> files() {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.filter(file -> file.toString().endsWith(".script"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** One file, parsed. */
    static ScriptFile read(Path file) {
        return ScriptFile.parse(file.getFileName().toString(), text(file));
    }

    /** One file as it is. */
    static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
