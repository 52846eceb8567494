package io.natter.store.file;

import io.natter.store.ContentCodec;
import io.natter.store.CorruptRecordException;
import io.natter.store.NotAtHandException;
import io.natter.store.StoreFailedException;
import io.natter.store.StoredRecord;
import io.natter.store.StreamOptions;
import io.natter.store.disk.DiskFile;
import io.natter.store.format.FileScan;
import io.natter.store.format.RecordFormat;
import io.natter.store.format.RecordKind;
import io.natter.store.format.SegmentFooter;
import io.natter.store.format.SegmentHeader;
import io.natter.store.format.SegmentSummary;
import io.natter.store.index.Columns;
import io.natter.store.index.SegmentBytes;
import io.natter.store.index.SubjectTable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * One file of records: read by any thread, written by the stream's owner, forced by the committer.
 *
 * <p>Thread-safe but for the {@link #tail}, which is the owner's.
 */
final class SegmentFile implements SegmentBytes, Forceable {
    private final Surroundings around;
    private final String path;
    private final SegmentHeader header;
    private final Tail tail;
    private final StreamOptions options;
    private final DirectoryNames names;
    private final LazyFile file;
    private final FileBlocks blocks;
    private volatile @Nullable SegmentFooter footer;
    private volatile int forced;
    private volatile int written;
    private volatile int stamp; // what the last record written says is on disk
    private volatile int proven; // what a record says is on disk that is on disk itself
    private volatile long writtenUnit = -1; // the last one here, and the last one here that is on disk
    private volatile long forcedUnit = -1;
    private volatile boolean isQueued;
    private volatile @Nullable IOException forceFailure;

    // for the owner
    private long damagedSeq;
    private int keptRemovalRanges;

    // guarded by this
    private int retainCount;
    private boolean isGivenUp;

    /** A file that exists, with so many bytes of records, of which so many are known to be on disk. */
    SegmentFile(StreamFiles files, String path, SegmentHeader header, int bytes, int forced) {
        this.around = files.around();
        this.path = path;
        this.header = header;
        this.options = files.options();
        this.names = files.names();
        this.file = new LazyFile(around.openFiles(), around.disk(), path);
        this.forced = forced;
        this.written = bytes;
        blocks = new FileBlocks(around, file);
        tail = new Tail(bytes, around.recentBytes(), around.options().cacheBytesMax() / 2, around.spares());
    }

    String path() {
        return path;
    }

    SegmentHeader header() {
        return header;
    }

    /** The bytes that are being written. For the owner. */
    Tail tail() {
        return tail;
    }

    /** Where the footer is, once there is one. */
    @Nullable
    SegmentFooter footer() {
        return footer;
    }

    void footer(SegmentFooter written) {
        footer = written;
    }

    /** How many bytes of records are known to be on disk. */
    int forcedBytes() {
        return forced;
    }

    /** The file; opened when it is used and is not open. */
    DiskFile open() {
        return file;
    }

    /** Takes over the open file, all of which may be on disk already. */
    void opened(DiskFile made, boolean isForced) {
        file.opened(made, isForced);
    }

    /** Closes the file until it is used again, unless it is in use or has something to be forced. */
    void rest() {
        file.rest();
    }

    /** The last unit here that is on disk; -1 for none. */
    long forcedUnit() {
        return forcedUnit;
    }

    /** This unit was the last that was written before the file was read. */
    void goOnAfter(long unit) {
        writtenUnit = unit;
    }

    /** Writes the open unit's records. */
    void writeUnit(long unit) throws IOException {
        int known = forced;
        tail.writeUnit(open(), known, header.salt());
        if (tail.written() != written) {
            stamp = known; // a unit of nothing has no record that would say so
        }
        written = tail.written();
        writtenUnit = unit;
    }

    @Override
    public void force() throws IOException {
        isQueued = false;
        long unit = writtenUnit;
        int told = stamp;
        int bytes = written;
        // A full file was forced with its footer, and may be closed by now.
        if (footer == null) {
            file.force();
            names.force();
            onForced(bytes);
            proven = Math.max(proven, told);
            forcedUnit = unit;
            if (around.committer().isLazy()) { // nobody waits, and most are not written again before long
                file.rest();
            }
        }
    }

    /** Whether a torn write here would be known for damage of what was on disk: else it looks like the end of what was written last. */
    boolean isProven(int place) {
        return footer != null || place < proven;
    }

    /** Another file came after this one, which has no footer that could be read: nothing in it can look like the end of what was written. */
    void endedEarlier() {
        proven = Integer.MAX_VALUE;
    }

    /** Forces what was written, and the file's name. */
    void forceAll() throws IOException {
        file.force();
        names.force();
    }

    /** Whether this is the first write since the last force began: one place in the committer's queue is enough, without one who waits. */
    boolean enqueue() {
        boolean isFirst = !isQueued;
        isQueued = true;
        return isFirst;
    }

    /** So many bytes of records are on disk. */
    void onForced(int bytes) {
        forced = Math.max(forced, bytes);
    }

    @Override
    public void onForceFailed(IOException failure) {
        forceFailure = failure;
    }

    @Override
    public boolean isForceFailed() {
        return forceFailure != null;
    }

    @Override
    public @Nullable StoredRecord read(long seq, int place) {
        Tail.Chunk chunk = tail.find(place);
        if (chunk != null) {
            return record(chunk.bytes, place - chunk.fileAt, seq);
        }
        try {
            Bytes found = find(seq, place, false);
            return record(found.bytes, found.at, seq);
        } catch (ClosedChannelException givenUp) {
            return null;
        } catch (IOException e) {
            throw new StoreFailedException(path + ": cannot be read at " + place, e);
        }
    }

    @Override
    public @Nullable StoredRecord readAtHand(long seq, int place) {
        Tail.Chunk chunk = tail.find(place);
        if (chunk != null) {
            return record(chunk.bytes, place - chunk.fileAt, seq);
        }
        try {
            Bytes found = find(seq, place, true);
            return record(found.bytes, found.at, seq);
        } catch (IOException e) {
            throw new StoreFailedException(path + ": cannot be read at " + place, e);
        }
    }

    @Override
    public boolean isAtHand(int place) {
        return tail.has(place) || blocks.isAtHand(place, RecordFormat.HEADER_BYTES);
    }

    /**
     * The bytes of a record as they are in the file; a copy. Null when the file was given up.
     *
     * @throws CorruptRecordException when they are damaged
     */
    byte @Nullable [] rawRecord(long seq, int place) throws IOException {
        Tail.Chunk chunk = tail.find(place);
        if (chunk != null) {
            int at = place - chunk.fileAt;
            return Arrays.copyOfRange(chunk.bytes, at, at + RecordFormat.length(chunk.bytes, at));
        }
        try {
            Bytes found = find(seq, place, false);
            return Arrays.copyOfRange(found.bytes, found.at, found.at + RecordFormat.length(found.bytes, found.at));
        } catch (ClosedChannelException givenUp) {
            return null;
        }
    }

    /** Overwrites a removed record; what it was is on the disk until the file is forced. For the committer's thread. */
    void overwrite(long seq, int place) throws IOException {
        byte[] record = rawRecord(seq, place);
        if (record != null) {
            RecordFormat.erase(record, 0, header.salt());
            open().write(ByteBuffer.wrap(record), place);
            blocks.forget(place, record.length);
        }
    }

    /** Overwrites what is in memory of a record that was overwritten. For the owner. */
    void forgetOverwritten(int place) {
        tail.erase(place, header.salt());
    }

    /** Notes that a record of this file is damaged: it is not rewritten, so that nothing more is lost. */
    void onDamaged(long seq) {
        damagedSeq = seq;
    }

    boolean isDamaged() {
        return damagedSeq != 0;
    }

    /** How many ranges of removals a rewritten file had to keep. */
    void keptRemovals(int ranges) {
        keptRemovalRanges = ranges;
    }

    long keptRemovalBytes() {
        return keptRemovalRanges * 16L;
    }

    @Override
    public long timeNs(long seq, int place) {
        Tail.Chunk chunk = tail.find(place);
        if (chunk != null) {
            return RecordFormat.timeNs(chunk.bytes, place - chunk.fileAt);
        }
        try {
            Bytes found = find(seq, place, false);
            return RecordFormat.timeNs(found.bytes, found.at);
        } catch (ClosedChannelException givenUp) {
            return Long.MIN_VALUE;
        } catch (IOException e) {
            throw new StoreFailedException(path + ": cannot be read at " + place, e);
        }
    }

    @Override
    public long timeNsIfFirst(long seq) {
        try {
            Bytes found = find(seq, SegmentHeader.BYTES, false);
            return RecordFormat.timeNs(found.bytes, found.at);
        } catch (CorruptRecordException | IOException another) {
            return Long.MIN_VALUE;
        }
    }

    /** Some bytes, and where in them something is. */
    @SuppressWarnings("ArrayRecordComponent") // identity is never asked for
    private record Bytes(byte[] bytes, int at) {}

    // A record that lies in one block comes from the block, any other is put together; a large one is read on its own.
    private Bytes find(long seq, int place, boolean isAtHandOnly) throws IOException {
        int at = place % BlockCache.BLOCK_BYTES;
        FileBlocks.Extent extent = new FileBlocks.Extent(written, isAtHandOnly);
        byte[] block = blocks.block(place / BlockCache.BLOCK_BYTES, at + RecordFormat.HEADER_BYTES, extent);
        if (isWholeIn(block, at)) {
            check(block, at, seq, place);
            return new Bytes(block, at);
        }
        byte[] head = blocks.bytes(place, RecordFormat.HEADER_BYTES, extent);
        int length = head.length < RecordFormat.HEADER_BYTES ? 0 : RecordFormat.length(head, 0);
        if (length < RecordFormat.HEADER_BYTES || length > RecordFormat.RECORD_BYTES_MAX) {
            throw new CorruptRecordException(seq, path + " at " + place);
        }
        byte[] whole = length <= BlockCache.BLOCK_BYTES
                ? blocks.bytes(place, length, extent)
                : large(place, length, isAtHandOnly);
        if (whole.length < length || !RecordFormat.isPlausible(whole, 0, whole.length)) {
            throw new CorruptRecordException(seq, path + " at " + place);
        }
        check(whole, 0, seq, place);
        return new Bytes(whole, 0);
    }

    private byte[] large(int place, int length, boolean isAtHandOnly) throws IOException {
        if (isAtHandOnly) {
            throw NotAtHandException.INSTANCE;
        }
        return blocks.readFully(place, (int) Math.min(length, Math.max(0, open().size() - place)));
    }

    private static boolean isWholeIn(byte[] block, int at) {
        return at + RecordFormat.HEADER_BYTES <= block.length && RecordFormat.isPlausible(block, at, block.length - at);
    }

    private void check(byte[] bytes, int at, long seq, int place) {
        boolean isIt = around.check().isWhole(bytes, at, header.salt())
                && RecordFormat.seq(bytes, at) == seq
                && RecordFormat.kind(bytes, at) == RecordKind.MESSAGE;
        if (!isIt) {
            throw new CorruptRecordException(seq, path + " at " + place);
        }
    }

    private StoredRecord record(byte[] bytes, int at, long seq) {
        int subjectLength = RecordFormat.subjectLength(bytes, at);
        int headersLength = RecordFormat.headersLength(bytes, at);
        int payloadLength = RecordFormat.payloadLength(bytes, at);
        var content = (RecordFormat.flags(bytes, at) & RecordFormat.IS_PACKED) != 0
                ? unpacked(bytes, at, seq)
                : new StoredRecord.Content(
                        bytes, RecordFormat.subjectAt(bytes, at), subjectLength, headersLength, payloadLength);
        return new StoredRecord(seq, RecordFormat.timeNs(bytes, at), RecordFormat.expiryNs(bytes, at), content);
    }

    private StoredRecord.Content unpacked(byte[] bytes, int at, long seq) {
        ContentCodec codec = options.compression();
        if (codec == null || codec.id() != RecordFormat.codec(bytes, at)) {
            throw new CorruptRecordException(
                    seq, path + ": got codec " + RecordFormat.codec(bytes, at) + ", expected the stream's own");
        }
        int subjectLength = RecordFormat.subjectLength(bytes, at);
        int headersLength = RecordFormat.headersLength(bytes, at);
        int payloadLength = RecordFormat.payloadLength(bytes, at);
        int from = RecordFormat.contentAt(bytes, at);
        int length = at + RecordFormat.length(bytes, at) - from;
        byte[] content = codec.unpack(bytes, from, length, headersLength + payloadLength);
        byte[] whole = new byte[subjectLength + content.length];
        System.arraycopy(bytes, RecordFormat.subjectAt(bytes, at), whole, 0, subjectLength);
        System.arraycopy(content, 0, whole, subjectLength, content.length);
        return new StoredRecord.Content(whole, 0, subjectLength, headersLength, payloadLength);
    }

    @Override
    public @Nullable Columns loadColumns(SubjectTable subjects) {
        SegmentFooter known = footer;
        if (known == null) {
            return null;
        }
        try {
            SegmentSummary summary = readSummary(known);
            byte[] bytes = blocks.readFully(known.recordsEnd(), known.columnsLength());
            if (summary == null || bytes.length < known.columnsLength()) {
                throw new StoreFailedException(path + ": footer is damaged", null);
            }
            Columns columns = SegmentFooter.decodeColumns(bytes, summary, subjects);
            return columns != null ? columns : rebuiltColumns(known, summary, subjects);
        } catch (ClosedChannelException givenUp) {
            return null;
        } catch (IOException e) {
            throw new StoreFailedException(path + ": footer cannot be read", e);
        }
    }

    // The records say all that the columns said, as long as every one of them is there.
    private Columns rebuiltColumns(SegmentFooter known, SegmentSummary summary, SubjectTable subjects)
            throws IOException {
        byte[] bytes = blocks.readFully(0, known.recordsEnd());
        FileScan scan = FileScan.of(bytes, bytes.length, header.salt(), true, around.check());
        Columns rebuilt = new RebuiltColumns(bytes, scan, summary, options).find(subjects);
        if (rebuilt == null) {
            throw new StoreFailedException(path + ": columns are damaged, and so are records", null);
        }
        return rebuilt;
    }

    /** Reads the summary; null when it is damaged. */
    @Nullable
    SegmentSummary readSummary(SegmentFooter known) throws IOException {
        byte[] bytes = blocks.readFully(known.summaryAt(), known.summaryLength());
        return bytes.length < known.summaryLength() ? null : SegmentSummary.decode(bytes);
    }

    @Override
    public synchronized void retain() {
        retainCount++;
        try {
            file.pin();
        } catch (IOException unreadable) {
            // who retains it is told when it is read
        }
    }

    @Override
    public synchronized void release() {
        retainCount--;
        file.unpin();
        closeIfUnused();
    }

    /** Keeps the file open: its name is about to be another's. Readers go on until it is given up. */
    void pin() throws IOException {
        file.pin();
    }

    /** Closes the file once nobody retains it; readers that come later learn that it was given up. */
    synchronized void giveUp() {
        isGivenUp = true;
        closeIfUnused();
    }

    private void closeIfUnused() {
        if (isGivenUp && retainCount == 0) {
            try {
                file.close();
            } catch (IOException nothingIsWrittenAnyMore) {
                // what mattered was forced before
            }
        }
    }
}
