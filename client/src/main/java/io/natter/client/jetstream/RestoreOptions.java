package io.natter.client.jetstream;

import io.natter.protocol.jetstream.StreamConfig;
import java.time.Duration;
import java.util.function.UnaryOperator;

/**
 * What a stream is to be when it is restored.
 *
 * <p>Immutable; {@code with} methods give changed copies.
 *
 * @param change makes the configuration out of that of the backup; the name must stay
 * @param silence longest wait for the server to take a chunk, and to finish; positive
 * @param listener is told how far it is
 */
public record RestoreOptions(UnaryOperator<StreamConfig> change, Duration silence, BackupListener listener) {
    /** As it was, half a minute of silence. */
    public static final RestoreOptions DEFAULTS =
            new RestoreOptions(UnaryOperator.identity(), Duration.ofSeconds(30), BackupListener.NONE);

    /** Checks the range. */
    public RestoreOptions {
        Ranges.positive("silence", silence);
    }

    /** The same with another configuration, such as other replicas or placement. */
    public RestoreOptions withConfig(UnaryOperator<StreamConfig> change) {
        return new RestoreOptions(change, silence, listener);
    }

    /** The same with another limit. */
    public RestoreOptions withSilence(Duration silence) {
        return new RestoreOptions(change, silence, listener);
    }

    /** The same, telling how far it is. */
    public RestoreOptions withListener(BackupListener listener) {
        return new RestoreOptions(change, silence, listener);
    }
}
