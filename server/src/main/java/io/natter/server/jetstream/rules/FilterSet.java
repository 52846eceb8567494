package io.natter.server.jetstream.rules;

import io.natter.protocol.jetstream.SubjectTransformConfig;
import io.natter.protocol.subject.SubjectTrie;
import io.natter.protocol.subject.Subjects;
import java.util.List;

/**
 * Subjects of a configuration, filed so that thousands of them are compared with each other at once.
 *
 * <p>Confined to one check. A request can name as many subjects as a message has room for: comparing each with each would take minutes.
 * Those that are not valid are left out.
 */
final class FilterSet {
    private static final String NOBODYS = "\u0001";

    private final List<String> filters;
    private final SubjectTrie<Integer> trie = new SubjectTrie<>();

    private FilterSet(List<String> filters) {
        this.filters = filters;
    }

    static FilterSet of(List<String> filters) {
        var set = new FilterSet(filters);
        for (int i = 0; i < filters.size(); i++) {
            if (isValid(filters.get(i))) {
                set.trie.add(filters.get(i), i);
            }
        }
        return set;
    }

    /** What transforms take; one that takes nothing in particular stands for a subject of its own. */
    static FilterSet ofTransforms(List<SubjectTransformConfig> transforms) {
        return of(transforms.stream()
                .map(transform -> transform.source().isEmpty() ? NOBODYS : transform.source())
                .toList());
    }

    /** Whether it is a subject, and no longer than the server's index of interest takes. */
    static boolean isValid(String filter) {
        return Subjects.isValidFilter(filter)
                && filter.chars().filter(c -> c == '.').count() < SubjectTrie.TOKENS_MAX;
    }

    /** Whether any of them shares a subject with this one. */
    boolean overlaps(String filter) {
        boolean[] isOne = {false};
        if (isValid(filter)) {
            trie.forOverlaps(filter, other -> isOne[0] = true);
        }
        return isOne[0];
    }

    /** The first behind this one that shares a subject with it; -1 for none. */
    int firstOverlapAfter(int index) {
        int[] first = {-1};
        trie.forOverlaps(filters.get(index), other -> {
            if (other > index && (first[0] < 0 || other < first[0])) {
                first[0] = other;
            }
        });
        return first[0];
    }

    /** Whether another one shares a subject with this one. */
    boolean overlapsAnother(int index) {
        boolean[] isOne = {false};
        if (isValid(filters.get(index))) {
            trie.forOverlaps(filters.get(index), other -> isOne[0] |= other != index);
        }
        return isOne[0];
    }

    /** Whether another one matches all that this one does. */
    boolean isSubsetOfAnother(int index) {
        boolean[] isOne = {false};
        String filter = filters.get(index);
        // As a literal, it is matched by all of which it is a subset, and by few others.
        trie.forMatches(filter, other -> isOne[0] |= other != index && Subjects.isSubset(filter, filters.get(other)));
        return isOne[0];
    }
}
