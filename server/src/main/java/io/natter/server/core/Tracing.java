package io.natter.server.core;

import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.slf4j.Logger;

/**
 * Writes every operation of a connection to the log, both ways: {@code <<- [PUB a 2]} and {@code ->> [MSG a 1 2]} (C130, C131).
 *
 * <p>Thread-safe. Only called while tracing is on; what a client shows of its credentials is blotted out.
 */
final class Tracing {
    private static final String REDACTED = "[REDACTED]";
    private static final Pattern SECRET = Pattern.compile(
            "(\"?(?:pass|auth_token|jwt|sig|nkey_seed|proxy_sig)\"?\\s*:\\s*)(\"(?:[^\"\\\\]|\\\\.)*\"|[^,}\\s]+)",
            Pattern.CASE_INSENSITIVE);

    private Tracing() {}

    /** An operation that came in: its line, without the payload. */
    static void in(Connection connection, byte[] bytes, int from, int to) {
        connection.broker().log().trace("{} - <<- [{}]", connection, line(bytes, from, to));
    }

    /** An operation that goes out. */
    static void out(Connection connection, byte[] bytes, int from, int to) {
        connection.broker().log().trace("{} - ->> [{}]", connection, line(bytes, from, to));
    }

    /** The payload of a message, shortened to what the configuration allows. */
    static void payload(Connection connection, Message m, boolean isIn) {
        Settings settings = connection.settings();
        int from = m.payloadFrom;
        int length = m.payloadLength;
        if (settings.tracesHeadersOnly()) {
            if (!m.hasHeaders()) {
                return;
            }
            length = Math.max(0, m.headerLength - 4);
        }
        if (length == 0) {
            return;
        }
        int max = settings.limits().maxTracedMessageBytes();
        boolean isCut = max > 0 && length > max;
        String shown = new String(m.bytes, from, isCut ? max : length, StandardCharsets.ISO_8859_1);
        Logger log = connection.broker().log();
        log.trace("{} - {} MSG_PAYLOAD: [{}]", connection, isIn ? "<<-" : "->>", quoted(shown, isCut ? "..." : ""));
    }

    private static String quoted(String text, String end) {
        String escaped = io.natter.protocol.ErrorText.quote(text);
        return escaped.substring(0, escaped.length() - 1) + end + "\"";
    }

    private static String line(byte[] bytes, int from, int to) {
        int end = to;
        while (end > from && (bytes[end - 1] == '\n' || bytes[end - 1] == '\r')) {
            end--;
        }
        String text = new String(bytes, from, end - from, StandardCharsets.UTF_8);
        boolean mayHoldSecrets = text.regionMatches(true, 0, "CONNECT", 0, 7);
        return mayHoldSecrets ? SECRET.matcher(text).replaceAll("$1\"" + REDACTED + "\"") : text;
    }
}
