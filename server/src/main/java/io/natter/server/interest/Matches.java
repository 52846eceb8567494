package io.natter.server.interest;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The subscriptions one subject reaches: plain ones, and queue groups of which one member each gets the message (C71).
 *
 * <p>Confined to the event loop that fills it; reused between messages, so arrays only grow. Hot code reads the arrays directly, up to
 * their counts.
 */
public final class Matches {
    private static final Subscription[] NONE = {};
    private static final Group[] NO_GROUPS = {};

    private Subscription[] plain = NONE;
    private int plainCount;
    private Group[] groups = NO_GROUPS;
    private int groupCount;

    /** One queue group among the matches. */
    public static final class Group {
        private byte[] name;
        private Subscription[] members = new Subscription[2];
        private int count;

        private Group(byte[] name) {
            this.name = name;
        }

        /** The group's name; not to be changed. */
        public byte[] name() {
            return name;
        }

        /** The members; only the first {@link #count()} are meant. */
        public Subscription[] members() {
            return members;
        }

        public int count() {
            return count;
        }

        private void add(Subscription subscription) {
            if (count == members.length) {
                members = Arrays.copyOf(members, count * 2);
            }
            members[count++] = subscription;
        }

        private void clear() {
            Arrays.fill(members, 0, count, null);
            count = 0;
        }
    }

    /** The plain subscriptions; only the first {@link #plainCount()} are meant. */
    public Subscription[] plain() {
        return plain;
    }

    public int plainCount() {
        return plainCount;
    }

    /** The queue groups; only the first {@link #groupCount()} are meant. */
    public Group[] groups() {
        return groups;
    }

    public int groupCount() {
        return groupCount;
    }

    public boolean isEmpty() {
        return plainCount + groupCount == 0;
    }

    /** How many subscriptions match, queue members included. */
    public int subscriptionCount() {
        int count = plainCount;
        for (int i = 0; i < groupCount; i++) {
            count += groups[i].count;
        }
        return count;
    }

    /** Forgets all matches and keeps the arrays. */
    public void clear() {
        Arrays.fill(plain, 0, plainCount, null);
        plainCount = 0;
        for (int i = 0; i < groupCount; i++) {
            groups[i].clear();
        }
        groupCount = 0;
    }

    void add(Subscription subscription) {
        byte[] queue = subscription.queue();
        if (queue == null) {
            addPlain(subscription);
        } else {
            group(queue).add(subscription);
        }
    }

    private void addPlain(Subscription subscription) {
        if (plainCount == plain.length) {
            plain = Arrays.copyOf(plain, Math.max(2, plainCount * 2));
        }
        plain[plainCount++] = subscription;
    }

    // Few groups share a subject, so a walk beats a map; a subject with very many groups pays for it.
    private Group group(byte[] name) {
        for (int i = 0; i < groupCount; i++) {
            if (Arrays.equals(groups[i].name, name)) {
                return groups[i];
            }
        }
        if (groupCount == groups.length) {
            groups = Arrays.copyOf(groups, Math.max(2, groupCount * 2));
        }
        @Nullable Group spare = groups[groupCount];
        if (spare == null) {
            spare = new Group(name);
            groups[groupCount] = spare;
        }
        spare.name = name;
        groupCount++;
        return spare;
    }
}
