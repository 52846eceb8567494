package io.natter.server.config.language;

import io.natter.server.config.language.ConfigValue.Decimal;
import io.natter.server.config.language.ConfigValue.Flag;
import io.natter.server.config.language.ConfigValue.Moment;
import io.natter.server.config.language.ConfigValue.Node;
import io.natter.server.config.language.ConfigValue.Text;
import io.natter.server.config.language.ConfigValue.Whole;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Locale;

/**
 * Reads strings, numbers, booleans, dates and variables. (B3 to B6, B8)
 *
 * <pre>
 *   digit -> number --'-' after four digits--> date
 *              |  \--'.'--> fraction --'.'--> address, a string
 *              |  \--k m g t p e--> suffixed
 *              \--anything else--> bare string
 *   -     -> negative number      "     -> string with escapes
 *   (     -> block string         '     -> string as it stands      else bare string, boolean or variable
 * </pre>
 *
 * <p>Confined to the parser.
 */
final class Scalars {
    private static final String DATE_FORM = "00-00T00:00:00Z";

    private final Source source;
    private final Scope scope;

    Scalars(Source source, Scope scope) {
        this.source = source;
        this.scope = scope;
    }

    /** The value that begins with {@code first}, which was just taken. */
    Node read(int first) {
        switch (first) {
            case '\'':
                source.skip();
                return quoted();
            case '"':
                source.skip();
                return string('"');
            case '(':
                source.skip();
                return blockString();
            case '-':
                return negative();
            case '.':
                throw source.error("Floats must start with a digit");
            default:
                if (Characters.isLineBreak(first)) {
                    throw source.error("Expected value but found new line");
                }
                if (Characters.isDigit(first)) {
                    return number();
                }
                source.back();
                return string(Source.END);
        }
    }

    private Node quoted() {
        int c = source.next();
        while (c != '\'') {
            if (c == Source.END) {
                throw source.error("Unexpected EOF.");
            }
            c = source.next();
        }
        source.back();
        Node node = piece(new Text(source.text()));
        source.next();
        source.skip();
        return node;
    }

    /** A string with escapes, up to a double quote, or a bare one when {@code end} is {@link Source#END}. */
    private Node string(int end) {
        boolean isBare = end == Source.END;
        Position at = source.startOfPiece();
        ByteArrayOutputStream escaped = new ByteArrayOutputStream();
        boolean isEscaped = false;
        while (true) {
            int c = source.next();
            if (c == '\\') {
                escaped.writeBytes(source.bytes(1));
                escaped.write(escape());
                source.skip();
                isEscaped = true;
            } else if (isBare ? Characters.endsBareString(c) || c == '\'' : c == end) {
                source.back();
                escaped.writeBytes(source.bytes(0));
                String text = escaped.toString(StandardCharsets.UTF_8);
                Position place = new Position(at.file(), source.here().line(), at.column());
                Node node = isBare && !isEscaped && c != '\'' ? bare(text, place) : new Node(new Text(text), place);
                if (!isBare || c == '\'') {
                    source.next(); // a bare string takes the quote that ends it along
                }
                source.skip();
                return node;
            } else if (c == Source.END) {
                throw source.error("Unexpected EOF.");
            }
        }
    }

    private Node bare(String text, Position at) {
        switch (text.toLowerCase(Locale.ROOT)) {
            case "true":
            case "yes":
            case "on":
                return new Node(new Flag(true), at);
            case "false":
            case "no":
            case "off":
                return new Node(new Flag(false), at);
            default:
                return text.startsWith("$") ? scope.resolve(text.substring(1), at) : new Node(new Text(text), at);
        }
    }

    private int escape() {
        int c = source.next();
        switch (c) {
            case 't':
                return '\t';
            case 'n':
                return '\n';
            case 'r':
                return '\r';
            case '"':
            case '\\':
                return c;
            case 'x':
                return (hexadecimal() << 4) | hexadecimal();
            default:
                throw source.error("Invalid escape character '" + Source.shown(c)
                        + "'. Only the following escape characters are allowed: \\xXX, \\t, \\n, \\r, \\\", \\\\.");
        }
    }

    private int hexadecimal() {
        int c = source.next();
        if (Characters.isLineBreak(c)) {
            throw source.error("Expected two hexadecimal digits after '\\x', but hit end of line");
        }
        int digit = c < 0x80 ? Character.digit(c, 16) : -1;
        if (digit < 0) {
            throw source.error("Expected two hexadecimal digits after '\\x', but got '" + Source.shown(c) + "'");
        }
        return digit;
    }

    /** A string to a line that holds only a closing parenthesis. */
    private Node blockString() {
        int beforeLast = '(';
        int c = source.next();
        while (c != Source.END) {
            if (c == ')' && beforeLast == '\n') {
                int after = source.peek();
                if (after == '\n') {
                    source.back(); // of the parenthesis: the peek gave its own back already
                    return endOfBlock(true);
                }
                if (after == Source.END) {
                    return endOfBlock(false);
                }
            }
            beforeLast = c;
            c = source.next();
        }
        throw source.error("Unexpected EOF processing block.");
    }

