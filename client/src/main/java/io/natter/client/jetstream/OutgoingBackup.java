package io.natter.client.jetstream;

import io.natter.client.Message;
import io.natter.client.NatsException;
import io.natter.client.Outgoing;
import io.natter.client.RequestOptions;
import io.natter.protocol.ServerInfo;
import io.natter.protocol.jetstream.ApiCall;
import io.natter.protocol.jetstream.RestoreReady;
import io.natter.protocol.jetstream.SnapshotDescription;
import io.natter.protocol.jetstream.StreamCreated;
import io.natter.protocol.jetstream.StreamInfo;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * One backup that is sent back: chunks go out in order, a few on their way at once, each answered when the server has taken it (D31).
 *
 * <p>Confined to the caller's thread. A server that is sent nothing more gives up after some seconds and leaves no stream behind.
 *
 * <pre>
 *  chunk     answer: nothing, or an error
 *  nothing   answer: the stream that was made, or an error
 * </pre>
 */
final class OutgoingBackup {
    private static final int IN_FLIGHT_MOST = 8;

    /** A chunk on its way. Immutable. */
    private record Sent(CompletableFuture<Message> answer, int bytes) {}

    private final Api api;
    private final RestoreOptions options;
    private final RequestOptions patience;
    private final SnapshotDescription description;
    private final Deque<Sent> inFlight = new ArrayDeque<>();
    private long bytes;
    private long chunks;

    OutgoingBackup(Api api, SnapshotDescription backup, RestoreOptions options) {
        this.api = api;
        this.options = options;
        this.patience = RequestOptions.within(options.silence());
        this.description =
                new SnapshotDescription(options.change().apply(backup.config()), backup.state(), backup.unknown());
        String name = backup.config().name();
        if (!description.config().name().equals(name)) {
            throw new IllegalArgumentException("restore: got the name \""
                    + description.config().name() + "\", expected \"" + name + "\": what is in the backup has it");
        }
    }

    StreamInfo run(InputStream in) throws IOException {
        String request =
                api.subjects().of(ApiCall.STREAM_RESTORE, description.config().name());
        String subject = api.call(request, SnapshotDescription.JSON.write(description), RestoreReady.JSON, patience)
                .deliverSubject();
        options.listener().onProgress(description, 0, 0);
        int chunkBytes = chunkBytes();
        for (byte[] chunk = in.readNBytes(chunkBytes); chunk.length > 0; chunk = in.readNBytes(chunkBytes)) {
            if (inFlight.size() == IN_FLIGHT_MOST) {
                awaitFirst(subject);
            }
            inFlight.add(new Sent(api.connection().requestAsync(Outgoing.of(subject, chunk), patience), chunk.length));
        }
        while (!inFlight.isEmpty()) {
            awaitFirst(subject);
        }
        return api.call(subject, Api.EMPTY, StreamCreated.JSON, patience).info();
    }

    private int chunkBytes() {
        ServerInfo server = api.connection().serverInfo();
        return server == null
                ? BackupOptions.CHUNK_DEFAULT
                : Math.min(BackupOptions.CHUNK_DEFAULT, server.maxPayload());
    }

    private void awaitFirst(String subject) {
        Sent first = inFlight.remove();
        Message answer;
        try {
            answer = first.answer.join();
        } catch (CompletionException failure) {
            throw Api.cause(failure) instanceof NatsException known ? known : Statuses.unexpected(failure);
        }
        if (answer.payload().length > 0) {
            Api.body(subject, answer, StreamCreated.JSON); // throws what the server says
        }
        bytes += first.bytes;
        chunks++;
        options.listener().onProgress(description, bytes, chunks);
    }
}
