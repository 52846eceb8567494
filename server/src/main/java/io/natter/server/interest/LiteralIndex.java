package io.natter.server.interest;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Subscriptions without wildcards, by subject: one open-addressing table.
 *
 * <p>Guarded by the lock of {@link Interest}.
 *
 * <pre>
 *  hashes  | 0 | h | h | 0 | ...      0 marks an empty slot
 *  values  | - | S | * | - | ...      S = the only Subscription of its subject, * = a SubscriptionSet
 *  keys    | - | k | k | - | ...      the subject's bytes, those of its first subscription
 * </pre>
 *
 * <p>A million subjects with one subscription each cost three slots each beside the subscriptions themselves.
 */
final class LiteralIndex {
    private static final int CAPACITY_MIN = 16;

    private static final byte[] NO_KEY = {};

    private int[] hashes = new int[CAPACITY_MIN];
    private @Nullable Object[] values = new Object[CAPACITY_MIN];
    private byte[][] keys = new byte[CAPACITY_MIN][];
    private int count;

    /** Number of different subjects. */
    int subjectCount() {
        return count;
    }

    void add(Subscription subscription) {
        byte[] subject = subscription.subject();
        int hash = SubjectHash.of(subject, 0, subject.length);
        int slot = find(hash, subject, 0, subject.length);
        if (hashes[slot] == 0) {
            put(slot, hash, subscription);
            return;
        }
        Object value = values[slot];
        if (value instanceof SubscriptionSet set) {
            set.add(subscription);
        } else {
            var set = new SubscriptionSet();
            set.add((Subscription) java.util.Objects.requireNonNull(value));
            set.add(subscription);
            values[slot] = set;
        }
    }

    private void put(int slot, int hash, Subscription subscription) {
        hashes[slot] = hash;
        values[slot] = subscription;
        keys[slot] = subscription.subject();
        count++;
        if (count * 3 > hashes.length * 2) {
            resize(hashes.length * 2);
        }
    }

    /** Removes a subscription; false when it is not here. */
    boolean remove(Subscription subscription) {
        byte[] subject = subscription.subject();
        int slot = find(SubjectHash.of(subject, 0, subject.length), subject, 0, subject.length);
        if (hashes[slot] == 0) {
            return false;
        }
        Object value = values[slot];
        if (value instanceof SubscriptionSet set) {
            boolean removed = set.remove(subscription);
            if (set.count() == 0) {
                vacate(slot);
            }
            return removed;
        }
        if (value != subscription) {
            return false;
        }
        vacate(slot);
        return true;
    }

    void match(byte[] bytes, int from, int length, int hash, Matches matches) {
        int slot = find(hash, bytes, from, length);
        Object value = values[slot];
        if (value instanceof Subscription subscription) {
            matches.add(subscription);
        } else if (value instanceof SubscriptionSet set) {
            set.addAllTo(matches);
        }
    }

    // The slot of this subject, or the empty slot where it would go. Ends, since the table is never full.
    private int find(int hash, byte[] bytes, int from, int length) {
        int mask = hashes.length - 1;
        int slot = hash & mask;
        while (hashes[slot] != 0) {
            if (hashes[slot] == hash && Arrays.equals(keys[slot], 0, keys[slot].length, bytes, from, from + length)) {
                return slot;
            }
            slot = slot + 1 & mask;
        }
        return slot;
    }

    // Linear probing without tombstones: later entries of the run move back into the gap where their probe allows.
    private void vacate(int emptied) {
        int mask = hashes.length - 1;
        int gap = emptied;
        int next = gap + 1 & mask;
        while (hashes[next] != 0) {
            int home = hashes[next] & mask;
            if ((next - home & mask) >= (next - gap & mask)) {
                hashes[gap] = hashes[next];
                values[gap] = values[next];
                keys[gap] = keys[next];
                gap = next;
            }
            next = next + 1 & mask;
        }
        hashes[gap] = 0;
        values[gap] = null;
        keys[gap] = NO_KEY;
        count--;
        if (hashes.length > CAPACITY_MIN && count * 8 < hashes.length) {
            resize(hashes.length / 2);
        }
    }

    private void resize(int capacity) {
        int[] oldHashes = hashes;
        @Nullable Object[] oldValues = values;
        byte[][] oldKeys = keys;
        hashes = new int[capacity];
        values = new Object[capacity];
        keys = new byte[capacity][];
        int mask = capacity - 1;
        for (int i = 0; i < oldHashes.length; i++) {
            if (oldHashes[i] != 0) {
                int slot = oldHashes[i] & mask;
                while (hashes[slot] != 0) {
                    slot = slot + 1 & mask;
                }
                hashes[slot] = oldHashes[i];
                values[slot] = oldValues[i];
                keys[slot] = oldKeys[i];
            }
        }
    }
}
