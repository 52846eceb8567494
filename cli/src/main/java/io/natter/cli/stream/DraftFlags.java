package io.natter.cli.stream;

import io.natter.cli.command.Surroundings;
import io.natter.cli.text.PrettyJson;
import io.natter.protocol.json.JsonForm;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/**
 * Where the configuration of a new stream or consumer comes from, and whether it is created at all.
 *
 * <p><i>Confined to the thread that parses, then read by the command.</i>
 */
public final class DraftFlags {
    /** A file to take instead of questions, or null. */
    @Option(names = "--config", paramLabel = "FILE", description = "JSON file to read configuration from")
    public @Nullable Path file;

    @Option(names = "--validate", description = "Only validates the configuration")
    private boolean isValidatingOnly;

    @Option(names = "--output", paramLabel = "FILE", description = "Save configuration instead of creating")
    private @Nullable Path outputFile;

    /** Whether nothing is asked. */
    @Option(names = "--defaults", description = "Accept default values for all prompts")
    public boolean isTakingDefaults;

    /** Whether what was created is shown as JSON. */
    @Option(
            names = {"-j", "--json"},
            description = "Produce JSON output")
    public boolean isJson;

    /** Whether something else is done with the configuration than creating by it. */
    public boolean isDraft() {
        return isValidatingOnly || outputFile != null;
    }

    /** Shows the configuration and {@code verdict}, or saves it. */
    public <T> void keep(Surroundings around, JsonForm<T> form, T config, String verdict) {
        String json = PrettyJson.of(form, config);
        if (isValidatingOnly || outputFile == null) {
            around.print(json + "\n\n" + verdict + "\n");
            return;
        }
        try {
            Files.writeString(outputFile, json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
