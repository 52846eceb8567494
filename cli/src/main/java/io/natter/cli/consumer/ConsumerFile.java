package io.natter.cli.consumer;

import io.natter.cli.command.UsageException;
import io.natter.cli.stream.ServerMetadata;
import io.natter.protocol.jetstream.ConsumerConfig;
import io.natter.protocol.json.JsonException;
import io.natter.protocol.json.JsonForm;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Files with the configuration of a consumer, alone or as {@code consumer info --json} shows it. <i>Thread-safe:</i> pure functions. */
final class ConsumerFile {
    private static final String CONFIG = "config";

    private static final JsonForm<ConsumerConfig> EITHER = JsonForm.of(
            object -> object.has(CONFIG)
                    ? object.object(CONFIG, ConsumerConfig.JSON)
                    : ConsumerConfig.JSON.readFrom(object),
            ConsumerConfig.JSON::writeTo);

    private ConsumerFile() {}

    /**
     * What the file says, without what servers write into the metadata.
     *
     * @throws UsageException if it is no JSON of a consumer
     */
    static ConsumerConfig read(Path file) {
        try {
            return parse(file.toString(), Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The same of a text, which is called {@code what}. */
    static ConsumerConfig parse(String what, String json) {
        try {
            return clean(EITHER.read(json.getBytes(StandardCharsets.UTF_8)));
        } catch (JsonException e) {
            throw new UsageException("invalid input: " + what + ": " + e.getMessage(), e);
        }
    }

    /** Without what servers write into the metadata. */
    static ConsumerConfig clean(ConsumerConfig config) {
        return config.toBuilder()
                .metadata(ServerMetadata.without(config.metadata()))
                .build();
    }
}
