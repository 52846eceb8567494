package io.natter.cli.stream;

import static io.natter.cli.stream.StreamFeatureFlags.set;

import io.natter.cli.command.UsageException;
import io.natter.cli.text.HumanNumbers;
import io.natter.cli.text.SubjectWords;
import io.natter.protocol.jetstream.Compression;
import io.natter.protocol.jetstream.DiscardPolicy;
import io.natter.protocol.jetstream.Placement;
import io.natter.protocol.jetstream.StreamConfigBuilder;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/**
 * Flags that say what a stream takes and how much of it, for {@code add}, {@code copy} and {@code edit}; null where nothing is said.
 *
 * <p><i>Confined to the thread that parses, then read by the command.</i>
 */
final class StreamFlags {
    @Option(
            names = {"--subjects"},
            paramLabel = "SUBJECTS",
            description = "Subjects that are consumed by the stream")
    @Nullable
    List<String> subjects;

    @Option(names = "--description", description = "Sets a contextual description for the stream")
    @Nullable
    String description;

    @Option(names = "--compression", paramLabel = "ALGORITHM", description = "Compression algorithm to use (none, s2)")
    @Nullable
    Compression compression;

    @Option(names = "--replicas", description = "When clustered, how many replicas of the data to create")
    @Nullable
    Integer replicas;

    @Option(
            names = {"--tag", "--tags"},
            paramLabel = "TAG",
            description = "Place the stream on servers that has specific tags (pass multiple times)")
    @Nullable
    List<String> tags;

    @Option(names = "--cluster", description = "Place the stream on a specific cluster")
    @Nullable
    String cluster;

    @Option(names = "--ack", negatable = true, description = "Acknowledge publishes")
    @Nullable
    Boolean isAcked;

    @Option(
            names = "--retention",
            paramLabel = "POLICY",
            description = "Defines a retention policy (limits, interest, work)")
    @Nullable
    String retention;

    @Option(names = "--discard", paramLabel = "POLICY", description = "Defines the discard policy (new, old)")
    @Nullable
    DiscardPolicy discard;

    @Option(
            names = "--discard-per-subject",
            negatable = true,
            description = "Sets the 'new' discard policy and applies it to every subject in the stream")
    @Nullable
    Boolean discardPerSubject;

    @Option(names = "--max-age", description = "Maximum age of messages to keep")
    @Nullable
    String maxAge;

    @Option(names = "--max-bytes", paramLabel = "BYTES", description = "Maximum bytes to keep")
    @Nullable
    String maxBytes;

    @Option(names = "--max-consumers", description = "Maximum number of consumers to allow")
    @Nullable
    Long maxConsumers;

    @Option(names = "--max-msg-size", paramLabel = "BYTES", description = "Maximum size any 1 message may be")
    @Nullable
    String maxMessageBytes;

    @Option(names = "--max-msgs", description = "Maximum amount of messages to keep")
    @Nullable
    Long maxMessages;

    @Option(names = "--max-msgs-per-subject", description = "Maximum amount of messages to keep per subject")
    @Nullable
    Long maxMessagesPerSubject;

    @Option(names = "--dupe-window", description = "Duration of the duplicate message tracking window")
    @Nullable
    String duplicateWindow;

    @Option(names = "--mirror", paramLabel = "STREAM", description = "Completely mirror another stream")
    @Nullable
    String mirror;

    @Option(
            names = "--source",
            paramLabel = "STREAM",
            description = "Source data from other streams, merging into this one")
    @Nullable
    List<String> sources;

    /** Says all but the origins to {@code config}. */
    void apply(StreamConfigBuilder config) {
        set(subjects == null ? null : SubjectWords.split(subjects), config::subjects);
        set(description, config::description);
        set(compression, config::compression);
        set(replicas, config::replicas);
        set(isAcked == null ? null : !isAcked, config::noAck);
        set(retention == null ? null : Words.retention(retention), config::retention);
        set(discard, config::discard);
        set(discardPerSubject, config::discardNewPerSubject);
        if (Boolean.TRUE.equals(discardPerSubject)) {
            config.discard(DiscardPolicy.NEW);
        }
        limits(config);
    }

    private void limits(StreamConfigBuilder config) {
        set(maxAge == null ? null : Numbers.duration(maxAge), config::maxAge);
        set(maxBytes == null ? null : Numbers.bytes(maxBytes), config::maxBytes);
        set(maxConsumers, config::maxConsumers);
        set(maxMessageBytes == null ? null : messageBytes(maxMessageBytes), config::maxMessageBytes);
        set(maxMessages, config::maxMessages);
        set(maxMessagesPerSubject, config::maxMessagesPerSubject);
        set(duplicateWindow == null ? null : Numbers.duration(duplicateWindow), config::duplicateWindow);
    }

    static int messageBytes(String text) {
        long bytes = Numbers.bytes(text);
        if (bytes > Integer.MAX_VALUE) {
            throw new UsageException("max value size " + HumanNumbers.comma(bytes) + " is too big maximum is "
                    + HumanNumbers.comma(Integer.MAX_VALUE));
        }
        return (int) bytes;
    }

    /** Where the stream is to be: as it was in {@code before}, but for what is said; an empty text takes away. */
    @Nullable
    Placement placement(@Nullable Placement before) {
        String wantedCluster = cluster != null ? cluster : before == null ? "" : before.cluster();
        List<String> wantedTags = tags != null
                ? tags.stream().filter(tag -> !tag.isEmpty()).toList()
                : before == null ? List.of() : before.tags();
        return wantedCluster.isEmpty() && wantedTags.isEmpty() ? null : new Placement(wantedCluster, wantedTags, "");
    }
}
