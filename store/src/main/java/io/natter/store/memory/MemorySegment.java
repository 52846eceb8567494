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
 * Records in memory, many in one array.
 *
 * <p>Written by the owner, read by any thread: a chunk's bytes are never changed once they are told of.
 *
 * <pre>
 *  place    chunk number | offset 16 bits
 *  chunks   | record record record ... | record record ... | record of more than 1 KiB | null: all its records were removed |
 *             1 KiB, the next one 2 KiB, and so on to 64 KiB
 * </pre>
 *
 * <p>A chunk goes when all its records are removed. A segment in which removed records take more than the others is to be replaced by a
 * {@linkplain #copy copy} of the others: see {@link MemoryBacking}.
 */
final class MemorySegment implements SegmentBytes {
    /** Where it is full, unless its last chunk has room. */
    private static final int RECORDS_ENOUGH = 1024;

    private static final int BYTES_ENOUGH = 1 << 20;
    private static final int CHUNK_BYTES_MIN = 1 << 10;

    /** Of a chunk with several records; as much as an offset can tell. */
    static final int CHUNK_BYTES_MAX = 1 << 16;

    /** Larger records have a chunk of their own, which costs them next to nothing and goes when they go. */
    static final int SHARED_BYTES_MAX = 1 << 10;

    private static final int OFFSET_BITS = 16;
    private static final int OFFSET_MASK = CHUNK_BYTES_MAX - 1;
    private static final int NONE = -1;

    // Replaced when it grows.
    private volatile AtomicReferenceArray<byte @Nullable []> chunks = new AtomicReferenceArray<>(4);

    // For the owner.
    private int[] used = new int[4]; // bytes of each chunk that records take, removed ones too
    private int[] live = new int[4]; // records of each chunk that are not removed
    private int chunkCount;
    private int open = NONE; // the chunk that is written
    private int nextBytes;
    private int count;
    private int liveCount;
    private long heldBytes; // of records in chunks that did not go
    private long deadBytes; // of those, of records that are removed

    // guarded by this
    private int retainCount;

    /** No records; the first chunk is as large as that of {@code before} would be. */
    MemorySegment(@Nullable MemorySegment before) {
        nextBytes = before == null ? CHUNK_BYTES_MIN : before.nextBytes;
    }

    /** Whether this record belongs into another segment. */
    boolean isFullFor(RecordDraft draft) {
        return (count >= RECORDS_ENOUGH || heldBytes >= BYTES_ENOUGH) && !hasRoom(MemoryRecord.size(draft));
    }

    private boolean hasRoom(int size) {
        return open != NONE && size <= SHARED_BYTES_MAX && used[open] + size <= chunk(open).length;
    }

    /** How many records were appended. */
    int count() {
        return count;
    }

    /** What its chunks take that did not go. */
    long heldBytes() {
        return heldBytes;
    }

    /** Whether a copy would take less than half. */
    boolean isSparse() {
        return deadBytes > heldBytes - deadBytes || liveCount < count / 2;
    }

    /** Appends a record; returns its place. */
    int append(RecordDraft draft) {
        int size = MemoryRecord.size(draft);
        int place = room(size, nextBytes);
        MemoryRecord.put(draft, chunk(place >> OFFSET_BITS), place & OFFSET_MASK);
        return place;
    }

    /** Appends a record of another segment; returns its place. {@code leftBytes} are still to be copied, this one included. */
    int copy(MemorySegment other, int place, long leftBytes) {
        byte[] source = other.chunk(place >> OFFSET_BITS);
        int from = place & OFFSET_MASK;
        int size = MemoryRecord.size(source, from);
        if (size > SHARED_BYTES_MAX) {
            count(add(source), size);
            return chunkCount - 1 << OFFSET_BITS;
        }
        int copied = room(size, (int) Math.min(CHUNK_BYTES_MAX, leftBytes));
        System.arraycopy(source, from, chunk(copied >> OFFSET_BITS), copied & OFFSET_MASK, size);
        return copied;
    }

    /** How many bytes the record at a place takes. */
    int sizeAt(int place) {
        return MemoryRecord.size(chunk(place >> OFFSET_BITS), place & OFFSET_MASK);
    }

    /** The bytes of records that are not removed. */
    long liveBytes() {
        return heldBytes - deadBytes;
    }

    private int room(int size, int chunkBytes) {
        if (size > SHARED_BYTES_MAX) {
            count(add(new byte[size]), size);
            return chunkCount - 1 << OFFSET_BITS;
        }
        if (!hasRoom(size)) {
            int closed = open;
            open = add(new byte[Math.max(size, chunkBytes)]);
            nextBytes = Math.min(CHUNK_BYTES_MAX, nextBytes * 2);
            if (closed != NONE) {
                letGo(closed);
            }
        }
        int place = open << OFFSET_BITS | used[open];
        count(open, size);
        return place;
    }

    private int add(byte[] chunk) {
        int number = chunkCount++;
        if (number == used.length) {
            used = Arrays.copyOf(used, number * 2);
            live = Arrays.copyOf(live, number * 2);
            var larger = new AtomicReferenceArray<byte @Nullable []>(number * 2);
            for (int i = 0; i < number; i++) {
                larger.setPlain(i, chunks.getPlain(i));
            }
            chunks = larger;
        }
        chunks.setRelease(number, chunk);
        return number;
    }

    private void count(int chunk, int size) {
        used[chunk] += size;
        live[chunk]++;
        heldBytes += size;
        liveCount++;
        count++;
    }

    private byte[] chunk(int number) {
        byte[] chunk = chunks.getAcquire(number);
        if (chunk == null) {
            throw new IllegalStateException("chunk " + number + ": got none, expected one that has records");
        }
        return chunk;
    }

    /** A record was removed. */
    void remove(int place) {
        int number = place >> OFFSET_BITS;
        deadBytes += MemoryRecord.size(chunk(number), place & OFFSET_MASK);
        live[number]--;
        liveCount--;
        letGo(number);
    }

    // A chunk that stays, since somebody retains it, goes with the whole segment.
    private synchronized void letGo(int number) {
        if (live[number] == 0 && number != open && retainCount == 0 && chunks.getPlain(number) != null) {
            chunks.setRelease(number, null);
            heldBytes -= used[number];
            deadBytes -= used[number];
        }
    }

    /** Overwrites a record that was removed. Who reads its neighbours just now keeps the chunk it has. */
    synchronized void erase(int place) {
        int number = place >> OFFSET_BITS;
        byte[] chunk = chunks.getPlain(number);
        if (chunk != null && retainCount == 0) {
            byte[] without = chunk.clone();
            MemoryRecord.erase(without, place & OFFSET_MASK);
            chunks.setRelease(number, without);
        }
    }

    @Override
    public @Nullable StoredRecord read(long seq, int place) {
        byte[] chunk = chunks.getAcquire(place >> OFFSET_BITS);
        return chunk == null ? null : MemoryRecord.read(chunk, place & OFFSET_MASK, seq);
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
        byte[] chunk = chunks.getAcquire(place >> OFFSET_BITS);
        return chunk == null ? Long.MIN_VALUE : MemoryRecord.timeNs(chunk, place & OFFSET_MASK);
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
