package io.natter.server.core;

import io.natter.server.interest.Subscription;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A batch of messages that one event loop has for receivers of another.
 *
 * <p>Filled by the source loop, then read by the target loop, which gives it back to its {@link Lane}; never by both at once. One that is
 * full goes out before the source's pass ends.
 *
 * <pre>
 *  bytes     | tail of message 0, its subject and reply | those of message 1 | ...
 *  messages  | ranges into bytes, eight ints each
 *  targets   | subscription, publisher, sender          | ...                     one a delivery; many may share a message
 * </pre>
 */
final class Handover implements Runnable {
    /** A batch this heavy goes out at once: it still fits into the processor's cache. */
    static final int BATCH_BYTES = 256 << 10;

    private static final int INTS = 8;

    /** What a delivery holds beside the message: two references and an index. */
    private static final int DELIVERY_BYTES = 20;

    /** A full batch, and a message of usual length behind it. */
    private static final int BYTES_KEPT_MAX = BATCH_BYTES + (64 << 10);

    private static final int DELIVERIES_KEPT_MAX = BATCH_BYTES / DELIVERY_BYTES;

    private final Lane lane;
    private final Loop target;
    private byte[] bytes = new byte[ChunkPool.CHUNK_BYTES];
    private int length;
    private int[] messages = new int[INTS * 16];
    private int messageCount;
    private @Nullable MessageTrace @Nullable [] traces; // of the messages whose way is told, if any
    private @Nullable Subscription[] subscriptions = new Subscription[64];
    private @Nullable Connection[] publishers = new Connection[64];
    private int[] messageOf = new int[64];
    private @Nullable Sender @Nullable []
            senders; // of the deliveries of which somebody wants to know when they fail, if any
    private int count;
    private long stagedSerial = -1; // the message at hand, when it is staged already

    Handover(Lane lane, Loop target) {
        this.lane = lane;
        this.target = target;
    }

    /** What it holds, in bytes. */
    long weightBytes() {
        return length + (long) count * DELIVERY_BYTES + (long) messageCount * INTS * Integer.BYTES;
    }

    boolean isFull() {
        return weightBytes() >= BATCH_BYTES;
    }

    /** Takes one delivery of the message with this serial number; the publisher is null for the server itself. */
    void stage(@Nullable Connection publisher, Subscription subscription, Message m, long serial) {
        if (stagedSerial != serial) {
            copy(m);
            stagedSerial = serial;
        }
        if (count == subscriptions.length) {
            subscriptions = Arrays.copyOf(subscriptions, count * 2);
            publishers = Arrays.copyOf(publishers, count * 2);
            messageOf = Arrays.copyOf(messageOf, count * 2);
        }
        subscriptions[count] = subscription;
        publishers[count] = publisher;
        messageOf[count] = messageCount - 1;
        count++;
        if (m.sender != null) {
            keep(m.sender);
        }
    }

    private void keep(Sender sender) {
        @Nullable Sender @Nullable [] kept = senders;
        if (kept == null || kept.length < count) {
            kept = kept == null
                    ? new @Nullable Sender[subscriptions.length]
                    : Arrays.copyOf(kept, subscriptions.length);
            senders = kept;
        }
        kept[count - 1] = sender;
    }

    private void copy(Message m) {
        int tailLength = m.tailTo - m.tailFrom;
        int needed = length + tailLength + m.subjectLength + m.replyLength;
        if (needed > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(needed, Math.min(bytes.length * 2, BYTES_KEPT_MAX)));
        }
        if ((messageCount + 1) * INTS > messages.length) {
            messages = Arrays.copyOf(messages, messages.length * 2);
        }
        int at = messageCount++ * INTS;
        messages[at] = length;
        messages[at + 1] = tailLength;
        messages[at + 2] = m.payloadLength;
        messages[at + 3] = m.headerLength;
        System.arraycopy(m.tailBytes, m.tailFrom, bytes, length, tailLength);
        length += tailLength;
        messages[at + 4] = length;
        messages[at + 5] = m.subjectLength;
        System.arraycopy(m.subjectBytes, m.subjectFrom, bytes, length, m.subjectLength);
        length += m.subjectLength;
        messages[at + 6] = length;
        messages[at + 7] = m.replyLength;
        System.arraycopy(m.bytes, m.replyFrom, bytes, length, m.replyLength);
        length += m.replyLength;
        if (m.trace != null) {
            keep(m.trace);
        }
    }

    private void keep(MessageTrace trace) {
        @Nullable MessageTrace @Nullable [] kept = traces;
        if (kept == null || kept.length < messageCount) {
            kept = kept == null ? new @Nullable MessageTrace[messageCount] : Arrays.copyOf(kept, messageCount);
            traces = kept;
        }
        kept[messageCount - 1] = trace;
    }

    /** On the target loop: makes the deliveries, then goes home. */
    @Override
    public void run() {
        Message m = target.handedMessage();
        for (int i = 0; i < count; i++) {
            if (i == 0 || messageOf[i] != messageOf[i - 1]) {
                target.nextMessage();
                read(messageOf[i], m);
            }
            Subscription subscription = java.util.Objects.requireNonNull(subscriptions[i]);
            if (m.trace == null) {
                boolean isTaken = ((Receiver) subscription.subscriber()).receive(publishers[i], subscription, null, m);
                if (!isTaken && subscription.isClosed()) {
                    tellUndelivered(i, m);
                }
            } else {
                TracedPublishing.arrive(m.trace, publishers[i], subscription, m);
            }
        }
        m.trace = null;
        forget();
    }

    private void tellUndelivered(int delivery, Message m) {
        @Nullable Sender @Nullable [] kept = senders;
        Sender sender = kept == null || delivery >= kept.length ? null : kept[delivery];
        if (sender != null) {
            sender.onUndelivered(Arrays.copyOfRange(m.bytes, m.replyFrom, m.replyFrom + m.replyLength));
        }
    }

    /** Goes home empty. */
    void forget() {
        long weightBytes = weightBytes();
        clear();
        lane.arrived(this, weightBytes);
    }

    private void clear() {
        Arrays.fill(subscriptions, 0, count, null);
        Arrays.fill(publishers, 0, count, null);
        if (senders != null) {
            Arrays.fill(senders, 0, Math.min(count, senders.length), null);
        }
        count = 0;
        messageCount = 0;
        traces = null;
        length = 0;
        stagedSerial = -1;
        if (bytes.length > BYTES_KEPT_MAX) {
            bytes = new byte[ChunkPool.CHUNK_BYTES];
        }
        if (subscriptions.length > DELIVERIES_KEPT_MAX * 2) {
            subscriptions = new Subscription[64];
            publishers = new Connection[64];
            messageOf = new int[64];
            senders = null;
        }
    }

    private void read(int message, Message m) {
        int at = message * INTS;
        m.bytes = bytes;
        m.subjectBytes = bytes;
        m.tailBytes = bytes;
        m.tailFrom = messages[at];
        m.tailTo = m.tailFrom + messages[at + 1];
        m.payloadLength = messages[at + 2];
        m.headerLength = messages[at + 3];
        m.subjectFrom = messages[at + 4];
        m.subjectLength = messages[at + 5];
        m.replyFrom = messages[at + 6];
        m.replyLength = messages[at + 7];
        m.payloadFrom = m.tailTo - m.payloadLength - 2;
        @Nullable MessageTrace @Nullable [] kept = traces;
        m.trace = kept == null || message >= kept.length ? null : kept[message];
    }
}
