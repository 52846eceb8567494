package io.natter.protocol.json;

import io.avaje.json.JsonReader;
import io.avaje.json.stream.JsonStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Strings that are longer than the library reads, cut out of a text before it does, and put back behind it.
 *
 * <p>Confined to one call. In the text a mark that nobody can guess stands for each of them; what is cut out is read by the library as
 * well, piece by piece.
 */
final class LongStrings {
    /** Bytes between the quotes from which on a string is cut out; the library's limit is 50,000 characters. */
    static final int BYTES_MOST = 32 << 10;

    private static final int PIECE_BYTES = 16 << 10;
    private static final int UNICODE_ESCAPE = 6;

    private final JsonStream library;
    private final String mark =
            "natter-" + Long.toHexString(ThreadLocalRandom.current().nextLong()) + "-";
    private final List<String> strings = new ArrayList<>();

    LongStrings(JsonStream library) {
        this.library = library;
    }

    /** The text without its long strings; it is well-formed, as {@link JsonSyntax} sees it. */
    byte[] cutOut(byte[] json) {
        if (json.length <= BYTES_MOST) {
            return json;
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream(json.length);
        int at = 0;
        while (at < json.length) {
            if (json[at] != '"') {
                out.write(json[at++]);
                continue;
            }
            int end = end(json, at + 1);
            out.write('"');
            if (end - at - 1 > BYTES_MOST) {
                out.writeBytes((mark + strings.size()).getBytes(StandardCharsets.US_ASCII));
                strings.add(read(json, at + 1, end));
            } else {
                out.write(json, at + 1, end - at - 1);
            }
            out.write('"');
            at = end + 1;
        }
        return out.toByteArray();
    }

    /** The string that a text of the library stands for: mostly itself. */
    String putBack(String text) {
        boolean isMark = !strings.isEmpty() && text.startsWith(mark);
        return isMark ? strings.get(Integer.parseInt(text.substring(mark.length()))) : text;
    }

    private static int end(byte[] json, int from) {
        int at = from;
        while (json[at] != '"') {
            at += json[at] == '\\' ? 2 : 1;
        }
        return at;
    }

    private String read(byte[] json, int from, int to) {
        StringBuilder text = new StringBuilder(to - from);
        int at = from;
        while (at < to) {
            int pieceEnd = at;
            while (pieceEnd < to && pieceEnd - at < PIECE_BYTES) {
                pieceEnd += length(json, pieceEnd, to);
            }
            byte[] piece = new byte[pieceEnd - at + 2];
            Arrays.fill(piece, (byte) '"');
            System.arraycopy(json, at, piece, 1, pieceEnd - at);
            try (JsonReader reader = library.reader(piece)) {
                JsonReader.Token token = reader.currentToken(); // without this it does not begin
                assert token == JsonReader.Token.STRING;
                text.append(reader.readString());
            }
            at = pieceEnd;
        }
        return text.toString();
    }

    // What must not be torn: an escape, two escapes that are one character, the bytes of a character.
    private static int length(byte[] json, int at, int to) {
        if (json[at] == '\\') {
            if (json[at + 1] != 'u') {
                return 2;
            }
            boolean isHigh = (json[at + 2] | 0x20) == 'd' && "89abAB".indexOf(json[at + 3]) >= 0;
            boolean hasNext = at + 2 * UNICODE_ESCAPE <= to && json[at + UNICODE_ESCAPE] == '\\';
            return isHigh && hasNext && json[at + UNICODE_ESCAPE + 1] == 'u' ? 2 * UNICODE_ESCAPE : UNICODE_ESCAPE;
        }
        int length = 1;
        while (json[at] < 0 && at + length < to && (json[at + length] & 0xc0) == 0x80) {
            length++;
        }
        return length;
    }
}
