package io.natter.store.index;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * The columns of full segments that are in memory, all streams of a store together, and their bound.
 *
 * <p>Thread-safe. Past the bound, those that nobody asked for lately are let go.
 */
public final class ColumnsCache {
    /** One segment's columns. */
    private record Entry(Segment segment, long bytes) {}

    private final long bytesMax;
    private final Deque<Entry> entries = new ArrayDeque<>();
    private long bytes;

    /** A cache of so many bytes. */
    public ColumnsCache(long bytesMax) {
        this.bytesMax = bytesMax;
    }

    /** Counts columns that were read, and lets go of others if need be. */
    synchronized void add(Segment segment, long columnsBytes) {
        entries.addLast(new Entry(segment, columnsBytes));
        bytes += columnsBytes;
        int tries = entries.size();
        while (bytes > bytesMax && tries-- > 0) {
            Entry oldest = entries.removeFirst();
            if (oldest.segment.letGo()) {
                bytes -= oldest.bytes;
            } else {
                entries.addLast(oldest);
            }
        }
    }

    /** Bytes in use now. */
    public synchronized long bytes() {
        return bytes;
    }
}
