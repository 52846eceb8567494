package io.natter.store.index;

/** Looks for records with one subject number. Thread-safe: pure, over an index that others may change. */
final class SubjectScan {
    private SubjectScan() {}

    /** The first live record with this subject from here on; 0 when there is none. */
    static long firstFrom(StreamIndex index, int number, long seq) {
        StreamIndex.View view = index.view();
        for (int at = view.segmentFrom(seq); at < view.segments().length; at++) {
            Segment segment = view.segments()[at];
            Columns columns = index.columns(segment);
            int limit = columns.count();
            for (int i = columns.indexFrom(seq); i < limit; i++) {
                if (columns.subjectAt(i) == number && !segment.isRemoved(i)) {
                    return columns.seqAt(i);
                }
            }
        }
        return 0;
    }

    /** The last live record with this subject up to here; 0 when there is none. */
    static long lastUpTo(StreamIndex index, int number, long seq) {
        StreamIndex.View view = index.view();
        for (int at = Math.min(view.segmentFrom(seq), view.segments().length - 1); at >= 0; at--) {
            Segment segment = view.segments()[at];
            Columns columns = index.columns(segment);
            for (int i = columns.indexFrom(seq + 1) - 1; i >= 0; i--) {
                if (columns.subjectAt(i) == number && !segment.isRemoved(i)) {
                    return columns.seqAt(i);
                }
            }
        }
        return 0;
    }

    /** How many live records with this subject there are from here on. */
    static long countFrom(StreamIndex index, int number, long seq) {
        StreamIndex.View view = index.view();
        long count = 0;
        for (int at = view.segmentFrom(seq); at < view.segments().length; at++) {
            Segment segment = view.segments()[at];
            Columns columns = index.columns(segment);
            int limit = columns.count();
            for (int i = columns.indexFrom(seq); i < limit; i++) {
                if (columns.subjectAt(i) == number && !segment.isRemoved(i)) {
                    count++;
                }
            }
        }
        return count;
    }
}
