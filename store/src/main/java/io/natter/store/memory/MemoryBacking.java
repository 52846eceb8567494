package io.natter.store.memory;

import io.natter.store.Commit;
import io.natter.store.RecordDraft;
import io.natter.store.RecoveryReport;
import io.natter.store.StoreFailedException;
import io.natter.store.StreamOptions;
import io.natter.store.index.Columns;
import io.natter.store.index.ColumnsCache;
import io.natter.store.index.GrowingColumns;
import io.natter.store.index.Segment;
import io.natter.store.index.StreamIndex;
import io.natter.store.stream.Backing;
import org.jspecify.annotations.Nullable;

/**
 * One stream's records in memory.
 *
 * <p>Confined to the stream's owner, but for what readers ask. Records of up to a kilobyte that are removed take at most as much memory as those that
 * are not, but for some 64 KiB: a segment that has more of them is replaced by a copy of the others at once. Larger ones take none.
 */
final class MemoryBacking implements Backing {
    private static final int COPIED_BYTES_MIN = MemorySegment.CHUNK_BYTES_MAX;
    private static final int COPIED_RECORDS_MIN = 1024;

    private final StreamOptions options;
    private final StreamIndex index = new StreamIndex(new ColumnsCache(Long.MAX_VALUE), 1);

    /** What is written: the bytes of the index's last segment; null while it has none. */
    private @Nullable MemorySegment active;

    private boolean isClosed;
    private long committedSeq;

    MemoryBacking(StreamOptions options) {
        this.options = options;
    }

    @Override
    public StreamIndex index() {
        return index;
    }

    @Override
    public long durableSeq() {
        return index.lastSeq();
    }

    @Override
    public RecoveryReport recovery() {
        return RecoveryReport.CLEAN;
    }

    @Override
    public boolean isLost(long seq) {
        return false;
    }

    @Override
    public long lostCount() {
        return 0;
    }

    @Override
    public int countedBytes(int subjectLength, int headersLength, int payloadLength) {
        return options.countedBytes(subjectLength, headersLength, payloadLength);
    }

    @Override
    public int append(RecordDraft draft, long seq) {
        checkWritable();
        MemorySegment segment = active;
        if (segment == null || segment.isFullFor(draft) || seq - lastSegment().baseSeq() > Integer.MAX_VALUE) {
            segment = startSegment(seq);
        }
        return segment.append(draft);
    }

    private MemorySegment startSegment(long baseSeq) {
        MemorySegment before = active;
        if (before != null && lastSegment().liveCount() == 0) {
            int last = index.view().segments().length - 1;
            index.replaceSegments(last, last + 1, null);
        }
        var started = new MemorySegment(before);
        int expected = before == null ? 0 : before.count() + before.count() / 64; // messages of a stream are alike
        index.addSegment(new Segment(baseSeq, started, new GrowingColumns(baseSeq, expected)));
        active = started;
        return started;
    }

    private Segment lastSegment() {
        Segment[] segments = index.view().segments();
        return segments[segments.length - 1];
    }

    @Override
    public void checkWritable() {
        if (isClosed) {
            throw new IllegalStateException("stream: got a change, expected none after closing");
        }
    }

    @Override
    public void onRemoved(long seq) {
        StreamIndex.View view = index.view();
        int at = view.segmentFrom(seq);
        Segment segment = view.segments()[at];
        Columns columns = index.columns(segment);
        bytesOf(segment).remove(columns.placeAt(columns.indexFrom(seq)));
        boolean isLast = at == view.segments().length - 1;
        if (segment.liveCount() == 0 && !isLast) {
            index.replaceSegments(at, at + 1, null);
        } else if (seq >= index.firstSeq() && isWorthCopying(segment, isLast)) {
            compact(at);
        }
    }

    // What is removed from the front on lets go of one chunk after the other by itself.
    private static boolean isWorthCopying(Segment segment, boolean isLast) {
        MemorySegment bytes = bytesOf(segment);
        return bytes.isSparse()
                && (!isLast || bytes.heldBytes() >= COPIED_BYTES_MIN || bytes.count() >= COPIED_RECORDS_MIN);
    }

    private static MemorySegment bytesOf(Segment segment) {
        return (MemorySegment) segment.bytes();
    }

    private void compact(int at) {
        boolean isLast = at == index.view().segments().length - 1;
        Compacted compacted = Compacted.of(index, at, isLast);
        compacted.putInPlace();
        if (isLast) {
            active = compacted.bytes();
        }
    }

    @Override
    public void onSkipped(long lastSeq) {
        if (active != null) {
            lastSegment().reachTo(lastSeq);
        }
    }

    @Override
    public void clear() {
        index.clear(index.lastSeq() + 1);
        active = null;
    }

    @Override
    public void rollBack() {
        truncate(Math.min(committedSeq, index.lastSeq()));
    }

    @Override
    public void commit(Commit commit) {
        committedSeq = index.lastSeq();
        commit.done(isClosed ? new StoreFailedException("stream: closed", null) : null);
    }

    @Override
    public void truncate(long lastSeq) {
        boolean isShorter = lastSeq < index.lastSeq();
        index.truncate(lastSeq);
        int last = index.view().segments().length - 1;
        if (last < 0) {
            active = null;
        } else if (isShorter) {
            compact(last);
        }
    }

    @Override
    public void restart(long firstSeq) {
        index.clear(firstSeq);
        active = null;
    }

    @Override
    public boolean maintain() {
        return false;
    }

    @Override
    public void erase(long seq) {
        StreamIndex.View view = index.view();
        int at = view.segmentFrom(seq);
        if (at < view.segments().length) {
            Segment segment = view.segments()[at];
            Columns columns = index.columns(segment);
            int i = columns.indexFrom(seq);
            if (i < columns.count() && columns.seqAt(i) == seq) { // else it was left out of a copy
                bytesOf(segment).erase(columns.placeAt(i));
            }
        }
    }

    void close() {
        isClosed = true;
    }
}
