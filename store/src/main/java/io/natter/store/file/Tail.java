package io.natter.store.file;

import io.natter.store.disk.DiskFile;
import io.natter.store.format.RecordFormat;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The newest bytes of a file of records, in memory: to be written, and to be read by consumers that keep up.
 *
 * <p>Changed by the stream's owner; {@link #find} by any thread.
 *
 * <pre>
 *  file   | header | records ...            | written    | end
 *  chunks               [    a    ][    b    ][    c        ]      a record never crosses from one to the next
 * </pre>
 *
 * <p>The array of a chunk that no reader has found is used again when the chunk is given up. A reader marks the chunk and then looks
 * whether it is still there; the owner takes it out and then looks whether it is marked: one of them sees the other.
 */
final class Tail {
    /** Size of the first chunk of a new file. */
    static final int CHUNK_BYTES_MIN = 4 << 10;

    /** Size of the chunks of a file that has many records. */
    static final int CHUNK_BYTES_MAX = 256 << 10;

    private static final int KEPT_BYTES_MAX = 8 << 20;

    /** Of a file that nobody reads: its next chunk takes the array of the one before the last. */
    private static final int UNREAD_BYTES_MAX = CHUNK_BYTES_MAX;

    private static final Chunk[] NONE = {};

    private final AtomicLong recentBytes;
    private final long recentBytesMax;
    private final SpareChunks spares;
    private volatile Chunk[] chunks = NONE;
    private int end;
    private int written;
    private int unitStart;

    /** A piece of the file. The length is the owner's; a reader knows where its record ends. */
    static final class Chunk {
        final int fileAt;
        final byte[] bytes;
        private final ByteBuffer unwritten; // the same bytes, as the file takes them
        private volatile boolean isShared; // with a reader: its bytes stay what they are
        private int length;

        Chunk(int fileAt, byte[] bytes) {
            this.fileAt = fileAt;
            this.bytes = bytes;
            this.unwritten = ByteBuffer.wrap(bytes);
        }
    }

    /**
     * The tail of a file that is this long.
     *
     * @param recentBytes bytes of all chunks of the store
     * @param recentBytesMax with more of them only what is not written is kept
     */
    Tail(int fileBytes, AtomicLong recentBytes, long recentBytesMax, SpareChunks spares) {
        this.recentBytes = recentBytes;
        this.recentBytesMax = recentBytesMax;
        this.spares = spares;
        end = fileBytes;
        written = fileBytes;
        unitStart = fileBytes;
    }

    /** Where the next record begins. */
    int end() {
        return end;
    }

    /** How much of the file was written. */
    int written() {
        return written;
    }

    /** Whether the open unit has no record here. */
    boolean isUnitEmpty() {
        return unitStart == end;
    }

    /** Room for a record of this length; where it begins is {@link #end} before the call. */
    Chunk reserve(int length) {
        Chunk[] now = chunks;
        Chunk last = now.length == 0 ? null : now[now.length - 1];
        if (last == null || last.fileAt + last.length != end || last.bytes.length - last.length < length) {
            Chunk[] kept = kept(now);
            last = new Chunk(end, room(Math.max(length, capacity())));
            recentBytes.addAndGet(last.bytes.length);
            chunks = with(kept, last);
        }
        last.length += length;
        end += length;
        return last;
    }

    private byte[] room(int bytes) {
        byte[] spare = spares.take(bytes);
        return spare == null ? new byte[bytes] : spare;
    }

    private int capacity() {
        int wanted = Integer.highestOneBit(Math.max(1, end / 2));
        return Math.min(CHUNK_BYTES_MAX, Math.max(CHUNK_BYTES_MIN, wanted));
    }

    private static Chunk[] with(Chunk[] old, Chunk added) {
        Chunk[] grown = Arrays.copyOf(old, old.length + 1);
        grown[old.length] = added;
        return grown;
    }

