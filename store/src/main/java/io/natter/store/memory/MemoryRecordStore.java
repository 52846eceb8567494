package io.natter.store.memory;

import io.natter.store.RecordStore;
import io.natter.store.RecoveryReport;
import io.natter.store.SideRecords;
import io.natter.store.Spill;
import io.natter.store.StoreStats;
import io.natter.store.StreamOptions;
import io.natter.store.StreamReader;
import io.natter.store.StreamStore;
import io.natter.store.StreamWriter;
import io.natter.store.stream.IndexedReader;
import io.natter.store.stream.IndexedWriter;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A store in memory: a stream that is closed is gone.
 *
 * <p>Thread-safe.
 */
public final class MemoryRecordStore implements RecordStore {
    // guarded by this
    private final Map<String, StreamStore> open = new TreeMap<>();
    private boolean isClosed;

    /** An empty store. */
    public MemoryRecordStore() {}

    @Override
    public synchronized StreamStore open(String name, StreamOptions options) {
        if (isClosed || open.containsKey(name)) {
            throw new IllegalStateException("stream " + name + ": the store is closed, or the stream open already");
        }
        var stream = new MemoryStream(this, name, options);
        open.put(name, stream);
        return stream;
    }

    @Override
    public synchronized List<String> streams() {
        return List.copyOf(open.keySet());
    }

    @Override
    public synchronized void delete(String name) {
        if (open.containsKey(name)) {
            throw new IllegalStateException("stream " + name + ": got a deletion, expected it closed");
        }
    }

    private synchronized void onClosed(String name, StreamStore stream) {
        open.remove(name, stream);
    }

    @Override
    public synchronized StoreStats stats() {
        return new StoreStats(open.size(), 0, 0, 0, 0, new long[0], 0, 0, Long.MAX_VALUE);
    }

    @Override
    public void close() {
        List<StreamStore> closing;
        synchronized (this) {
            isClosed = true;
            closing = List.copyOf(open.values());
        }
        closing.forEach(StreamStore::close);
    }

    /** One stream. */
    private static final class MemoryStream implements StreamStore {
        private final MemoryRecordStore store;
        private final String name;
        private final MemoryBacking backing;
        private final StreamWriter writer;
        private final StreamReader reader;
        private final SideRecords side = new MemorySideRecords();

        MemoryStream(MemoryRecordStore store, String name, StreamOptions options) {
            this.store = store;
            this.name = name;
            backing = new MemoryBacking(options);
            writer = new IndexedWriter(backing, options.limits());
            reader = new IndexedReader(backing);
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public StreamWriter writer() {
            return writer;
        }

        @Override
        public StreamReader reader() {
            return reader;
        }

        @Override
        public SideRecords side() {
            return side;
        }

        @Override
        public @Nullable Spill spill() {
            return null;
        }

        @Override
        public RecoveryReport recovery() {
            return RecoveryReport.CLEAN;
        }

        @Override
        public void close() {
            backing.close();
            store.onClosed(name, this);
        }
    }
}
