package io.natter.server.jetstream.stream;

import io.natter.protocol.jetstream.RetentionPolicy;
import io.natter.store.PurgeRequest;
import io.natter.store.Removal;
import io.natter.store.StoreException;
import io.natter.store.SubjectFilter;
import java.util.List;

/**
 * Lets go of messages nobody needs any more, where that is what the stream keeps messages for (D62).
 *
 * <p>Confined to the stream's loop.
 */
final class Retention {
    private static final int SWEPT_AT_ONCE = 1_000;

    private final Stream stream;
    private boolean wasEmptied;
    private long broughtSeq; // the last one that another thread was to read
    private long sweptTo = Long.MAX_VALUE; // the next sequence of a sweep; MAX_VALUE when there is none

    Retention(Stream stream) {
        this.stream = stream;
    }

    /** Whether all messages were removed at once, which counts as use of a stream that never had one. */
    boolean wasEmptied() {
        return wasEmptied;
    }

    /** Messages were removed on request. */
    void onPurged(io.natter.protocol.jetstream.PurgeRequest request) {
        wasEmptied |= request.filter().isEmpty() && request.sequence() == 0 && request.keep() == 0;
    }

    /** A consumer no longer needs a message. */
    void onAcked(long seq) {
        RetentionPolicy policy = stream.config().retention();
        if (policy == RetentionPolicy.LIMITS) {
            return;
        }
        if (policy == RetentionPolicy.INTEREST) {
            byte[] subject = stream.reader().subject(seq);
            if (subject == null || stream.consumers().isWanted(seq, subject)) {
                return;
            }
        }
        if (stream.writer().remove(seq, Removal.FORGET)) {
            stream.units().open();
        }
    }

    /** Another stream has these messages now, and was the one who wanted them. */
    void onCopied(List<Long> seqs) {
        for (long seq : seqs) {
            byte[] subject = stream.isClosed() ? null : stream.reader().subject(seq);
            if (subject != null
                    && !stream.consumers().isWanted(seq, subject)
                    && stream.writer().remove(seq, Removal.FORGET)) {
                stream.units().open();
                stream.consumers().onRemoved(seq, subject);
            }
        }
    }

    /** A consumer is gone, and with it the interest it had. */
    void onConsumerGone() {
        if (stream.config().retention() != RetentionPolicy.INTEREST) {
            return;
        }
        if (stream.consumers().all().isEmpty() && stream.followers().isEmpty()) {
            stream.writer().purge(PurgeRequest.ALL);
            stream.units().open();
            wasEmptied = true;
        } else {
            sweep();
        }
    }

    /** Looks at every message anew, a few at a time. */
    void sweep() {
        boolean isRunning = sweptTo != Long.MAX_VALUE;
        sweptTo = 1;
        broughtSeq = 0;
        if (!isRunning) {
            stream.environment().execute(this::sweepOn);
        }
    }

    // Whether it is here for somebody. Nobody has taken what no consumer of a work queue asks for.
    private boolean isNeeded(long seq, byte[] subject) {
        boolean isQueue = stream.config().retention() == RetentionPolicy.WORK_QUEUE;
        return stream.consumers().isWanted(seq, subject)
                || stream.followers().want(seq, subject)
                || isQueue && !stream.consumers().isInterested(subject, 0, subject.length);
    }

    private void sweepOn() {
        if (stream.isClosed() || stream.config().retention() == RetentionPolicy.LIMITS) {
            sweptTo = Long.MAX_VALUE;
            return;
        }
        for (int i = 0; i < SWEPT_AT_ONCE; i++) {
            if (isBringing()) {
                return;
            }
            long seq = stream.reader().nextSeq(SubjectFilter.all(), sweptTo);
            byte[] subject = seq == 0 ? null : stream.reader().subject(seq);
            if (subject == null) {
                sweptTo = Long.MAX_VALUE;
                return;
            }
            sweptTo = seq + 1;
            if (!isNeeded(seq, subject) && stream.writer().remove(seq, Removal.FORGET)) {
                stream.units().open();
                stream.consumers().onRemoved(seq, subject);
            }
        }
        stream.environment().execute(this::sweepOn);
    }

    // Whether another thread has to read first, after which it goes on. What is let go again meanwhile the loop reads.
    private boolean isBringing() {
        long coldSeq = stream.reader().coldSeq(sweptTo);
        if (coldSeq == 0 || coldSeq == broughtSeq) {
            return false;
        }
        broughtSeq = coldSeq;
        stream.environment().work(() -> {
            bring(coldSeq);
            stream.environment().execute(this::sweepOn);
        });
        return true;
    }

    // On another thread.
    private void bring(long seq) {
        try {
            stream.reader().get(seq);
        } catch (StoreException unreadable) {
            // it is not the record that is needed
        }
    }
}
