package io.natter.client.jetstream;

import java.nio.charset.StandardCharsets;

/**
 * Knows the acknowledgement nearly every publish gets by its bytes: a stream's name and a sequence, and nothing else (D100).
 *
 * <p>Pure functions. All others, and all that is odd, are for {@link PubAckReader}; what is known here it would read alike. Reading the JSON of each
 * acknowledgement took most of a publish's memory (docs/benchmarks.md, C4).
 *
 * <pre>
 *  {"stream":"ORDERS", "seq":17}       blanks anywhere between the words
 * </pre>
 */
final class PlainPubAck {
    private static final byte[] OPEN = {'{'};
    private static final byte[] STREAM = bytes("\"stream\"");
    private static final byte[] COLON = {':'};
    private static final byte[] QUOTE = {'"'};
    private static final byte[] COMMA = {','};
    private static final byte[] SEQUENCE = bytes("\"seq\"");
    private static final byte[] CLOSE = {'}'};
    private static final int DIGITS_MAX = 18;
    private static final int NONE = -1;

    private PlainPubAck() {}

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /** The sequence, or -1 where the bytes are anything else. */
    static long sequence(byte[] json) {
        int name = nameFrom(json);
        int at = after(json, after(json, nameTo(json, name), QUOTE), COMMA);
        int digits = blanks(json, after(json, after(json, at, SEQUENCE), COLON));
        if (digits == NONE) {
            return NONE;
        }
        int end = digits;
        long sequence = 0;
        while (end < json.length && json[end] >= '0' && json[end] <= '9') {
            sequence = sequence * 10 + json[end] - '0';
            end++;
        }
        int count = end - digits;
        boolean isNumber = count > 0 && count <= DIGITS_MAX && (count == 1 || json[digits] != '0');
        boolean isWhole = isNumber && blanks(json, after(json, end, CLOSE)) == json.length;
        return isWhole ? sequence : NONE;
    }

    /** The stream's name in what {@link #sequence} knows. */
    static String stream(byte[] json) {
        int from = nameFrom(json);
        return new String(json, from, nameTo(json, from) - from, StandardCharsets.US_ASCII);
    }

    private static int nameFrom(byte[] json) {
        return after(json, after(json, after(json, after(json, 0, OPEN), STREAM), COLON), QUOTE);
    }

    // A name of plain characters: those that are escaped, and those beyond ASCII, are read elsewhere.
    private static int nameTo(byte[] json, int from) {
        if (from == NONE) {
            return NONE;
        }
        int at = from;
        while (at < json.length && json[at] >= ' ' && json[at] != '"' && json[at] != '\\') {
            at++;
        }
        return at > from ? at : NONE;
    }

    private static int after(byte[] json, int from, byte[] word) {
        int at = blanks(json, from);
        if (at == NONE || json.length - at < word.length) {
            return NONE;
        }
        for (int i = 0; i < word.length; i++) {
            if (json[at + i] != word[i]) {
                return NONE;
            }
        }
        return at + word.length;
    }

    private static int blanks(byte[] json, int from) {
        int at = from;
        while (at != NONE && at < json.length && isBlank(json[at])) {
            at++;
        }
        return at;
    }

    private static boolean isBlank(byte b) {
        return b == ' ' || b == '\n' || b == '\r' || b == '\t';
    }
}
