package io.natter.protocol.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * The words behind a verb: where they are, not what they are.
 *
 * <p>Confined to one decoder, which uses the same one for every line.
 */
final class Arguments {
    private static final int COUNT_MAX = 5; // one more than any operation has
    private static final int SIZE_DIGITS_MAX = 9;

    private byte[] bytes = new byte[0];
    private final int[] from = new int[COUNT_MAX];
    private final int[] to = new int[COUNT_MAX];
    private int count;

    /** Splits at runs of blanks; from {@link #COUNT_MAX} words on they are not told apart. */
    void split(byte[] line, int start, int end) {
        bytes = line;
        count = 0;
        int at = start;
        while (count < COUNT_MAX) {
            while (at < end && Verb.isBlank(line[at])) {
                at++;
            }
            if (at == end) {
                return;
            }
            from[count] = at;
            while (at < end && !Verb.isBlank(line[at])) {
                at++;
            }
            to[count] = at;
            count++;
        }
    }

    /** Number of words. */
    int count() {
        return count;
    }

    int from(int index) {
        return from[index];
    }

    int length(int index) {
        return to[index] - from[index];
    }

    String text(int index) {
        return new String(bytes, from[index], to[index] - from[index], UTF_8);
    }

    /** The number of at most nine digits, without sign, or -1 if it is none. */
    int size(int index) {
        int digits = length(index);
        if (digits > SIZE_DIGITS_MAX) {
            return -1;
        }
        int size = 0;
        for (int i = from[index]; i < to[index]; i++) {
            int digit = bytes[i] - '0';
            if (digit < 0 || digit > 9) {
                return -1;
            }
            size = size * 10 + digit;
        }
        return size;
    }
}
