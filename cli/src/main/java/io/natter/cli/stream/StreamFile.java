package io.natter.cli.stream;

import io.natter.cli.command.UsageException;
import io.natter.protocol.jetstream.StreamConfig;
import io.natter.protocol.json.JsonException;
import io.natter.protocol.json.JsonForm;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Files with the configuration of a stream, alone or as {@code stream info --json} shows it. <i>Thread-safe:</i> pure functions. */
final class StreamFile {
    private static final String CONFIG = "config";

    private static final JsonForm<StreamConfig> EITHER = JsonForm.of(
            object ->
                    object.has(CONFIG) ? object.object(CONFIG, StreamConfig.JSON) : StreamConfig.JSON.readFrom(object),
            StreamConfig.JSON::writeTo);

    private StreamFile() {}

    /**
     * What the file says, without what servers write into the metadata.
     *
     * @throws UsageException if it is no JSON of a stream
     */
    static StreamConfig read(Path file) {
        try {
            return parse(file.toString(), Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The same of a text, which is called {@code what}. */
    static StreamConfig parse(String what, String json) {
        try {
            StreamConfig config = EITHER.read(json.getBytes(StandardCharsets.UTF_8));
            return config.toBuilder()
                    .metadata(ServerMetadata.without(config.metadata()))
                    .build();
        } catch (JsonException e) {
            throw new UsageException("invalid input: " + what + ": " + e.getMessage(), e);
        }
    }
}
