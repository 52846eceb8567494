package io.natter.store.file;

import io.natter.store.RecoveryReport;
import io.natter.store.disk.Disk;
import io.natter.store.disk.DiskFile;
import io.natter.store.format.SegmentFooter;
import io.natter.store.format.SegmentHeader;
import io.natter.store.format.SegmentSummary;
import io.natter.store.index.RangeSet;
import io.natter.store.index.Segment;
import io.natter.store.index.StreamIndex;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads a stream's files when it is opened.
 *
 * <p>Confined to one thread, for one opening.
 *
 * <p>Files come in the order of their ordinals. Of a full one the footer is read, any other is scanned. Then removals are applied,
 * since each may concern an earlier file. Nothing is deleted but what this program knows to be its own leavings: files that a
 * rewritten one stands for, files being rewritten when the process ended, a newest file that was never written. What is damaged is
 * set aside under another name, what is unknown is left alone, and both are reported.
 */
final class StreamRecovery {
    private static final int READ_WHOLE_BYTES = 4 << 10; // a stream of few messages

    private final StreamFiles files;

    /** Whether the stream was open before: what it wrote is in the system's memory, and on its way to the disk. */
    private final boolean isAgain;

    private final Surroundings around;
    private final StreamIndex index;
    private final List<SegmentFile> opened = new ArrayList<>();
    private final List<String> events = new ArrayList<>();
    private final RangeSet removals = new RangeSet();
    private final RangeSet lost = new RangeSet();
    private ActiveParts activeParts = new ActiveParts();
    private @Nullable SegmentFile active;
    private long floorSeq = 1;
    private final List<Housekeeping.Parked> parked = new ArrayList<>();
    private long provenFloor;
    private long coversSeq;
    private long provenSeq = Long.MAX_VALUE;
    private long cutBytes;
    private long scannedBytes;
    private boolean isGapLoss;

    private StreamRecovery(StreamFiles files, boolean isAgain) {
        this.files = files;
        this.isAgain = isAgain;
        this.around = files.around();
        index = new StreamIndex(around.columns(), 1);
    }

    /**
     * Reads all files of a stream; an empty one when there are none.
     *
     * @param names what is in its directory, in order
     */
    static Recovered recover(StreamFiles files, List<String> names) throws IOException {
        return recover(new StreamRecovery(files, false), names);
    }

    /** Reads all files of an open stream again, writing nothing. */
    static Recovered recoverAgain(StreamFiles files) throws IOException {
        return recover(new StreamRecovery(files, true), files.around().disk().list(files.directory()));
    }

    private static Recovered recover(StreamRecovery recovery, List<String> names) throws IOException {
        try {
            return recovery.run(names);
        } catch (IOException | RuntimeException e) {
            recovery.opened.forEach(SegmentFile::giveUp);
            throw e;
        }
    }

    private Recovered run(List<String> names) throws IOException {
        List<Long> ordinals = ordinals(names);
        for (int i = 0; i < ordinals.size(); i++) {
            read(ordinals.get(i), i == ordinals.size() - 1);
        }
        applyRemovals();
        opened.forEach(SegmentFile::rest);
        long nextOrdinal = ordinals.isEmpty() ? 1 : ordinals.get(ordinals.size() - 1) + 1;
        return new Recovered(index, active, activeParts, nextOrdinal, lost, parked, provenFloor, provenSeq, report());
    }

    private RecoveryReport report() {
        if (!lost.isEmpty()) {
            events.add("lost sequences: " + lost.ranges());
        }
        return new RecoveryReport(events, lost.ranges(), cutBytes, scannedBytes);
    }

    // The ordinals there are, in order.
    private List<Long> ordinals(List<String> names) throws IOException {
        Disk disk = around.disk();
        var ordinals = new ArrayList<Long>();
        for (String name : names) {
            long ordinal = StreamFiles.ordinal(name, StreamFiles.SUFFIX);
            if (ordinal >= 0) {
                ordinals.add(ordinal);
            } else if (StreamFiles.ordinal(name, StreamFiles.TEMPORARY) >= 0) {
                disk.delete(files.directory() + "/" + name);
            } else if (name.endsWith(StreamFiles.DAMAGED)) {
                events.add(name + ": set aside earlier, left alone");
                isGapLoss = true;
            } else if (!StreamHome.OWN_FILES.contains(name)) {
                events.add(name + ": unknown file, left alone");
            }
        }
        return ordinals;
    }

    private void read(long ordinal, boolean isLast) throws IOException {
        String path = files.path(ordinal, StreamFiles.SUFFIX);
        DiskFile file = around.disk().open(path);
        boolean isKept = false;
        try {
            long size = file.size();
            byte[] start = readAt(file, 0, (int) Math.min(size, READ_WHOLE_BYTES));
            byte[] head = Arrays.copyOf(start, Math.min(start.length, SegmentHeader.BYTES));
            SegmentHeader header = SegmentHeader.decode(head, path);
            if (header == null) {
                onDamagedHeader(path, isLast, isBlank(head));
            } else if (header.baseSeq() <= coversSeq && !header.restarts()) {
                // The rewritten file's name must last before this one goes.
                around.disk().forceDirectory(files.directory());
                around.disk().delete(path);
            } else {
                onSegment(path, header, new Source(file, size, start), isLast);
                isKept = true;
            }
        } finally {
            if (!isKept) {
                file.close();
            }
        }
    }

