package io.natter.server.jetstream.consumer;

import io.natter.protocol.jetstream.ConsumerConfig;
import io.natter.protocol.jetstream.DeliverPolicy;
import io.natter.store.CorruptRecordException;
import io.natter.store.StoredRecord;
import io.natter.store.StreamReader;
import io.natter.store.SubjectFilter;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where a consumer is in its stream: the next message its filters let through, and how many there are still.
 *
 * <p>Confined to the stream's loop.
 *
 * <p>The count is made once and then kept: up with each matching append, down with each delivery and removal (D186). It is made anew
 * after a purge and a change of filters.
 */
final class Cursor {
    private static final Logger LOG = LoggerFactory.getLogger(Cursor.class);
    private static final long[] NO_LIST = {};

    private final StreamReader reader;
    private final ReadAhead ahead;
    private boolean isLastPerSubject;
    private final long startSeq;
    private SubjectFilter filter;

    private long nextSeq;
    private long[] list = NO_LIST;
    private int listAt;
    private long listEndSeq;
    private @Nullable StoredRecord found;

    private long pendingCount;
    private long countedSeq;

    Cursor(StreamReader reader, ReadAhead ahead, ConsumerConfig config) {
        this.reader = reader;
        this.ahead = ahead;
        filter = SubjectFilter.of(StartPosition.filters(config));
        isLastPerSubject = config.deliverPolicy() == DeliverPolicy.LAST_PER_SUBJECT;
        startSeq = config.startSequence();
    }

    /** Goes to a position, and counts. */
    void start(StartPosition position) {
        list = position.list();
        listAt = 0;
        listEndSeq = position.listEndSeq();
        nextSeq = position.seq();
        recount();
    }

    /** Lets other messages through from here on, and counts anew. */
    void filter(SubjectFilter next) {
        filter = next;
        recount();
    }

    SubjectFilter filter() {
        return filter;
    }

    /** Counts anew what is still to come. */
    void recount() {
        found = null;
        ahead.clear();
        countedSeq = reader.lastSeq();
        pendingCount =
                isLastPerSubject ? reader.pendingLastPerSubject(filter, nextSeq) : reader.pending(filter, nextSeq);
    }

    /** The sequence to look from next; all before it were delivered, do not match, or are gone. */
    long nextSeq() {
        return nextSeq;
    }

    /** The last sequence of the list that is not yet finished, or 0. */
    long listEndSeq() {
        return listAt < list.length ? listEndSeq : 0;
    }

    /** How many messages are still to come. */
    long pendingCount() {
        return Math.max(0, pendingCount);
    }

    /** The same, never more than what the stream can hold. Reads nothing. */
    long checkedPendingCount() {
        long lastSeq = reader.lastSeq();
        if (nextSeq > lastSeq) {
            pendingCount = 0;
        } else if (pendingCount > 0) {
            pendingCount = Math.min(pendingCount, lastSeq - nextSeq + 1);
        }
        return pendingCount();
    }

    /**
     * The next message, or null when there is none up to {@code deliverableSeq}.
     *
     * @throws io.natter.store.NotAtHandException when it is being read
     */
    @Nullable
    StoredRecord peek(long deliverableSeq) {
        if (found == null) {
            look();
        }
        return found != null && found.seq() <= deliverableSeq ? found : null;
    }

    /** Whether the next message is there and not yet deliverable. After {@link #peek} gave null. */
    boolean isAheadOfDeliverable() {
        return found != null;
    }

    private void look() {
        while (found == null && listAt < list.length) {
            found = get(list[listAt]);
            if (found == null) {
                passListed();
            }
        }
        while (found == null && nextSeq <= reader.lastSeq()) {
            try {
                found = ahead.next(filter, nextSeq);
                if (found == null) {
                    nextSeq = reader.lastSeq() + 1;
                    pendingCount = 0;
                    countedSeq = nextSeq - 1;
                }
            } catch (CorruptRecordException damaged) {
                LOG.warn("message is damaged and cannot be delivered: {}", damaged.getMessage());
                nextSeq = Math.max(nextSeq, damaged.seq()) + 1;
                pendingCount--;
            }
        }
    }

    private @Nullable StoredRecord get(long seq) {
        try {
            return ahead.get(seq);
        } catch (CorruptRecordException damaged) {
            LOG.warn("message is damaged and cannot be delivered: {}", damaged.getMessage());
            return null;
        }
    }

    /** The message {@link #peek} gave was delivered. */
    void take() {
        StoredRecord taken = found;
        found = null;
        pendingCount--;
        if (listAt < list.length) {
            passListed();
        } else if (taken != null) {
            nextSeq = taken.seq() + 1;
        }
    }

    private void passListed() {
        nextSeq = list[listAt++] + 1;
        if (listAt == list.length) {
            nextSeq = Math.max(nextSeq, listEndSeq + 1);
            list = NO_LIST;
            listAt = 0;
        }
    }

    /** A message that matches was appended. */
    void onAppended(long seq) {
        if (seq > countedSeq) {
            countedSeq = seq;
            pendingCount++;
        }
    }

    /** A message that matches was removed. */
    void onRemoved(long seq) {
        ahead.onRemoved(seq);
        if (seq >= nextSeq) {
            pendingCount--;
        }
        if (found != null && found.seq() == seq) {
            found = null;
        }
    }

    /** Everything before a sequence is gone. */
    void onPurged(long firstSeq) {
        nextSeq = Math.max(nextSeq, firstSeq);
        while (listAt < list.length && list[listAt] < firstSeq) {
            passListed();
        }
        recount();
    }

    /** Nobody wants a message now. */
    void rest() {
        ahead.clear();
    }

    /** A sequence no further than behind the last message, where it was not told to start further on. */
    long atMost(long seq) {
        return Math.min(seq, Math.max(reader.lastSeq() + 1, startSeq));
    }

    /** The stream lost what was behind its last sequence. */
    void onRewound() {
        nextSeq = atMost(nextSeq);
        recount();
    }

    /** Goes back or forward to a sequence. */
    void reset(long seq) {
        isLastPerSubject = false;
        start(StartPosition.at(seq));
    }
}
