package io.natter.cli.consumer;

import io.natter.cli.stream.ServerMetadata;
import io.natter.cli.text.Columns;
import io.natter.cli.text.GoDuration;
import io.natter.cli.text.HumanNumbers;
import io.natter.cli.text.HumanTime;
import io.natter.protocol.jetstream.AckPolicy;
import io.natter.protocol.jetstream.ConsumerConfig;
import io.natter.protocol.jetstream.ConsumerInfo;
import io.natter.protocol.jetstream.PriorityPolicy;
import io.natter.protocol.jetstream.ReplayPolicy;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What a consumer is to be, on lines for people. <i>Thread-safe:</i> pure functions. */
final class ConsumerConfigSheet {
    private static final int BACKOFF_SHOWN_MAX = 15;
    private static final int BACKOFF_ENDS = 5;

    private ConsumerConfigSheet() {}

    static void write(Columns columns, ConsumerInfo info, Clock clock) {
        ConsumerConfig config = ConsumerSheet.config(info);
        columns.title("Configuration");
        head(columns, config);
        acknowledging(columns, config);
        limits(columns, config);
        paused(columns, info, config, clock);
        if (config.priorityPolicy() != PriorityPolicy.NONE) {
            columns.row("Priority Policy", config.priorityPolicy().word())
                    .row("Priority Groups", String.join(", ", config.priorityGroups()));
            if (config.priorityPolicy() == PriorityPolicy.PINNED_CLIENT) {
                columns.row("Pinned TTL", GoDuration.brief(config.priorityTimeout()));
            }
        }
        Map<String, String> metadata = ServerMetadata.without(config.metadata());
        if (!metadata.isEmpty()) {
            columns.title("Metadata");
            metadata.forEach(columns::row);
        }
    }

    private static void head(Columns columns, ConsumerConfig config) {
        boolean isOtherName = !config.durableName().equals(config.name());
        columns.rowIfAny("Name", config.name())
                .rowIfAny("Durable Name", isOtherName ? config.durableName() : "")
                .rowIfAny("Description", config.description());
        if (config.deliverSubject().isEmpty()) {
            columns.row("Pull Mode", "true");
        } else {
            columns.row("Delivery Subject", config.deliverSubject());
        }
        columns.rowIfAny("Filter Subject", config.filterSubject())
                .rowIfAny("Filter Subjects", String.join(", ", config.filterSubjects()))
                .row("Deliver Policy", start(config));
        if (!config.deliverSubject().isEmpty()) {
            columns.rowIfAny("Deliver Queue Group", config.deliverGroup());
        }
    }

    private static String start(ConsumerConfig config) {
        return switch (config.deliverPolicy()) {
            case ALL, UNDEFINED -> "All";
            case LAST -> "Last";
            case NEW -> "New";
            case LAST_PER_SUBJECT -> "Last Per Subject";
            case BY_START_TIME -> "Since " + config.startTime();
            case BY_START_SEQUENCE -> "From Sequence " + config.startSequence();
        };
    }

    static String ackPolicy(AckPolicy policy) {
        return switch (policy) {
            case NONE -> "None";
            case ALL -> "All";
            case EXPLICIT -> "Explicit";
            case FLOW_CONTROL -> "Flow Control";
        };
    }

    private static void acknowledging(Columns columns, ConsumerConfig config) {
        columns.row("Ack Policy", ackPolicy(config.ackPolicy()));
        if (config.ackPolicy() != AckPolicy.NONE) {
            columns.row("Ack Wait", GoDuration.brief(config.ackWait()));
        }
        columns.row("Replay Policy", config.replayPolicy() == ReplayPolicy.INSTANT ? "Instant" : "Original");
        if (config.maxDeliver() != -1) {
            columns.row("Maximum Deliveries", HumanNumbers.comma(config.maxDeliver()));
        }
        columns.rowIfAny("Sampling Rate", config.sampleFrequency());
        if (config.rateLimitBitsPerSecond() > 0) {
            columns.row("Rate Limit", HumanNumbers.bytes(config.rateLimitBitsPerSecond() / 8.0) + " / second");
        }
    }

    private static void limits(Columns columns, ConsumerConfig config) {
        boolean isPull = config.deliverSubject().isEmpty();
        columns.rowIfAny("Max Ack Pending", number(config.maxAckPending()))
                .rowIfAny("Max Waiting Pulls", number(config.maxWaiting()))
                .rowIfAny("Idle Heartbeat", duration(config.idleHeartbeat()))
                .rowIfAny("Flow Control", isPull ? "" : Boolean.toString(config.flowControl()))
                .rowIfAny("Headers Only", config.headersOnly() ? "true" : "")
                .rowIfAny("Inactive Threshold", isPull ? duration(config.inactiveThreshold()) : "")
                .rowIfAny("Max Pull Expire", duration(config.maxRequestExpires()))
                .rowIfAny("Max Pull Batch", number(config.maxRequestBatch()))
                .rowIfAny("Max Pull MaxBytes", number(config.maxRequestBytes()))
                .rowIfAny("Backoff", backoff(config.backoff()))
                .rowIfAny("Replicas", number(config.replicas()))
                .rowIfAny("Memory Storage", config.memoryStorage() ? "true" : "");
    }

    private static void paused(Columns columns, ConsumerInfo info, ConsumerConfig config, Clock clock) {
        Instant until = config.pauseUntil();
        if (until == null || HumanTime.isNone(until)) {
            return;
        }
        String rest = info.paused() ? ConsumerSheet.remaining(info) + " remaining" : "passed";
        columns.row("Paused Until Deadline", HumanTime.at(until, clock) + " (" + rest + ")");
    }

    private static String number(long number) {
        return number > 0 ? HumanNumbers.comma(number) : "";
    }

    private static String duration(Duration duration) {
        return duration.isZero() || duration.isNegative() ? "" : GoDuration.brief(duration);
    }

    /** The pauses, or the first and the last of many. */
    static String backoff(List<Duration> pauses) {
        int count = pauses.size();
        if (count <= BACKOFF_SHOWN_MAX) {
            return joined(pauses);
        }
        return joined(pauses.subList(0, BACKOFF_ENDS)) + ", ..., " + joined(pauses.subList(count - BACKOFF_ENDS, count))
                + " (" + count + " total)";
    }

    private static String joined(List<Duration> pauses) {
        return pauses.stream().map(GoDuration::exact).collect(Collectors.joining(", "));
    }
}
