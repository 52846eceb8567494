package io.natter.client.session;

import io.natter.protocol.wire.MessageView;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Puts what two links with the same subscriptions bring into one row: each message once, those of a publisher in their order.
 *
 * <pre>
 *  old link:  1 2 3 4 |                       fenced: no more comes
 *  new link:      3 4 5 6 | 7 8               held until then
 *  handed on: 1 2 3 4     | 5 6 7 8
 * </pre>
 *
 * <p>Guarded by the lock of the pass. Counts each content by link: what one link has brought more often than the other is owed by the
 * other, and passed over when it comes. Two messages of the same subscription, subject and bytes within the overlap cannot be told apart, so one
 * of them may be taken for the other's double. Members of queue groups get a message once, whichever link it is for: theirs are neither held nor
 * counted. Knows at most {@link #KNOWN_MAX} messages; past that what is new is handed on unseen. Holds at most so many, and
 * {@link #HELD_BYTES_MAX}; past either all is handed on as it comes, whole, but no longer in order.
 */
final class Overlap {
    /** Most different messages that are counted, and most that are held. */
    static final int KNOWN_MAX = 1 << 16;

    /** Most bytes of messages that are held. */
    static final int HELD_BYTES_MAX = 16 << 20;

    private static final long FACTOR = 0x9E3779B97F4A7C15L;

    private final ActiveLink old;
    private final Set<Long> queueSids;
    private final Consumer<MessageView> target;
    private final Map<Long, Integer> surplusOfOld = new HashMap<>();
    private final List<MessageView> held = new ArrayList<>();
    private int heldBytes;
    private boolean isHolding = true;

    /** An overlap that begins; the target gets each message once. */
    Overlap(ActiveLink old, Set<Long> queueSids, Consumer<MessageView> target) {
        this.old = old;
        this.queueSids = queueSids;
        this.target = target;
    }

    /** A message of either link. */
    @SuppressWarnings("ReferenceEquality") // a link is itself and no other
    void message(ActiveLink source, MessageView message) {
        if (queueSids.contains(message.sid())) {
            target.accept(message);
        } else if (source == old) {
            handOn(1, message);
        } else if (isHolding && hasRoom(message)) {
            held.add(message.copy());
            heldBytes += message.length();
        } else {
            release();
            handOn(-1, message);
        }
    }

    private boolean hasRoom(MessageView message) {
        return held.size() < KNOWN_MAX && message.length() <= HELD_BYTES_MAX - heldBytes;
    }

    /** The old link brings nothing more: what the new one has brought is handed on, and the rest as it comes. */
    void release() {
        isHolding = false;
        held.forEach(message -> handOn(-1, message));
        held.clear();
    }

    private void handOn(int step, MessageView message) {
        if (isFirst(step, message)) {
            target.accept(message);
        }
    }

    private boolean isFirst(int step, MessageView message) {
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
