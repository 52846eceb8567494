package io.natter.store;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How a whole store works.
 *
 * <p>Immutable.
 *
 * @param syncInterval null: a commit is done when its unit was forced to disk, and units that wait share a force. Otherwise the
 *     lazy way: a commit is done when its unit was written, and files are forced this often; a power cut loses what came after
 * @param segmentBytes when a file of records is full, unless a stream says otherwise
 * @param cacheBytesMax bytes of records kept in memory for readers, all streams together
 * @param indexBytesMax bytes of the inner indexes of full files kept in memory, all streams together
 * @param waitingBytesMax bytes of one stream that may wait for the disk before appends are refused with {@link StoreBusyException}
 * @param reserveBytes free space that appends leave to side records and removals, which are how space comes back
 * @param openFilesMax how many files are open at a time, about; 0 for half of what the process may have open
 */
public record StoreOptions(
        @Nullable Duration syncInterval,
        int segmentBytes,
        long cacheBytesMax,
        long indexBytesMax,
        long waitingBytesMax,
        long reserveBytes,
        int openFilesMax) {
    /** Checks the numbers. */
    public StoreOptions {
        if (syncInterval != null && (syncInterval.isNegative() || syncInterval.isZero())) {
            throw new IllegalArgumentException("sync interval: got " + syncInterval + ", expected more than nothing");
        }
        if (segmentBytes < StreamOptions.SEGMENT_BYTES_MIN || segmentBytes > StreamOptions.SEGMENT_BYTES_MAX) {
            throw new IllegalArgumentException("segment bytes: got " + segmentBytes + ", expected "
                    + StreamOptions.SEGMENT_BYTES_MIN + " to " + StreamOptions.SEGMENT_BYTES_MAX);
        }
        if (cacheBytesMax < 0 || indexBytesMax < 0 || waitingBytesMax <= 0 || reserveBytes < 0 || openFilesMax < 0) {
            throw new IllegalArgumentException(
                    "bounds: got " + cacheBytesMax + ", " + indexBytesMax + ", " + waitingBytesMax + ", " + reserveBytes
                            + ", " + openFilesMax + ", expected none below 0 and some room to wait");
        }
    }

    /** Commits are forced, files of 32 MiB, 64 MiB of records and 64 MiB of indexes in memory, 64 MiB waiting, 8 MiB in reserve. */
    public static StoreOptions defaults() {
        return new StoreOptions(null, 32 << 20, 64L << 20, 64L << 20, 64L << 20, 8L << 20, 0);
    }

    /** The same, lazy. */
    public StoreOptions withSyncInterval(@Nullable Duration interval) {
        return new StoreOptions(
                interval, segmentBytes, cacheBytesMax, indexBytesMax, waitingBytesMax, reserveBytes, openFilesMax);
    }

    /** The same with files of this size. */
    public StoreOptions withSegmentBytes(int bytes) {
        return new StoreOptions(
                syncInterval, bytes, cacheBytesMax, indexBytesMax, waitingBytesMax, reserveBytes, openFilesMax);
    }

    /** The same with these caches. */
    public StoreOptions withCaches(long cacheBytes, long indexBytes) {
        return new StoreOptions(
                syncInterval, segmentBytes, cacheBytes, indexBytes, waitingBytesMax, reserveBytes, openFilesMax);
    }

    /** The same with so much that may wait for the disk, of each stream. */
    public StoreOptions withWaitingBytesMax(long bytes) {
        return new StoreOptions(
                syncInterval, segmentBytes, cacheBytesMax, indexBytesMax, bytes, reserveBytes, openFilesMax);
    }

    /** The same with this reserve. */
    public StoreOptions withReserveBytes(long bytes) {
        return new StoreOptions(
                syncInterval, segmentBytes, cacheBytesMax, indexBytesMax, waitingBytesMax, bytes, openFilesMax);
    }

    /** The same with so many open files at a time, about. */
    public StoreOptions withOpenFilesMax(int count) {
        return new StoreOptions(
                syncInterval, segmentBytes, cacheBytesMax, indexBytesMax, waitingBytesMax, reserveBytes, count);
    }
}
