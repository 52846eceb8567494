package io.natter.conformance.wire;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Bytes as one readable line, both ways. Immutable.
 *
 * <pre>
 *  \r \n \t \\     as everywhere
 *  \xHH           one byte
 *  \{n*text}      text, n times; may not be nested: \{5000*a}
 *  other          itself, UTF-8
 * </pre>
 */
public final class Escapes {
    private final String text;
    private int at;

    private Escapes(String text) {
        this.text = text;
    }

    /**
     * The bytes {@code text} stands for.
     *
     * @throws IllegalArgumentException when an escape is none of the above
     */
    public static byte[] bytesOf(String text) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        Escapes escapes = new Escapes(text);
        while (escapes.at < text.length()) {
            bytes.writeBytes(escapes.next());
        }
        return bytes.toByteArray();
    }

    /** The line that stands for {@code bytes}; text outside ASCII becomes hexadecimal. */
    public static String textOf(byte[] bytes) {
        StringBuilder text = new StringBuilder();
        for (byte b : bytes) {
            switch (b) {
                case '\r' -> text.append("\\r");
                case '\n' -> text.append("\\n");
                case '\t' -> text.append("\\t");
                case '\\' -> text.append("\\\\");
                default -> {
                    if (b >= ' ' && b < 0x7f) {
                        text.append((char) b);
                    } else {
                        text.append(String.format("\\x%02X", b));
                    }
                }
            }
        }
        return text.toString();
    }

    private byte[] next() {
        int codePoint = text.codePointAt(at);
        at += Character.charCount(codePoint);
        if (codePoint != '\\') {
            return Character.toString(codePoint).getBytes(StandardCharsets.UTF_8);
        }
        char escape = at < text.length() ? text.charAt(at++) : ' ';
        return switch (escape) {
            case 'r' -> new byte[] {'\r'};
            case 'n' -> new byte[] {'\n'};
            case 't' -> new byte[] {'\t'};
            case '\\' -> new byte[] {'\\'};
            case 'x' -> hex();
            case '{' -> repeated();
            default -> throw wrong("got \\" + escape + ", expected one of r n t \\ x {");
        };
    }

    private byte[] hex() {
        if (at + 2 > text.length()) {
            throw wrong("got a cut \\x, expected two hexadecimal digits");
        }
        at += 2;
        return new byte[] {(byte) Integer.parseInt(text, at - 2, at, 16)};
    }

    private byte[] repeated() {
        int star = text.indexOf('*', at);
        int end = text.indexOf('}', at);
        if (star < 0 || end < star) {
            throw wrong("got \\{ without * and }, expected \\{count*text}");
        }
        int count = Integer.parseInt(text, at, star, 10);
        byte[] once = bytesOf(text.substring(star + 1, end));
        at = end + 1;
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(count * once.length);
        for (int i = 0; i < count; i++) {
            bytes.writeBytes(once);
        }
        return bytes.toByteArray();
    }

    private IllegalArgumentException wrong(String what) {
        return new IllegalArgumentException("escape: " + what + ", at " + at + " of: " + text);
    }
}
