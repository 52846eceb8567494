package io.natter.server.auth;

import java.util.Arrays;
import java.util.List;

/** Tokens of subjects and filters, as strings when compiling and as bytes when asked. Immutable, without state. */
final class Filters {
    private Filters() {}

    /** The tokens, also the empty ones. */
    static List<String> tokens(String subject) {
        return List.of(subject.split("\\.", -1));
    }

    /** Whether a whole token is {@code *} or {@code >}. */
    static boolean hasWildcard(String filter) {
        return tokens(filter).stream().anyMatch(token -> token.equals("*") || token.equals(">"));
    }

    /** Whether a whole token is {@code *} or {@code >}. */
    static boolean hasWildcard(byte[] bytes, int from, int length) {
        int end = from + length;
        for (int start = from; start < end; start = tokenEnd(bytes, start, end) + 1) {
            if ((bytes[start] == '*' || bytes[start] == '>') && tokenEnd(bytes, start, end) == start + 1) {
                return true;
            }
        }
        return false;
    }

    /** Index of the dot that ends the token at {@code from}, or {@code end}. */
    static int tokenEnd(byte[] bytes, int from, int end) {
        int at = from;
        while (at < end && bytes[at] != '.') {
            at++;
        }
        return at;
    }

    /** Whether there is a token, and every token has a byte. */
    static boolean hasNoEmptyToken(byte[] bytes, int from, int length) {
        int end = from + length;
        boolean isTokenStart = true;
        for (int at = from; at < end; at++) {
            boolean isDot = bytes[at] == '.';
            if (isDot && isTokenStart) {
                return false;
            }
            isTokenStart = isDot;
        }
        return !isTokenStart;
    }

    /** How many tokens there are; an empty subject has one empty token. */
    static int tokenCount(byte[] bytes, int from, int length) {
        int count = 1;
        for (int at = from; at < from + length; at++) {
            if (bytes[at] == '.') {
                count++;
            }
        }
        return count;
    }

    /** A hash whose low bits depend on every byte. */
    static int hash(byte[] bytes, int from, int length) {
        int hash = length;
        for (int at = from; at < from + length; at++) {
            hash = hash * 31 + bytes[at];
        }
        hash *= 0x9E3779B9;
        return hash ^ (hash >>> 15);
    }

    /** Whether some literal subject could match both. */
    static boolean collide(byte[] left, byte[] right) {
        int l = 0;
        int r = 0;
        while (l < left.length && r < right.length) {
            int leftEnd = tokenEnd(left, l, left.length);
            int rightEnd = tokenEnd(right, r, right.length);
            if (isToken('>', left, l, leftEnd) || isToken('>', right, r, rightEnd)) {
                return true;
            }
            boolean fits = isToken('*', left, l, leftEnd)
                    || isToken('*', right, r, rightEnd)
                    || Arrays.equals(left, l, leftEnd, right, r, rightEnd);
            if (!fits) {
                return false;
            }
            l = leftEnd + 1;
            r = rightEnd + 1;
        }
        return l >= left.length && r >= right.length;
    }

    /**
     * Whether {@code inner} matches nothing that {@code outer} does not match.
     *
     * <p>Also the test of a queue name against a queue pattern: names with dots have tokens as subjects do.
     */
    static boolean isSubset(byte[] inner, byte[] outer) {
        int i = 0;
        int o = 0;
        while (o <= outer.length) {
            int innerEnd = tokenEnd(inner, Math.min(i, inner.length), inner.length);
            int outerEnd = tokenEnd(outer, o, outer.length);
            if (i >= innerEnd || o >= outerEnd) { // one has no more tokens, or an empty one
                return false;
            }
            if (isToken('>', outer, o, outerEnd)) {
                return true;
            }
            boolean fits = isToken('*', outer, o, outerEnd)
                    ? !isToken('>', inner, i, innerEnd)
                    : Arrays.equals(inner, i, innerEnd, outer, o, outerEnd);
            if (!fits) {
                return false;
            }
            i = innerEnd + 1;
            o = outerEnd + 1;
        }
        return i > inner.length;
    }

    private static boolean isToken(char wildcard, byte[] bytes, int from, int end) {
        return end == from + 1 && bytes[from] == wildcard;
    }
}
