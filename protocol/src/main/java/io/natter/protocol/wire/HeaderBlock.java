package io.natter.protocol.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One pass over a header block. Confined to one call. */
final class HeaderBlock {
    private final byte[] bytes;
    private final int end;
    private int at; // beginning of the next line
    private int lineEnd; // end of the current one, without CR LF

    HeaderBlock(byte[] bytes, int from, int length) {
        this.bytes = bytes;
        this.at = from;
        this.end = from + length;
    }

    Headers read() {
        int start = nextLine();
        Headers.@Nullable Status status = versionAndStatus(start);
        List<Headers.Entry> entries = new ArrayList<>();
        start = nextLine();
        while (start < lineEnd) {
            if (entries.size() == Headers.COUNT_MAX) {
                throw new HeadersException("headers: got more than " + Headers.COUNT_MAX);
            }
            entries.add(entry(start));
            start = nextLine();
        }
        if (at != end) {
            throw new HeadersException("headers: got " + (end - at) + " bytes behind the empty line, expected none");
        }
        return Headers.ofParsed(status, entries);
    }

    /** Moves on by one line and returns where it begins. A lone LF ends a line too. */
    private int nextLine() {
        int start = at;
        int lineFeed = start;
        while (lineFeed < end && bytes[lineFeed] != '\n') {
            lineFeed++;
        }
        if (lineFeed == end) {
            throw new HeadersException("headers: end without an empty line");
        }
        lineEnd = lineFeed > start && bytes[lineFeed - 1] == '\r' ? lineFeed - 1 : lineFeed;
        at = lineFeed + 1;
        return start;
    }

    private Headers.@Nullable Status versionAndStatus(int start) {
        int versionEnd = start + Headers.VERSION.length;
        if (versionEnd > lineEnd
                || !Arrays.equals(bytes, start, versionEnd, Headers.VERSION, 0, Headers.VERSION.length)) {
            throw new HeadersException("headers: begin with something else, expected NATS/1.0");
        }
        String rest = text(versionEnd, lineEnd);
        if (rest.isEmpty()) {
            return null;
        }
        int blank = rest.indexOf(' ');
        String code = blank < 0 ? rest : rest.substring(0, blank);
        if (code.length() != 3 || !code.chars().allMatch(c -> c >= '0' && c <= '9') || code.charAt(0) == '0') {
            throw new HeadersException("headers: got a status that is no code of three digits");
        }
        return new Headers.Status(Integer.parseInt(code), blank < 0 ? "" : trimmed(rest.substring(blank)));
    }

    private Headers.Entry entry(int start) {
        int colon = start;
        while (colon < lineEnd && Headers.isNameByte(bytes[colon])) {
            colon++;
        }
        if (colon == start || colon == lineEnd || bytes[colon] != ':') {
            throw new HeadersException("headers: got a line without name and colon");
        }
        return new Headers.Entry(new String(bytes, start, colon - start, UTF_8), text(colon + 1, lineEnd));
    }

    private String text(int from, int to) {
        String text = trimmed(new String(bytes, from, to - from, UTF_8));
        if (text.indexOf('\r') >= 0) {
            throw new HeadersException("headers: got a lone carriage return");
        }
        return text;
    }

    /** Without blanks and tabs at both ends. */
    static String trimmed(String text) {
        int from = 0;
        int to = text.length();
        while (from < to && isBlank(text.charAt(from))) {
            from++;
        }
        while (to > from && isBlank(text.charAt(to - 1))) {
            to--;
        }
        return text.substring(from, to);
    }

    private static boolean isBlank(char c) {
        return c == ' ' || c == '\t';
    }
}