    private static boolean isBlank(byte[] head) {
        for (byte each : head) {
            if (each != 0) {
                return false;
            }
        }
        return true;
    }

    // A newest file without a header was made just before the crash: nothing in it was ever reported as stored.
    private void onDamagedHeader(String path, boolean isLast, boolean isBlank) throws IOException {
        if (isLast && isBlank) {
            around.disk().delete(path);
            return;
        }
        around.disk().rename(path, path + StreamFiles.DAMAGED);
        around.disk().forceDirectory(files.directory());
        events.add(path + ": damaged at byte 0, set aside as " + path + StreamFiles.DAMAGED);
        isGapLoss = true;
    }

    /** A file that is read, and how it begins: small ones are read at once. */
    @SuppressWarnings("ArrayRecordComponent") // identity is never asked for
    private record Source(DiskFile file, long size, byte[] start) {
        byte[] read(long position, int length) throws IOException {
            return position + length <= start.length
                    ? Arrays.copyOfRange(start, (int) position, (int) position + length)
                    : readAt(file, position, length);
        }
    }

    private void onSegment(String path, SegmentHeader header, Source source, boolean isLast) throws IOException {
        if (header.restarts()) {
            parked.replaceAll(
                    each -> new Housekeeping.Parked(each.file(), Math.min(each.untilFloor(), header.baseSeq())));
            for (Segment segment : index.truncate(Math.min(index.lastSeq(), header.baseSeq() - 1))) {
                parked.add(new Housekeeping.Parked((SegmentFile) segment.bytes(), header.baseSeq()));
            }
            // Sequences are given anew from here on: what was said of them before concerns other records.
            lost.remove(header.baseSeq(), Long.MAX_VALUE);
            removals.remove(header.baseSeq(), Long.MAX_VALUE);
            if (header.baseSeq() - 1 > index.lastSeq()) {
                index.skipTo(header.baseSeq() - 1);
            }
        }
        noteGap(header);
        coversSeq = header.restarts() ? header.coversSeq() : Math.max(coversSeq, header.coversSeq());
        floorSeq = header.restarts() ? Math.min(floorSeq, header.baseSeq()) : floorSeq;
        floorSeq = Math.max(floorSeq, header.floorSeq());
        provenFloor = floorSeq;
        long size = source.size;
        SegmentFooter footer = readTrailer(header, source);
        SegmentSummary summary = footer == null ? null : readSummary(footer, source);
        if (footer != null && summary != null) {
            var segment = new SegmentFile(files, path, header, (int) size, (int) size);
            segment.opened(source.file, !isAgain);
            segment.footer(footer);
            opened.add(segment);
            restore(segment, summary);
            return;
        }
        if (footer != null) {
            events.add(path + ": footer is damaged at byte " + footer.summaryAt() + ", records are read instead");
        }
        boolean isTorn = isLast && footer == null;
        scan(path, header, source, (int) (footer == null ? size : footer.recordsEnd()), isTorn);
    }

    // Files follow each other without a gap; what a file covers or was restarted from is none.
    private void noteGap(SegmentHeader header) {
        long expected = index.lastSeq() + 1;
        if (header.baseSeq() > expected && !header.restarts()) {
            if (isGapLoss && header.baseSeq() > floorSeq) {
                lost.add(Math.max(expected, floorSeq), header.baseSeq() - 1);
            }
            index.skipTo(header.baseSeq() - 1);
        }
    }

    private static @Nullable SegmentFooter readTrailer(SegmentHeader header, Source source) throws IOException {
        long size = source.size;
        if (size < SegmentHeader.BYTES + SegmentFooter.TRAILER_BYTES) {
            return null;
        }
        byte[] bytes = source.read(size - SegmentFooter.TRAILER_BYTES, SegmentFooter.TRAILER_BYTES);
        return bytes.length < SegmentFooter.TRAILER_BYTES
                ? null
                : SegmentFooter.decodeTrailer(bytes, size, header.salt());
    }

    // Null when it is damaged.
    private static @Nullable SegmentSummary readSummary(SegmentFooter footer, Source source) throws IOException {
        byte[] bytes = source.read(footer.summaryAt(), footer.summaryLength());
        return bytes.length < footer.summaryLength() ? null : SegmentSummary.decode(bytes);
    }

