package io.natter.store.memory;

import io.natter.store.RecordDraft;
import io.natter.store.StoredRecord;
import io.natter.store.index.Columns;
import io.natter.store.index.SegmentBytes;
import io.natter.store.index.SubjectTable;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * Up to 1,024 records in memory. A record removed is given back at once.
 *
 * <p>Written by the owner, read by any thread.
 */
final class MemorySegment implements SegmentBytes {
    /** Records in a segment. */
    static final int RECORDS_MAX = 1024;

    private final AtomicReferenceArray<@Nullable StoredRecord> records = new AtomicReferenceArray<>(RECORDS_MAX);
    private int count;

    // guarded by this
    private int retainCount;

    boolean isFull() {
        return count == RECORDS_MAX;
    }

    int append(RecordDraft draft, long seq) {
        int subjectLength = draft.subjectLength();
        int headersLength = draft.headersLength();
        int payloadLength = draft.payloadLength();
        byte[] subject = draft.subjectBytes();
        byte[] bytes = Arrays.copyOfRange(
                subject, draft.subjectFrom(), draft.subjectFrom() + subjectLength + headersLength + payloadLength);
        System.arraycopy(draft.headersBytes(), draft.headersFrom(), bytes, subjectLength, headersLength);
        System.arraycopy(
                draft.payloadBytes(), draft.payloadFrom(), bytes, subjectLength + headersLength, payloadLength);
        var content = new StoredRecord.Content(bytes, 0, subjectLength, headersLength, payloadLength);
        records.setRelease(count, new StoredRecord(seq, draft.timeNs(), draft.expiryNs(), content));
        return count++;
    }

    synchronized void remove(int place) {
        if (retainCount == 0) {
            records.setRelease(place, null);
        }
    }

    @Override
    public @Nullable StoredRecord read(long seq, int place) {
        return records.getAcquire(place);
    }

    @Override
    public @Nullable StoredRecord readAtHand(long seq, int place) {
        return read(seq, place);
    }

    @Override
    public boolean isAtHand(int place) {
        return true;
    }

    @Override
    public long timeNs(long seq, int place) {
        StoredRecord record = records.getAcquire(place);
        return record == null ? Long.MIN_VALUE : record.timeNs();
    }

    @Override
    public @Nullable Columns loadColumns(SubjectTable subjects) {
        return null;
    }

    @Override
    public synchronized void retain() {
        retainCount++;
    }

    @Override
    public synchronized void release() {
        retainCount--;
    }
}
