package io.natter.protocol.jetstream;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Reads the reply subject of a delivered message in place, in either form of {@link AckSubject}.
 *
 * <p>Confined to one thread; made once and used for each message. Numbers are read at once, names only when asked for;
 * what is asked for holds until the next {@link #parse}, and while the bytes stay as they are.
 */
public final class AckSubjectView {
    private static final byte[] PREFIX = AckSubject.PREFIX.getBytes(StandardCharsets.US_ASCII);
    private static final int TOKENS_MAX = 9; // behind the prefix; what follows is not looked at
    private static final int SHORT_TOKENS = 7;
    private static final int NUMBERS = 5;
    private static final int DIGITS_MAX = 20;
    private static final int COPIED_MIN = 160;

    private final int[] starts = new int[TOKENS_MAX + 1];
    private final long[] numbers = new long[NUMBERS];
    private byte[] bytes = PREFIX;
    private byte[] copied = new byte[COPIED_MIN]; // of a text
    private int first; // the token that names the stream
    private String names = ""; // all before the numbers of the last text, empty where that was none

    /** A view of nothing yet. */
    public AckSubjectView() {}

    /** Reads the range; false when it is in neither form, and then nothing may be asked for. */
    public boolean parse(byte[] subject, int from, int length) {
        bytes = subject;
        names = "";
        int end = from + length;
        if (length <= PREFIX.length || !startsWithPrefix(from)) {
            return false;
        }
        int count = split(from + PREFIX.length, end);
        if (count != SHORT_TOKENS && count != TOKENS_MAX) {
            return false;
        }
        first = count - SHORT_TOKENS;
        for (int i = 0; i < NUMBERS; i++) {
            int token = first + 2 + i;
            if (!number(i, starts[token], starts[token + 1] - 1)) {
                return false;
            }
        }
        return length(0) > 0 && length(1) > 0;
    }

    /**
     * Reads a text; false when it is in neither form, and then nothing may be asked for.
     *
     * <p>Of one that begins with the names of the text before only the numbers are read.
     */
    public boolean parse(String subject) {
        if (!names.isEmpty() && subject.startsWith(names) && numbers(subject, names.length())) {
            return true;
        }
        names = "";
        int length = subject.length();
        if (length > copied.length) {
            copied = new byte[2 * length];
        }
        for (int i = 0; i < length; i++) {
            char character = subject.charAt(i);
            if (character > 0x7f) {
                byte[] encoded = subject.getBytes(StandardCharsets.UTF_8);
                return parse(encoded, 0, encoded.length);
            }
            copied[i] = (byte) character;
        }
        boolean isRead = parse(copied, 0, length);
        names = isRead ? subject.substring(0, starts[first + 2]) : "";
        return isRead;
    }

    // False also where the names are those of another form, and only seem to be the same.
    private boolean numbers(String subject, int from) {
        int at = from;
        int length = subject.length();
        for (int i = 0; i < NUMBERS; i++) {
            int begin = at;
            long number = 0;
            while (at < length && subject.charAt(at) != '.') {
                int digit = subject.charAt(at++) - '0';
                if (digit < 0 || digit > 9) {
                    return false;
                }
                number = number * 10 + digit;
            }
            boolean isLast = i == NUMBERS - 1;
            boolean isEnded = isLast ? at == length || first > 0 : at < length;
            if (at == begin || at - begin > DIGITS_MAX || !isEnded) {
                return false;
            }
            numbers[i] = number;
            at++;
        }
        return true;
    }

    private boolean startsWithPrefix(int from) {
        for (int i = 0; i < PREFIX.length; i++) {
            if (bytes[from + i] != PREFIX[i]) {
                return false;
            }
        }
        return true;
    }

    // Counts up to the most tokens that matter; starts[n + 1] - 1 is where token n ends.
    private int split(int from, int end) {
        int count = 0;
        starts[0] = from;
        for (int i = from; i < end && count < TOKENS_MAX; i++) {
            if (bytes[i] == '.') {
                starts[++count] = i + 1;
            }
        }
        if (count < TOKENS_MAX) {
            starts[++count] = end + 1;
        }
        return count;
    }

    private boolean number(int index, int from, int to) {
        if (from >= to || to - from > DIGITS_MAX) {
            return false;
        }
        long number = 0;
        for (int i = from; i < to; i++) {
            int digit = bytes[i] - '0';
            if (digit < 0 || digit > 9) {
                return false;
            }
            number = number * 10 + digit;
        }
        numbers[index] = number;
        return true;
    }

    private int length(int name) {
        return starts[first + name + 1] - 1 - starts[first + name];
    }

    /** How often this message was delivered, 1 for the first time. */
    public long deliveredCount() {
        return numbers[0];
    }

    /** Sequence of the message, unsigned. */
    public long streamSequence() {
        return numbers[1];
    }

    /** Number of the delivery, unsigned. */
    public long consumerSequence() {
        return numbers[2];
    }

    /** When the message was stored, nanoseconds since 1970. */
    public long timestampNs() {
        return numbers[3];
    }

    /** Messages still to come, unsigned. */
    public long pendingCount() {
        return numbers[4];
    }

    /** Name of the stream. */
    public String stream() {
        return token(first);
    }

    /** Name of the consumer. */
    public String consumer() {
        return token(first + 1);
    }

    /** Whether the consumer's name is this one, in UTF-8. */
    public boolean isConsumer(byte[] name) {
        int from = starts[first + 1];
        return length(1) == name.length && Arrays.equals(bytes, from, from + name.length, name, 0, name.length);
    }

    /** Domain of the server; empty for none, or in the short form. */
    public String domain() {
        boolean isNone = first == 0 || (starts[1] - 1 - starts[0] == 1 && bytes[starts[0]] == '_');
        return isNone ? "" : token(0);
    }

    /** Hash of the account; empty in the short form. */
    public String accountHash() {
        return first == 0 ? "" : token(1);
    }

    /** All of it, to keep. */
    public AckSubject toAckSubject() {
        return new AckSubject(
                domain(),
                accountHash(),
                stream(),
                consumer(),
                deliveredCount(),
                streamSequence(),
                consumerSequence(),
                timestampNs(),
                pendingCount());
    }

    private String token(int index) {
        int from = starts[index];
        return new String(bytes, from, starts[index + 1] - 1 - from, StandardCharsets.UTF_8);
    }
}
