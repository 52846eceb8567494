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

/**
 * One stream's records in memory.
 *
 * <p>Confined to the stream's owner, but for what readers ask.
 */
final class MemoryBacking implements Backing {
    private final StreamOptions options;
    private final StreamIndex index = new StreamIndex(new ColumnsCache(Long.MAX_VALUE), 1);
    private MemorySegment active = new MemorySegment();
    private boolean isStarted;
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
        long baseSeq = isStarted ? lastSegment().baseSeq() : 0;
        if (!isStarted || active.isFull() || seq - baseSeq > Integer.MAX_VALUE) {
            startSegment(seq);
        }
        return active.append(draft, seq);
    }

    private void startSegment(long baseSeq) {
        active = new MemorySegment();
        index.addSegment(
                new Segment(baseSeq, active, new GrowingColumns(baseSeq, isStarted ? MemorySegment.RECORDS_MAX : 0)));
        isStarted = true;
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
        ((MemorySegment) segment.bytes()).remove(columns.placeAt(columns.indexFrom(seq)));
        boolean isLast = at == view.segments().length - 1;
        if (segment.liveCount() == 0 && !isLast) {
            index.replaceSegments(at, at + 1, null);
        }
    }

    @Override
    public void onSkipped(long lastSeq) {
        if (isStarted) {
            lastSegment().reachTo(lastSeq);
        }
    }

    @Override
    public void clear() {
        index.clear(index.lastSeq() + 1);
        isStarted = false;
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
        index.truncate(lastSeq);
        isStarted = false;
    }

    @Override
    public void restart(long firstSeq) {
        index.clear(firstSeq);
        isStarted = false;
    }

    @Override
    public boolean maintain() {
        return false;
    }

    @Override
    public void erase(long seq) {
        // a removed record is given back at once
    }

    void close() {
        isClosed = true;
    }
}
