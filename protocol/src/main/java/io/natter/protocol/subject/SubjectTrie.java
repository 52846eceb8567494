package io.natter.protocol.subject;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Values under filters, found by the subjects that match them.
 *
 * <p>Confined to one thread, or guarded by the owner. A value may stand under many filters, and more than once under
 * the same; it is then found as often. Equality is that of {@code equals}.
 *
 * <pre>
 *   a.b   a.*   a.&gt;       root - a - { exact: -, rest: [a.&gt;], children: { b: [a.b] }, any: [a.*] }
 * </pre>
 *
 * @param <T> what is filed
 */
public final class SubjectTrie<T> {
    /** Most tokens a filter may have here, which bounds the recursion; about what a usual control line can hold. */
    public static final int TOKENS_MAX = 2048;

    /** All filters that share the tokens so far. */
    private static final class Node<T> {
        final Map<String, Node<T>> children = new HashMap<>();
        final List<T> exact = new ArrayList<>();
        final List<T> rest = new ArrayList<>(); // filters that go on with ">" and end

        @Nullable
        Node<T> any; // filters that go on with "*"

        boolean isEmpty() {
            return children.isEmpty() && exact.isEmpty() && rest.isEmpty() && any == null;
        }

        @Nullable
        Node<T> next(String token) {
            return token.equals("*") ? any : children.get(token);
        }

        Node<T> nextOrNew(String token) {
            if (!token.equals("*")) {
                return children.computeIfAbsent(token, key -> new Node<>());
            }
            if (any == null) {
                any = new Node<>();
            }
            return any;
        }

        void drop(String token) {
            if (token.equals("*")) {
                any = null;
            } else {
                children.remove(token);
            }
        }
    }

    private final Node<T> root = new Node<>();
    private int size;

    /** Nothing filed. */
    public SubjectTrie() {}

    /** Number of values filed. */
    public int size() {
        return size;
    }

    /**
     * Files a value.
     *
     * @throws IllegalArgumentException if the filter is not valid, or has more than {@link #TOKENS_MAX} tokens
     */
    public void add(String filter, T value) {
        List<String> tokens = checked(filter);
        Node<T> node = root;
        for (String token : path(tokens)) {
            node = node.nextOrNew(token);
        }
        valuesOf(node, tokens).add(value);
        size++;
    }

    /** Takes one filing of the value under exactly this filter away; false when there was none. */
    public boolean remove(String filter, T value) {
        List<String> tokens = checked(filter);
        List<String> path = path(tokens);
        List<Node<T>> nodes = new ArrayList<>(path.size() + 1);
        Node<T> node = root;
        for (String token : path) {
            nodes.add(node);
            Node<T> next = node.next(token);
            if (next == null) {
                return false;
            }
            node = next;
        }
        if (!valuesOf(node, tokens).remove(value)) {
            return false;
        }
        size--;
        for (int i = path.size() - 1; i >= 0 && node.isEmpty(); i--) {
            node = nodes.get(i);
            node.drop(path.get(i));
        }
        return true;
    }

    /** Hands over each value whose filter matches the literal subject, in no promised order. */
    public void forMatches(String subject, Consumer<? super T> found) {
        List<String> tokens = Subjects.tokens(subject);
        if (!tokens.contains("")) {
            match(root, tokens, 0, found);
        }
    }

    /** Hands over each value whose filter shares a subject with this filter, in no promised order. */
    public void forOverlaps(String filter, Consumer<? super T> found) {
        overlap(root, checked(filter), 0, found);
    }

    /** Hands over every value, in no promised order. */
    public void forEach(Consumer<? super T> found) {
        all(root, found);
    }

    // Recursion is as deep as the trie, whose depth add() bounds by TOKENS_MAX.
    private static <T> void match(Node<T> node, List<String> tokens, int depth, Consumer<? super T> found) {
        if (depth == tokens.size()) {
            node.exact.forEach(found);
            return;
        }
        node.rest.forEach(found); // ">" stands for one token or more, so not where depth == size
        Node<T> literal = node.children.get(tokens.get(depth));
        if (literal != null) {
            match(literal, tokens, depth + 1, found);
        }
        if (node.any != null) {
            match(node.any, tokens, depth + 1, found);
        }
    }

    private static <T> void overlap(Node<T> node, List<String> tokens, int depth, Consumer<? super T> found) {
        if (depth == tokens.size()) {
            node.exact.forEach(found);
            return;
        }
        node.rest.forEach(found);
        String token = tokens.get(depth);
        if (token.equals(">")) {
            for (Node<T> child : node.children.values()) {
                all(child, found);
            }
        } else if (token.equals("*")) {
            for (Node<T> child : node.children.values()) {
                overlap(child, tokens, depth + 1, found);
            }
        } else {
            Node<T> literal = node.children.get(token);
            if (literal != null) {
                overlap(literal, tokens, depth + 1, found);
            }
        }
        if (node.any != null) {
            if (token.equals(">")) {
                all(node.any, found);
            } else {
                overlap(node.any, tokens, depth + 1, found);
            }
        }
    }

    private static <T> void all(Node<T> node, Consumer<? super T> found) {
        node.exact.forEach(found);
        node.rest.forEach(found);
        for (Node<T> child : node.children.values()) {
            all(child, found);
        }
        if (node.any != null) {
            all(node.any, found);
        }
    }

    private static List<String> path(List<String> tokens) {
        return endsOpen(tokens) ? tokens.subList(0, tokens.size() - 1) : tokens;
    }

    private static <T> List<T> valuesOf(Node<T> node, List<String> tokens) {
        return endsOpen(tokens) ? node.rest : node.exact;
    }

    private static boolean endsOpen(List<String> tokens) {
        return tokens.get(tokens.size() - 1).equals(">");
    }

    private static List<String> checked(String filter) {
        if (!Subjects.isValidFilter(filter)) {
            throw new IllegalArgumentException("filter: got \"" + filter + "\", expected a valid subject or filter");
        }
        List<String> tokens = Subjects.tokens(filter);
        if (tokens.size() > TOKENS_MAX) {
            throw new IllegalArgumentException(
                    "filter: got " + tokens.size() + " tokens, expected at most " + TOKENS_MAX);
        }
        return tokens;
    }
}
