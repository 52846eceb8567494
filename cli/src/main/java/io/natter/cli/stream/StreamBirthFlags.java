package io.natter.cli.stream;

import io.natter.protocol.jetstream.ConsumerLimits;
import io.natter.protocol.jetstream.PersistMode;
import io.natter.protocol.jetstream.StreamConfigBuilder;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/**
 * Flags for what cannot be changed later; null where nothing is said.
 *
 * <p><i>Confined to the thread that parses, then read by the command.</i>
 */
final class StreamBirthFlags {
    @Option(names = "--storage", paramLabel = "STORAGE", description = "Storage backend to use (file, memory)")
    @Nullable
    String storage;

    @Option(names = "--first-sequence", paramLabel = "SEQUENCE", description = "Sets the starting sequence")
    private @Nullable Long firstSequence;

    @Option(
            names = "--limit-consumer-inactive",
            paramLabel = "THRESHOLD",
            description = "The maximum Consumer inactive threshold the stream allows")
    private @Nullable Duration inactiveThreshold;

    @Option(
            names = "--limit-consumer-max-pending",
            paramLabel = "PENDING",
            description = "The maximum Consumer Ack Pending the stream Allows")
    private @Nullable Long maxAckPending;

    @Option(
            names = "--persist-mode",
            paramLabel = "MODE",
            description = "Configures the persistence mode (default, async)")
    private @Nullable PersistMode persistMode;

    /** Says all of it to {@code config}. */
    void apply(StreamConfigBuilder config) {
        StreamFeatureFlags.set(storage == null ? null : Words.storage(storage), config::storage);
        StreamFeatureFlags.set(firstSequence, config::firstSequence);
        StreamFeatureFlags.set(persistMode, config::persistMode);
        if (inactiveThreshold != null || maxAckPending != null) {
            config.consumerLimits(new ConsumerLimits(
                    inactiveThreshold == null ? Duration.ZERO : inactiveThreshold,
                    maxAckPending == null ? 0 : maxAckPending));
        }
    }
}
