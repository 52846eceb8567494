package io.natter.client.jetstream;

import io.natter.client.ConnectionLostException;
import io.natter.client.Message;
import io.natter.client.Outgoing;
import io.natter.client.RequestOptions;
import io.natter.client.RequestTimeoutException;
import io.natter.client.SubscribeOptions;
import io.natter.client.SyncSubscription;
import io.natter.client.WhenFull;
import io.natter.protocol.jetstream.ApiCall;
import io.natter.protocol.jetstream.ApiError;
import io.natter.protocol.jetstream.SnapshotDescription;
import io.natter.protocol.jetstream.SnapshotRequest;
import io.natter.protocol.wire.Headers;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One backup that is received: chunks come, each whole one is acknowledged, their numbers must follow each other (D30).
 *
 * <p>Confined to the caller's thread. Chunks are not sent twice, so one that is lost ends the backup.
 *
 * <pre>
 *  chunk            reply $JS.SNAPSHOT.ACK.stream.id.length.number, numbers from 1
 *  the last chunk   no reply
 *  the end          no payload; status 204 or none, or 408 and 500 with the reason where it failed
 * </pre>
 */
final class IncomingBackup {
    private static final int CHUNKS_MOST = 40_000; // of the largest window in the smallest chunks, with some room
    private static final int DONE = 204;

    private final Api api;
    private final String stream;
    private final BackupOptions options;
    private long bytes;
    private long chunks;

    IncomingBackup(Api api, String stream, BackupOptions options) {
        this.api = api;
        this.stream = stream;
        this.options = options;
    }

    SnapshotDescription run(OutputStream out) throws IOException {
        String inbox = api.connection().newInbox();
        SubscribeOptions bounds = SubscribeOptions.DEFAULTS.withPending(CHUNKS_MOST, Long.MAX_VALUE, WhenFull.DROP_NEW);
        try (SyncSubscription arriving = api.connection().subscribe(inbox, bounds)) {
            SnapshotDescription description = begin(inbox);
            options.listener().onProgress(description, 0, 0);
            Message message = next(arriving);
            while (message.payload().length > 0) {
                take(message, out);
                options.listener().onProgress(description, bytes, chunks);
                message = next(arriving);
            }
            requireDone(message.headers().status());
            return description;
        }
    }

    private SnapshotDescription begin(String inbox) {
        SnapshotRequest request = new SnapshotRequest(
                inbox, !options.consumers(), options.chunkBytes(), options.windowBytes(), options.isChecked());
        String subject = api.subjects().of(ApiCall.STREAM_SNAPSHOT, stream);
        return api.call(
                subject,
                SnapshotRequest.JSON.write(request),
                SnapshotDescription.JSON,
                RequestOptions.within(options.silence()));
    }

    private Message next(SyncSubscription arriving) {
        Optional<Message> next = arriving.next(options.silence());
        if (next.isEmpty()) {
            throw arriving.isActive()
                    ? new RequestTimeoutException("backup of \"" + stream + "\": nothing came within "
                            + options.silence().toMillis() + " ms, behind " + chunks + " chunks")
                    : new ConnectionLostException("backup of \"" + stream + "\": the connection is closed");
        }
        return next.get();
    }

    private void take(Message chunk, OutputStream out) throws IOException {
        String ack = chunk.replyTo();
        if (ack != null && !ack.endsWith("." + (chunks + 1))) {
            throw new ConnectionLostException("backup of \"" + stream + "\": got a chunk acknowledged by \"" + ack
                    + "\", expected number " + (chunks + 1) + ": one was lost");
        }
        out.write(chunk.payload());
        bytes += chunk.payload().length;
        chunks++;
        if (ack != null) {
            api.connection().publish(Outgoing.of(ack, Api.EMPTY));
        }
    }

    private void requireDone(Headers.@Nullable Status status) {
        if (status != null && status.code() != DONE) {
            throw new JetStreamApiException(
                    "backup of \"" + stream + "\"", new ApiError(status.code(), 0, status.description()));
        }
    }
}
