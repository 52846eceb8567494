package io.natter.server.jetstream.consumer;

import io.natter.protocol.jetstream.ConsumerInfo;
import io.natter.protocol.jetstream.PriorityGroupState;
import io.natter.protocol.jetstream.SequenceInfo;
import java.time.Instant;
import java.util.List;

/**
 * Puts together what a consumer is and how far it has come (D49).
 *
 * <p>Confined to the stream's loop.
 */
final class Description {
    private final OwningStream stream;
    private final Progress progress;
    private final Cursor cursor;
    private final PinnedClient pinned;

    Description(OwningStream stream, Progress progress, Cursor cursor, PinnedClient pinned) {
        this.stream = stream;
        this.progress = progress;
        this.cursor = cursor;
        this.pinned = pinned;
    }

    ConsumerInfo of(Consumer consumer, ConsumerSettings settings, Mode mode) {
        Instant now = Instant.ofEpochSecond(0, stream.wallNs());
        return ConsumerInfo.builder()
                .streamName(stream.config().name())
                .name(consumer.name())
                .created(consumer.created())
                .config(settings.config())
                .delivered(sequences(progress.deliverySeq(), progress.streamSeq(), progress.deliveredWallNs()))
                .ackFloor(sequences(progress.floorDeliverySeq(), progress.floorStreamSeq(), progress.ackedWallNs()))
                .ackPendingCount(progress.pending().count())
                .redeliveredCount(settings.maxDeliver() == 1 ? 0 : progress.redeliveredCount())
                .waitingCount(mode.waitingCount())
                .pendingCount(cursor.checkedPendingCount())
                .pushBound(mode.isPushBound())
                .paused(settings.isPaused(now))
                .pauseRemaining(settings.pauseRemaining(now))
                .timestamp(now)
                .priorityGroups(groups(settings.config().priorityGroups()))
                .build();
    }

    private static SequenceInfo sequences(long deliverySeq, long streamSeq, long wallNs) {
        return new SequenceInfo(deliverySeq, streamSeq, wallNs == 0 ? null : Instant.ofEpochSecond(0, wallNs));
    }

    private List<PriorityGroupState> groups(List<String> groups) {
        return groups.isEmpty() ? List.of() : List.of(pinned.state(groups.get(0)));
    }
}
