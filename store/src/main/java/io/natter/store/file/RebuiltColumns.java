package io.natter.store.file;

import io.natter.store.StreamOptions;
import io.natter.store.format.FileScan;
import io.natter.store.format.RecordFormat;
import io.natter.store.format.RecordKind;
import io.natter.store.format.SegmentSummary;
import io.natter.store.index.Columns;
import io.natter.store.index.GrowingColumns;
import io.natter.store.index.SubjectTable;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The columns of a full file, made from its records because those in its footer are damaged.
 *
 * <p>Confined to one reading. A record that was overwritten has its place among them, but no subject any more. Where the summary still counts it,
 * what it lacks of a subject tells whose it was: that it is removed is said in a later file, and must be counted off.
 */
@SuppressWarnings("ArrayRecordComponent") // identity is never asked for
record RebuiltColumns(byte[] bytes, FileScan scan, SegmentSummary summary, StreamOptions options) {
    private static final int UNKNOWN = -1;

    /** The columns, or null when the records are not those the summary counted. */
    @Nullable
    Columns find(SubjectTable subjects) {
        int[] places = places();
        if (places.length != summary.recordCount()) {
            return null;
        }
        int[] owners = owners(places);
        int[] numbers = summary.subjectNumbers(subjects);
        var columns = new GrowingColumns(summary.baseSeq());
        for (int i = 0; i < places.length; i++) {
            int at = places[i];
            int counted = options.countedBytes(
                    RecordFormat.subjectLength(bytes, at),
                    RecordFormat.headersLength(bytes, at),
                    RecordFormat.payloadLength(bytes, at));
            int number = owners[i] == UNKNOWN ? UNKNOWN : numbers[owners[i]];
            columns.append(RecordFormat.seq(bytes, at), at, counted, number);
        }
        return columns.packed();
    }

    private int[] places() {
        int[] places = new int[scan.count()];
        int count = 0;
        for (int i = 0; i < scan.count(); i++) {
            int at = scan.placeAt(i);
            if (isColumn(at) && RecordFormat.seq(bytes, at) >= summary.baseSeq()) {
                places[count++] = at;
            }
        }
        return Arrays.copyOf(places, count);
    }

    private boolean isColumn(int at) {
        RecordKind kind = RecordFormat.kind(bytes, at);
        return kind == RecordKind.MESSAGE || kind == RecordKind.ERASED;
    }

    // By record: which of the summary's subjects it has; unknown where it was removed when the file was full.
    private int[] owners(int[] places) {
        int[] owners = new int[places.length];
        int[] missing = new int[summary.subjectCount()];
        Map<ByteBuffer, Integer> indexes = new HashMap<>();
        for (int i = 0; i < missing.length; i++) {
            missing[i] = summary.liveCountAt(i);
            indexes.put(ByteBuffer.wrap(summary.subjectAt(i)), i);
        }
        var overwritten = new ArrayList<Integer>();
        for (int i = 0; i < places.length; i++) {
            int at = places[i];
            owners[i] = UNKNOWN;
            if (summary.isRemoved(i)) {
                continue;
            }
            if (RecordFormat.kind(bytes, at) == RecordKind.ERASED) {
                overwritten.add(i);
                continue;
            }
            Integer index = indexes.get(
                    ByteBuffer.wrap(bytes, RecordFormat.subjectAt(bytes, at), RecordFormat.subjectLength(bytes, at)));
            if (index != null) {
                owners[i] = index;
                missing[index]--;
            }
        }
        assign(overwritten, places, owners, missing);
        return owners;
    }

    // First and last records of subjects are known exactly; which of the others is whose changes nothing, as all of
    // them are removed.
    private void assign(List<Integer> overwritten, int[] places, int[] owners, int[] missing) {
        Map<Long, Integer> ends = new HashMap<>();
        for (int i = 0; i < missing.length; i++) {
            ends.put(summary.firstSeqAt(i), i);
            ends.put(summary.lastSeqAt(i), i);
        }
        for (int record : overwritten) {
            Integer owner = ends.get(RecordFormat.seq(bytes, places[record]));
            if (owner != null) {
                owners[record] = owner;
                missing[owner]--;
            }
        }
        int owner = 0;
        for (int record : overwritten) {
            while (owner < missing.length && missing[owner] <= 0) {
                owner++;
            }
            if (owners[record] == UNKNOWN && owner < missing.length) {
                owners[record] = owner;
                missing[owner]--;
            }
        }
    }
}
