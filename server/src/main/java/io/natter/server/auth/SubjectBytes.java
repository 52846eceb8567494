package io.natter.server.auth;

/** What tables and tries ask of the bytes of a subject. Immutable, without state. */
final class SubjectBytes {
    private SubjectBytes() {}

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

    /** A hash whose low bits depend on every byte. */
    static int hash(byte[] bytes, int from, int length) {
        int hash = length;
        for (int at = from; at < from + length; at++) {
            hash = hash * 31 + bytes[at];
        }
        hash *= 0x9E3779B9;
        return hash ^ (hash >>> 15);
    }
}
