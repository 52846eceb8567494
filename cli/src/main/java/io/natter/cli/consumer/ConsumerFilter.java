package io.natter.cli.consumer;

import io.natter.cli.command.UsageException;
import io.natter.cli.stream.ServerMetadata;
import io.natter.protocol.jetstream.ClusterInfo;
import io.natter.protocol.jetstream.ConsumerInfo;
import io.natter.protocol.jetstream.PriorityPolicy;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/**
 * Conditions on consumers; all that are given must hold, or none of them may where they are inverted.
 *
 * <p><i>Confined to the thread that parses, then read by the command.</i>
 */
final class ConsumerFilter {
    @Option(names = "--pull", description = "Only pull based consumers")
    private boolean isPull;

    @Option(names = "--push", description = "Only push based consumers")
    private boolean isPush;

    @Option(names = "--bound", description = "Push-bound or pull consumers with waiting pulls")
    private boolean isBound;

    @Option(names = "--waiting", description = "Consumers with fewer waiting pulls")
    private @Nullable Long waiting;

    @Option(names = "--ack-pending", description = "Consumers with fewer pending acks")
    private @Nullable Long ackPending;

    @Option(names = "--pending", description = "Consumers with fewer unprocessed messages")
    private @Nullable Long pending;

    @Option(names = "--idle", paramLabel = "DURATION", description = "Consumers with no new deliveries for a period")
    private @Nullable Duration idle;

    @Option(names = "--created", paramLabel = "DURATION", description = "Consumers created longer ago than duration")
    private @Nullable Duration created;

    @Option(
            names = "--replicas",
            paramLabel = "REPLICAS",
            description = "Consumers with fewer or equal replicas than the value")
    private @Nullable Integer replicas;

    @Option(names = "--leader", paramLabel = "SERVER", description = "Clustered consumers with a specific leader")
    private @Nullable String leader;

    @Option(names = "--pinned", description = "Pinned Client priority group consumers that are fully pinned")
    private boolean isPinned;

    @Option(names = "--api-level", description = "Consumers that require at least the given api level")
    private int apiLevel;

    @Option(names = "--expression", hidden = true)
    private @Nullable String expression;

    @Option(
            names = "--invert",
            negatable = true,
            description = "Invert the check - before becomes after, with becomes without")
    private boolean isInverted;

    /** The condition at this time. */
    Predicate<ConsumerInfo> condition(Clock clock) {
        if (expression != null) {
            throw new UsageException("--expression is not in natter: its language is that of a Go library, "
                    + "use the other conditions or pass consumer info --json on to another program");
        }
        List<Predicate<ConsumerInfo>> all = new ArrayList<>();
        kinds(all);
        counts(all);
        times(all, clock.instant());
        if (leader != null) {
            String wanted = leader;
            all.add(info -> {
                ClusterInfo where = info.cluster();
                return where != null && where.leader().equals(wanted);
            });
        }
        return info -> all.stream().allMatch(condition -> condition.test(info) != isInverted);
    }

    private static boolean isPull(ConsumerInfo info) {
        return ConsumerSheet.config(info).deliverSubject().isEmpty();
    }

    private void kinds(List<Predicate<ConsumerInfo>> all) {
        if (isPull) {
            all.add(ConsumerFilter::isPull);
        }
        if (isPush) {
            all.add(info -> !isPull(info));
        }
        if (isBound) {
            all.add(info -> info.pushBound() || isPull(info) && info.waitingCount() > 0);
        }
        if (isPinned) {
            all.add(info -> ConsumerSheet.config(info).priorityPolicy() == PriorityPolicy.PINNED_CLIENT
                    && info.priorityGroups().stream()
                            .noneMatch(group -> group.pinnedClientId().isEmpty()));
        }
        if (apiLevel > 0) {
            all.add(info ->
                    ServerMetadata.requiredLevel(ConsumerSheet.config(info).metadata()) >= apiLevel);
        }
    }

    private void counts(List<Predicate<ConsumerInfo>> all) {
        if (waiting != null) {
            long most = waiting;
            all.add(info -> info.waitingCount() < most);
        }
        if (ackPending != null) {
            long most = ackPending;
            all.add(info -> info.ackPendingCount() < most);
        }
        if (pending != null) {
            long most = pending;
            all.add(info -> info.pendingCount() < most);
        }
        if (replicas != null) {
            int most = replicas;
            all.add(info -> ConsumerSheet.config(info).replicas() <= most);
        }
    }

    private void times(List<Predicate<ConsumerInfo>> all, Instant now) {
        if (idle != null) {
            Instant since = now.minus(idle);
            all.add(info -> {
                Instant last = info.delivered().lastActive();
                return last == null || last.isBefore(since);
            });
        }
        if (created != null) {
            Instant since = now.minus(created);
            all.add(info -> info.created().isBefore(since));
        }
    }
}
