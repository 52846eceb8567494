package io.natter.server.jetstream;

import io.natter.protocol.jetstream.RetentionPolicy;
import io.natter.protocol.jetstream.StorageType;
import io.natter.protocol.jetstream.StreamConfig;
import io.natter.protocol.json.JsonException;
import io.natter.server.core.InternalLoop;
import io.natter.server.jetstream.stream.Packing;
import io.natter.server.jetstream.stream.Stream;
import io.natter.server.jetstream.stream.StreamCreation;
import io.natter.server.jetstream.stream.StreamLimits;
import io.natter.store.StoreException;
import io.natter.store.StreamStore;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/**
 * Brings streams back from their files: when the server starts, and when an account has JetStream again.
 *
 * <p>Thread-safe. What cannot be brought back is set aside: it stays as it is, and is told of in answers of the API.
 *
 * <pre>
 *  disk thread                     the stream's loop              api loop
 *  store opened, files read ────> stream started ────────────> known to its account
 *        └── unreadable ──────────────── └── no configuration ──> set aside, or deleted when nothing is in it
 * </pre>
 */
final class Recovery {
    private final JetStreamParts parts;

    private record Opening(JetStreamAccount account, String streamName, InternalLoop loop) {}

    Recovery(JetStreamParts parts) {
        this.parts = parts;
    }

    /** Brings back all streams of an account that are in files; done when they were started, or set aside. On the api loop. */
    CompletableFuture<Void> bringBack(JetStreamAccount account) {
        List<CompletableFuture<Void>> openings = new ArrayList<>();
        String prefix = account.name() + "/";
        for (String name : parts.files().streams()) {
            if (name.startsWith(prefix)) {
                openings.add(bringBack(account, name.substring(prefix.length())));
            }
        }
        return CompletableFuture.allOf(openings.toArray(CompletableFuture[]::new));
    }

    /** Brings back one stream; done when it was started, or set aside. On the api loop, or before anything runs there. */
    CompletableFuture<Void> bringBack(JetStreamAccount account, String streamName) {
        var opening = new Opening(account, streamName, account.nextLoop());
        var done = new CompletableFuture<Void>();
        parts.diskWork().execute(() -> open(opening, () -> done.complete(null)));
        return done;
    }

    private void open(Opening opening, Runnable done) {
        String storeName = opening.account().name() + "/" + opening.streamName();
        var packing = new Packing();
        StreamStore store;
        try {
            store = parts.files().open(storeName, StreamLimits.options(StorageType.FILE, packing));
        } catch (StoreException broken) {
            setAside(opening, String.valueOf(broken.getMessage()));
            done.run();
            return;
        }
        store.recovery().events().forEach(event -> parts.log().warn("JetStream: stream {}: {}", storeName, event));
        opening.loop().execute(() -> {
            try {
                start(opening, store, packing);
            } finally {
                done.run();
            }
        });
    }

    private void start(Opening opening, StreamStore store, Packing packing) {
        Stream stream;
        try {
            stream = Stream.open(opening.account().environment(opening.loop()), store, packing);
        } catch (JsonException | StoreException broken) {
            store.close();
            setAside(opening, String.valueOf(broken.getMessage()));
            return;
        }
        if (stream == null) {
            startWithoutConfiguration(opening, store);
            return;
        }
        parts.apiLoop().execute(() -> opening.account().add(stream));
    }

    // Its creation was not finished and nobody was told of it, or its restoring, which begins anew; or it was, and what
    // the stream is to be is lost, which is no reason to throw away its messages.
    private void startWithoutConfiguration(Opening opening, StreamStore store) {
        boolean holdsNothing = store.reader().lastSeq() == 0
                && store.side().keys().isEmpty()
                && !store.recovery().isDamaged();
        boolean isUnfinished = StreamCreation.isUnfinishedRestore(store.side())
                && !store.recovery().isDamaged();
        store.close();
        if (isUnfinished) {
            parts.log()
                    .warn("JetStream: stream {} was not restored whole, what is there of it is deleted", store.name());
        }
        if (holdsNothing || isUnfinished) {
            parts.files().delete(store.name());
        } else {
            setAside(opening, "its configuration is missing");
        }
    }

    private void setAside(Opening opening, String reason) {
        parts.log()
                .error(
                        "JetStream: stream {}/{} cannot be brought back and is left as it is: {}",
                        opening.account().name(),
                        opening.streamName(),
                        reason);
        parts.apiLoop().execute(() -> opening.account().setAside(opening.streamName(), reason));
    }

    /**
     * Has streams find those they copy from, and then let go of what everybody had before a crash: it can go when all who copy from a
     * stream have told it so. Returns when that is under way; not from a stream's loop.
     *
     * @param all the streams of the server
     */
    static void settle(List<Stream> all) {
        List<Stream> concerned = all.stream().filter(Recovery::concernsOthers).toList();
        onEach(concerned, Stream::findOrigins);
        onEach(concerned, stream -> {}); // what that began
        onEach(concerned, Stream::sweep);
    }

    // Whether it copies from other streams, or others decide what it keeps.
    private static boolean concernsOthers(Stream stream) {
        StreamConfig config = stream.config();
        return config.mirror() != null || !config.sources().isEmpty() || config.retention() != RetentionPolicy.LIMITS;
    }

    private static void onEach(List<Stream> streams, Consumer<Stream> task) {
        CompletableFuture.allOf(streams.stream()
                        .map(stream -> CompletableFuture.runAsync(() -> task.accept(stream), stream::execute))
                        .toArray(CompletableFuture[]::new))
                .join();
    }
}
