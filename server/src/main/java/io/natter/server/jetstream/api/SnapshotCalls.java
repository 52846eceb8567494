package io.natter.server.jetstream.api;

import io.natter.protocol.jetstream.ApiErrorCode;
import io.natter.protocol.jetstream.SnapshotDescription;
import io.natter.protocol.jetstream.SnapshotRequest;
import io.natter.protocol.jetstream.StreamInfo;
import io.natter.protocol.jetstream.StreamInfoRequest;
import io.natter.protocol.jetstream.StreamState;
import io.natter.protocol.subject.Subjects;
import io.natter.server.jetstream.JetStreamAccount;
import io.natter.server.jetstream.consumer.Consumer;
import io.natter.server.jetstream.consumer.KeptConsumer;
import io.natter.server.jetstream.rules.RefusedException;
import io.natter.server.jetstream.stream.Stream;
import io.natter.store.StoreException;
import java.util.List;

/**
 * Sends backups of streams (D30).
 *
 * <p>Confined to the api loop.
 */
final class SnapshotCalls {
    private final ApiParts parts;
    private final Transfers transfers;

    SnapshotCalls(ApiParts parts, Transfers transfers) {
        this.parts = parts;
        this.transfers = transfers;
    }

    void snapshot(Call call) {
        JetStreamAccount account = call.account();
        if (call.request().isEmpty()) {
            throw new RefusedException(ApiErrorCode.BAD_REQUEST);
        }
        Stream stream = call.stream(account);
        SnapshotRequest request = call.body(SnapshotRequest.JSON);
        if (!Subjects.isValidPublish(request.deliverSubject())) {
            throw new RefusedException(ApiErrorCode.SNAPSHOT_DELIVER_SUBJECT_INVALID);
        }
        Transfers.Place place = transfers.enter(account.name(), ApiErrorCode.STREAM_SNAPSHOT);
        call.on(stream, () -> {
            Taken taken = null;
            try {
                taken = take(stream, request);
            } finally {
                if (taken == null) {
                    parts.port().execute(place::leave);
                }
            }
            Taken source = taken;
            parts.port().execute(() -> begin(call, request, source, place));
        });
    }

    /** What is sent, and what the answer tells of it. */
    private record Taken(StreamInfo info, SnapshotSource source) {}

    private static Taken take(Stream stream, SnapshotRequest request) {
        StreamInfo info = stream.info(new StreamInfoRequest(0, false, ""));
        List<KeptConsumer> consumers = request.noConsumers()
                ? List.of()
                : stream.consumers().all().stream()
                        .filter(consumer -> !consumer.config().direct())
                        .map(Consumer::kept)
                        .toList();
        StreamState state =
                info.state().toBuilder().consumerCount(consumers.size()).build();
        try {
            return new Taken(
                    info, new SnapshotSource(stream.name(), stream.reader().snapshot(), state, consumers));
        } catch (StoreException unreadable) {
            throw new RefusedException(ApiErrorCode.STREAM_SNAPSHOT, String.valueOf(unreadable.getMessage()));
        }
    }

    private void begin(Call call, SnapshotRequest request, Taken taken, Transfers.Place place) {
        StreamInfo info = taken.info;
        call.answer(SnapshotDescription.JSON, new SnapshotDescription(info.config(), info.state()));
        parts.advisories().snapshotCreated(call.request(), taken.source.stream(), info.state());
        new SnapshotSending(parts, call.request(), request, taken.source, place).begin();
    }
}
