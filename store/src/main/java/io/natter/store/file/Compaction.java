package io.natter.store.file;

import io.natter.store.CorruptRecordException;
import io.natter.store.disk.Disk;
import io.natter.store.disk.DiskFile;
import io.natter.store.format.RecordFormat;
import io.natter.store.format.SegmentFooter;
import io.natter.store.format.SegmentHeader;
import io.natter.store.format.SegmentSummary;
import io.natter.store.index.Columns;
import io.natter.store.index.RangeSet;
import io.natter.store.index.Segment;
import io.natter.store.index.StreamIndex;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The rewriting of some neighbouring full files into one, without the records that are removed.
 *
 * <p>Confined to the stream's owner, in bounded steps.
 *
 * <pre>
 *  WAITING ---> COPYING ---> ENDING ---> DONE          any step may fail: the temporary file is deleted, the old ones stay
 *   until what    a part of    footer, force, rename, force of the directory; then the index is changed
 *   is removed    the records
 *   is on disk
 * </pre>
 *
 * <p>What was removed when this began is left out, and only once those removals are on disk. Removals written in the old files stay
 * as long as the record they concern is in any file. The new file takes the name of the first old one; the others are known to
 * be covered by it, so a crash at any point leaves either all the old ones or the new one to count.
 */
final class Compaction {
    private static final int STEP_BYTES = 1 << 20;
    private static final int STEP_REMOVALS = 100_000;

    private enum State {
        WAITING,
        COPYING,
        GATHERING,
        ENDING,
        DONE
    }

    private final StreamFiles files;
    private final StreamIndex index;
    private final List<Source> sources = new ArrayList<>();
    private final long unit;
    private final long floorSeq;
    private final SegmentHeader header;
    private State state = State.WAITING;

    // while copying
    private int source;
    private int record;
    private @Nullable DiskFile file;
    private byte[] buffer = new byte[STEP_BYTES];
    private int buffered;
    private int end = SegmentHeader.BYTES;
    private final Copied copied;

    // while removals are gathered
    private final NeededRemovals needed;
    private int gathered;

    /** A file that is rewritten, as it was when this began. */
    @SuppressWarnings("ArrayRecordComponent") // identity is never asked for
    record Source(Segment segment, SegmentFile file, long @Nullable [] removed) {
        boolean isRemoved(int i) {
            return removed != null && i >> 6 < removed.length && (removed[i >> 6] & 1L << i) != 0;
        }
    }

    /**
     * A plan; nothing is written yet.
     *
     * @param segments neighbours in the index, all full
     * @param unit the last unit that was written: its removals, and no later ones, are left out
     * @param floorSeq all below is gone, and that is on disk
     */
    Compaction(StreamFiles files, StreamIndex index, List<Segment> segments, long unit, long floorSeq) {
        this.files = files;
        this.index = index;
        this.unit = unit;
        this.floorSeq = floorSeq;
        for (Segment segment : segments) {
            long[] removed = segment.removedBits();
            sources.add(new Source(segment, (SegmentFile) segment.bytes(), removed == null ? null : removed.clone()));
        }
        Segment first = segments.get(0);
        SegmentHeader old = sources.get(0).file.header();
        long lastSeq = segments.get(segments.size() - 1).lastSeq();
        long nowNs = files.around().nowNs().getAsLong();
        int salt = files.around().random().getAsInt();
        header = new SegmentHeader(
                old.kind(), old.restarts(), old.ordinal(), first.baseSeq(), floorSeq, lastSeq, nowNs, salt);
        copied = new Copied(first.baseSeq(), lastSeq);
        needed = new NeededRemovals(index, first.baseSeq(), floorSeq);
    }

    boolean isDone() {
        return state == State.DONE;
    }

    /** The files that are rewritten; all but the first are to be deleted once this is done. */
    List<Source> sources() {
        return sources;
    }

    /** Whether it may have copied a record, or is going to. */
    boolean concerns(Overwriting.Place place) {
        return sources.stream().anyMatch(each -> each.file.equals(place.file()));
    }

    /** Whether what it is to leave out is not on disk yet. */
    boolean isWaiting(long durableUnit) {
        return state == State.WAITING && durableUnit < unit;
    }

    /** A bounded step; after an exception nothing has changed but for a temporary file, which {@link #abandon} deletes. */
    void step() throws IOException {
        switch (state) {
            case WAITING -> begin();
            case COPYING -> copy();
            case GATHERING -> gather();
            case ENDING -> end();
            case DONE -> throw new IllegalStateException("compaction: got a step, expected none after the last");
        }
    }

    private void begin() throws IOException {
        Disk disk = files.around().disk();
        disk.delete(temporary());
        DiskFile made = disk.create(temporary());
        file = made;
        made.write(ByteBuffer.wrap(header.encode()), 0);
        state = State.COPYING;
    }

    private String temporary() {
        return files.path(header.ordinal(), StreamFiles.TEMPORARY);
    }

    private void copy() throws IOException {
        int budget = STEP_BYTES;
        while (budget > 0 && source < sources.size()) {
            Source now = sources.get(source);
            Columns columns = index.columns(now.segment);
            if (record == columns.count()) {
                source++;
                record = 0;
                continue;
            }
            long seq = columns.seqAt(record);
            if (!now.isRemoved(record) && seq >= floorSeq) {
                budget -= copy(now, seq, columns.placeAt(record), columns.countedAt(record));
            }
            record++;
        }
        if (source == sources.size()) {
            state = State.GATHERING;
        }
    }

