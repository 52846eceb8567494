package io.natter.store.format;

import io.natter.store.index.Columns;
import io.natter.store.index.PackedColumns;
import io.natter.store.index.PackedInts;
import io.natter.store.index.SubjectTable;
import java.util.Arrays;
import java.util.Objects;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * What stands behind the last record of a full file, so that the records need not be read.
 *
 * <p>Immutable: where the parts are.
 *
 * <pre>
 *  records | columns | summary | trailer
 *
 *  columns   u32 n, then n each of: u32 sequence - baseSeq, u32 place, u32 counted bytes, u32 subject; u32 CRC32C
 *            (subject: index in the summary, -1 for a record that was removed when the file became full)
 *  summary   see SegmentSummary
 *  trailer    0  u64  magic "NATTREND"
 *             8  u32  end of the records
 *            12  u32  length of columns
 *            16  u32  length of summary
 *            20  u32  the header's salt
 *            24  u32  CRC32C of bytes 0 to 23
 * </pre>
 *
 * @param recordsEnd where the records end
 * @param columnsLength length of the columns
 * @param summaryLength length of the summary
 */
public record SegmentFooter(int recordsEnd, int columnsLength, int summaryLength) {
    /** Length of the trailer. */
    public static final int TRAILER_BYTES = 28;

    private static final long MAGIC = 0x444e45525454414eL;
    private static final int CHECKED_BYTES = 24;
    private static final int COLUMN_BYTES = 16;
    private static final int COUNT_BYTES = 4;
    private static final int CHECKSUM_BYTES = 4;
    private static final int SUMMARY_BYTES_USUAL = 4096;

    /** The bytes of a footer: columns, summary and trailer. */
    public static byte[] encode(int recordsEnd, int salt, Columns columns, SegmentSummary summary) {
        var summaryBytes = new ByteSink(SUMMARY_BYTES_USUAL);
        summary.put(summaryBytes);
        int summaryLength = summaryBytes.length();
        int columnsLength = COUNT_BYTES + summary.recordCount() * COLUMN_BYTES + CHECKSUM_BYTES;
        // As large as it will be: columns are megabytes.
        var sink = new ByteSink(columnsLength + summaryLength + TRAILER_BYTES);
        putColumns(sink, columns, summary);
        sink.put(summaryBytes);
        int trailer = sink.length();
        sink.put64(MAGIC);
        sink.put32(recordsEnd);
        sink.put32(columnsLength);
        sink.put32(summaryLength);
        sink.put32(salt);
        sink.putChecksum(trailer);
        return sink.toBytes();
    }

    /** Where the parts of an encoded footer are. */
    public static SegmentFooter ofEncoded(byte[] footer, int recordsEnd, int salt) {
        byte[] trailer = Arrays.copyOfRange(footer, footer.length - TRAILER_BYTES, footer.length);
        return Objects.requireNonNull(decodeTrailer(trailer, (long) recordsEnd + footer.length, salt), "just encoded");
    }

    private static void putColumns(ByteSink sink, Columns columns, SegmentSummary summary) {
        int count = summary.recordCount();
        sink.put32(count);
        for (int i = 0; i < count; i++) {
            sink.put32((int) (columns.seqAt(i) - summary.baseSeq()));
        }
        for (int i = 0; i < count; i++) {
            sink.put32(columns.placeAt(i));
        }
        for (int i = 0; i < count; i++) {
            sink.put32(columns.countedAt(i));
        }
        for (int i = 0; i < count; i++) {
            sink.put32(summary.subjectIndexAt(i));
        }
        sink.putChecksum(0);
    }

    /** Reads a trailer: the last bytes of a file of this size. Null when it is none, or damaged. */
    public static @Nullable SegmentFooter decodeTrailer(byte[] bytes, long fileBytes, int salt) {
        var crc = new CRC32C();
        crc.update(bytes, 0, CHECKED_BYTES);
        if (LittleEndian.i64(bytes, 0) != MAGIC
                || LittleEndian.i32(bytes, CHECKED_BYTES) != (int) crc.getValue()
                || LittleEndian.i32(bytes, 20) != salt) {
            return null;
        }
        var footer =
                new SegmentFooter(LittleEndian.i32(bytes, 8), LittleEndian.i32(bytes, 12), LittleEndian.i32(bytes, 16));
        boolean fits = footer.recordsEnd >= SegmentHeader.BYTES
                && footer.columnsLength >= 8
                && footer.summaryLength >= 8
                && (long) footer.recordsEnd + footer.columnsLength + footer.summaryLength + TRAILER_BYTES == fileBytes;
        return fits ? footer : null;
    }

    /** Where the summary begins. */
    public int summaryAt() {
        return recordsEnd + columnsLength;
    }

    /**
     * Reads columns.
     *
     * @return null when they are damaged
     */
    public static @Nullable Columns decodeColumns(byte[] bytes, SegmentSummary summary, SubjectTable subjects) {
        int count = (bytes.length - 8) / COLUMN_BYTES;
        var crc = new CRC32C();
        crc.update(bytes, 0, bytes.length - 4);
        if (LittleEndian.i32(bytes, bytes.length - 4) != (int) crc.getValue() || LittleEndian.i32(bytes, 0) != count) {
            return null;
        }
        int[] numbers = summary.subjectNumbers(subjects);
        int[] values = new int[count];
        var columns = new PackedInts[4];
        for (int column = 0; column < columns.length; column++) {
            for (int i = 0; i < count; i++) {
                int value = LittleEndian.i32(bytes, 4 + (column * count + i) * 4);
                values[i] = column < 3 || value < 0 ? value : numbers[value];
            }
            columns[column] = PackedInts.of(values, count);
        }
        return new PackedColumns(summary.baseSeq(), columns[0], columns[1], columns[2], columns[3]);
    }
}
