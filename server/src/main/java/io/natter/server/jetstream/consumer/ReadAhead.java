package io.natter.server.jetstream.consumer;

import io.natter.store.NotAtHandException;
import io.natter.store.StoredRecord;
import io.natter.store.StreamReader;
import io.natter.store.SubjectFilter;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Reads a stream in order, and never has its loop wait for a disk: another thread reads what is not in memory, some records at a time.
 *
 * <p>Confined to the loop, but for the reading itself. A reading is of as many records as {@link #COUNT_MAX} or {@link #BYTES_MAX} allow;
 * of fewer at first, since many who ask want one only. Once the first few were not enough, the next reading goes on while the records of
 * the last one are asked for: bounded by two readings, each of at most {@link #BYTES_MAX} and one record.
 *
 * <pre>
 *  next --> held? --> being read, or not in memory? --> NotAtHandException --> loop: told
 *            |
 *            '-- of the last reading? --> the next one begins
 * </pre>
 */
public final class ReadAhead {
    static final int COUNT_MAX = 1_024;
    static final int BYTES_MAX = 256 << 10;

    private static final int COUNT_FIRST = 16;
    private static final int REMOVED_MAX = 1_000;

    private final StreamReader reader;
    private final Executor worker;
    private final Executor loop;
    private final Runnable onRead;
    private final ArrayDeque<StoredRecord> held = new ArrayDeque<>(0);

    private int count = COUNT_FIRST;
    private @Nullable Reading reading;
    private @Nullable RuntimeException failure;
    private long lastReadingSeq; // where the records of the last reading begin
    private long goOnSeq; // where the next one begins without being waited for; 0 when it has to be
    private long emptyFromSeq;
    private long emptyToSeq = -1;

    /**
     * For one stream.
     *
     * @param worker threads that may wait for the disk
     * @param onRead told on the loop when a reading that was begun is done
     */
    public ReadAhead(StreamReader reader, Executor worker, Executor loop, Runnable onRead) {
        this.reader = reader;
        this.worker = worker;
        this.loop = loop;
        this.onRead = onRead;
    }

    /** One reading: made on the loop, filled by another thread, and looked at on the loop again. */
    private final class Reading implements Runnable {
        private final @Nullable SubjectFilter filter; // without one, one sequence is read
        private final long fromSeq;
        private final int countMax;
        private final Set<Long> removed = new HashSet<>(0); // meanwhile; the loop's
        private boolean isStale; // what it was for has changed; the loop's
        private final ArrayDeque<StoredRecord> found = new ArrayDeque<>();
        private long lastSeq;
        private boolean isAtEnd;
        private @Nullable RuntimeException failed;

        Reading(@Nullable SubjectFilter filter, long fromSeq, int countMax) {
            this.filter = filter;
            this.fromSeq = fromSeq;
            this.countMax = countMax;
        }

        @Override
        public void run() {
            try {
                read();
            } catch (RuntimeException e) {
                failed = e;
            }
            loop.execute(() -> finish(this));
        }

        private void read() {
            lastSeq = reader.lastSeq();
            int bytes = 0;
            long seq = fromSeq;
            while (found.size() < countMax && bytes < BYTES_MAX) {
                StoredRecord record = filter == null ? reader.get(seq) : reader.next(filter, seq);
                if (record == null) {
                    isAtEnd = true;
                    return;
                }
                found.add(record);
                bytes += record.subjectLength() + record.headersLength() + record.payloadLength();
                seq = record.seq() + 1;
            }
        }

        /** Whether it will tell what comes next from a sequence on. */
        boolean answers(SubjectFilter wanted, long seq) {
            return !isStale && seq >= fromSeq && wanted.equals(filter);
        }

        boolean isFirst() {
            return countMax <= COUNT_FIRST;
        }
    }

    /**
     * The next record that matches, or null when there is none.
     *
     * @throws NotAtHandException when it has to be read, which goes on meanwhile
     */
    public @Nullable StoredRecord next(SubjectFilter filter, long fromSeq) {
        StoredRecord first = firstFrom(fromSeq);
        if (goOnSeq != 0 && (first == null || first.seq() >= lastReadingSeq)) {
            goOn(filter);
        }
        if (first != null) {
            return first;
        }
        Reading under = reading;
        if (under != null && under.answers(filter, fromSeq)) {
            throw NotAtHandException.INSTANCE;
        }
        long seq = fromSeq >= emptyFromSeq && fromSeq <= emptyToSeq ? emptyToSeq + 1 : fromSeq;
        try {
            return reader.nextAtHand(filter, seq);
        } catch (NotAtHandException cold) {
            begin(filter, seq, count);
            throw cold;
        }
    }

    private void goOn(SubjectFilter filter) {
        if (reading == null) {
            long seq = goOnSeq;
            goOnSeq = 0;
            reading = new Reading(filter, seq, count);
            worker.execute(reading);
        }
    }

    /**
     * The record with this sequence, or null when there is none.
     *
     * @throws NotAtHandException when it has to be read, which goes on meanwhile
     */
    public @Nullable StoredRecord get(long seq) {
        StoredRecord first = firstFrom(seq);
        if (first != null && first.seq() == seq) {
            return first;
        }
        if (seq >= emptyFromSeq && seq <= emptyToSeq) {
            return null;
        }
        try {
            return reader.getAtHand(seq);
        } catch (NotAtHandException cold) {
            begin(null, seq, 1);
            throw cold;
        }
    }

    private @Nullable StoredRecord firstFrom(long seq) {
        StoredRecord first = held.peek();
        while (first != null && first.seq() < seq) {
            held.remove();
            first = held.peek();
        }
        RuntimeException failed = failure;
        if (first == null && failed != null) { // what was read before it comes first
            failure = null;
            throw failed;
        }
        return first;
    }

    private void begin(@Nullable SubjectFilter filter, long seq, int countMax) {
        if (reading == null) {
            held.clear();
            goOnSeq = 0;
            reading = new Reading(filter, seq, countMax);
            worker.execute(reading);
        }
    }

    private void finish(Reading done) {
        reading = null;
        count = Math.min(COUNT_MAX, count * 2);
        if (!done.isStale) {
            take(done);
        }
        onRead.run();
    }

    private void take(Reading done) {
        long lastFoundSeq =
                done.found.isEmpty() ? done.fromSeq - 1 : done.found.getLast().seq();
        if (done.filter == null) {
            emptyFromSeq = done.fromSeq;
            emptyToSeq = done.isAtEnd ? done.fromSeq : -1;
        } else if (done.isAtEnd) {
            emptyFromSeq = lastFoundSeq + 1;
            emptyToSeq = done.lastSeq;
        } else if (!done.found.isEmpty() && !done.isFirst()) {
            goOnSeq = lastFoundSeq + 1;
        }
        if (done.found.isEmpty()) { // what failed behind others fails again, when it is its turn
            failure = done.failed;
        }
        lastReadingSeq = done.fromSeq;
        if (!done.removed.isEmpty()) {
            done.found.removeIf(record -> done.removed.contains(record.seq()));
        }
        held.addAll(done.found);
    }

    /** A record was removed. */
    public void onRemoved(long seq) {
        if (reading != null && seq >= reading.fromSeq) {
            reading.isStale |= reading.removed.size() == REMOVED_MAX;
            if (!reading.isStale) {
                reading.removed.add(seq);
            }
        }
        if (!held.isEmpty() && seq >= held.element().seq()) {
            held.removeIf(record -> record.seq() == seq);
        }
    }

    /** Forgets what was read, and what is being read: other records are wanted, or nobody wants any. */
    public void clear() {
        held.clear();
        if (reading != null) {
            reading.isStale = true; // and no other begins before it is done: a disk that hangs collects none
        }
        goOnSeq = 0;
        failure = null;
        count = COUNT_FIRST;
        emptyToSeq = -1;
    }
}