    private int copy(Source from, long seq, int place, int counted) throws IOException {
        byte[] bytes = from.file.rawRecord(seq, place);
        if (bytes == null) {
            throw new IOException(from.file.path() + ": closed while it was rewritten");
        }
        RecordFormat.seal(bytes, 0, false, 0, header.salt());
        copied.add(bytes, seq, end, counted, new Copied.Origin(source, record));
        put(bytes);
        return bytes.length;
    }

    private void put(byte[] bytes) throws IOException {
        if (buffered + bytes.length > buffer.length) {
            flush();
        }
        if (bytes.length > buffer.length) {
            buffer = new byte[bytes.length];
        }
        System.arraycopy(bytes, 0, buffer, buffered, bytes.length);
        buffered += bytes.length;
        end += bytes.length;
    }

    private void flush() throws IOException {
        if (buffered > 0) {
            open().write(ByteBuffer.wrap(buffer, 0, buffered), end - buffered);
            buffered = 0;
        }
    }

    private DiskFile open() {
        return Objects.requireNonNull(file, "opened before anything is copied");
    }

    // A file may have removed a million records elsewhere.
    private void gather() throws IOException {
        int budget = STEP_REMOVALS;
        while (budget > 0) {
            budget -= needed.look(budget);
            if (!needed.isMore()) {
                if (gathered == sources.size()) {
                    state = State.ENDING;
                    return;
                }
                needed.begin(summary(sources.get(gathered++)));
            }
        }
    }

    private static SegmentSummary summary(Source each) throws IOException {
        SegmentFooter footer = each.file.footer();
        SegmentSummary summary = footer == null ? null : each.file.readSummary(footer);
        if (summary == null) {
            throw new IOException(each.file.path() + ": footer cannot be read while it is rewritten");
        }
        return summary;
    }

    private void end() throws IOException {
        RangeSet removals = needed.removals();
        if (!removals.isEmpty()) {
            byte[] bytes = RecordEncoder.removals(removals, floorSeq, header.madeNs());
            RecordFormat.seal(bytes, 0, false, 0, header.salt());
            put(bytes);
        }
        flush();
        byte[] footer = copied.footer(end, header, removals, needed.lost());
        open().write(ByteBuffer.wrap(footer), end);
        open().force();
        install(SegmentFooter.ofEncoded(footer, end, header.salt()), removals.rangeCount());
        state = State.DONE;
    }

    private void install(SegmentFooter footer, int removalRanges) throws IOException {
        Disk disk = files.around().disk();
        String path = files.path(header.ordinal(), StreamFiles.SUFFIX);
        for (Source each : sources) {
            each.file.pin();
        }
        disk.rename(temporary(), path);
        disk.forceDirectory(files.directory());
        var rewritten = new SegmentFile(files, path, header, end, end);
        rewritten.opened(open(), true);
        rewritten.footer(footer);
        rewritten.keptRemovals(removalRanges);
        file = null;
        StreamIndex.View view = index.view();
        int from = 0;
        while (!isFirst(view.segments()[from])) {
            from++;
        }
        index.replaceSegments(from, from + sources.size(), copied.segment(sources, rewritten));
        sources.forEach(each -> each.file.giveUp());
    }

    @SuppressWarnings("ReferenceEquality") // whether it is this very segment
    private boolean isFirst(Segment segment) {
        return segment == sources.get(0).segment;
    }

    /** Deletes what was written; the old files stay. */
    void abandon() {
        try {
            if (file != null) {
                file.close();
            }
            if (state != State.WAITING) {
                files.around().disk().delete(temporary());
            }
        } catch (IOException deletedWhenTheStreamIsOpenedAgain) {
            // it bears a temporary name
        }
        state = State.DONE;
    }

    /**
     * Finds neighbours worth rewriting: at least half of them is gone, or they are small.
     *
     * @return full files in order, whose live records fit in one; empty when there are none
     */
    static List<Segment> candidates(StreamIndex index, int segmentBytes) {
        Segment[] segments = index.view().segments();
        var run = new ArrayList<Segment>();
        long live = 0;
        long now = 0;
        for (int i = 0; i < segments.length - 1; i++) {
            var file = (SegmentFile) segments[i].bytes();
            SegmentFooter footer = file.footer();
            boolean isWhole = footer != null && !file.isDamaged();
            long liveBytes = liveBytes(segments[i], file);
            boolean isStart = run.isEmpty() || !file.header().restarts();
            boolean isWorth = isWhole && liveBytes * 2 <= (footer == null ? 0 : footer.recordsEnd());
            boolean isSmall = isWhole && footer != null && footer.recordsEnd() < segmentBytes / 4;
            if ((isWorth || isSmall) && isStart && live + liveBytes <= segmentBytes) {
                run.add(segments[i]);
                live += liveBytes;
                now += footer == null ? 0 : footer.recordsEnd();
                continue;
            }
            if (isGain(run, live, now)) {
                return run;
            }
            run.clear();
            live = 0;
            now = 0;
        }
        return isGain(run, live, now) ? run : List.of();
    }

    // One file must become much smaller; several become one.
    private static boolean isGain(List<Segment> run, long live, long now) {
        return run.size() > 1 || run.size() == 1 && live * 2 <= now;
    }

    private static long liveBytes(Segment segment, SegmentFile file) {
        return segment.liveBytes() + (long) segment.liveCount() * RecordFormat.HEADER_BYTES + file.keptRemovalBytes();
    }

    /** A record of a source turned out to be damaged: that file stays as it is from now on. */
    void onDamaged(CorruptRecordException damaged) {
        sources.get(Math.min(source, sources.size() - 1)).file.onDamaged(damaged.seq());
    }
}
