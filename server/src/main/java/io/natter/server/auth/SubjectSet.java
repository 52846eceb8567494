package io.natter.server.auth;

import io.natter.protocol.subject.Subjects;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A set of subjects and filters that answers whether one of them matches, without allocating.
 *
 * <p>Immutable. Literals stand in one hash table over their bytes, filters with wildcards in a trie by token. A
 * question costs one hash of the subject and at most one visit per trie node, however it is put: every node is
 * reached by one path only.
 *
 * <p>The question may be a filter itself, as a SUB puts it. Then its {@code *} and {@code >} are tokens like any
 * other: {@code foo.*} in the set matches the question {@code foo.*}, and also {@code foo.>}, as in nats-server.
 */
final class SubjectSet {
    /** The set that nothing is in. */
    static final SubjectSet EMPTY = of(List.of());

    private final ByteTable<Boolean> literals;
    private final @Nullable Node wildcards;

    private SubjectSet(ByteTable<Boolean> literals, @Nullable Node wildcards) {
        this.literals = literals;
        this.wildcards = wildcards;
    }

    /** A set of valid filters; order and repetition do not matter. */
    static SubjectSet of(Collection<String> filters) {
        Map<String, Boolean> literals = new HashMap<>();
        Draft root = new Draft();
        for (String filter : filters) {
            if (!Subjects.isLiteral(filter)) {
                root.add(filter);
            } else {
                literals.put(filter, Boolean.TRUE);
            }
        }
        return new SubjectSet(new ByteTable<>(literals), root.isEmpty() ? null : root.compile());
    }

    boolean isEmpty() {
        return literals.isEmpty() && wildcards == null;
    }

    /** Whether an element matches the tokens at {@code from}; none matches when a token is empty. */
    boolean matches(byte[] bytes, int from, int length) {
        if (!literals.isEmpty() && literals.get(bytes, from, length) != null) {
            return true;
        }
        return wildcards != null
                && SubjectBytes.hasNoEmptyToken(bytes, from, length)
                && matches(wildcards, bytes, from, from + length);
    }

    // Recursion is as deep as the longest filter has tokens: a node without children ends it.
    private static boolean matches(Node node, byte[] bytes, int from, int end) {
        if (node.hasRest) {
            return true;
        }
        int tokenEnd = SubjectBytes.tokenEnd(bytes, from, end);
        boolean isLast = tokenEnd == end;
        Node literal = node.children.get(bytes, from, tokenEnd - from);
        if (literal != null && (isLast ? literal.isEnd : matches(literal, bytes, tokenEnd + 1, end))) {
            return true;
        }
        Node any = node.any;
        return any != null && (isLast ? any.isEnd : matches(any, bytes, tokenEnd + 1, end));
    }

    /** One level of the trie. Immutable. */
    private record Node(ByteTable<Node> children, @Nullable Node any, boolean hasRest, boolean isEnd) {}

    /** A level while the trie is built. Confined to the building thread. */
    private static final class Draft {
        private final Map<String, Draft> children = new TreeMap<>();
        private @Nullable Draft any;
        private boolean hasRest;
        private boolean isEnd;

        boolean isEmpty() {
            return children.isEmpty() && any == null && !hasRest;
        }

        void add(String filter) {
            Draft level = this;
            for (String token : Subjects.tokens(filter)) {
                if (token.equals(">")) {
                    level.hasRest = true;
                    return;
                }
                level = level.step(token);
            }
            level.isEnd = true;
        }

        private Draft step(String token) {
            if (!token.equals("*")) {
                return children.computeIfAbsent(token, absent -> new Draft());
            }
            if (any == null) {
                any = new Draft();
            }
            return any;
        }

        Node compile() {
            Map<String, Node> compiled = new HashMap<>();
            children.forEach((token, child) -> compiled.put(token, child.compile()));
            return new Node(new ByteTable<>(compiled), any == null ? null : any.compile(), hasRest, isEnd);
        }
    }

    /** A hash table from bytes to values, asked with ranges of larger arrays. Immutable. */
    static final class ByteTable<V> {
        private final byte[][] keys;
        private final @Nullable Object[] values;
        private final int mask;
        private final int size;

        ByteTable(Map<String, V> entries) {
            // At most half full, so that a probe ends soon and always.
            int slots = Math.max(2, Integer.highestOneBit(Math.max(1, entries.size())) << 2);
            keys = new byte[slots][];
            values = new Object[slots];
            mask = slots - 1;
            size = entries.size();
            new TreeMap<>(entries).forEach((key, value) -> put(key.getBytes(StandardCharsets.UTF_8), value));
        }

        private void put(byte[] key, V value) {
            int slot = SubjectBytes.hash(key, 0, key.length) & mask;
            while (values[slot] != null) {
                slot = (slot + 1) & mask;
            }
            keys[slot] = key;
            values[slot] = value;
        }

        boolean isEmpty() {
            return size == 0;
        }

        @SuppressWarnings("unchecked") // put stores nothing but V
        @Nullable
        V get(byte[] bytes, int from, int length) {
            if (size == 0) {
                return null;
            }
            int slot = SubjectBytes.hash(bytes, from, length) & mask;
            while (values[slot] != null) {
                byte[] key = keys[slot];
                if (Arrays.equals(key, 0, key.length, bytes, from, from + length)) {
                    return (V) values[slot];
                }
                slot = (slot + 1) & mask;
            }
            return null;
        }
    }
}
