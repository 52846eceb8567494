package io.natter.store.file;

import io.natter.store.RecoveryReport;
import io.natter.store.SideRecords;
import io.natter.store.Spill;
import io.natter.store.StreamReader;
import io.natter.store.StreamStore;
import io.natter.store.StreamWriter;
import io.natter.store.stream.IndexedReader;
import io.natter.store.stream.IndexedWriter;
import java.util.ArrayList;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * One stream in files, opened.
 *
 * <p>As {@link StreamStore} says.
 */
final class FileStreamStore implements StreamStore {
    private final FileRecordStore store;
    private final String name;
    private final FileBacking backing;
    private final SideLog side;
    private final StreamWriter writer;
    private final StreamReader reader;
    private final RecoveryReport recovery;
    private final AtomicBoolean isClosed = new AtomicBoolean();

    FileStreamStore(FileRecordStore store, String name, StreamFiles files, Recovered recovered, SideLog side) {
        this.store = store;
        this.name = name;
        this.side = side;
        backing = new FileBacking(files, recovered);
        writer = new IndexedWriter(backing, files.options().limits());
        reader = new IndexedReader(backing);
        var events = new ArrayList<String>(recovered.report().events());
        events.addAll(side.events());
        recovery = new RecoveryReport(
                events,
                recovered.report().lost(),
                recovered.report().cutBytes(),
                recovered.report().scannedBytes());
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
    public Spill spill() {
        return store.spill(backing.health());
    }

    @Override
    public RecoveryReport recovery() {
        return recovery;
    }

    /** Whether all it was told is on disk; to be asked after closing. */
    boolean isWhole() {
        return !backing.health().hasFailed() && !side.isForceFailed();
    }

    @Override
    public void close() {
        if (isClosed.compareAndSet(false, true)) {
            side.close();
            backing.close();
            store.onClosed(this);
        }
    }
}
