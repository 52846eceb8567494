package io.natter.server.config.language;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The characters of one text, one after the other, and the piece that is being read.
 *
 * <pre>
 *   ... already understood | piece being read | not yet seen
 *                        start                at
 * </pre>
 *
 * <p>Confined to the parser. Places are counted as nats-server counts them: in bytes from the line break.
 */
final class Source {
    /** What follows the last character. A NUL in the text stands for the end too, as in nats-server. */
    static final int END = 0;

    private final String file;
    private final byte[] bytes;

    private int at;
    private int width; // of the last character, for back()
    private int line = 1;
    private int lineStart; // where the line break before the current line is

    private int start;
    private int startLineStart; // lineStart when the piece began

    Source(String file, byte[] bytes) {
        this.file = file;
        this.bytes = bytes.clone();
    }

    String file() {
        return file;
    }

    /** Takes the next character, or {@link #END}. */
    int next() {
        if (at >= bytes.length) {
            width = 0;
            return END;
        }
        if (bytes[at] == '\n') {
            line++;
            lineStart = at;
        }
        int character = decode();
        at += width;
        return character;
    }

    /** Gives the last character back. Once after each {@link #next()}. */
    void back() {
        at -= width;
        if (at < bytes.length && bytes[at] == '\n') {
            line--;
        }
    }

    /** The next character without taking it. */
    int peek() {
        int character = next();
        back();
        return character;
    }

    /** Whether every byte was taken. */
    boolean isAtEnd() {
        return at >= bytes.length;
    }

    /** Ends the piece: the next one begins here. */
    void skip() {
        start = at;
        startLineStart = lineStart;
    }

    /** Length of the piece in bytes. */
    int length() {
        return at - start;
    }

    /** The piece as text. */
    String text() {
        return new String(bytes, start, at - start, StandardCharsets.UTF_8);
    }

    /** The bytes of the piece, but for the last few. */
    byte[] bytes(int butLast) {
        return Arrays.copyOfRange(bytes, start, at - butLast);
    }

    /** Place of the piece. */
    Position startOfPiece() {
        return new Position(file, line, start - startLineStart);
    }

    /** Place of the next character. */
    Position here() {
        return new Position(file, line, at - lineStart);
    }

    ConfigSyntaxException error(String text) {
        return new ConfigSyntaxException(here(), "Parse error on line " + line + ": '" + text + "'");
    }

    /** A character as error messages show it. */
    static String shown(int character) {
        return character == '\n' ? "\\n" : character == END ? "EOF" : Character.toString(character);
    }

    // One UTF-8 sequence; a byte that begins none counts as one unknown character.
    private int decode() {
        int first = bytes[at] & 0xff;
        int more = first < 0x80 ? 0 : first < 0xc2 ? -1 : first < 0xe0 ? 1 : first < 0xf0 ? 2 : first < 0xf5 ? 3 : -1;
        width = 1;
        if (more == 0) {
            return first;
        }
        if (more < 0 || at + more >= bytes.length) {
            return 0xfffd;
        }
        int character = first & (0x3f >> more);
        for (int i = 1; i <= more; i++) {
            int next = bytes[at + i] & 0xff;
            if ((next & 0xc0) != 0x80) {
                return 0xfffd;
            }
            character = (character << 6) | (next & 0x3f);
        }
        boolean isOverlong = character < (more == 1 ? 0x80 : more == 2 ? 0x800 : 0x10000);
        if (isOverlong || character > Character.MAX_CODE_POINT || Character.getType(character) == Character.SURROGATE) {
            return 0xfffd;
        }
        width = more + 1;
        return character;
    }
}
