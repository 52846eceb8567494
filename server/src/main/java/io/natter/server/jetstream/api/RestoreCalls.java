package io.natter.server.jetstream.api;

import io.natter.protocol.jetstream.ApiErrorCode;
import io.natter.protocol.jetstream.RestoreReady;
import io.natter.protocol.jetstream.SnapshotDescription;
import io.natter.protocol.jetstream.StreamConfig;
import io.natter.server.jetstream.JetStreamAccount;
import io.natter.server.jetstream.StreamRestore;
import io.natter.server.jetstream.rules.ApiLevel;
import io.natter.server.jetstream.rules.RefusedException;
import io.natter.server.jetstream.rules.StreamRules;

/**
 * Makes streams of backups (D31).
 *
 * <p>Confined to the api loop.
 */
final class RestoreCalls {
    private final ApiParts parts;
    private final StreamCalls streams;
    private final Transfers transfers;

    RestoreCalls(ApiParts parts, StreamCalls streams, Transfers transfers) {
        this.parts = parts;
        this.streams = streams;
        this.transfers = transfers;
    }

    void restore(Call call) {
        JetStreamAccount account = call.account();
        if (call.request().isEmpty()) {
            throw new RefusedException(ApiErrorCode.BAD_REQUEST);
        }
        SnapshotDescription described = call.body(SnapshotDescription.JSON);
        streams.queue().submit(call, done -> {
            StreamConfig config = ApiLevel.stored(
                    StreamRules.restored(call.subject().stream(), described.config(), parts.context(account, false)));
            Transfers.Place place = transfers.enter(account.name(), ApiErrorCode.STREAM_RESTORE);
            account.restore(config, outcome -> {
                done.run();
                StreamRestore restore = outcome.value();
                if (restore == null) {
                    place.leave();
                    call.fail(ApiErrorCode.STREAM_RESTORE.error(
                            outcome.error() == null ? "" : outcome.error().description()));
                    return;
                }
                RestoreReceiving receiving =
                        new RestoreReceiving(parts, streams, call.request(), config, restore, place);
                call.answer(RestoreReady.JSON, new RestoreReady(receiving.begin()));
            });
        });
    }
}
