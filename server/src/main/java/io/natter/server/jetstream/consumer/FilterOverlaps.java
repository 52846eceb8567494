package io.natter.server.jetstream.consumer;

import io.natter.protocol.subject.SubjectTrie;
import io.natter.protocol.subject.Subjects;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Lists of filters, filed so that those that share a subject with others are found without a look at each.
 *
 * <p>Confined to the stream's loop. A list without filters is one for all subjects; filters that are not valid share nothing.
 *
 * @param <T> whose filters they are
 */
final class FilterOverlaps<T> {
    private final SubjectTrie<T> trie = new SubjectTrie<>();
    private final Map<T, List<String>> filed = new HashMap<>();
    private final Set<T> unfiltered = new LinkedHashSet<>();

    /** Files the filters of one who has none filed. */
    void add(T owner, List<String> filters) {
        if (filters.isEmpty()) {
            unfiltered.add(owner);
            return;
        }
        List<String> valid =
                filters.stream().filter(FilterOverlaps::isValid).distinct().toList();
        valid.forEach(filter -> trie.add(filter, owner));
        filed.put(owner, valid);
    }

    private static boolean isValid(String filter) {
        return Subjects.isValidFilter(filter) && Subjects.tokens(filter).size() <= SubjectTrie.TOKENS_MAX;
    }

    /** Takes away what was filed for one. */
    void remove(T owner) {
        unfiltered.remove(owner);
        List<String> filters = filed.remove(owner);
        if (filters != null) {
            filters.forEach(filter -> trie.remove(filter, owner));
        }
    }

    /** Those who share a subject with any of these filters, each once. */
    Set<T> with(List<String> filters) {
        Set<T> found = new LinkedHashSet<>(unfiltered);
        for (String filter : filters) {
            if (isValid(filter)) {
                trie.forOverlaps(filter, found::add);
            }
        }
        return found;
    }
}
