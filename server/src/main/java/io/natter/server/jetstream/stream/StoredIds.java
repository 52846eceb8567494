package io.natter.server.jetstream.stream;

import io.natter.store.CorruptRecordException;
import io.natter.store.StoreException;
import io.natter.store.StoredRecord;
import io.natter.store.StreamReader;
import io.natter.store.SubjectFilter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The ids of some stored messages in a row, as a thread read them that may wait for the disk.
 *
 * <p>Immutable.
 *
 * @param request what was asked for
 * @param found those that have one, in their order
 * @param nextSeq the next message to look at
 * @param isEnd whether there was no message behind them
 * @param failure why the rest cannot be read; null where nothing stands in the way
 */
record StoredIds(
        Request request,
        List<Found> found,
        long nextSeq,
        boolean isEnd,
        @Nullable StoreException failure) {

    /** A message's id. */
    @SuppressWarnings("ArrayRecordComponent") // identity is never asked for
    record Found(byte[] id, long seq, long timeNs) {}

    /**
     * Which messages to look at. Immutable.
     *
     * @param fromSeq the first of them; 0 for the first one since {@code sinceNs}
     * @param countMax how many at most
     * @param version of what is stored: what was read of another one counts for nothing
     */
    record Request(StreamReader reader, long fromSeq, long sinceNs, int countMax, int version) {
        /** Looks at them. Any thread; waits for the disk where they are not in memory. */
        StoredIds read() {
            List<Found> found = new ArrayList<>();
            long next = fromSeq;
            long lastSeq =
                    reader.lastSeq(); // what is there of it and before may have been removed; what comes is behind it
            try {
                next = fromSeq == 0 ? reader.seqAtTime(sinceNs) : fromSeq;
                var headers = new PublishHeaders();
                for (int i = 0; i < countMax; i++) {
                    long seq = reader.nextSeq(SubjectFilter.all(), Math.max(next, 1));
                    if (seq == 0) {
                        return new StoredIds(this, found, Math.max(next, lastSeq + 1), true, null);
                    }
                    look(seq, headers, found);
                    next = seq + 1;
                }
                return new StoredIds(this, found, next, false, null);
            } catch (StoreException unreadable) {
                return new StoredIds(this, found, next, true, unreadable);
            }
        }

        private void look(long seq, PublishHeaders headers, List<Found> found) {
            try {
                StoredRecord record = reader.get(seq);
                if (record != null && record.headersLength() > 0) {
                    headers.read(record.bytes(), record.headersFrom(), record.headersLength());
                    if (headers.has(PublishHeader.MESSAGE_ID)) {
                        found.add(new Found(id(headers), seq, record.timeNs()));
                    }
                }
            } catch (CorruptRecordException damaged) {
                // an id that cannot be read cannot be compared; the others are fine
            }
        }

        private static byte[] id(PublishHeaders headers) {
            int from = headers.from(PublishHeader.MESSAGE_ID);
            return Arrays.copyOfRange(headers.bytes(), from, from + headers.length(PublishHeader.MESSAGE_ID));
        }
    }
}
