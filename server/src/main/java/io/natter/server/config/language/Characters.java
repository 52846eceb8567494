package io.natter.server.config.language;

/** Classes of characters in the language. Thread-safe: pure functions. */
final class Characters {
    private Characters() {}

    static boolean isBlank(int c) {
        return c == ' ' || c == '\t';
    }

    static boolean isLineBreak(int c) {
        return c == '\n' || c == '\r';
    }

    static boolean isKeySeparator(int c) {
        return c == '=' || c == ':';
    }

    static boolean isDigit(int c) {
        return Character.isDigit(c);
    }

    /** Blanks, line breaks, and the further spaces of Unicode. */
    static boolean isSpace(int c) {
        boolean isNarrow = (c >= '\t' && c <= '\r') || c == ' ' || c == 0x85 || c == 0xa0;
        return isNarrow || (c > 0xff && Character.isSpaceChar(c));
    }

    /** Letters that multiply an integer. */
    static boolean isNumberSuffix(int c) {
        return c > 0 && c < 0x80 && "kKmMgGtTpPeE".indexOf(c) >= 0;
    }

    /** What may follow a number, so that it is one. */
    static boolean endsNumber(int c) {
        return isLineBreak(c) || c == Source.END || c == '}' || c == ';' || c == ',' || isBlank(c);
    }

    /** What ends a bare string. */
    static boolean endsBareString(int c) {
        return endsNumber(c) || c == ']';
    }
}
