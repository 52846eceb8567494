package io.natter.bench.load;

import java.util.function.IntFunction;

/**
 * A numbered family of subjects (or filters), all of the same width, so that every frame of a workload has the same length.
 *
 * <p>Immutable.
 *
 * @param count how many there are, at least 1
 * @param naming the subject with the number 0 to {@code count - 1}
 */
public record SubjectSet(int count, IntFunction<String> naming) {
    /** Checks the count. */
    public SubjectSet {
        if (count < 1) {
            throw new IllegalArgumentException("count: got " + count + ", expected at least 1");
        }
    }

    /** Returns the set with this one subject. */
    public static SubjectSet single(String subject) {
        return new SubjectSet(1, i -> subject);
    }

    /** Returns {@code count} subjects {@code <prefix><number><suffix>}, the number padded to one width. */
    public static SubjectSet numbered(String prefix, int count, String suffix) {
        int digits = Integer.toString(count - 1).length();
        return new SubjectSet(count, i -> prefix + padded(i, digits) + suffix);
    }

    /** Returns the subject with this number. */
    public String at(int number) {
        return naming.apply(number);
    }

    /** Returns {@code number} with leading zeros to {@code digits} digits. */
    public static String padded(int number, int digits) {
        String text = Integer.toString(number);
        return "0".repeat(Math.max(0, digits - text.length())) + text;
    }
}
