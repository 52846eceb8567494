package io.natter.client.transport;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The head of an HTTP/1.1 answer: its status and headers (RFC 9112).
 *
 * <p>Immutable.
 *
 * @param status the three digits
 * @param reason the words behind them
 * @param headers values by name in lower case; of several lines the values are joined by commas
 */
record HttpHead(int status, String reason, Map<String, String> headers) {
    private static final int LINE_BYTES_MAX = 8192;
    private static final int LINES_MAX = 100;

    /**
     * Reads one; the stream stands behind its empty line.
     *
     * @param who who should answer, for messages
     * @throws IOException if something else answers
     */
    static HttpHead read(HandshakeStream stream, String who) throws IOException {
        String start = line(stream);
        if (!start.matches("HTTP/1\\.[01] [1-5][0-9]{2}( .*)?")) {
            throw new IOException(who + ": got " + printable(start) + ", expected an answer in HTTP/1.1");
        }
        Map<String, String> headers = new LinkedHashMap<>();
        String line = line(stream);
        while (!line.isEmpty()) {
            int colon = line.indexOf(':');
            if (colon < 1 || headers.size() == LINES_MAX) {
                throw new IOException(who + ": got " + printable(line) + ", expected up to " + LINES_MAX + " headers");
            }
            headers.merge(
                    line.substring(0, colon).toLowerCase(Locale.ROOT),
                    line.substring(colon + 1).strip(),
                    (before, more) -> before + ", " + more);
            line = line(stream);
        }
        return new HttpHead(
                Integer.parseInt(start.substring(9, 12)), start.substring(12).strip(), Map.copyOf(headers));
    }

    private static String line(HandshakeStream stream) throws IOException {
        return new String(stream.readLine(LINE_BYTES_MAX), ISO_8859_1).stripTrailing();
    }

    /** The value of a header, or null. */
    @Nullable
    String header(String name) {
        return headers.get(name.toLowerCase(Locale.ROOT));
    }

    /** Whether a header's list of words has this one; case does not matter. */
    boolean hasWord(String name, String word) {
        String value = header(name);
        if (value == null) {
            return false;
        }
        for (String part : value.split(",", -1)) {
            if (part.strip().equalsIgnoreCase(word)) {
                return true;
            }
        }
        return false;
    }

    /** Status and reason, to be shown. */
    String shown() {
        return ("HTTP " + status + " " + printable(reason)).strip();
    }

    private static String printable(String text) {
        String clean = text.replaceAll("[^ -~]", "?");
        return clean.length() > 60 ? clean.substring(0, 60) + "..." : clean;
    }
}
