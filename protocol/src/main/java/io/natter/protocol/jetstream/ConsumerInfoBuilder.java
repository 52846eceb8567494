package io.natter.protocol.jetstream;

import io.natter.protocol.json.GoTime;
import io.natter.protocol.json.UnknownFields;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Collects the fields of a {@link ConsumerInfo}; each setter is named as its component. Confined to one thread. */
public final class ConsumerInfoBuilder {
    private String streamName = "";
    private String name = "";
    private Instant created = GoTime.ZERO;
    private @Nullable ConsumerConfig config;
    private SequenceInfo delivered = SequenceInfo.NONE;
    private SequenceInfo ackFloor = SequenceInfo.NONE;
    private long ackPendingCount;
    private long redeliveredCount;
    private long waitingCount;
    private long pendingCount;
    private @Nullable ClusterInfo cluster;
    private boolean pushBound;
    private boolean paused;
    private Duration pauseRemaining = Duration.ZERO;
    private Instant timestamp = GoTime.ZERO;
    private List<PriorityGroupState> priorityGroups = List.of();
    private UnknownFields unknown = UnknownFields.NONE;

    ConsumerInfoBuilder() {}

    ConsumerInfoBuilder(ConsumerInfo from) {
        streamName = from.streamName();
        name = from.name();
        created = from.created();
        config = from.config();
        delivered = from.delivered();
        ackFloor = from.ackFloor();
        ackPendingCount = from.ackPendingCount();
        redeliveredCount = from.redeliveredCount();
        waitingCount = from.waitingCount();
        pendingCount = from.pendingCount();
        cluster = from.cluster();
        pushBound = from.pushBound();
        paused = from.paused();
        pauseRemaining = from.pauseRemaining();
        timestamp = from.timestamp();
        priorityGroups = from.priorityGroups();
        unknown = from.unknown();
    }

    /** Sets name of its stream. */
    public ConsumerInfoBuilder streamName(String streamName) {
        this.streamName = streamName;
        return this;
    }

    /** Sets its name. */
    public ConsumerInfoBuilder name(String name) {
        this.name = name;
        return this;
    }

    /** Sets when it was created. */
    public ConsumerInfoBuilder created(Instant created) {
        this.created = created;
        return this;
    }

    /** Sets what it is to be, or null where that was not told. */
    public ConsumerInfoBuilder config(@Nullable ConsumerConfig config) {
        this.config = config;
        return this;
    }

    /** Sets last delivery. */
    public ConsumerInfoBuilder delivered(SequenceInfo delivered) {
        this.delivered = delivered;
        return this;
    }

    /** Sets up to where all is acknowledged. */
    public ConsumerInfoBuilder ackFloor(SequenceInfo ackFloor) {
        this.ackFloor = ackFloor;
        return this;
    }

    /** Sets messages awaiting acknowledgement. */
    public ConsumerInfoBuilder ackPendingCount(long ackPendingCount) {
        this.ackPendingCount = ackPendingCount;
        return this;
    }

    /** Sets of these, delivered more than once. */
    public ConsumerInfoBuilder redeliveredCount(long redeliveredCount) {
        this.redeliveredCount = redeliveredCount;
        return this;
    }

    /** Sets pull requests waiting. */
    public ConsumerInfoBuilder waitingCount(long waitingCount) {
        this.waitingCount = waitingCount;
        return this;
    }

    /** Sets messages still to deliver, unsigned. */
    public ConsumerInfoBuilder pendingCount(long pendingCount) {
        this.pendingCount = pendingCount;
        return this;
    }

    /** Sets who keeps it, or null. */
    public ConsumerInfoBuilder cluster(@Nullable ClusterInfo cluster) {
        this.cluster = cluster;
        return this;
    }

    /** Sets whether somebody is there to deliver to. */
    public ConsumerInfoBuilder pushBound(boolean pushBound) {
        this.pushBound = pushBound;
        return this;
    }

    /** Sets whether it is paused. */
    public ConsumerInfoBuilder paused(boolean paused) {
        this.paused = paused;
        return this;
    }

    /** Sets for how much longer. */
    public ConsumerInfoBuilder pauseRemaining(Duration pauseRemaining) {
        this.pauseRemaining = pauseRemaining;
        return this;
    }

    /** Sets when this was found. */
    public ConsumerInfoBuilder timestamp(Instant timestamp) {
        this.timestamp = timestamp;
        return this;
    }

    /** Sets who is pinned. */
    public ConsumerInfoBuilder priorityGroups(List<PriorityGroupState> priorityGroups) {
        this.priorityGroups = priorityGroups;
        return this;
    }

    /** The fields collected so far. */
    public ConsumerInfo build() {
        return new ConsumerInfo(
                streamName,
                name,
                created,
                config,
                delivered,
                ackFloor,
                ackPendingCount,
                redeliveredCount,
                waitingCount,
                pendingCount,
                cluster,
                pushBound,
                paused,
                pauseRemaining,
                timestamp,
                priorityGroups,
                unknown);
    }
}
