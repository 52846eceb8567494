package io.natter.store.file;

import io.natter.store.RecordDraft;
import io.natter.store.StreamOptions;
import io.natter.store.format.FileScan;
import io.natter.store.format.LittleEndian;
import io.natter.store.format.RecordCheck;
import io.natter.store.format.RecordFormat;
import io.natter.store.format.RecordKind;
import io.natter.store.format.SegmentHeader;
import io.natter.store.index.GrowingColumns;
import io.natter.store.index.Segment;
import io.natter.store.index.StreamIndex;
import java.util.ArrayList;
import java.util.List;

/**
 * A file of records that was read record by record.
 *
 * <p>Confined to one thread.
 */
final class ScannedSegment {
    private static final int RANGE_BYTES = 16;

    private final byte[] bytes;
    private final SegmentHeader header;
    private final FileScan scan;
    private long floorSeq = 1;

    ScannedSegment(byte[] bytes, SegmentHeader header, boolean isTorn, RecordCheck check) {
        this.bytes = bytes;
        this.header = header;
        scan = FileScan.of(bytes, bytes.length, header.salt(), !isTorn, check);
    }

    int cutAt() {
        return scan.cutAt();
    }

    int provenBytes() {
        return scan.provenBytes();
    }

    /** The sequence of the last message that is known to have been on disk; all are when nothing was in doubt. */
    long provenSeq() {
        if (scan.provenBytes() >= scan.cutAt()) {
            return Long.MAX_VALUE;
        }
        long seq = header.baseSeq() - 1;
        for (int i = 0; i < scan.count() && scan.placeAt(i) < scan.provenBytes(); i++) {
            boolean isRemovals = RecordFormat.kind(bytes, scan.placeAt(i)) == RecordKind.REMOVALS;
            seq = isRemovals ? seq : RecordFormat.seq(bytes, scan.placeAt(i));
        }
        return seq;
    }

    /** The floor its removals set; known after {@link #restore}. */
    long floorSeq() {
        return floorSeq;
    }

    /** Where damaged bytes begin. */
    List<Integer> damage() {
        var places = new ArrayList<Integer>();
        for (int i = 0; i < scan.damageCount(); i++) {
            places.add(scan.damageAt(i));
        }
        return places;
    }

    /** Adds its records to the index as a new segment, its removals and what it lost to the parts. */
    void restore(StreamIndex index, SegmentFile file, StreamOptions options, ActiveParts parts) {
        var segment = new Segment(header.baseSeq(), file, new GrowingColumns(header.baseSeq()));
        index.addSegment(segment);
        if (header.baseSeq() - 1 > index.lastSeq()) {
            index.skipTo(header.baseSeq() - 1);
        }
        var draft = new RecordDraft();
        int damage = 0;
        for (int i = 0; i < scan.count(); i++) {
            int at = scan.placeAt(i);
            long seq = RecordFormat.seq(bytes, at);
            boolean isAfterDamage = damage < scan.damageCount() && scan.damageAt(damage) < at;
            switch (RecordFormat.kind(bytes, at)) {
                case MESSAGE, ERASED, SKIP -> {
                    long last = RecordFormat.kind(bytes, at) == RecordKind.SKIP ? seq : seq - 1;
                    if (isAfterDamage && last > index.lastSeq()) {
                        addLost(index.lastSeq() + 1, last, damage, i, parts);
                    }
                    while (damage < scan.damageCount() && scan.damageAt(damage) < at) {
                        damage++;
                    }
                    restoreRecord(index, draft, at, options, parts);
                }
                case REMOVALS -> restoreRemovals(at, parts);
                default -> {
                    // Side records do not stand in files of records; a whole one changes nothing here.
                }
            }
        }
        if (header.coversSeq() > index.lastSeq()) {
            index.skipTo(header.coversSeq());
        }
        segment.reachTo(index.lastSeq());
    }

    // Sequences may have been left out beside those that are lost: a single damaged record, whose length leads to the
    // next one, says its own.
    private void addLost(long firstSeq, long lastSeq, int damage, int next, ActiveParts parts) {
        int from = scan.damageAt(damage);
        int after = next;
        while (after > 0 && scan.placeAt(after - 1) > from) {
            after--;
        }
        int end = scan.placeAt(after);
        boolean isAlone = damage + 1 == scan.damageCount() || scan.damageAt(damage + 1) > scan.placeAt(next);
        boolean isOne =
                isAlone && end - from >= RecordFormat.HEADER_BYTES && RecordFormat.length(bytes, from) == end - from;
        long seq = isOne ? RecordFormat.seq(bytes, from) : 0;
        boolean isKnown = seq >= firstSeq && seq <= lastSeq;
        parts.lost().add(isKnown ? seq : firstSeq, isKnown ? seq : lastSeq);
    }

    private void restoreRecord(StreamIndex index, RecordDraft draft, int at, StreamOptions options, ActiveParts parts) {
        long seq = RecordFormat.seq(bytes, at);
        if (seq <= index.lastSeq()) {
            return;
        }
        if (RecordFormat.kind(bytes, at) == RecordKind.ERASED) {
            index.appendRemoved(
                    seq, at); // so that the columns are those of all records, however often the file is read
            return;
        }
        if (RecordFormat.kind(bytes, at) != RecordKind.MESSAGE) {
            index.skipTo(seq);
            return;
        }
        int subjectLength = RecordFormat.subjectLength(bytes, at);
        long expiryNs = RecordFormat.expiryNs(bytes, at);
        draft.subject(bytes, RecordFormat.subjectAt(bytes, at), subjectLength)
                .timeNs(RecordFormat.timeNs(bytes, at))
                .expiryNs(expiryNs);
        int counted = options.countedBytes(
                subjectLength, RecordFormat.headersLength(bytes, at), RecordFormat.payloadLength(bytes, at));
        index.append(draft, seq, at, counted);
        if (expiryNs != 0) {
            parts.addExpiry(seq, expiryNs);
        }
    }

    private void restoreRemovals(int at, ActiveParts parts) {
        floorSeq = Math.max(floorSeq, RecordFormat.seq(bytes, at));
        int end = at + RecordFormat.length(bytes, at);
        for (int range = RecordFormat.contentAt(bytes, at); range + RANGE_BYTES <= end; range += RANGE_BYTES) {
            long first = LittleEndian.i64(bytes, range);
            parts.removals().add(first, first + LittleEndian.i64(bytes, range + 8) - 1);
        }
    }
}
