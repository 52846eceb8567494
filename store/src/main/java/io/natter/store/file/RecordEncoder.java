package io.natter.store.file;

import static io.natter.store.format.RecordFormat.HAS_EXPIRY;
import static io.natter.store.format.RecordFormat.IS_PACKED;

import io.natter.store.ContentCodec;
import io.natter.store.RecordDraft;
import io.natter.store.format.LittleEndian;
import io.natter.store.format.RecordFormat;
import io.natter.store.format.RecordKind;
import io.natter.store.index.RangeSet;
import org.jspecify.annotations.Nullable;

/**
 * Turns drafts into the bytes of records, one after the other.
 *
 * <p>Confined to the stream's owner. What it knows of a draft counts until the next one.
 */
final class RecordEncoder {
    /** Length of a record of sequences left out. */
    static final int SKIP_BYTES = RecordFormat.HEADER_BYTES;

    private static final int PACK_BYTES_MIN = 128;
    private static final int RANGE_BYTES = 16;

    private final @Nullable ContentCodec codec;

    // of the draft that was measured last
    private int flags;
    private int length;
    private byte @Nullable [] packed;

    /** An encoder of a stream whose records are packed so, or not at all. */
    RecordEncoder(@Nullable ContentCodec codec) {
        this.codec = codec;
    }

    /** Measures a record, and packs it when that pays. Returns its length. */
    int measure(RecordDraft draft) {
        int content = draft.headersLength() + draft.payloadLength();
        packed =
                codec == null || content < PACK_BYTES_MIN || !codec.packs(content) ? null : pack(draft, codec, content);
        flags = (draft.expiryNs() != 0 ? HAS_EXPIRY : 0) | (packed != null ? IS_PACKED : 0);
        long total = (long) RecordFormat.prefixBytes(flags)
                + draft.subjectLength()
                + (packed == null ? content : packed.length);
        if (total > RecordFormat.RECORD_BYTES_MAX || content < 0) {
            throw new IllegalArgumentException(
                    "record: got " + total + " bytes, expected at most " + RecordFormat.RECORD_BYTES_MAX);
        }
        length = (int) total;
        return length;
    }

    private static byte @Nullable [] pack(RecordDraft draft, ContentCodec codec, int content) {
        byte[] whole = new byte[content];
        copyContent(draft, whole, 0);
        byte[] result = codec.pack(whole, 0, content);
        return result == null || result.length >= content ? null : result;
    }

    private static void copyContent(RecordDraft draft, byte[] target, int at) {
        System.arraycopy(draft.headersBytes(), draft.headersFrom(), target, at, draft.headersLength());
        System.arraycopy(
                draft.payloadBytes(), draft.payloadFrom(), target, at + draft.headersLength(), draft.payloadLength());
    }

    /** Writes the draft that was measured last into room that was reserved for it. */
    void writeTo(Tail.Chunk chunk, int place, RecordDraft draft, long seq) {
        byte[] bytes = chunk.bytes;
        int at = place - chunk.fileAt;
        RecordFormat.begin(bytes, at, length, RecordKind.MESSAGE, seq, draft.timeNs());
        RecordFormat.putLengths(bytes, at, draft.subjectLength(), draft.headersLength());
        RecordFormat.putFlags(bytes, at, flags, draft.expiryNs());
        int subjectAt = RecordFormat.subjectAt(bytes, at);
        System.arraycopy(draft.subjectBytes(), draft.subjectFrom(), bytes, subjectAt, draft.subjectLength());
        int contentAt = subjectAt + draft.subjectLength();
        byte[] content = packed;
        if (codec == null || content == null) {
            copyContent(draft, bytes, contentAt);
        } else {
            RecordFormat.putPacked(bytes, at, codec.id(), draft.payloadLength());
            System.arraycopy(content, 0, bytes, contentAt, content.length);
            packed = null;
        }
    }

    /** Length of a record of removals. */
    static int removalsLength(RangeSet ranges) {
        return RecordFormat.HEADER_BYTES + ranges.rangeCount() * RANGE_BYTES;
    }

    /** Appends a record of removals. */
    static void writeRemovals(Tail tail, RangeSet ranges, long floorSeq, long timeNs) {
        int place = tail.end();
        Tail.Chunk chunk = tail.reserve(removalsLength(ranges));
        putRemovals(chunk.bytes, place - chunk.fileAt, ranges, floorSeq, timeNs);
    }

    /** A record of removals, not yet sealed. */
    static byte[] removals(RangeSet ranges, long floorSeq, long timeNs) {
        byte[] bytes = new byte[removalsLength(ranges)];
        putRemovals(bytes, 0, ranges, floorSeq, timeNs);
        return bytes;
    }

    private static void putRemovals(byte[] bytes, int begin, RangeSet ranges, long floorSeq, long timeNs) {
        RecordFormat.begin(bytes, begin, removalsLength(ranges), RecordKind.REMOVALS, floorSeq, timeNs);
        int at = begin + RecordFormat.HEADER_BYTES;
        for (int i = 0; i < ranges.rangeCount(); i++) {
            LittleEndian.put64(bytes, at, ranges.firstAt(i));
            LittleEndian.put64(bytes, at + 8, ranges.lastAt(i) - ranges.firstAt(i) + 1);
            at += RANGE_BYTES;
        }
    }

    /** Appends a record of sequences left out. */
    static void writeSkip(Tail tail, long lastSeq, long timeNs) {
        int place = tail.end();
        Tail.Chunk chunk = tail.reserve(SKIP_BYTES);
        RecordFormat.begin(chunk.bytes, place - chunk.fileAt, SKIP_BYTES, RecordKind.SKIP, lastSeq, timeNs);
    }
}
