package io.natter.store.index;

import org.jspecify.annotations.Nullable;

/**
 * The subjects of a table by their first tokens, as they were when this was made.
 *
 * <p>A filter such as {@code orders.7.>} asks one group and not all subjects. What was added since is looked at besides: the numbers from
 * {@link #limit} on, and those that were given away again, of which the table remembers the last ones.
 *
 * <p>Immutable. Eight bytes a subject:
 *
 * <pre>
 *  heads | n+1 | 0 | ...     by hash of the first tokens; 0 where there is no such subject
 *  next  | m+1 | 0 | ...     by number: the next one with this hash
 * </pre>
 */
final class SubjectGroups {
    /** Fewer subjects are looked at one by one. */
    static final int SUBJECTS_LEAST = 1024;

    /** Most tokens that make a group; filters that begin with more ask the group of these. */
    static final int TOKENS_MOST = 4;

    private static final int NEW_SHARE = 16; // made anew when one in so many is new

    private final int limit;
    private final int reuseCount;
    private final int[] heads;
    private final int[] next;

    private SubjectGroups(int limit, int reuseCount) {
        this.limit = limit;
        this.reuseCount = reuseCount;
        heads = new int[Integer.highestOneBit(Math.max(1, limit))];
        next = new int[limit];
    }

    /** The subjects that have more than so many tokens, by these. */
    static SubjectGroups of(SubjectTable subjects, int tokens) {
        // Whatever is put into the table after these were read is found by them.
        int reuseCount = subjects.reuseCount();
        var groups = new SubjectGroups(subjects.rowCount(), reuseCount);
        for (int number = groups.limit - 1; number >= 0; number--) {
            byte[] subject = subjects.subject(number);
            int length = subject == null ? -1 : lengthOf(subject, tokens);
            if (subject != null && length >= 0) {
                int slot = groups.slot(subject, length);
                groups.next[number] = groups.heads[slot];
                groups.heads[slot] = number + 1;
            }
        }
        return groups;
    }

    /** The length of so many tokens at the beginning; -1 where nothing follows them. */
    static int lengthOf(byte[] subject, int tokens) {
        int left = tokens;
        for (int i = 0; i < subject.length; i++) {
            if (subject[i] == '.' && --left == 0) {
                return i;
            }
        }
        return -1;
    }

    private int slot(byte[] subject, int length) {
        return SubjectTable.hash(subject, 0, length) & heads.length - 1;
    }

    /** The first number that may begin as the pattern does, plus one; 0 when there is none. */
    int first(byte[] pattern, int length) {
        return heads[slot(pattern, length)];
    }

    /** The number after this one, plus one; 0 after the last. */
    int after(int number) {
        return next[number];
    }

    /** Numbers from here on were given to subjects later. */
    int limit() {
        return limit;
    }

    /** The numbers that were given to another subject since this was made; null when they were too many to be remembered. */
    int @Nullable [] reused(SubjectTable subjects) {
        return subjects.reusedSince(reuseCount);
    }

    /** Whether so much was added since that it is better made anew. */
    boolean isOld(SubjectTable subjects) {
        return subjects.rowCount() - limit > limit / NEW_SHARE
                || subjects.reuseCount() - reuseCount > SubjectTable.REUSED_KEPT / 2;
    }
}
