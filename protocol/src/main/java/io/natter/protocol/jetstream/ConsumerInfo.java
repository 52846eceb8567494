package io.natter.protocol.jetstream;

import io.natter.protocol.json.JsonForm;
import io.natter.protocol.json.ObjectReader;
import io.natter.protocol.json.ObjectWriter;
import io.natter.protocol.json.UnknownFields;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A consumer: what it is to be, and how far it has come (D49).
 *
 * <p>Immutable.
 *
 * @param streamName name of its stream
 * @param name its name
 * @param created when it was created
 * @param config what it is to be, or null where that was not told
 * @param delivered last delivery
 * @param ackFloor up to where all is acknowledged
 * @param ackPendingCount messages awaiting acknowledgement
 * @param redeliveredCount of these, delivered more than once
 * @param waitingCount pull requests waiting
 * @param pendingCount messages still to deliver, unsigned
 * @param cluster who keeps it, or null
 * @param pushBound whether somebody is there to deliver to
 * @param paused whether it is paused
 * @param pauseRemaining for how much longer
 * @param timestamp when this was found
 * @param priorityGroups who is pinned
 * @param unknown fields that were read without being known
 */
public record ConsumerInfo(
        String streamName,
        String name,
        Instant created,
        @Nullable ConsumerConfig config,
        SequenceInfo delivered,
        SequenceInfo ackFloor,
        long ackPendingCount,
        long redeliveredCount,
        long waitingCount,
        long pendingCount,
        @Nullable ClusterInfo cluster,
        boolean pushBound,
        boolean paused,
        Duration pauseRemaining,
        Instant timestamp,
        List<PriorityGroupState> priorityGroups,
        UnknownFields unknown) {
    /** How it stands in JSON. */
    public static final JsonForm<ConsumerInfo> JSON = JsonForm.of(ConsumerInfo::read, ConsumerInfo::write);

    /** Copies lists and maps. */
    public ConsumerInfo {
        priorityGroups = List.copyOf(priorityGroups);
    }

    /** Starts an empty description. */
    public static ConsumerInfoBuilder builder() {
        return new ConsumerInfoBuilder();
    }

    /** Starts from this one. */
    public ConsumerInfoBuilder toBuilder() {
        return new ConsumerInfoBuilder(this);
    }

    private static ConsumerInfo read(ObjectReader in) {
        return new ConsumerInfo(
                in.string("stream_name"),
                in.string("name"),
                in.timeOrZero("created"),
                in.objectOrNull("config", ConsumerConfig.JSON),
                in.object("delivered", SequenceInfo.JSON),
                in.object("ack_floor", SequenceInfo.JSON),
                in.integer("num_ack_pending"),
                in.integer("num_redelivered"),
                in.integer("num_waiting"),
                in.unsigned("num_pending"),
                in.objectOrNull("cluster", ClusterInfo.JSON),
                in.bool("push_bound"),
                in.bool("paused"),
                in.duration("pause_remaining"),
                in.timeOrZero("ts"),
                in.objects("priority_groups", PriorityGroupState.JSON),
                in.rest());
    }

    private void write(ObjectWriter out) {
        out.always("stream_name", streamName)
                .always("name", name)
                .always("created", created)
                .put("config", config, ConsumerConfig.JSON)
                .always("delivered", delivered, SequenceInfo.JSON)
                .always("ack_floor", ackFloor, SequenceInfo.JSON)
                .always("num_ack_pending", ackPendingCount)
                .always("num_redelivered", redeliveredCount)
                .always("num_waiting", waitingCount)
                .alwaysUnsigned("num_pending", pendingCount)
                .put("cluster", cluster, ClusterInfo.JSON)
                .put("push_bound", pushBound)
                .put("paused", paused)
                .put("pause_remaining", pauseRemaining)
                .always("ts", timestamp)
                .putAll("priority_groups", priorityGroups, PriorityGroupState.JSON)
                .rest(unknown);
    }
}
