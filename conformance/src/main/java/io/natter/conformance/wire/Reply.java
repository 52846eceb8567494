package io.natter.conformance.wire;

import java.util.Arrays;
import java.util.Map;
import java.util.zip.CRC32;

/**
 * One operation a server sent, as far as a comparison needs it. Immutable.
 *
 * @param kind which operation
 * @param line the control line without its end
 * @param body what followed the line: header and payload of a delivery, else empty; never changed after
 */
@SuppressWarnings("ArrayRecordComponent") // compared by its text, see text()
public record Reply(Kind kind, String line, byte[] body) {
    /** The operations of a server, and what is none. */
    public enum Kind {
        INFO,
        MSG,
        HMSG,
        PING,
        PONG,
        OK,
        ERR,
        /** A whole line that no client would understand. */
        UNKNOWN,
        /** Bytes before the end that are no whole operation. */
        CUT
    }

    private static final int BODY_SHOWN_MAX = 160;

    private static final Map<String, Kind> VERBS = Map.of(
            "INFO", Kind.INFO,
            "MSG", Kind.MSG,
            "HMSG", Kind.HMSG,
            "PING", Kind.PING,
            "PONG", Kind.PONG,
            "+OK", Kind.OK,
            "-ERR", Kind.ERR);

    /** The kind of operation that {@code line} starts. */
    static Kind kindOf(String line) {
        int blank = line.indexOf(' ');
        return VERBS.getOrDefault(blank < 0 ? line : line.substring(0, blank), Kind.UNKNOWN);
    }

    /** A delivery, with or without header. */
    public boolean isDelivery() {
        return kind == Kind.MSG || kind == Kind.HMSG;
    }

    /** The operation on one readable line, what differs from server to server masked. */
    public String text() {
        return switch (kind) {
            case INFO -> "INFO " + InfoShape.of(line.substring("INFO".length()).trim());
            case MSG, HMSG -> line + bodyText();
            case CUT -> "cut off: " + line;
            default -> line;
        };
    }

    /** The text of a delivery without its sid: what all deliveries of one message have in common. */
    String textWithoutSid() {
        String[] tokens = line.split(" ", -1);
        tokens[2] = "_";
        return String.join(" ", tokens) + bodyText();
    }

    private String bodyText() {
        if (body.length <= BODY_SHOWN_MAX) {
            return body.length == 0 ? "" : " | " + Escapes.textOf(body);
        }
        CRC32 sum = new CRC32();
        sum.update(body);
        return " | " + Escapes.textOf(Arrays.copyOf(body, 40)) + "... " + body.length + " bytes, crc32 "
                + Long.toHexString(sum.getValue());
    }
}
