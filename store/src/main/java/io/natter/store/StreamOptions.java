package io.natter.store;

import org.jspecify.annotations.Nullable;

/**
 * How one stream is kept.
 *
 * <p>Immutable.
 *
 * @param limits what it may hold
 * @param recordOverheadBytes what each record counts beside its subject, headers and payload
 * @param headersOverheadBytes what a record with headers counts on top
 * @param segmentBytes when a file is full, 4 KiB to 512 MiB; 0 for the store's own measure
 * @param compression what packs the records' contents, or null; records remember whether they were packed
 */
public record StreamOptions(
        Limits limits,
        int recordOverheadBytes,
        int headersOverheadBytes,
        int segmentBytes,
        @Nullable ContentCodec compression) {
    /** The smallest file. */
    public static final int SEGMENT_BYTES_MIN = 4 << 10;

    /** The largest file. */
    public static final int SEGMENT_BYTES_MAX = 512 << 20;

    /** Checks the numbers. */
    public StreamOptions {
        if (recordOverheadBytes < 0 || headersOverheadBytes < 0) {
            throw new IllegalArgumentException("overhead: got " + recordOverheadBytes + " and " + headersOverheadBytes
                    + ", expected none below 0");
        }
        if (segmentBytes != 0 && (segmentBytes < SEGMENT_BYTES_MIN || segmentBytes > SEGMENT_BYTES_MAX)) {
            throw new IllegalArgumentException("segment bytes: got " + segmentBytes + ", expected 0 or "
                    + SEGMENT_BYTES_MIN + " to " + SEGMENT_BYTES_MAX);
        }
    }

    /** No limits, no overhead, the store's own file size, no compression. */
    public static StreamOptions defaults() {
        return new StreamOptions(Limits.NONE, 0, 0, 0, null);
    }

    /** The same with these limits. */
    public StreamOptions withLimits(Limits other) {
        return new StreamOptions(other, recordOverheadBytes, headersOverheadBytes, segmentBytes, compression);
    }

    /** The same with this overhead. */
    public StreamOptions withOverhead(int recordBytes, int headersBytes) {
        return new StreamOptions(limits, recordBytes, headersBytes, segmentBytes, compression);
    }

    /** The same with this size of files. */
    public StreamOptions withSegmentBytes(int bytes) {
        return new StreamOptions(limits, recordOverheadBytes, headersOverheadBytes, bytes, compression);
    }

    /** The same with this codec. */
    public StreamOptions withCompression(@Nullable ContentCodec codec) {
        return new StreamOptions(limits, recordOverheadBytes, headersOverheadBytes, segmentBytes, codec);
    }

    /** What a record counts. */
    public int countedBytes(int subjectLength, int headersLength, int payloadLength) {
        return recordOverheadBytes
                + subjectLength
                + payloadLength
                + (headersLength == 0 ? 0 : headersLength + headersOverheadBytes);
    }
}
