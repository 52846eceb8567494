package io.natter.server.auth;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The reply subjects one connection may publish to because messages with them were delivered to it (C76).
 *
 * <p>Confined to the connection's event loop. Time comes in as nanoseconds of a monotonic clock. A reply subject
 * leaves when it has had its messages, when it expires, or when {@value #REPLIES_MAX} newer ones wait: then the
 * oldest is forgotten and answering it is a violation. Expired ones leave from the oldest side at every delivery,
 * so memory follows what was delivered within the expiry.
 *
 * <p>Use, as nats-server does: a delivered message with a reply subject goes to {@link #onDelivered}, unless the
 * permissions allow publishing there anyway; a publish that the permissions do not allow asks {@link #tryPublish}.
 * A deny does not stop an answer. Delivering a waiting reply subject again does not renew its leave but spends one
 * message of it; nats-server counts so, and a responder that must answer twice is given {@code max: 2}.
 */
public final class DynamicReplies {
    /** How many reply subjects wait at most. */
    public static final int REPLIES_MAX = 1 << 16;

    private static final int SLOTS_MIN = 16;

    private final ResponseGrant grant;
    private final int repliesMax;
    private @Nullable Reply[] table = new Reply[SLOTS_MIN]; // chains by hash
    private int size;

    // All replies in the order of delivery, which is the order of expiry too: all live equally long.
    private @Nullable Reply oldest;
    private @Nullable Reply newest;

    /** No reply subject yet. */
    public DynamicReplies(ResponseGrant grant) {
        this(grant, REPLIES_MAX);
    }

    DynamicReplies(ResponseGrant grant, int repliesMax) {
        this.grant = grant;
        this.repliesMax = repliesMax;
    }

    /** Takes note of a delivered message's reply subject. */
    public void onDelivered(byte[] bytes, int from, int length, long nowNanos) {
        dropExpired(nowNanos);
        if (tryPublish(bytes, from, length, nowNanos)) {
            return;
        }
        if (size == repliesMax && oldest != null) {
            remove(oldest);
        }
        add(new Reply(
                Arrays.copyOfRange(bytes, from, from + length), SubjectBytes.hash(bytes, from, length), nowNanos));
    }

    /** Whether one more message may be published to this subject; if so it is counted. */
    public boolean tryPublish(byte[] bytes, int from, int length, long nowNanos) {
        Reply reply = find(bytes, from, length);
        if (reply == null) {
            return false;
        }
        reply.messages++;
        boolean isSpent = grant.messagesMax() > 0 && reply.messages > grant.messagesMax();
        if (isSpent || isExpired(reply, nowNanos)) {
            remove(reply);
            return false;
        }
        return true;
    }

    /** How many reply subjects are remembered. */
    public int size() {
        return size;
    }

    private void dropExpired(long nowNanos) {
        while (oldest != null && isExpired(oldest, nowNanos)) {
            remove(oldest);
        }
    }

    private boolean isExpired(Reply reply, long nowNanos) {
        return grant.expiresNanos() > 0 && nowNanos - reply.deliveredAtNanos > grant.expiresNanos();
    }

    private @Nullable Reply find(byte[] bytes, int from, int length) {
        int hash = SubjectBytes.hash(bytes, from, length);
        Reply reply = table[hash & (table.length - 1)];
        while (reply != null && !reply.is(hash, bytes, from, length)) {
            reply = reply.nextInChain;
        }
        return reply;
    }

    private void add(Reply reply) {
        if (size == table.length) {
            rehash(table.length * 2);
        }
        chain(reply);
        reply.older = newest;
        if (newest == null) {
            oldest = reply;
        } else {
            newest.newer = reply;
        }
        newest = reply;
        size++;
    }

    private void remove(Reply reply) {
        unchain(reply);
        if (reply.older == null) {
            oldest = reply.newer;
        } else {
            reply.older.newer = reply.newer;
        }
        if (reply.newer == null) {
            newest = reply.older;
        } else {
            reply.newer.older = reply.older;
        }
        size--;
        if (size == 0 && table.length > SLOTS_MIN) {
            table = new Reply[SLOTS_MIN]; // a burst is over: give its memory back
        }
    }

    private void rehash(int slots) {
        table = new Reply[slots];
        for (Reply reply = oldest; reply != null; reply = reply.newer) {
            chain(reply);
        }
    }

    private void chain(Reply reply) {
        int slot = reply.hash & (table.length - 1);
        reply.nextInChain = table[slot];
        table[slot] = reply;
    }

    private void unchain(Reply reply) {
        int slot = reply.hash & (table.length - 1);
        Reply at = table[slot];
        if (at == reply) {
            table[slot] = reply.nextInChain;
            return;
        }
        while (at != null && at.nextInChain != reply) {
            at = at.nextInChain;
        }
        if (at != null) {
            at.nextInChain = reply.nextInChain;
        }
    }

    /** One reply subject. Confined like the whole. */
    private static final class Reply {
        final byte[] subject;
        final int hash;
        final long deliveredAtNanos;
        int messages;

        @Nullable
        Reply nextInChain;

        @Nullable
        Reply older;

        @Nullable
        Reply newer;

        Reply(byte[] subject, int hash, long deliveredAtNanos) {
            this.subject = subject;
            this.hash = hash;
            this.deliveredAtNanos = deliveredAtNanos;
        }

        boolean is(int otherHash, byte[] bytes, int from, int length) {
            return hash == otherHash && Arrays.equals(subject, 0, subject.length, bytes, from, from + length);
        }
    }
}
