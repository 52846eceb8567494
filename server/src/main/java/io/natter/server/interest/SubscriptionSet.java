package io.natter.server.interest;

import java.util.Arrays;

/**
 * The subscriptions of one filter, in no order; removal takes the last one's place.
 *
 * <p>Guarded by the lock of {@link Interest}.
 */
final class SubscriptionSet {
    private Subscription[] members = new Subscription[2];
    private int count;

    int count() {
        return count;
    }

    void add(Subscription subscription) {
        if (count == members.length) {
            members = Arrays.copyOf(members, count * 2);
        }
        subscription.slot = count;
        members[count++] = subscription;
    }

    /** Removes a member; false when it is none. */
    boolean remove(Subscription subscription) {
        int slot = subscription.slot;
        if (slot >= count || members[slot] != subscription) {
            return false;
        }
        Subscription last = members[--count];
        members[slot] = last;
        last.slot = slot;
        Arrays.fill(members, count, count + 1, null);
        if (count < members.length >> 2) {
            members = Arrays.copyOf(members, Math.max(2, members.length >> 1));
        }
        return true;
    }

    void addAllTo(Matches matches) {
        for (int i = 0; i < count; i++) {
            matches.add(members[i]);
        }
    }
}
