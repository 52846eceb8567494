package io.natter.store.stream;

import io.natter.store.Admission;
import io.natter.store.Commit;
import io.natter.store.Limits;
import io.natter.store.NotAtHandException;
import io.natter.store.PurgeRequest;
import io.natter.store.RecordDraft;
import io.natter.store.Removal;
import io.natter.store.RemovalListener;
import io.natter.store.RemovalReason;
import io.natter.store.StoredRecord;
import io.natter.store.StreamWriter;
import io.natter.store.index.ExpiryHeap;
import io.natter.store.index.Queries;
import io.natter.store.index.StreamIndex;
import io.natter.store.index.SubjectTable;
import org.jspecify.annotations.Nullable;

/**
 * Changes a stream: what the contract says, over an index and wherever the bytes go.
 *
 * <p>Confined to the stream's owner.
 */
public final class IndexedWriter implements StreamWriter {
    private final Backing backing;
    private Limits limits;
    private RemovalListener listener = RemovalListener.NONE;
    private @Nullable Expiry expiry; // null while sequences may mean other records than before

    /** A writer; what the limits do not allow is removed with the first append. */
    public IndexedWriter(Backing backing, Limits limits) {
        this.backing = backing;
        this.limits = limits;
    }

    @Override
    public long append(RecordDraft draft) {
        StreamIndex index = backing.index();
        long next = index.lastSeq() + 1;
        long seq = draft.seq() == 0 ? next : draft.seq();
        if (seq < next) {
            throw new IllegalArgumentException("sequence: got " + seq + ", expected at least " + next);
        }
        if (draft.subjectLength() < 1 || draft.subjectLength() > 0xffff) {
            throw new IllegalArgumentException("subject: got " + draft.subjectLength() + " bytes, expected 1 to 65535");
        }
        if (seq - next > LEAP_MAX) {
            skipTo(seq);
        }
        int place = backing.append(draft, seq);
        int counted = backing.countedBytes(draft.subjectLength(), draft.headersLength(), draft.payloadLength());
        index = backing.index();
        index.append(draft, seq, place, counted);
        enforcePerSubject(index, draft);
        enforceTotals(index);
        return seq;
    }

    @Override
    public Admission admit(RecordDraft draft) {
        StreamIndex index = backing.index();
        int counted = backing.countedBytes(draft.subjectLength(), draft.headersLength(), draft.payloadLength());
        if (limits.recordsMax() > 0 && index.count() + 1 > limits.recordsMax()) {
            return Admission.RECORDS;
        }
        if (limits.bytesMax() > 0 && index.bytes() + counted > limits.bytesMax()) {
            return Admission.BYTES;
        }
        boolean isSubjectFull = limits.perSubjectMax() > 0
                && Queries.countOf(index, draft.subjectBytes(), draft.subjectFrom(), draft.subjectLength()) + 1
                        > limits.perSubjectMax();
        return isSubjectFull ? Admission.PER_SUBJECT : Admission.FITS;
    }

    private void enforcePerSubject(StreamIndex index, RecordDraft draft) {
        if (limits.perSubjectMax() <= 0) {
            return;
        }
        SubjectTable subjects = index.view().subjects();
        int number = subjects.find(draft.subjectBytes(), draft.subjectFrom(), draft.subjectLength());
        trimSubject(index, number);
    }

    private void trimSubject(StreamIndex index, int number) {
        SubjectTable subjects = index.view().subjects();
        while (subjects.count(number) > limits.perSubjectMax()) {
            removeListed(index, index.firstOf(number), RemovalReason.PER_SUBJECT);
        }
    }

    private void enforceTotals(StreamIndex index) {
        while (limits.recordsMax() > 0 && index.count() > limits.recordsMax()) {
            removeListed(index, index.firstSeq(), RemovalReason.RECORDS);
        }
        while (limits.bytesMax() > 0 && index.bytes() > limits.bytesMax() && index.count() > 0) {
            removeListed(index, index.firstSeq(), RemovalReason.BYTES);
        }
    }

    private void removeListed(StreamIndex index, long seq, RemovalReason reason) {
        byte[] subject = index.remove(seq);
        if (subject == null) {
            throw new IllegalStateException("removal: got no record " + seq + ", expected one");
        }
        backing.onRemoved(seq);
        listener.onRemoved(seq, subject, reason);
    }

    @Override
    public void skipTo(long nextSeq) {
        backing.checkWritable();
        StreamIndex index = backing.index();
        if (nextSeq <= index.lastSeq()) {
            throw new IllegalArgumentException("next sequence: got " + nextSeq + ", expected above " + index.lastSeq());
        }
        if (nextSeq > SEQ_MAX) {
            throw new IllegalArgumentException("next sequence: got " + nextSeq + ", expected at most " + SEQ_MAX);
        }
        index.skipTo(nextSeq - 1);
        backing.onSkipped(nextSeq - 1);
    }

    @Override
    public boolean remove(long seq, Removal how) {
        backing.checkWritable();
        if (backing.index().remove(seq) == null) {
            return false;
        }
        backing.onRemoved(seq);
        if (how == Removal.ERASE) {
            backing.erase(seq);
        }
        return true;
    }

