package io.natter.server.jetstream.stream;

import io.natter.protocol.jetstream.ApiErrorCode;
import io.natter.protocol.jetstream.StreamConfig;
import io.natter.store.Commit;
import io.natter.store.SideRecords;
import io.natter.store.StreamStore;
import java.time.Instant;
import java.util.function.Consumer;

/**
 * Makes streams: what each is to be is on disk before it takes messages.
 *
 * <p>Thread-safe: pure functions, called on the loop that is to own the stream.
 */
public final class StreamCreation {
    /** The key of a side record that is there while a stream is filled from a backup. */
    private static final String RESTORING = "restoring";

    private StreamCreation() {}

    /**
     * Makes a stream of a store that is empty, or holds what was restored; it is there for good when {@code done} says so.
     *
     * @param packing what the store was opened with
     * @param config complete and checked, as rules make it
     * @param done told once, on the loop, whatever happens: others wait for it
     */
    public static void create(
            StreamEnvironment environment,
            StreamStore store,
            Packing packing,
            StreamConfig config,
            Instant created,
            Consumer<Outcome<Stream>> done) {
        var record = new StreamRecord(config, created);
        try {
            begin(store, record);
        } catch (RuntimeException failed) {
            done.accept(refused(failed));
            return;
        }
        store.side()
                .commit(failure -> environment.execute(() -> done.accept(
                        failure == null
                                ? started(environment, store, packing, record)
                                : Outcome.failed(Units.error(failure)))));
    }

    /** Marks a stream that is filled from a backup: what a crash leaves of it is no stream. Of one that nobody else has. */
    public static void beginRestore(SideRecords side, Commit commit) {
        side.put(RESTORING, new byte[0]);
        side.commit(commit);
    }

    /** Whether it was being filled from a backup, and never became a stream. */
    public static boolean isUnfinishedRestore(SideRecords side) {
        return side.get(RESTORING) != null && side.get(StreamRecord.KEY) == null;
    }

    private static void begin(StreamStore store, StreamRecord record) {
        record.keepIn(store.side());
        store.side().remove(RESTORING);
        long firstSeq = record.config().firstSequence();
        long nextSeq = store.reader().lastSeq() + 1; // more than 1 when a backup was restored
        if (Long.compareUnsigned(firstSeq, nextSeq) > 0) {
            store.writer().skipTo(firstSeq);
            store.writer().commit(failure -> {});
        }
    }

    private static Outcome<Stream> started(
            StreamEnvironment environment, StreamStore store, Packing packing, StreamRecord record) {
        try {
            var stream = new Stream(environment, store, packing, record);
            stream.start();
            return Outcome.of(stream);
        } catch (RuntimeException failed) {
            return refused(failed);
        }
    }

    private static Outcome<Stream> refused(RuntimeException failed) {
        return Outcome.failed(ApiErrorCode.STREAM_CREATE.error(String.valueOf(failed.getMessage())));
    }
}
