package io.natter.server.interest;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Subscriptions with wildcards, token by token.
 *
 * <p>Guarded by the lock of {@link Interest}. Matching recurses once a token of the subject, which the control line bounds.
 */
final class WildcardTrie {
    private final Node root = new Node(new byte[0]);
    private int count;

    /** One token's place: the filters that end here, and those that go on. */
    private static final class Node {
        private final byte[] token;
        private @Nullable SubscriptionSet here;
        private @Nullable SubscriptionSet tail; // filters that go on with ">"
        private @Nullable Node star; // filters that go on with "*"
        private @Nullable Node[] children = {}; // open addressing by token; a power of two, or empty
        private int childCount;

        Node(byte[] token) {
            this.token = token;
        }

        boolean isEmpty() {
            return here == null && tail == null && star == null && childCount == 0;
        }

        @Nullable
        Node child(byte[] bytes, int from, int to) {
            if (childCount == 0) {
                return null;
            }
            int mask = children.length - 1;
            int slot = SubjectHash.of(bytes, from, to - from) & mask;
            for (Node child = children[slot]; child != null; child = children[slot]) {
                if (Arrays.equals(child.token, 0, child.token.length, bytes, from, to)) {
                    return child;
                }
                slot = slot + 1 & mask;
            }
            return null;
        }

        Node childOrNew(byte[] bytes, int from, int to) {
            Node child = child(bytes, from, to);
            if (child == null) {
                child = new Node(Arrays.copyOfRange(bytes, from, to));
                if ((childCount + 1) * 3 > children.length * 2) {
                    rehash(Math.max(2, children.length * 2));
                }
                place(child);
                childCount++;
            }
            return child;
        }

        /** Takes a child out and moves those back that had been pushed past it: closing a connection drops very many. */
        void drop(Node dropped) {
            int mask = children.length - 1;
            int gap = slotOf(dropped, mask);
            while (children[gap] != dropped) {
                gap = gap + 1 & mask;
            }
            int slot = gap + 1 & mask;
            for (Node moved = children[slot]; moved != null; moved = children[slot]) {
                if ((slot - slotOf(moved, mask) & mask) >= (slot - gap & mask)) {
                    children[gap] = moved;
                    gap = slot;
                }
                slot = slot + 1 & mask;
            }
            children[gap] = null;
            childCount--;
            if (childCount * 8 < children.length) {
                rehash(childCount == 0 ? 0 : children.length / 2);
            }
        }

        private static int slotOf(Node child, int mask) {
            return SubjectHash.of(child.token, 0, child.token.length) & mask;
        }

        private void place(Node child) {
            int mask = children.length - 1;
            int slot = slotOf(child, mask);
            while (children[slot] != null) {
                slot = slot + 1 & mask;
            }
            children[slot] = child;
        }

        private void rehash(int capacity) {
            @Nullable Node[] old = children;
            children = new Node[capacity];
            for (Node child : old) {
                if (child != null) {
                    place(child);
                }
            }
        }
    }

    int subscriptionCount() {
        return count;
    }

    void add(Subscription subscription) {
        byte[] filter = subscription.subject();
        Node node = root;
        for (int from = 0; from <= filter.length; ) {
            int to = tokenEnd(filter, from, filter.length);
            if (isToken(filter, from, to, '>')) {
                if (node.tail == null) {
                    node.tail = new SubscriptionSet();
                }
                node.tail.add(subscription);
                count++;
                return;
            }
            if (isToken(filter, from, to, '*')) {
                if (node.star == null) {
                    node.star = new Node(new byte[] {'*'});
                }
                node = node.star;
            } else {
                node = node.childOrNew(filter, from, to);
            }
            from = to + 1;
        }
        if (node.here == null) {
            node.here = new SubscriptionSet();
        }
        node.here.add(subscription);
        count++;
    }

    /** Removes a subscription; false when it is not here. */
    boolean remove(Subscription subscription) {
        boolean removed = remove(root, subscription, 0);
        if (removed) {
            count--;
        }
        return removed;
    }

    // Recursion is as deep as the filter has tokens; empty nodes are dropped on the way back.
    private static boolean remove(Node node, Subscription subscription, int from) {
        byte[] filter = subscription.subject();
        if (from > filter.length) {
            if (node.here == null || !node.here.remove(subscription)) {
                return false;
            }
            node.here = node.here.count() == 0 ? null : node.here;
            return true;
        }
        int to = tokenEnd(filter, from, filter.length);
        if (isToken(filter, from, to, '>')) {
            if (node.tail == null || !node.tail.remove(subscription)) {
                return false;
            }
            node.tail = node.tail.count() == 0 ? null : node.tail;
            return true;
        }
        boolean isStar = isToken(filter, from, to, '*');
        Node next = isStar ? node.star : node.child(filter, from, to);
        if (next == null || !remove(next, subscription, to + 1)) {
            return false;
        }
        if (next.isEmpty()) {
            if (isStar) {
                node.star = null;
            } else {
                node.drop(next);
            }
        }
        return true;
    }

    void match(byte[] bytes, int from, int length, Matches matches) {
        if (count > 0) {
            match(root, bytes, from, from + length, matches);
        }
    }

    private static void match(Node node, byte[] bytes, int from, int end, Matches matches) {
        if (from > end) {
            if (node.here != null) {
                node.here.addAllTo(matches);
            }
            return;
        }
        if (node.tail != null) {
            node.tail.addAllTo(matches); // ">" stands for one token or more, so not when the subject is used up
        }
        int to = tokenEnd(bytes, from, end);
        Node literal = node.child(bytes, from, to);
        if (literal != null) {
            match(literal, bytes, to + 1, end, matches);
        }
        if (node.star != null) {
            match(node.star, bytes, to + 1, end, matches);
        }
    }

    private static int tokenEnd(byte[] bytes, int from, int end) {
        int at = from;
        while (at < end && bytes[at] != '.') {
            at++;
        }
        return at;
    }

    private static boolean isToken(byte[] bytes, int from, int to, char token) {
        return to - from == 1 && bytes[from] == token;
    }
}
