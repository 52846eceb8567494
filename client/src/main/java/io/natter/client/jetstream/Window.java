package io.natter.client.jetstream;

import io.natter.client.Outgoing;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The slots of a {@link WindowedPublisher}: which message waits in which, since when, under which reply subject.
 *
 * <p>Guarded by the publisher's lock, but for {@link #slotOf}, which reads nothing that changes.
 */
final class Window {
    private final String prefix;
    private final @Nullable Outgoing[] messages;
    private final String[] replies;
    private final long[] sentAtNs;
    private final long[] numbers; // of the send, for the order
    private final int[] tries;
    private final int[] free;
    private int freeCount;
    private long lastNumber;

    /** A message that is in flight. Immutable. */
    record Sent(int slot, Outgoing message, long number, int tries) {}

    Window(String prefix, int size) {
        this.prefix = prefix;
        this.messages = new @Nullable Outgoing[size];
        this.replies = new String[size];
        this.sentAtNs = new long[size];
        this.numbers = new long[size];
        this.tries = new int[size];
        this.free = new int[size];
        this.freeCount = size;
        for (int slot = 0; slot < size; slot++) {
            replies[slot] = prefix + slot;
            free[slot] = size - 1 - slot;
        }
    }

    int inFlight() {
        return free.length - freeCount;
    }

    int free() {
        return freeCount;
    }

    /** A free slot, or -1. */
    int take() {
        return freeCount == 0 ? -1 : free[--freeCount];
    }

    void fill(int slot, Outgoing message, long nowNs) {
        messages[slot] = message;
        sentAtNs[slot] = nowNs;
        numbers[slot] = ++lastNumber;
        tries[slot] = 1;
    }

    void clear(int slot) {
        messages[slot] = null;
        free[freeCount++] = slot;
    }

    /** Makes the message's next try, under another reply subject; false if it does not wait there any more. */
    boolean again(Sent sent) {
        int slot = sent.slot();
        if (messages[slot] == null || numbers[slot] != sent.number()) {
            return false;
        }
        tries[slot]++;
        replies[slot] = prefix + slot + '_' + Long.toString(++lastNumber, Character.MAX_RADIX);
        return true;
    }

    /** What is in flight in a slot that holds a message. */
    Sent sentOf(int slot, Outgoing message) {
        return new Sent(slot, message, numbers[slot], tries[slot]);
    }

    String replyOf(int slot) {
        return replies[slot];
    }

    /** The slot an answer's subject names, or -1. */
    int slotOf(String subject) {
        int slot = 0;
        int at = prefix.length();
        for (; at < subject.length() && subject.charAt(at) != '_'; at++) {
            int digit = subject.charAt(at) - '0';
            if (digit < 0 || digit > 9 || slot >= messages.length) {
                return -1;
            }
            slot = slot * 10 + digit;
        }
        return at > prefix.length() && slot < messages.length ? slot : -1;
    }

    /** The message that waits for an answer on this subject, or null. */
    @Nullable
    Outgoing messageOf(int slot, String subject) {
        return replies[slot].equals(subject) ? messages[slot] : null;
    }

    /** A message sent before then, or null. */
    @Nullable
    Outgoing sentBefore(long timeNs) {
        for (int slot = 0; slot < messages.length; slot++) {
            if (messages[slot] != null && sentAtNs[slot] - timeNs < 0) {
                return messages[slot];
            }
        }
        return null;
    }

    /** All in flight, in the order they were sent. */
    List<Sent> sent() {
        List<Sent> all = new ArrayList<>();
        for (int slot = 0; slot < messages.length; slot++) {
            Outgoing message = messages[slot];
            if (message != null) {
                all.add(sentOf(slot, message));
            }
        }
        all.sort(Comparator.comparingLong(Sent::number));
        return all;
    }
}
