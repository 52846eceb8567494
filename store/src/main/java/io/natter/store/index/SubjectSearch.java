package io.natter.store.index;

import io.natter.store.SubjectFilter;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/**
 * Visits the subjects that a filter means, each once, without looking at all of them where patterns begin with plain tokens.
 *
 * <p>Confined to one thread, over a table that its owner may change meanwhile.
 */
final class SubjectSearch {
    private final SubjectTable subjects;
    private final SubjectFilter filter;
    private final Visit visit;
    private @Nullable BitSet visited; // where a number may be met more than once

    /** What is done with each subject. */
    interface Visit {
        void to(SubjectTable subjects, int number);
    }

    private SubjectSearch(SubjectTable subjects, SubjectFilter filter, Visit visit) {
        this.subjects = subjects;
        this.filter = filter;
        this.visit = visit;
        visited = filter.patterns().size() > 1 ? new BitSet() : null;
    }

    /** Visits each subject that matches. */
    static void forEach(SubjectTable subjects, SubjectFilter filter, Visit visit) {
        if (filter.isLiteral()) {
            int number = find(subjects, filter.literal());
            if (number >= 0) {
                visit.to(subjects, number);
            }
            return;
        }
        var search = new SubjectSearch(subjects, filter, visit);
        if (isGrouped(subjects, filter)) {
            filter.patterns().forEach(search::pattern);
        } else {
            search.range(0, subjects.numberLimit());
        }
    }

    private static boolean isGrouped(SubjectTable subjects, SubjectFilter filter) {
        return !filter.isAll()
                && subjects.rowCount() >= SubjectGroups.SUBJECTS_LEAST
                && filter.patterns().stream().allMatch(pattern -> plainTokens(pattern) > 0);
    }

    // Those before the first wildcard. A subject without wildcards is found without its group.
    private static int plainTokens(byte[] pattern) {
        int tokens = 0;
        boolean isPlain = true;
        for (int i = 0; i < pattern.length && isPlain; i++) {
            boolean isTokenStart = i == 0 || pattern[i - 1] == '.';
            boolean isTokenEnd = i + 1 == pattern.length || pattern[i + 1] == '.';
            isPlain = !(isTokenStart && isTokenEnd && (pattern[i] == '*' || pattern[i] == '>'));
            if (isPlain && isTokenEnd && pattern[i] != '.') {
                tokens++;
            }
        }
        return isPlain ? Integer.MAX_VALUE : tokens;
    }

    private void pattern(byte[] pattern) {
        int tokens = plainTokens(pattern);
        if (tokens == Integer.MAX_VALUE) {
            number(find(subjects, pattern));
            return;
        }
        int depth = Math.min(tokens, SubjectGroups.TOKENS_MOST);
        SubjectGroups groups = subjects.groups(depth);
        int[] reused = groups.reused(subjects);
        if (visited == null && (reused == null || reused.length > 0)) {
            visited = new BitSet();
        }
        if (reused == null) {
            range(0, subjects.rowCount()); // more were given away meanwhile than the table remembers
            return;
        }
        int entry = groups.first(pattern, SubjectGroups.lengthOf(pattern, depth));
        while (entry != 0) {
            number(entry - 1);
            entry = groups.after(entry - 1);
        }
        range(groups.limit(), subjects.rowCount());
        for (int number : reused) {
            number(number);
        }
    }

    private static int find(SubjectTable subjects, byte[] subject) {
        return subjects.find(subject, 0, subject.length);
    }

    private void range(int from, int to) {
        for (int number = from; number < to; number++) {
            number(number);
        }
    }

    private void number(int number) {
        byte[] subject = number < 0 ? null : subjects.subject(number);
        if (subject != null && filter.matches(subject) && isNew(number)) {
            visit.to(subjects, number);
        }
    }

    private boolean isNew(int number) {
        if (visited == null) {
            return true;
        }
        boolean isNew = !visited.get(number);
        visited.set(number);
        return isNew;
    }
}
