package io.natter.client.session;

import io.natter.protocol.wire.MessageView;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * Tells which messages came twice while two links have the same subscriptions.
 *
 * <p>Guarded by the lock of the pass. Counts each content by link: what one link has brought more often than the other is owed by the
 * other, and passed over when it comes. Two messages of the same subscription, subject and bytes within the overlap cannot be told apart, so one
 * of them may be taken for the other's double. Members of queue groups get a message once, whichever link it is for, and are not counted. Knows
 * at most {@link #KNOWN_MAX} messages; past that what is new is handed on unseen.
 */
final class Overlap {
    /** Most different messages that are counted. */
    static final int KNOWN_MAX = 1 << 16;

    private static final long FACTOR = 0x9E3779B97F4A7C15L;

    private final ActiveLink old;
    private final Set<Long> queueSids;
    private final Map<Long, Integer> surplusOfOld = new HashMap<>();

    /** An overlap that begins. */
    Overlap(ActiveLink old, Set<Long> queueSids) {
        this.old = old;
        this.queueSids = queueSids;
    }

    /** Whether the message is to be handed on. */
    @SuppressWarnings("ReferenceEquality") // a link is itself and no other
    boolean isFirst(ActiveLink source, MessageView message) {
        if (queueSids.contains(message.sid())) {
            return true;
        }
        int step = source == old ? 1 : -1;
        Long key = hash(message);
        int surplus = surplusOfOld.getOrDefault(key, 0);
        if (surplus == 0 && surplusOfOld.size() >= KNOWN_MAX) {
            return true;
        }
        int next = surplus + step;
        if (next == 0) {
            surplusOfOld.remove(key);
        } else {
            surplusOfOld.put(key, next);
        }
        // Moving towards zero means that the other link has brought it before.
        return Math.abs(next) > Math.abs(surplus);
    }

    private static long hash(MessageView message) {
        byte[] bytes = message.buffer();
        long hash = message.sid();
        hash = hash(hash, bytes, message.subjectFrom(), message.subjectLength());
        hash = hash(hash, bytes, message.replyFrom(), message.replyLength());
        return hash(
                hash,
                bytes,
                message.payloadFrom() - message.headersLength(),
                message.headersLength() + message.payloadLength());
    }

    private static long hash(long seed, byte[] bytes, int from, int length) {
        long hash = (seed + length) * FACTOR;
        for (int i = from; i < from + length; i++) {
            hash = (hash ^ bytes[i]) * FACTOR;
            hash ^= hash >>> 29;
        }
        return hash;
    }
}
