package io.natter.server.interest;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/**
 * All subscriptions of one account: which of them a subject reaches.
 *
 * <p>Thread-safe. The lock guards both indexes; event loops take it for reading when their cache misses, and for writing when a client
 * subscribes or leaves. No other lock is taken while it is held.
 */
public final class Interest {
    private static final int LITERAL_SHARDS = 256;
    private static final int TOKEN_SHARDS = 64;

    /*
     * Versions say which cached routes a change may have touched. A literal filter touches one subject, hence one of 256 shards
     * of subject hashes. A filter that begins with a literal token touches subjects with that first token, hence one of 64 shards.
     * A filter that begins with a wildcard touches everything. So a busy inbox space ("_INBOX.x.*" comes and goes with each
     * client) leaves the routes of all other subjects alone.
     */
    private final AtomicIntegerArray literalVersions = new AtomicIntegerArray(LITERAL_SHARDS);
    private final AtomicIntegerArray tokenVersions = new AtomicIntegerArray(TOKEN_SHARDS);
    private final AtomicInteger wildVersion = new AtomicInteger();

    private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock();
    private final LiteralIndex literals = new LiteralIndex();
    private final WildcardTrie wildcards = new WildcardTrie();
    private int count;
    private long insertCount;
    private long removeCount;
    private final LongAdder matchCount = new LongAdder();
    private final InterestWatches watches = new InterestWatches();

    /**
     * Figures of this index, for /subsz (E5). Immutable.
     *
     * @param count subscriptions now
     * @param insertCount subscriptions ever added
     * @param removeCount subscriptions ever removed
     * @param matchCount look-ups that a cache did not answer
     */
    public record Figures(int count, long insertCount, long removeCount, long matchCount) {}

    /** Adds a subscription whose subject is a valid filter. */
    public void add(Subscription subscription) {
        boolean isLiteral = isLiteral(subscription.subject());
        lock.writeLock().lock();
        try {
            if (isLiteral) {
                literals.add(subscription);
            } else {
                wildcards.add(subscription);
            }
            count++;
            insertCount++;
        } finally {
            lock.writeLock().unlock();
        }
        touch(subscription.subject(), isLiteral);
    }

    /** Removes a subscription; nothing happens when it is not here. */
    public void remove(Subscription subscription) {
        boolean isLiteral = isLiteral(subscription.subject());
        lock.writeLock().lock();
        try {
            if (!(isLiteral ? literals.remove(subscription) : wildcards.remove(subscription))) {
                return;
            }
            count--;
            removeCount++;
        } finally {
            lock.writeLock().unlock();
        }
        touch(subscription.subject(), isLiteral);
    }

    /** Adds to {@code matches} what a literal subject reaches. A subject with an empty token reaches nothing (C70). */
    public void match(byte[] bytes, int from, int length, int hash, Matches matches) {
        if (hasEmptyToken(bytes, from, length)) {
            return;
        }
        matchCount.increment();
        lock.readLock().lock();
        try {
            literals.match(bytes, from, length, hash, matches);
            wildcards.match(bytes, from, length, matches);
        } finally {
            lock.readLock().unlock();
        }
    }

    public Figures figures() {
        lock.readLock().lock();
        try {
            return new Figures(count, insertCount, removeCount, matchCount.sum());
        } finally {
            lock.readLock().unlock();
        }
    }

    int literalVersion(int subjectHash) {
        return literalVersions.get(subjectHash & LITERAL_SHARDS - 1);
    }

    int tokenVersion(int tokenShard) {
        return tokenVersions.get(tokenShard);
    }

    int wildVersion() {
        return wildVersion.get();
    }

    /** The shard of a subject's first token. */
    static int tokenShard(byte[] bytes, int from, int length) {
        int at = from;
        while (at < from + length && bytes[at] != '.') {
            at++;
        }
        return SubjectHash.of(bytes, from, at - from) & TOKEN_SHARDS - 1;
    }

    // After the change, so that whoever sees the new version sees the change too.
    private void touch(byte[] filter, boolean isLiteral) {
        if (isLiteral) {
            literalVersions.incrementAndGet(SubjectHash.of(filter, 0, filter.length) & LITERAL_SHARDS - 1);
        } else if (filter[0] == '>' || filter[0] == '*' && (filter.length == 1 || filter[1] == '.')) {
            wildVersion.incrementAndGet();
        } else {
            tokenVersions.incrementAndGet(tokenShard(filter, 0, filter.length));
        }
        watches.changed(filter, isLiteral);
    }

    /**
     * Has {@code onChange} run whenever a subscription comes or goes that a message to {@code subject} would reach.
     *
     * @param subject a literal subject
     * @param onChange runs on the thread that changed the interest, after the change, and must be quick
     */
    public void watch(byte[] subject, Runnable onChange) {
        watches.add(subject, onChange);
    }

    /** Ends a watch that was begun with the same arguments. */
    public void unwatch(byte[] subject, Runnable onChange) {
        watches.remove(subject, onChange);
    }

    // A wildcard is a whole token; "a*" or "b>" inside a longer token are plain characters (C70).
    static boolean isLiteral(byte[] filter) {
        for (int i = 0; i < filter.length; i++) {
            if ((filter[i] == '*' || filter[i] == '>')
                    && (i == 0 || filter[i - 1] == '.')
                    && (i == filter.length - 1 || filter[i + 1] == '.')) {
                return false;
            }
        }
        return true;
    }

    private static boolean hasEmptyToken(byte[] bytes, int from, int length) {
        boolean atTokenStart = true;
        for (int i = from; i < from + length; i++) {
            boolean isDot = bytes[i] == '.';
            if (isDot && atTokenStart) {
                return true;
            }
            atTokenStart = isDot;
        }
        return atTokenStart;
    }
}