    // At the very end of a text nats-server keeps the parenthesis in the string.
    private Node endOfBlock(boolean isParenthesisLeft) {
        Node node = piece(new Text(source.text()));
        if (isParenthesisLeft) {
            source.next();
        }
        source.skip();
        return node;
    }

    private Node negative() {
        int c = source.next();
        if (!Characters.isDigit(c)) {
            throw source.error(
                    c == '.'
                            ? "Floats must start with a digit, not '.'."
                            : "Expected a digit but got '" + Source.shown(c) + "'.");
        }
        do {
            c = source.next();
        } while (Characters.isDigit(c));
        if (c == '.') {
            return fraction();
        }
        if (Characters.isNumberSuffix(c)) {
            return suffixed();
        }
        source.back();
        return integer();
    }

    private Node number() {
        int c = source.next();
        while (Characters.isDigit(c)) {
            c = source.next();
        }
        if (c == '-') {
            if (source.length() != 5) {
                throw source.error("All ISO8601 dates must be in full Zulu form.");
            }
            return date();
        }
        if (c == '.') {
            return fraction();
        }
        if (Characters.isNumberSuffix(c)) {
            return suffixed();
        }
        if (!Characters.endsBareString(c)) {
            return string(Source.END);
        }
        source.back();
        return integer();
    }

    private Node suffixed() {
        int c = source.next();
        while (c == 'b' || c == 'B' || c == 'i' || c == 'I') {
            c = source.next();
        }
        source.back();
        // Before a closing bracket it is a string, as in nats-server: no endsBareString() here.
        return Characters.endsNumber(c) ? integer() : string(Source.END);
    }

    private Node integer() {
        String text = source.text();
        int digits = 0;
        while (digits < text.length() && (Character.isDigit(text.charAt(digits)) || text.charAt(digits) == '-')) {
            digits++;
        }
        long factor = factor(text.substring(digits).toLowerCase(Locale.ROOT));
        if (factor == 0 || !text.substring(0, digits).chars().allMatch(c -> c < 0x80)) {
            throw notA("expected integer, but got '" + text + "'");
        }
        try {
            return piece(new Whole(Math.multiplyExact(Long.parseLong(text.substring(0, digits)), factor)));
        } catch (NumberFormatException | ArithmeticException tooLarge) {
            throw notA("integer '" + text + "' is out of the range");
        }
    }

    /** What a suffix multiplies by, or 0 for none that is known. */
    private static long factor(String suffix) {
        if (suffix.isEmpty()) {
            return 1;
        }
        boolean isBinary = suffix.length() > 1;
        if (isBinary && !suffix.substring(1).matches("b|i|ib")) {
            return 0;
        }
        long factor = 1;
        for (int i = "kmgtpe".indexOf(suffix.charAt(0)); i >= 0; i--) {
            factor *= isBinary ? 1024 : 1000;
        }
        return factor;
    }

    private Node fraction() {
        int c = source.next();
        if (!Characters.isDigit(c)) {
            throw source.error("Floats must have a digit after the '.', but got '" + Source.shown(c) + "' instead.");
        }
        do {
            c = source.next();
        } while (Characters.isDigit(c));
        if (c == '.') {
            return address();
        }
        source.back();
        try {
            double value = Double.parseDouble(source.text());
            if (Double.isInfinite(value)) {
                throw notA("float '" + source.text() + "' is out of the range");
            }
            return piece(new Decimal(value));
        } catch (NumberFormatException e) {
            throw notA("expected float, but got '" + source.text() + "'");
        }
    }

    private Node address() {
        int c = source.next();
        while (Characters.isDigit(c) || c == '.' || c == ':' || c == '-') {
            c = source.next();
        }
        source.back();
        return piece(new Text(source.text()));
    }

    private Node date() {
        for (int i = 0; i < DATE_FORM.length(); i++) {
            char expected = DATE_FORM.charAt(i);
            int c = source.next();
            if (expected == '0' && !Characters.isDigit(c)) {
                throw source.error("Expected digit in ISO8601 datetime, but found '" + Source.shown(c) + "' instead.");
            }
            if (expected != '0' && expected != c) {
                throw source.error("Expected '" + expected + "' in ISO8601 datetime, but found '" + Source.shown(c)
                        + "' instead.");
            }
        }
        try {
            return piece(new Moment(Instant.parse(source.text())));
        } catch (DateTimeParseException e) {
            throw notA("expected Zulu formatted DateTime, but got '" + source.text() + "'");
        }
    }

    private Node piece(ConfigValue value) {
        Node node = new Node(value, source.startOfPiece());
        source.skip();
        return node;
    }

    private ConfigSyntaxException notA(String text) {
        return new ConfigSyntaxException(source.startOfPiece(), text);
    }
}
