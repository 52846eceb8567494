package io.natter.bench.result;

import io.avaje.jsonb.Json;
import io.avaje.jsonb.Jsonb;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A whole run, as it stands in the result file.
 *
 * <p>Immutable.
 *
 * @param facts what the figures depend on
 * @param warnings what speaks against them
 * @param entries row by row
 */
@Json
public record Report(Facts facts, List<String> warnings, List<Entry> entries) {
    /** Reads a result file. */
    public static Report read(Path file) throws IOException {
        return Jsonb.instance().type(Report.class).fromJson(Files.readString(file));
    }

    /** Writes {@code <stem>.json} and {@code <stem>.md}. */
    public void write(Path directory, String stem) throws IOException {
        Files.createDirectories(directory);
        Files.writeString(
                directory.resolve(stem + ".json"),
                Jsonb.instance().type(Report.class).toJsonPretty(this) + "\n");
        Files.writeString(directory.resolve(stem + ".md"), new MarkdownTables(this).text());
    }
}