    private void restore(SegmentFile file, SegmentSummary summary) {
        var segment = new Segment(summary.baseSeq(), file, null);
        segment.restore(summary.counts(), summary.removedBits());
        for (int i = 0; i < summary.subjectCount(); i++) {
            index.restoreSubject(
                    summary.subjectAt(i), summary.liveCountAt(i), summary.firstSeqAt(i), summary.lastSeqAt(i));
        }
        index.restoreSegment(segment);
        for (int i = 0; i < summary.expiryCount(); i++) {
            index.addExpiry(summary.expiryTimeAt(i), summary.expirySeqAt(i));
        }
        addAll(removals, summary.removals());
        addAll(lost, summary.lost());
        floorSeq = Math.max(floorSeq, summary.floorSeq());
        provenFloor = floorSeq;
        if (file.header().coversSeq() > index.lastSeq()) {
            index.skipTo(file.header().coversSeq());
            segment.reachTo(file.header().coversSeq());
        }
        active = null;
    }

    private static void addAll(RangeSet target, RangeSet source) {
        for (int i = 0; i < source.rangeCount(); i++) {
            target.add(source.firstAt(i), source.lastAt(i));
        }
    }

    private void scan(String path, SegmentHeader header, Source source, int size, boolean isTorn) throws IOException {
        byte[] bytes = source.read(0, size);
        var scanned = new ScannedSegment(bytes, header, isTorn, around.check());
        scannedBytes += bytes.length;
        var parts = new ActiveParts();
        boolean isProven = files.isProven() && !isAgain && scanned.cutAt() == bytes.length;
        int provenBytes = isProven ? scanned.cutAt() : scanned.provenBytes();
        var segment = new SegmentFile(files, path, header, scanned.cutAt(), provenBytes);
        segment.opened(source.file, !isAgain);
        opened.add(segment);
        scanned.restore(index, segment, files.options(), parts);
        addAll(removals, parts.removals());
        addAll(lost, parts.lost());
        floorSeq = Math.max(floorSeq, scanned.floorSeq());
        scanned.damage().forEach(at -> events.add(path + ": damaged at byte " + at + ", left as it is"));
        isGapLoss |= !isTorn && !scanned.damage().isEmpty();
        if (!isTorn) {
            segment.endedEarlier();
        } else {
            cut(segment, bytes, scanned);
            active = segment;
            activeParts = parts;
            provenSeq = isProven || around.committer().isLazy() ? Long.MAX_VALUE : scanned.provenSeq();
        }
    }

    // What was not proven to be on disk is written again: after a failed force a page may be clean and yet lost. The
    // cut is
    // forced before anything is written over what was cut off, or a power cut may leave the beginning of the one and
    // the
    // end of the other, which are a whole unit where the two end alike.
    private void cut(SegmentFile segment, byte[] bytes, ScannedSegment scanned) throws IOException {
        int cutAt = scanned.cutAt();
        if (bytes.length > cutAt) {
            cutBytes += bytes.length - cutAt;
            events.add(segment.path() + ": cut at byte " + cutAt + ", " + (bytes.length - cutAt)
                    + " bytes of an unfinished write");
        }
        if (isAgain) {
            return;
        }
        int from = segment.forcedBytes();
        if (from < cutAt) {
            segment.open().write(ByteBuffer.wrap(bytes, from, cutAt - from), from);
        }
        if (bytes.length > cutAt) {
            segment.open().truncate(cutAt);
            segment.open().force();
        }
    }

    private void applyRemovals() {
        // What was removed was there, also if overwriting it was cut short and nothing else tells that it was the last.
        long removedTo = removals.isEmpty() ? 0 : removals.lastAt(removals.rangeCount() - 1);
        if (removedTo > index.lastSeq()) {
            index.skipTo(removedTo);
        }
        for (int i = 0; i < removals.rangeCount(); i++) {
            long last = Math.min(removals.lastAt(i), index.lastSeq());
            long seq = Math.max(removals.firstAt(i), floorSeq);
            while (seq <= last && (seq = index.liveFrom(seq)) <= last) {
                index.remove(seq);
                seq++;
            }
        }
        if (floorSeq > index.lastSeq() + 1) {
            index.skipTo(floorSeq - 1);
        }
        index.restoreFirst(1);
        while (index.firstSeq() < floorSeq && index.count() > 0) {
            index.remove(index.firstSeq());
        }
        index.restoreFirst(floorSeq);
        forgetRemoved(lost);
        forgetRemoved(activeParts.lost()); // else its footer would tell of them when the removals are gone
    }

    // What was removed is not lost, even if removing it was what damaged it.
    private void forgetRemoved(RangeSet sequences) {
        sequences.removeBelow(index.firstSeq());
        for (int i = 0; i < removals.rangeCount() && !sequences.isEmpty(); i++) {
            sequences.remove(removals.firstAt(i), removals.lastAt(i));
        }
    }

    private static byte[] readAt(DiskFile file, long position, int length) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(length);
        int read = file.read(buffer, position);
        return read == length ? buffer.array() : Arrays.copyOf(buffer.array(), read);
    }
}