    // The written chunks that still fit, the newest ones, and all that are not written.
    private Chunk[] kept(Chunk[] now) {
        long bytes = 0;
        int from = now.length;
        int bytesMax = isRead(now) ? KEPT_BYTES_MAX : UNREAD_BYTES_MAX;
        boolean isCrowded = recentBytes.get() > recentBytesMax;
        while (from > 0) {
            Chunk chunk = now[from - 1];
            boolean isWritten = chunk.fileAt + chunk.length <= written;
            bytes += chunk.bytes.length;
            if (isWritten && (isCrowded || bytes > bytesMax)) {
                break;
            }
            from--;
        }
        return from == 0 ? now : giveUp(now, from);
    }

    private static boolean isRead(Chunk[] now) {
        for (Chunk chunk : now) {
            if (chunk.isShared) {
                return true;
            }
        }
        return false;
    }

    // Of the first chunks; returns those that are left, which are what readers find from now on.
    private Chunk[] giveUp(Chunk[] now, int to) {
        Chunk[] left = Arrays.copyOfRange(now, to, now.length);
        chunks = left;
        for (int i = 0; i < to; i++) {
            recentBytes.addAndGet(-now[i].bytes.length);
            if (!now[i].isShared) {
                spares.giveBack(now[i].bytes);
            }
        }
        return left;
    }

    /** Gives up all chunks; there is nothing to be written. */
    void release() {
        giveUp(chunks, chunks.length);
    }

    /** Whether there are chunks in memory. */
    boolean isHeld() {
        return chunks.length > 0;
    }

    /** The chunk that has the record at this place, whose bytes may be kept; null when it is in the file only. */
    @Nullable
    Chunk find(int place) {
        Chunk found = chunkAt(place);
        if (found == null) {
            return null;
        }
        if (!found.isShared) {
            found.isShared = true;
        }
        // Given up meanwhile? Then its bytes may be others' by now, and the record is in the file.
        return isSame(chunkAt(place), found) ? found : null;
    }

    /** Whether the record at this place is in memory. */
    boolean has(int place) {
        return chunkAt(place) != null;
    }

    @SuppressWarnings("ReferenceEquality") // whether it is this very chunk
    private static boolean isSame(@Nullable Chunk one, Chunk other) {
        return one == other;
    }

    private @Nullable Chunk chunkAt(int place) {
        Chunk[] now = chunks;
        for (int i = now.length - 1; i >= 0; i--) {
            if (now[i].fileAt <= place) {
                // A record begins and ends in one chunk, and chunks may have gaps after some were given up and written.
                return place < now[i].fileAt + now[i].bytes.length ? now[i] : null;
            }
        }
        return null;
    }

    /** Overwrites a removed record that was written, if it is in memory. */
    void erase(int place, int salt) {
        Chunk chunk = chunkAt(place);
        if (chunk != null
                && RecordFormat.isPlausible(chunk.bytes, place - chunk.fileAt, chunk.length - (place - chunk.fileAt))) {
            RecordFormat.erase(chunk.bytes, place - chunk.fileAt, salt);
        }
    }

    /** Ends the unit: marks its records, and writes all that is not written. After an exception nothing of it counts. */
    void writeUnit(DiskFile file, int forced, int salt) throws IOException {
        for (Chunk chunk : chunks) {
            int at = Math.max(0, unitStart - chunk.fileAt);
            while (at < chunk.length) {
                int length = RecordFormat.length(chunk.bytes, at);
                boolean goesOn = chunk.fileAt + at + length < end;
                RecordFormat.seal(chunk.bytes, at, goesOn, forced, salt);
                at += length;
            }
        }
        for (Chunk chunk : chunks) {
            int from = Math.max(0, written - chunk.fileAt);
            if (from < chunk.length) {
                file.write(chunk.unwritten.limit(chunk.length).position(from), chunk.fileAt + from);
            }
        }
        written = end;
        unitStart = end;
    }
}
