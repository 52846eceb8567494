package io.natter.server.core;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.List;
import java.util.Map;

/**
 * The header {@code traceparent} of W3C's trace context, by which others ask for a message's way to be told (D118).
 *
 * <p>Thread-safe: pure functions. Only looked for in accounts that say where such messages are told of ({@code msg_trace}).
 *
 * <pre>
 *  traceparent: 00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01      the last bit: sampled
 * </pre>
 */
final class TraceParent {
    private static final byte[] NAME = "traceparent".getBytes(US_ASCII);
    private static final int LOWER = 0x20;
    private static final int PARTS = 4;
    private static final int HEX = 16;

    private TraceParent() {}

    /** Whether a header block has such a line, in any case. */
    static boolean isIn(byte[] bytes, int from, int length) {
        int end = from + length;
        for (int i = from + NAME.length + 1; i < end; i++) {
            if (bytes[i] == ':' && bytes[i - NAME.length - 1] == '\n' && isAt(bytes, i - NAME.length)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isAt(byte[] bytes, int at) {
        for (int i = 0; i < NAME.length; i++) {
            if ((bytes[at + i] | LOWER) != NAME[i]) {
                return false;
            }
        }
        return true;
    }

    /** Whether one of them says that the trace is sampled. */
    static boolean isSampled(Map<String, List<String>> headers) {
        return headers.entrySet().stream()
                .filter(header -> header.getKey().equalsIgnoreCase("traceparent"))
                .flatMap(header -> header.getValue().stream())
                .anyMatch(TraceParent::isSampled);
    }

    private static boolean isSampled(String value) {
        String[] parts = value.split("-", -1);
        if (parts.length != PARTS || parts[PARTS - 1].length() != 2) {
            return false;
        }
        try {
            int flags = Integer.parseInt(parts[PARTS - 1], HEX);
            return flags <= Byte.MAX_VALUE && (flags & 1) == 1;
        } catch (NumberFormatException none) {
            return false;
        }
    }
}
