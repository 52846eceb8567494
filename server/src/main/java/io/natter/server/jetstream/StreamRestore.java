package io.natter.server.jetstream;

import io.natter.server.core.InternalLoop;
import io.natter.server.jetstream.stream.Outcome;
import io.natter.server.jetstream.stream.Stream;
import io.natter.store.StreamStore;
import io.natter.store.StreamWriter;
import java.time.Instant;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A stream that is being filled from a backup: a store with a loop, that becomes a stream or nothing (D31).
 *
 * <p>Thread-safe where a method says so; the rest is confined to its loop.
 */
public final class StreamRestore {
    private final StreamStore store;
    private final InternalLoop loop;
    private final BiConsumer<@Nullable Instant, Consumer<Outcome<Stream>>> completion;
    private final Runnable abandonment;
    private boolean isOver;

    StreamRestore(
            StreamStore store,
            InternalLoop loop,
            BiConsumer<@Nullable Instant, Consumer<Outcome<Stream>>> completion,
            Runnable abandonment) {
        this.store = store;
        this.loop = loop;
        this.completion = completion;
        this.abandonment = abandonment;
    }

    /** Runs something on its loop. Any thread. */
    public void execute(Runnable task) {
        loop.execute(task);
    }

    /** What is written to. */
    public StreamWriter writer() {
        return store.writer();
    }

    /** The highest sequence so far. */
    public long lastSeq() {
        return store.reader().lastSeq();
    }

    /**
     * Makes a stream of it. What was written has to be committed before.
     *
     * @param created when the stream counts as created, or null for now
     * @param done told on the api loop
     */
    public void complete(@Nullable Instant created, Consumer<Outcome<Stream>> done) {
        if (!isOver) {
            isOver = true;
            completion.accept(created, done);
        }
    }

    /** Forgets it with all that was written. */
    public void abandon() {
        if (!isOver) {
            isOver = true;
            abandonment.run();
        }
    }
}
