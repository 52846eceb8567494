package io.natter.cli.consumer;

import static io.natter.cli.consumer.ConsumerFlags.set;

import io.natter.cli.command.UsageException;
import io.natter.cli.text.GoDuration;
import io.natter.protocol.jetstream.AckPolicy;
import io.natter.protocol.jetstream.ConsumerConfigBuilder;
import io.natter.protocol.jetstream.PriorityPolicy;
import io.natter.protocol.jetstream.ReplayPolicy;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/**
 * Flags for what of a consumer cannot be changed later; null where nothing is said.
 *
 * <p><i>Confined to the thread that parses, then read by the command.</i>
 */
final class ConsumerBirthFlags {
    @Option(
            names = "--ack",
            paramLabel = "POLICY",
            description = "Acknowledgment policy (none, all, explicit, flow_control)")
    @Nullable
    AckPolicy ackPolicy;

    @Option(names = "--bps", paramLabel = "BITS", description = "Restrict message delivery to a certain bit per second")
    @Nullable
    Long rateLimit;

    @Option(
            names = "--deliver",
            paramLabel = "POLICY",
            description = "Start policy (all, new, last, subject, 1h, msg sequence)")
    @Nullable
    String start;

    @Option(
            names = "--deliver-group",
            paramLabel = "GROUP",
            description = "Delivers push messages only to subscriptions matching this group")
    @Nullable
    String deliverGroup;

    @Option(names = "--flow-control", description = "Enable Push consumer flow control")
    @Nullable
    Boolean flowControl;

    @Option(
            names = "--heartbeat",
            paramLabel = "DURATION",
            description = "Enable idle Push consumer heartbeats (-1 disable)")
    @Nullable
    String heartbeat;

    @Option(names = "--max-waiting", paramLabel = "PULLS", description = "Maximum number of outstanding pulls allowed")
    @Nullable
    Long maxWaiting;

    @Option(names = "--replay", paramLabel = "POLICY", description = "Replay Policy (instant, original)")
    @Nullable
    ReplayPolicy replay;

    @Option(
            names = "--pause",
            paramLabel = "TIME",
            description = "Pause the consumer for a duration after start or until a specific timestamp")
    @Nullable
    String pause;

    @Option(
            names = "--pinned-groups",
            paramLabel = "GROUPS",
            description = "Create a Pinned Client consumer based on these groups")
    @Nullable
    List<String> pinnedGroups;

    @Option(
            names = "--pinned-ttl",
            paramLabel = "TTL",
            description = "The time to allow for a client to pull before losing the pinned status")
    @Nullable
    Duration pinnedTtl;

    @Option(
            names = "--overflow-groups",
            paramLabel = "GROUPS",
            description = "Create a Overflow consumer based on these groups")
    @Nullable
    List<String> overflowGroups;

    @Option(
            names = "--prioritized-groups",
            paramLabel = "GROUPS",
            description = "Create a Prioritized consumer based on these groups")
    @Nullable
    List<String> prioritizedGroups;

    @Option(names = "--ephemeral", description = "Create an ephemeral consumer")
    boolean isEphemeral;

    @Option(names = "--pull", description = "Deliver messages in 'pull' mode")
    boolean isPull;

    @Option(
            names = "--memory",
            description = "Force the consumer state to be stored in memory rather than inherit from the stream")
    boolean isInMemory;

    /** Says all of it to {@code config}. */
    void apply(ConsumerConfigBuilder config, Clock clock) {
        set(ackPolicy, config::ackPolicy);
        set(rateLimit, config::rateLimitBitsPerSecond);
        if (start != null) {
            StartPolicy.apply(start, config, clock);
        }
        set(deliverGroup, config::deliverGroup);
        set(flowControl, config::flowControl);
        set(heartbeat == null ? null : heartbeat(heartbeat), config::idleHeartbeat);
        set(maxWaiting, config::maxWaiting);
        set(replay, config::replayPolicy);
        set(pause == null ? null : PauseTime.parse(pause, clock), config::pauseUntil);
        set(isInMemory ? true : null, config::memoryStorage);
        groups(config);
    }

    private static Duration heartbeat(String text) {
        return text.startsWith("-") ? Duration.ZERO : GoDuration.parse(text);
    }

    private void groups(ConsumerConfigBuilder config) {
        long kinds = Stream.of(pinnedGroups, overflowGroups, prioritizedGroups)
                .filter(groups -> groups != null)
                .count();
        if (kinds > 1) {
            throw new UsageException(
                    "setting more than one of pinned, overflow and prioritized groups is not supported");
        }
        if (pinnedGroups != null) {
            config.priorityPolicy(PriorityPolicy.PINNED_CLIENT).priorityGroups(pinnedGroups);
            set(pinnedTtl, config::priorityTimeout);
        } else if (overflowGroups != null) {
            config.priorityPolicy(PriorityPolicy.OVERFLOW).priorityGroups(overflowGroups);
        } else if (prioritizedGroups != null) {
            config.priorityPolicy(PriorityPolicy.PRIORITIZED).priorityGroups(prioritizedGroups);
        }
    }
}