    @Override
    public long purge(PurgeRequest request) {
        backing.checkWritable();
        StreamIndex index = backing.index();
        long before = Math.min(request.beforeSeq(), index.lastSeq() + 1);
        if (request.filter().isAll() && request.keepCount() == 0 && before > index.lastSeq()) {
            long count = index.count();
            if (count > 0) {
                backing.clear();
            }
            return count;
        }
        long matching = Queries.count(index, request.filter()) - pendingFrom(index, request, before);
        long left = matching - request.keepCount();
        long purged = 0;
        long seq = index.firstSeq();
        while (left-- > 0) {
            seq = Queries.next(index, request.filter(), seq);
            if (seq == 0 || seq >= before) {
                break;
            }
            index.remove(seq);
            backing.onRemoved(seq);
            purged++;
            seq++;
        }
        return purged;
    }

    private static long pendingFrom(StreamIndex index, PurgeRequest request, long before) {
        return before > index.lastSeq() ? 0 : Queries.pending(index, request.filter(), before);
    }

    @Override
    public int expire(long nowNs, int countMax) {
        return expire(nowNs, countMax, false).count();
    }

    @Override
    public Expired expireAtHand(long nowNs, int countMax, @Nullable StoredRecord brought) {
        if (brought != null) {
            expiry().brought(brought);
        }
        return expire(nowNs, countMax, true);
    }

    private Expired expire(long nowNs, int countMax, boolean isAtHandOnly) {
        backing.checkWritable();
        StreamIndex index = backing.index();
        ExpiryHeap expiries = index.expiries();
        int count = 0;
        while (count < countMax) {
            boolean isOwnTime = expiries.firstTimeNs() <= nowNs;
            long seq;
            try {
                seq = isOwnTime ? expiries.firstSeq() : firstAged(nowNs, isAtHandOnly);
            } catch (NotAtHandException cold) {
                return new Expired(count, expiry().coldSeq());
            }
            if (seq == 0) {
                break;
            }
            long coldSeq = isAtHandOnly ? index.coldForRemoval(seq) : 0;
            if (coldSeq != 0 || !isTold(seq)) {
                return new Expired(count, Math.max(coldSeq, seq));
            }
            if (isOwnTime) {
                expiries.removeFirst();
            }
            count += removeExpired(index, seq, isOwnTime ? RemovalReason.EXPIRED : RemovalReason.AGE) ? 1 : 0;
        }
        return new Expired(count, 0);
    }

    private long firstAged(long nowNs, boolean isAtHandOnly) {
        return limits.ageNsMax() > 0 ? expiry().firstAged(nowNs - limits.ageNsMax(), isAtHandOnly) : 0;
    }

    private boolean isTold(long seq) {
        try {
            listener.onExpiring(seq);
            return true;
        } catch (NotAtHandException cold) {
            return false;
        }
    }

    // What has a time of its own may have been removed before.
    private boolean removeExpired(StreamIndex index, long seq, RemovalReason reason) {
        byte[] subject = index.remove(seq);
        if (subject != null) {
            backing.onRemoved(seq);
            listener.onRemoved(seq, subject, reason);
        }
        return subject != null;
    }

    private Expiry expiry() {
        StreamIndex index = backing.index();
        Expiry known = expiry;
        if (known == null || !known.isOf(index)) {
            known = new Expiry(index);
            expiry = known;
        }
        return known;
    }

    @Override
    public long nextExpiryNs() {
        long next = backing.index().expiries().firstTimeNs();
        long agingNs = limits.ageNsMax() > 0 ? expiry().agingNs() : Long.MAX_VALUE;
        return agingNs == Long.MAX_VALUE ? next : Math.min(next, agingNs + limits.ageNsMax());
    }

    @Override
    public void limits(Limits newLimits) {
        backing.checkWritable();
        limits = newLimits;
        StreamIndex index = backing.index();
        SubjectTable subjects = index.view().subjects();
        if (limits.perSubjectMax() > 0) {
            int limit = subjects.numberLimit();
            for (int number = 0; number < limit; number++) {
                if (subjects.subject(number) != null) {
                    trimSubject(index, number);
                }
            }
        }
        enforceTotals(index);
    }

    @Override
    public void onRemoval(RemovalListener other) {
        listener = other;
    }

    @Override
    public void commit(Commit commit) {
        backing.commit(commit);
    }

    @Override
    public void truncate(long lastSeq) {
        backing.checkWritable();
        StreamIndex index = backing.index();
        if (lastSeq < 0 || lastSeq > index.lastSeq()) {
            throw new IllegalArgumentException("last sequence: got " + lastSeq + ", expected 0 to " + index.lastSeq());
        }
        expiry = null;
        backing.truncate(lastSeq);
    }

    @Override
    public void rollBack() {
        backing.checkWritable();
        expiry = null;
        backing.rollBack();
    }

    @Override
    public void restart(long firstSeq) {
        backing.checkWritable();
        if (firstSeq < 1) {
            throw new IllegalArgumentException("first sequence: got " + firstSeq + ", expected at least 1");
        }
        expiry = null;
        backing.restart(firstSeq);
    }

    @Override
    public boolean maintain() {
        return backing.maintain();
    }
}
