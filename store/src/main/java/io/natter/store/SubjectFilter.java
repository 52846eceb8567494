package io.natter.store;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * Which subjects are meant: any of some patterns with the wildcards {@code *} (one token) and {@code >} (one or more at the end).
 *
 * <p>Immutable.
 */
public final class SubjectFilter {
    private static final SubjectFilter ALL = new SubjectFilter(new byte[0][], true);

    private final byte[][] patterns;
    private final boolean isAll;

    private SubjectFilter(byte[][] patterns, boolean isAll) {
        this.patterns = patterns;
        this.isAll = isAll;
    }

    /** Every subject. */
    public static SubjectFilter all() {
        return ALL;
    }

    /** Subjects that match at least one of these patterns; every subject when there are none, or one of them is {@code >}. */
    public static SubjectFilter of(String... patterns) {
        return of(List.of(patterns));
    }

    /** Subjects that match at least one of these patterns; every subject when there are none, or one of them is {@code >}. */
    public static SubjectFilter of(List<String> patterns) {
        if (patterns.isEmpty() || patterns.contains(">")) {
            return ALL;
        }
        return new SubjectFilter(
                patterns.stream()
                        .map(pattern -> pattern.getBytes(StandardCharsets.UTF_8))
                        .toArray(byte[][]::new),
                false);
    }

    /** Exactly this subject: wildcards in it are plain bytes. */
    public static SubjectFilter exactly(byte[] subject) {
        return new SubjectFilter(new byte[][] {subject.clone()}, false);
    }

    /** Whether every subject is meant. */
    public boolean isAll() {
        return isAll;
    }

    /** Whether exactly one subject is meant: one pattern, without wildcards. */
    public boolean isLiteral() {
        return !isAll && patterns.length == 1 && !hasWildcard(patterns[0]);
    }

    /** The one subject that is meant; the store's own array. Only when {@link #isLiteral}. */
    public byte[] literal() {
        return patterns[0];
    }

    /** The patterns; none where every subject is meant. The store's own arrays. */
    public List<byte[]> patterns() {
        return Collections.unmodifiableList(Arrays.asList(patterns));
    }

    /** Whether this subject is meant. */
    public boolean matches(byte[] subject) {
        if (isAll) {
            return true;
        }
        for (byte[] pattern : patterns) {
            if (matches(pattern, subject)) {
                return true;
            }
        }
        return false;
    }

    private static boolean matches(byte[] pattern, byte[] subject) {
        int p = 0;
        int s = 0;
        while (p < pattern.length) {
            int end = tokenEnd(pattern, p);
            if (isToken(pattern, p, end, '>') && end == pattern.length) {
                return s < subject.length;
            }
            if (s > subject.length) {
                return false;
            }
            int subjectEnd = tokenEnd(subject, s);
            if (!isToken(pattern, p, end, '*') && !Arrays.equals(pattern, p, end, subject, s, subjectEnd)) {
                return false;
            }
            p = end + 1;
            s = subjectEnd + 1;
        }
        return s > subject.length;
    }

    private static int tokenEnd(byte[] subject, int from) {
        int end = from;
        while (end < subject.length && subject[end] != '.') {
            end++;
        }
        return end;
    }

    private static boolean isToken(byte[] pattern, int from, int end, char wildcard) {
        return end - from == 1 && pattern[from] == wildcard;
    }

    private static boolean hasWildcard(byte[] pattern) {
        for (int from = 0; from < pattern.length; ) {
            int end = tokenEnd(pattern, from);
            if (isToken(pattern, from, end, '*') || isToken(pattern, from, end, '>') && end == pattern.length) {
                return true;
            }
            from = end + 1;
        }
        return false;
    }

    @Override
    public String toString() {
        if (isAll) {
            return ">";
        }
        return Arrays.stream(patterns)
                .map(pattern -> new String(pattern, StandardCharsets.UTF_8))
                .toList()
                .toString();
    }
}
