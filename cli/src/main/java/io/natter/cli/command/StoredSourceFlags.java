package io.natter.cli.command;

import io.natter.protocol.jetstream.DeliverPolicy;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What {@code natter sub} can be told of a stream; any of it makes it read one. <i>Confined to the command's thread.</i> */
final class StoredSourceFlags {
    @Option(
            names = "--stream",
            paramLabel = "STREAM",
            description = "Subscribe to a specific stream (requires JetStream)")
    @Nullable
    String stream;

    @Option(names = "--durable", paramLabel = "DURABLE", description = "Use a durable consumer (requires JetStream)")
    @Nullable
    String durable;

    @Option(
            names = "--direct",
            description = "Subscribe using batched direct gets instead of a durable consumer (requires JetStream)")
    boolean isDirect;

    @Option(
            names = "--start-sequence",
            paramLabel = "SEQUENCE",
            description = "Starts at a specific Stream sequence (requires JetStream)")
    long startSequence;

    @Option(names = "--all", description = "Delivers all messages found in the Stream (requires JetStream)")
    boolean isAll;

    @Option(names = "--new", description = "Delivers only future messages (requires JetStream)")
    boolean isNew;

    @Option(names = "--last", description = "Delivers the most recent and all future messages (requires JetStream)")
    boolean isLast;

    @Option(
            names = "--since",
            paramLabel = "DURATION",
            description = "Delivers messages received since a duration like 1d3h5m2s (requires JetStream)")
    Duration since = Duration.ZERO;

    @Option(
            names = "--last-per-subject",
            description = "Deliver the most recent messages for each subject in the Stream (requires JetStream)")
    boolean isLastPerSubject;

    @Option(
            names = {"-T", "--terminate-at-end"},
            description = "Stops consuming messages from JetStream once all messages were received")
    boolean isEndingWithLast;

    /** Whether a stream is meant. */
    boolean isAny() {
        return stream != null || durable != null || isDirect || isAll || policy() != DeliverPolicy.ALL;
    }

    /** Where it begins. Of several flags the first in the nats tool's order holds. */
    DeliverPolicy policy() {
        if (startSequence > 0) {
            return DeliverPolicy.BY_START_SEQUENCE;
        }
        if (isLast) {
            return DeliverPolicy.LAST;
        }
        if (isAll) {
            return DeliverPolicy.ALL;
        }
        if (isNew) {
            return DeliverPolicy.NEW;
        }
        if (!since.isZero()) {
            return DeliverPolicy.BY_START_TIME;
        }
        return isLastPerSubject ? DeliverPolicy.LAST_PER_SUBJECT : DeliverPolicy.ALL;
    }

    /**
     * Refuses what contradicts itself or the other flags.
     *
     * @throws UsageException with the words of the nats tool
     */
    void check(SubscribeFlags flags) {
        if (!isAny()) {
            refuse(isEndingWithLast, "--terminate-at-end is only supported for JetStream subscriptions");
            return;
        }
        refuse(durable != null && !flags.subjects.isEmpty(), "cannot specify both subjects and a durable consumer");
        refuse(flags.inbox, "generating inboxes is not compatible with JetStream subscriptions");
        refuse(flags.subjects.isEmpty() && stream == null, "subject is required");
        refuse(flags.subjects.size() > 1, "streams subscribe support only 1 subject");
        refuse(flags.queue != null, "queue group subscriptions are not supported with JetStream");
        refuse(isDirect && durable != null, "cannot use direct get when a durable name is supplied");
        refuse(flags.matchReplies, "cannot enable --match-replies for JetStream streams");
    }

    private static void refuse(boolean isWrong, String text) {
        if (isWrong) {
            throw new UsageException(text);
        }
    }
}
