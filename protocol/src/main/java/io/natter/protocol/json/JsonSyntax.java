package io.natter.protocol.json;

/**
 * Decides whether bytes are one JSON value and nothing else (RFC 8259), without building anything.
 *
 * <p>Confined to one call. The library that reads values is lenient (it lets {@code {"a":1,}} and trailing bytes
 * through) and recurses as deep as its input. So what comes from the network passes here first: one loop, no
 * recursion, and a bound on depth.
 *
 * <p>Bytes above 0x7f are let through inside strings; whoever reads the string decides about broken UTF-8.
 */
public final class JsonSyntax {
    /** Deepest nesting of objects and arrays that is accepted. */
    public static final int DEPTH_MAX = 512;

    /** What may come next. */
    private enum Expect {
        VALUE,
        FIRST_ELEMENT_OR_END,
        FIRST_KEY_OR_END,
        KEY,
        COMMA_OR_END,
        END_OF_TEXT
    }

    private final byte[] text;
    private final int end;
    private final long[] isObjectAt = new long[DEPTH_MAX / Long.SIZE];
    private int at;
    private int depth;
    private int stringBits; // all bytes of all strings, or'ed
    private boolean hasUnicodeEscape;

    private JsonSyntax(byte[] text, int from, int length) {
        this.text = text;
        this.at = from;
        this.end = from + length;
    }

    /**
     * Returns when the range holds exactly one well-formed value, with blanks around it allowed.
     *
     * @throws JsonException if not; the message gives the offset within the range
     */
    public static void check(byte[] text, int from, int length) {
        new JsonSyntax(text, from, length).run(from);
    }

    /** The same; whether all characters are ASCII and none is written by its number. */
    static boolean checkedPlain(byte[] text, int from, int length) {
        var syntax = new JsonSyntax(text, from, length);
        syntax.run(from);
        return syntax.stringBits >= 0 && !syntax.hasUnicodeEscape;
    }

    private void run(int from) {
        Expect expect = Expect.VALUE;
        try {
            skipBlanks();
            while (expect != Expect.END_OF_TEXT) {
                expect = step(expect);
                skipBlanks();
            }
        } catch (IndexOutOfBoundsException pastTheEnd) {
            throw new JsonException("json: ends too early, after " + (end - from) + " bytes", pastTheEnd);
        }
        if (at < end) {
            throw unexpected("the end");
        }
    }

    private Expect step(Expect expect) {
        return switch (expect) {
            case VALUE -> value();
            case FIRST_ELEMENT_OR_END -> peek() == ']' ? close() : value();
            case FIRST_KEY_OR_END -> peek() == '}' ? close() : key();
            case KEY -> key();
            case COMMA_OR_END -> commaOrEnd();
            case END_OF_TEXT -> expect;
        };
    }

    private Expect value() {
        byte first = peek();
        switch (first) {
            case '{', '[' -> {
                return open(first == '{');
            }
            case '"' -> string();
            case 't' -> word("true");
            case 'f' -> word("false");
            case 'n' -> word("null");
            default -> number();
        }
        return afterValue();
    }

    private Expect open(boolean isObject) {
        if (depth == DEPTH_MAX) {
            throw new JsonException("json: nested deeper than " + DEPTH_MAX);
        }
        long bit = 1L << depth;
        int word = depth / Long.SIZE;
        isObjectAt[word] = isObject ? isObjectAt[word] | bit : isObjectAt[word] & ~bit;
        depth++;
        at++;
        return isObject ? Expect.FIRST_KEY_OR_END : Expect.FIRST_ELEMENT_OR_END;
    }

    private Expect close() {
        at++;
        depth--;
        return afterValue();
    }

    private Expect afterValue() {
        return depth == 0 ? Expect.END_OF_TEXT : Expect.COMMA_OR_END;
    }

    private Expect commaOrEnd() {
        byte next = peek();
        if (next == ',') {
            at++;
            return isInObject() ? Expect.KEY : Expect.VALUE;
        }
        if (next != (isInObject() ? '}' : ']')) {
            throw unexpected("a comma or the end of the " + (isInObject() ? "object" : "array"));
        }
        return close();
    }

    private boolean isInObject() {
        int top = depth - 1;
        return (isObjectAt[top / Long.SIZE] & 1L << top) != 0;
    }

    private Expect key() {
        if (peek() != '"') {
            throw unexpected("a key");
        }
        string();
        skipBlanks();
        if (peek() != ':') {
            throw unexpected("a colon");
        }
        at++;
        return Expect.VALUE;
    }

    private void string() {
        at++;
        byte b;
        while ((b = peek()) != '"') {
            if (b >= 0 && b < ' ') {
                throw unexpected("no control character in a string");
            }
            stringBits |= b;
            at++;
            if (b == '\\') {
                escape();
            }
        }
        at++;
    }

    private void escape() {
        byte kind = peek();
        at++;
        if (kind == 'u') {
            hasUnicodeEscape = true;
            for (int i = 0; i < 4; i++) {
                if (Character.digit(peek(), 16) < 0) {
                    throw unexpected("a hex digit");
                }
                at++;
            }
        } else if ("\"\\/bfnrt".indexOf(kind) < 0) {
            at--;
            throw unexpected("an escape");
        }
    }

    private void word(String word) {
        for (int i = 0; i < word.length(); i++, at++) {
            if (peek() != word.charAt(i)) {
                throw unexpected(word);
            }
        }
    }

    private void number() {
        if (peek() == '-') {
            at++;
        }
        if (peek() == '0') {
            at++;
        } else {
            digits();
        }
        if (at < end && text[at] == '.') {
            at++;
            digits();
        }
        if (at < end && (text[at] | 0x20) == 'e') {
            at++;
            if (peek() == '+' || peek() == '-') {
                at++;
            }
            digits();
        }
    }

    private void digits() {
        int first = at;
        while (at < end && text[at] >= '0' && text[at] <= '9') {
            at++;
        }
        if (at == first) {
            throw at < end ? unexpected("a digit") : new JsonException("json: ends within a number");
        }
    }

    private void skipBlanks() {
        while (at < end && (text[at] == ' ' || text[at] == '\t' || text[at] == '\n' || text[at] == '\r')) {
            at++;
        }
    }

    private byte peek() {
        if (at >= end) {
            throw new IndexOutOfBoundsException();
        }
        return text[at];
    }

    private JsonException unexpected(String expected) {
        return new JsonException("json: got byte 0x" + Integer.toHexString(text[at] & 0xff) + ", expected " + expected);
    }
}
