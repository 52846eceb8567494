package io.natter.store.index;

import io.natter.store.SubjectFilter;
import java.util.Arrays;

/**
 * Whether subjects match a filter, remembered by their number for the length of one question.
 *
 * <p>Confined to one thread. Forgets everything when a number came to mean another subject.
 */
final class Verdicts {
    private static final int SIZE = 256;

    private final SubjectFilter filter;
    private final SubjectTable subjects;
    private final int[] numbers = new int[SIZE];
    private final boolean[] verdicts = new boolean[SIZE];
    private int reuses;

    Verdicts(SubjectFilter filter, SubjectTable subjects) {
        this.filter = filter;
        this.subjects = subjects;
        reuses = subjects.reuses();
        Arrays.fill(numbers, -1);
    }

    boolean matches(int number) {
        if (number < 0) {
            return false;
        }
        if (reuses != subjects.reuses()) {
            reuses = subjects.reuses();
            Arrays.fill(numbers, -1);
        }
        int slot = number & SIZE - 1;
        if (numbers[slot] != number) {
            byte[] subject = subjects.subject(number);
            verdicts[slot] = subject != null && filter.matches(subject);
            numbers[slot] = number;
        }
        return verdicts[slot];
    }
}
