package io.natter.store.file;

import io.natter.store.format.RecordFormat;
import io.natter.store.format.SegmentFooter;
import io.natter.store.format.SegmentHeader;
import io.natter.store.format.SegmentSummary;
import io.natter.store.index.GrowingColumns;
import io.natter.store.index.RangeSet;
import io.natter.store.index.Segment;
import io.natter.store.index.SegmentCounts;
import io.natter.store.index.SubjectTable;
import java.util.Arrays;
import java.util.List;

/**
 * What is known of the records copied into a file that is rewritten.
 *
 * <p>Confined to the stream's owner.
 *
 * <p>Its subjects have numbers of its own, since a record removed while others are copied may take its subject along.
 */
final class Copied {
    private final SubjectTable subjects = new SubjectTable();
    private final GrowingColumns columns;
    private final ActiveParts parts = new ActiveParts();
    private final long baseSeq;
    private final long lastSeq;
    private int[] origins = new int[64];
    private int[] originRecords = new int[64];
    private long bytes;
    private long firstTimeNs = Long.MAX_VALUE;
    private long lastTimeNs = Long.MIN_VALUE;

    /** Where a record came from: which source, and its index there. */
    record Origin(int source, int record) {}

    Copied(long baseSeq, long lastSeq) {
        this.baseSeq = baseSeq;
        this.lastSeq = lastSeq;
        columns = new GrowingColumns(baseSeq);
    }

    void add(byte[] record, long seq, int place, int counted, Origin origin) {
        int index = columns.count();
        if (index == origins.length) {
            origins = Arrays.copyOf(origins, index * 2);
            originRecords = Arrays.copyOf(originRecords, index * 2);
        }
        origins[index] = origin.source;
        originRecords[index] = origin.record;
        int subject =
                subjects.append(record, RecordFormat.subjectAt(record, 0), RecordFormat.subjectLength(record, 0), seq);
        columns.append(seq, place, counted, subject);
        bytes += counted;
        long timeNs = RecordFormat.timeNs(record, 0);
        firstTimeNs = Math.min(firstTimeNs, timeNs);
        lastTimeNs = Math.max(lastTimeNs, timeNs);
        if (RecordFormat.expiryNs(record, 0) != 0) {
            parts.addExpiry(seq, RecordFormat.expiryNs(record, 0));
        }
    }

    /** The footer: all copied records are live in it, whatever was removed meanwhile says so elsewhere. */
    byte[] footer(int recordsEnd, SegmentHeader header, RangeSet removals, RangeSet lost) {
        var own = new Segment(baseSeq, NoBytes.INSTANCE, columns);
        own.restore(new SegmentCounts(lastSeq, columns.count(), bytes, firstTimeNs, lastTimeNs), null);
        for (int i = 0; i < removals.rangeCount(); i++) {
            parts.removals().add(removals.firstAt(i), removals.lastAt(i));
        }
        for (int i = 0; i < lost.rangeCount(); i++) {
            parts.lost().add(lost.firstAt(i), lost.lastAt(i));
        }
        SegmentSummary summary =
                SegmentSummary.of(own, columns, subjects, header.floorSeq(), parts.lists(own, columns));
        return SegmentFooter.encode(recordsEnd, header.salt(), columns, summary);
    }

    /** The segment to stand for the sources in the index, with what was removed meanwhile. Its columns come from the footer. */
    Segment segment(List<Compaction.Source> sources, SegmentFile file) {
        var segment = new Segment(baseSeq, file, null);
        int count = columns.count();
        long[] removed = new long[(count >> 6) + 1];
        boolean isAny = false;
        for (int i = 0; i < count; i++) {
            if (sources.get(origins[i]).segment().isRemoved(originRecords[i])) {
                removed[i >> 6] |= 1L << i;
                isAny = true;
            }
        }
        int live = 0;
        long liveBytes = 0;
        for (Compaction.Source source : sources) {
            live += source.segment().liveCount();
            liveBytes += source.segment().liveBytes();
        }
        segment.restore(new SegmentCounts(lastSeq, live, liveBytes, firstTimeNs, lastTimeNs), isAny ? removed : null);
        return segment;
    }
}
