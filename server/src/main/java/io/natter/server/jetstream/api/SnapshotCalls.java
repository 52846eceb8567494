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
import io.natter.store.RecordSnapshot;
import java.util.List;

/**
 * Sends backups of streams (D30).
 *
 * <p>Confined to the api loop.
 */
final class SnapshotCalls {
    private final ApiParts parts;

    SnapshotCalls(ApiParts parts) {
        this.parts = parts;
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
        call.on(stream, () -> {
            StreamInfo info = stream.info(new StreamInfoRequest(0, false, ""));
            List<KeptConsumer> consumers = request.noConsumers()
                    ? List.of()
                    : stream.consumers().all().stream()
                            .filter(consumer -> !consumer.config().direct())
                            .map(Consumer::kept)
                            .toList();
            RecordSnapshot records = stream.reader().snapshot();
            StreamState state =
                    info.state().toBuilder().consumerCount(consumers.size()).build();
            call.resume(() -> {
                call.answer(SnapshotDescription.JSON, new SnapshotDescription(info.config(), info.state()));
                parts.advisories().snapshotCreated(call.request(), stream.name(), info.state());
                SnapshotSource source = new SnapshotSource(records, state, consumers);
                new SnapshotSending(parts, call.request(), stream.name(), request, source).begin();
            });
        });
    }
}
