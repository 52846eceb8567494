package io.natter.client.session;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * One control line in the making.
 *
 * <p>Confined to one thread at a time: the output's is guarded by its lock. Used again for each line; allocates nothing unless a line is longer
 * than all before it, or a subject is not ASCII.
 */
final class ControlLine {
    static final byte[] PUB = "PUB ".getBytes(US_ASCII);
    static final byte[] HPUB = "HPUB ".getBytes(US_ASCII);
    static final byte[] SUB = "SUB ".getBytes(US_ASCII);
    static final byte[] UNSUB = "UNSUB ".getBytes(US_ASCII);
    static final byte[] PING = "PING\r\n".getBytes(US_ASCII);
    static final byte[] PONG = "PONG\r\n".getBytes(US_ASCII);

    private static final int DIGITS_MAX = 20;
    private static final int KEPT_AT_MOST = 1 << 16;

    private byte[] bytes = new byte[256];
    private int length;

    byte[] bytes() {
        return bytes;
    }

    int length() {
        return length;
    }

    /** Begins with a verb and its blank. */
    ControlLine start(byte[] verb) {
        if (bytes.length > KEPT_AT_MOST) {
            bytes = new byte[256];
        }
        System.arraycopy(verb, 0, bytes, 0, verb.length);
        length = verb.length;
        return this;
    }

    /**
     * A word and a blank behind it.
     *
     * @throws IllegalArgumentException if it is empty or holds a blank or a control character, which would end it early
     */
    ControlLine word(String what, String word) {
        int count = word.length();
        room(count + 1);
        byte[] target = bytes;
        int at = length;
        int all = 0;
        int least = 0xff;
        for (int i = 0; i < count; i++) {
            char c = word.charAt(i);
            all |= c;
            least = Math.min(least, c);
            target[at + i] = (byte) c;
        }
        if (count == 0 || least <= ' ' || all >= 0x80) {
            requireWord(what, word);
            byte[] encoded = word.getBytes(UTF_8);
            room(encoded.length + 1);
            System.arraycopy(encoded, 0, bytes, length, encoded.length);
            count = encoded.length;
        }
        length += count;
        bytes[length++] = ' ';
        return this;
    }

    /** A number and a blank behind it. */
    ControlLine number(long number) {
        room(DIGITS_MAX + 1);
        int digits = 1;
        for (long rest = number; rest >= 10; rest /= 10) {
            digits++;
        }
        long rest = number;
        for (int i = length + digits - 1; i >= length; i--) {
            bytes[i] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        length += digits;
        bytes[length++] = ' ';
        return this;
    }

    /** Ends the line in place of the last blank. */
    ControlLine end() {
        room(1);
        bytes[length - 1] = '\r';
        bytes[length++] = '\n';
        return this;
    }

    /** A whole SUB. */
    ControlLine subscribe(long sid, String subject, @Nullable String queue) {
        start(SUB).word("subject", subject);
        if (queue != null) {
            word("queue", queue);
        }
        return number(sid).end();
    }

    /** A whole UNSUB; {@code max} 0 means now. */
    ControlLine unsubscribe(long sid, long max) {
        start(UNSUB).number(sid);
        if (max > 0) {
            number(max);
        }
        return end();
    }

    /** The line, copied. */
    byte[] toBytes() {
        return Arrays.copyOf(bytes, length);
    }

    private static void requireWord(String what, String word) {
        boolean isWord = !word.isEmpty() && word.chars().noneMatch(c -> c <= ' ' || c == 0x7f);
        if (!isWord) {
            throw new IllegalArgumentException(
                    what + ": got '" + word + "', expected a word without blanks and control characters");
        }
    }

    private void room(int more) {
        if (bytes.length - length < more) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + more));
        }
    }
}
