package io.natter.server.config.language;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Reads what is left of a value: keys, quoted or bare, separators, and the names of included files. (B1, B9)
 *
 * <p>Confined to the parser.
 */
final class KeyScanner {
    /**
     * A key. Immutable.
     *
     * @param text the key without quotes
     * @param at where it begins
     * @param isInclude whether it is the bare word include and a space, so that the name of a file follows
     */
    record Key(String text, Position at, boolean isInclude) {}

    private final Source source;

    KeyScanner(Source source) {
        this.source = source;
    }

    /** A key outside of maps, which begins with {@code first}, not yet taken. */
    Key topKey(int first) {
        return isQuote(first) ? quotedKey(first, "Unexpected EOF.") : bareKey(null);
    }

    /** A key in a map, which begins with {@code first}, not yet taken. */
    Key mapKey(int first) {
        if (isQuote(first)) {
            String quotes = first == '"' ? "double quoted" : "quoted";
            return quotedKey(first, "Unexpected EOF processing " + quotes + " map key.");
        }
        return bareKey("Unexpected EOF processing map key.");
    }

    /** Takes spaces and one separator; what comes then is returned, but not taken. */
    int skipToValue() {
        int c = source.next();
        while (Characters.isSpace(c)) {
            c = source.next();
        }
        if (!Characters.isKeySeparator(c)) {
            source.back();
            source.skip();
            return c;
        }
        source.skip();
        return ':'; // a value must follow, even if it is empty
    }

    /** The name of a file behind the word include, quoted or bare. */
    String includedFile() {
        int c = source.next();
        while (Characters.isBlank(c)) {
            source.skip();
            c = source.next();
        }
        return isQuote(c) ? quotedInclude(c) : bareInclude(c);
    }

    private Key quotedKey(int quote, String atEnd) {
        source.next();
        source.skip();
        int c = source.peek();
        while (c != quote) {
            if (c == Source.END) {
                throw source.error(atEnd);
            }
            source.next();
            c = source.peek();
        }
        Key key = new Key(source.text(), source.startOfPiece(), false);
        source.next();
        source.skip();
        return key;
    }

    /** A key up to a space or separator. At the end it ends too, unless there is a text for that error. */
    private Key bareKey(@Nullable String atEnd) {
        source.skip();
        source.next();
        int c = source.peek();
        while (!Characters.isSpace(c) && !Characters.isKeySeparator(c)) {
            if (c == Source.END) {
                if (atEnd != null) {
                    throw source.error(atEnd);
                }
                break;
            }
            source.next();
            c = source.peek();
        }
        String text = source.text();
        boolean isInclude =
                Characters.isSpace(c) && text.toLowerCase(Locale.ROOT).equals("include");
        Key key = new Key(text, source.startOfPiece(), isInclude);
        source.skip();
        return key;
    }

    private String quotedInclude(int quote) {
        source.skip();
        int c = source.next();
        while (c != quote) {
            if (c == Source.END) {
                throw source.error("Unexpected EOF in " + (quote == '"' ? "double " : "") + "quoted include");
            }
            c = source.next();
        }
        source.back();
        String named = source.text();
        source.next();
        source.skip();
        return named;
    }

    private String bareInclude(int first) {
        String found = wrongInclude(first);
        if (found != null) {
            throw source.error("Expected include value but found " + found);
        }
        source.back();
        int c = source.next();
        while (!Characters.isLineBreak(c)
                && !Characters.isBlank(c)
                && c != Source.END
                && c != ';'
                && c != '}'
                && c != '\'') {
            c = source.next();
        }
        source.back();
        String named = source.text();
        if (c == '\'') {
            source.next();
        }
        source.skip();
        return named;
    }

    private static @Nullable String wrongInclude(int c) {
        switch (c) {
            case '[':
                return "start of an array";
            case '{':
                return "start of a map";
            case '(':
                return "start of a block";
            case '\\':
                return "escape sequence";
            case '-':
                return "start of a number";
            default:
                return Characters.isDigit(c) ? "start of a number" : Characters.isLineBreak(c) ? "new line" : null;
        }
    }

    private static boolean isQuote(int c) {
        return c == '"' || c == '\'';
    }
}
