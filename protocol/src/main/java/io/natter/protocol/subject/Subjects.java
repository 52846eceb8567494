package io.natter.protocol.subject;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * The rules of subjects and filters (C70).
 *
 * <p>Tokens stand between dots, none of them empty, and have no blanks; {@code *} alone in a token stands for one
 * token, {@code >} alone in the last token for one or more. In a longer token both are ordinary
 * characters.
 *
 * <p>Thread-safe: pure functions. Each exists for a range of bytes, which is the real thing and allocates nothing, and
 * for text. Functions that compare expect valid subjects; for others their answer is some answer, never an exception.
 */
public final class Subjects {
    private static final byte SEPARATOR = '.';
    private static final byte ANY = '*';
    private static final byte REST = '>';

    private Subjects() {}

    /** Whether it is a subject or filter that may be subscribed to. */
    public static boolean isValidFilter(byte[] bytes, int from, int length) {
        int end = from + length;
        int start = from;
        while (start <= end) {
            int stop = tokenEnd(bytes, start, end);
            if (stop == start || hasBlank(bytes, start, stop)) {
                return false;
            }
            if (isAlone(REST, bytes, start, stop) && stop < end) {
                return false;
            }
            start = stop + 1;
        }
        return true;
    }

    /** Whether it is a subject or filter that may be subscribed to. */
    public static boolean isValidFilter(String filter) {
        byte[] bytes = utf8(filter);
        return isValidFilter(bytes, 0, bytes.length);
    }

    /** Whether no token is a wildcard. */
    public static boolean isLiteral(byte[] bytes, int from, int length) {
        int end = from + length;
        for (int i = from; i < end; i++) {
            if ((bytes[i] == ANY || bytes[i] == REST)
                    && (i == from || bytes[i - 1] == SEPARATOR)
                    && (i == end - 1 || bytes[i + 1] == SEPARATOR)) {
                return false;
            }
        }
        return true;
    }

    /** Whether no token is a wildcard. */
    public static boolean isLiteral(String subject) {
        byte[] bytes = utf8(subject);
        return isLiteral(bytes, 0, bytes.length);
    }

    /** Whether it is a valid subject without wildcards. */
    public static boolean isValidPublish(byte[] bytes, int from, int length) {
        return isValidFilter(bytes, from, length) && isLiteral(bytes, from, length);
    }

    /** Whether it is a valid subject without wildcards. */
    public static boolean isValidPublish(String subject) {
        byte[] bytes = utf8(subject);
        return isValidPublish(bytes, 0, bytes.length);
    }

    /**
     * Whether a pedantic server takes it as publish subject without complaint (C44): tokens are there and none is a
     * wildcard; blanks are not looked for, since the control line cannot hold any.
     */
    public static boolean isTokenwiseLiteral(byte[] bytes, int from, int length) {
        int end = from + length;
        int start = from;
        while (start <= end) {
            int stop = tokenEnd(bytes, start, end);
            if (stop == start || isWildcard(bytes, start, stop)) {
                return false;
            }
            start = stop + 1;
        }
        return true;
    }

    /** Number of tokens; 0 for an empty subject. */
    public static int tokenCount(byte[] bytes, int from, int length) {
        int count = length == 0 ? 0 : 1;
        for (int i = from; i < from + length; i++) {
            if (bytes[i] == SEPARATOR) {
                count++;
            }
        }
        return count;
    }

    /** Number of tokens; 0 for an empty subject. */
    public static int tokenCount(String subject) {
        return subject.isEmpty()
                ? 0
                : (int) subject.chars().filter(c -> c == SEPARATOR).count() + 1;
    }

    /** The tokens in order, empty ones included. */
    public static List<String> tokens(String subject) {
        List<String> tokens = new ArrayList<>();
        int start = 0;
        for (int dot = subject.indexOf(SEPARATOR); dot >= 0; dot = subject.indexOf(SEPARATOR, start)) {
            tokens.add(subject.substring(start, dot));
            start = dot + 1;
        }
        tokens.add(subject.substring(start));
        return tokens;
    }

    /** Whether a message published to the literal subject is one for the filter. */
    public static boolean matches(
            byte[] subject, int subjectFrom, int subjectLength, byte[] filter, int filterFrom, int filterLength) {
        return Walk.matches(subject, subjectFrom, subjectLength, filter, filterFrom, filterLength);
    }

    /** Whether a message published to the literal subject is one for the filter. */
    public static boolean matches(String subject, String filter) {
        byte[] subjectBytes = utf8(subject);
        byte[] filterBytes = utf8(filter);
        return matches(subjectBytes, 0, subjectBytes.length, filterBytes, 0, filterBytes.length);
    }

    /** Whether every subject that matches {@code narrow} matches {@code wide}; both may have wildcards. */
    public static boolean isSubset(
            byte[] narrow, int narrowFrom, int narrowLength, byte[] wide, int wideFrom, int wideLength) {
        return Walk.isSubset(narrow, narrowFrom, narrowLength, wide, wideFrom, wideLength);
    }

    /** Whether every subject that matches {@code narrow} matches {@code wide}; both may have wildcards. */
    public static boolean isSubset(String narrow, String wide) {
        byte[] narrowBytes = utf8(narrow);
        byte[] wideBytes = utf8(wide);
        return isSubset(narrowBytes, 0, narrowBytes.length, wideBytes, 0, wideBytes.length);
    }

    /** Whether some subject matches both filters. */
    public static boolean collide(
            byte[] one, int oneFrom, int oneLength, byte[] other, int otherFrom, int otherLength) {
        return Walk.collide(one, oneFrom, oneLength, other, otherFrom, otherLength);
    }

    /** Whether some subject matches both filters. */
    public static boolean collide(String one, String other) {
        byte[] oneBytes = utf8(one);
        byte[] otherBytes = utf8(other);
        return collide(oneBytes, 0, oneBytes.length, otherBytes, 0, otherBytes.length);
    }

    static int tokenEnd(byte[] bytes, int start, int end) {
        int at = start;
        while (at < end && bytes[at] != SEPARATOR) {
            at++;
        }
        return at;
    }

    static boolean isAny(byte[] bytes, int start, int stop) {
        return isAlone(ANY, bytes, start, stop);
    }

    static boolean isRest(byte[] bytes, int start, int stop) {
        return isAlone(REST, bytes, start, stop);
    }

    private static boolean isWildcard(byte[] bytes, int start, int stop) {
        return isAny(bytes, start, stop) || isRest(bytes, start, stop);
    }

    private static boolean isAlone(byte wildcard, byte[] bytes, int start, int stop) {
        return stop - start == 1 && bytes[start] == wildcard;
    }

    private static boolean hasBlank(byte[] bytes, int start, int stop) {
        for (int i = start; i < stop; i++) {
            byte b = bytes[i];
            if (b == ' ' || (b >= '\t' && b <= '\r' && b != 0x0b)) {
                return true;
            }
        }
        return false;
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
