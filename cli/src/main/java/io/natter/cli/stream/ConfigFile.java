package io.natter.cli.stream;

import io.natter.cli.command.UsageException;
import io.natter.cli.text.PrettyJson;
import io.natter.protocol.jetstream.ConsumerConfig;
import io.natter.protocol.jetstream.StreamConfig;
import io.natter.protocol.json.JsonException;
import io.natter.protocol.json.JsonForm;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.UnaryOperator;

/**
 * Files with a configuration, alone or as {@code info --json} shows it. <i>Immutable.</i>
 *
 * @param <T> what is configured
 */
public final class ConfigFile<T> {
    /** Those of streams. */
    static final ConfigFile<StreamConfig> STREAM = new ConfigFile<>(
            StreamConfig.JSON,
            config -> config.toBuilder()
                    .metadata(ServerMetadata.without(config.metadata()))
                    .build());

    /** Those of consumers. */
    public static final ConfigFile<ConsumerConfig> CONSUMER = new ConfigFile<>(
            ConsumerConfig.JSON,
            config -> config.toBuilder()
                    .metadata(ServerMetadata.without(config.metadata()))
                    .build());

    private static final String CONFIG = "config";

    private final JsonForm<T> form;
    private final JsonForm<T> either;
    private final UnaryOperator<T> clean;

    private ConfigFile(JsonForm<T> form, UnaryOperator<T> clean) {
        this.form = form;
        this.clean = clean;
        this.either = JsonForm.of(
                object -> object.has(CONFIG) ? object.object(CONFIG, form) : form.readFrom(object), form::writeTo);
    }

    /**
     * What the file says, without what servers write into it.
     *
     * @throws UsageException if it is no JSON of that
     */
    public T read(Path file) {
        try {
            return parse(file.toString(), Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The same of a text, which is called {@code what}. */
    T parse(String what, String json) {
        try {
            return clean(either.read(json.getBytes(StandardCharsets.UTF_8)));
        } catch (JsonException e) {
            throw new UsageException("invalid input: " + what + ": " + e.getMessage(), e);
        }
    }

    /** Without what servers write into it. */
    public T clean(T config) {
        return clean.apply(config);
    }

    /** The text of a file. */
    String text(T config) {
        return PrettyJson.of(form, config);
    }
}
