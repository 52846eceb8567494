package io.natter.cli.consumer;

import io.natter.cli.command.Surroundings;
import io.natter.cli.stream.ClusterRows;
import io.natter.cli.stream.ServerMetadata;
import io.natter.cli.text.Columns;
import io.natter.cli.text.GoDuration;
import io.natter.cli.text.HumanNumbers;
import io.natter.cli.text.HumanTime;
import io.natter.cli.text.PrettyJson;
import io.natter.protocol.jetstream.AckPolicy;
import io.natter.protocol.jetstream.ConsumerConfig;
import io.natter.protocol.jetstream.ConsumerInfo;
import io.natter.protocol.jetstream.PriorityGroupState;
import io.natter.protocol.jetstream.PriorityPolicy;
import io.natter.protocol.jetstream.SequenceInfo;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/** One consumer, on lines for people or as JSON. <i>Confined to one thread.</i> */
final class ConsumerSheet {
    private final Surroundings around;
    private final boolean isJson;

    ConsumerSheet(Surroundings around, boolean isJson) {
        this.around = around;
        this.isJson = isJson;
    }

    /** Shows what it is to be and how far it is, or only how far. */
    void print(ConsumerInfo info, boolean isStateOnly) {
        around.print(isJson ? PrettyJson.of(ConsumerInfo.JSON, info) + "\n" : text(info, isStateOnly, around.clock()));
    }

    /** What it is to be; servers always say it. */
    static ConsumerConfig config(ConsumerInfo info) {
        ConsumerConfig config = info.config();
        return config == null ? ConsumerConfig.builder().build() : config;
    }

    static String text(ConsumerInfo info, boolean isStateOnly, Clock clock) {
        String head = (isStateOnly ? "State" : "Information") + " for Consumer " + info.streamName() + " > "
                + info.name() + " created " + HumanTime.at(info.created(), clock);
        Columns columns = new Columns(head);
        if (!isStateOnly) {
            ConsumerConfigSheet.write(columns, info, clock);
        }
        ClusterRows.write(columns, info.cluster(), info.timestamp(), clock);
        columns.title("State");
        state(columns, info, clock);
        return columns.render();
    }

    private static void state(Columns columns, ConsumerInfo info, Clock clock) {
        ConsumerConfig config = config(info);
        ServerMetadata.levels(columns, config.metadata());
        columns.row("Last Delivered Message", sequences(info.delivered(), "Last delivery", info.timestamp(), clock));
        if (config.ackPolicy() != AckPolicy.NONE) {
            columns.row("Acknowledgment Floor", sequences(info.ackFloor(), "Last Ack", info.timestamp(), clock))
                    .row("Outstanding Acks", outOf(info.ackPendingCount(), config.maxAckPending(), " out of maximum "))
                    .row("Redelivered Messages", HumanNumbers.comma(info.redeliveredCount()));
        }
        columns.row("Unprocessed Messages", HumanNumbers.comma(info.pendingCount()));
        if (config.deliverSubject().isEmpty()) {
            String waiting = outOf(info.waitingCount(), config.maxWaiting(), " of maximum ");
            columns.row("Waiting Pulls", config.maxWaiting() > 0 ? waiting : waiting + " of unlimited");
        } else {
            columns.row("Active Interest", interest(info, config));
        }
        if (info.paused()) {
            Instant until = info.timestamp().plus(info.pauseRemaining());
            columns.row("Paused Until", HumanTime.at(until, clock) + " (" + remaining(info) + " remaining)");
        }
        if (config.priorityPolicy() == PriorityPolicy.PINNED_CLIENT) {
            columns.rows("Priority Groups", pinned(info, clock));
        }
    }

    static String remaining(ConsumerInfo info) {
        return GoDuration.exact(
                Duration.ofSeconds(info.pauseRemaining().plusMillis(500).toSeconds()));
    }

    private static String sequences(SequenceInfo at, String last, Instant now, Clock clock) {
        String text = "Consumer sequence: " + HumanNumbers.comma(at.consumerSequence()) + " Stream sequence: "
                + HumanNumbers.comma(at.streamSequence());
        Instant time = at.lastActive();
        return time == null ? text : text + " " + last + ": " + HumanTime.since(time, now, clock) + " ago";
    }

    private static String outOf(long count, long most, String between) {
        return HumanNumbers.comma(count) + (most > 0 ? between + HumanNumbers.comma(most) : "");
    }

    private static String interest(ConsumerInfo info, ConsumerConfig config) {
        if (!info.pushBound()) {
            return "No interest";
        }
        return config.deliverGroup().isEmpty() ? "Active" : "Active using Queue Group " + config.deliverGroup();
    }

    private static Map<String, String> pinned(ConsumerInfo info, Clock clock) {
        Map<String, String> groups = new TreeMap<>();
        for (PriorityGroupState group : info.priorityGroups()) {
            String who = group.pinnedClientId();
            groups.put(
                    group.group(),
                    who.isEmpty() ? "No client" : "pinned " + who + " at " + HumanTime.at(group.pinnedTime(), clock));
        }
        return groups;
    }
}
