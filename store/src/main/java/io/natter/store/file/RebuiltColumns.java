package io.natter.store.file;

import io.natter.store.StreamOptions;
import io.natter.store.format.FileScan;
import io.natter.store.format.RecordFormat;
import io.natter.store.format.RecordKind;
import io.natter.store.format.SegmentSummary;
import io.natter.store.index.Columns;
import io.natter.store.index.GrowingColumns;
import io.natter.store.index.SubjectTable;
import org.jspecify.annotations.Nullable;

/**
 * The columns of a full file, made from its records because those in its footer are damaged.
 *
 * <p>Confined to one reading. Records that were overwritten are among the columns, unless that was before the file was last opened to be
 * written: the summary's count says which.
 */
@SuppressWarnings("ArrayRecordComponent") // identity is never asked for
record RebuiltColumns(byte[] bytes, FileScan scan, SegmentSummary summary, StreamOptions options) {
    /** The columns, or null when the records are not those the summary counted. */
    @Nullable
    Columns find(SubjectTable subjects) {
        for (boolean isErasedToo : new boolean[] {false, true}) {
            if (count(isErasedToo) == summary.recordCount()) {
                return columns(isErasedToo, subjects);
            }
        }
        return null;
    }

    private int count(boolean isErasedToo) {
        int count = 0;
        for (int i = 0; i < scan.count(); i++) {
            count += isColumn(scan.placeAt(i), isErasedToo) ? 1 : 0;
        }
        return count;
    }

    private boolean isColumn(int at, boolean isErasedToo) {
        RecordKind kind = RecordFormat.kind(bytes, at);
        boolean isKind = kind == RecordKind.MESSAGE || isErasedToo && kind == RecordKind.ERASED;
        return isKind && RecordFormat.seq(bytes, at) >= summary.baseSeq();
    }

    private Columns columns(boolean isErasedToo, SubjectTable subjects) {
        var columns = new GrowingColumns(summary.baseSeq());
        for (int i = 0; i < scan.count(); i++) {
            int at = scan.placeAt(i);
            if (isColumn(at, isErasedToo)) {
                int subjectLength = RecordFormat.subjectLength(bytes, at);
                int counted = options.countedBytes(
                        subjectLength, RecordFormat.headersLength(bytes, at), RecordFormat.payloadLength(bytes, at));
                int number = subjects.find(bytes, RecordFormat.subjectAt(bytes, at), subjectLength);
                columns.append(RecordFormat.seq(bytes, at), at, counted, number);
            }
        }
        return columns.packed();
    }
}
