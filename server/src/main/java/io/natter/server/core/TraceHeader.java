package io.natter.server.core;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Looks whether a header block asks for the message's way to be told: by a line that begins with {@code Nats-Trace-Dest:}.
 *
 * <p>Thread-safe: pure functions. Asked for every message with headers, so it looks at one byte in many (Horspool): none of the pattern's
 * bytes can be missed by a step of its length.
 */
final class TraceHeader {
    static final String NAME = "Nats-Trace-Dest";

    private static final byte[] PATTERN = ("\n" + NAME + ":").getBytes(StandardCharsets.US_ASCII);
    private static final byte[] STEPS = steps();

    private TraceHeader() {}

    // How far the pattern may be moved on when its last byte would stand at this byte.
    private static byte[] steps() {
        byte[] steps = new byte[256];
        Arrays.fill(steps, (byte) PATTERN.length);
        for (int i = 0; i < PATTERN.length - 1; i++) {
            steps[PATTERN[i]] = (byte) (PATTERN.length - 1 - i);
        }
        return steps;
    }

    /** Whether the block has such a line. */
    static boolean isIn(byte[] bytes, int from, int length) {
        int end = from + length;
        for (int last = from + PATTERN.length - 1; last < end; last += STEPS[bytes[last] & 0xff]) {
            if (bytes[last] == ':' && isAt(bytes, last - PATTERN.length + 1)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isAt(byte[] bytes, int at) {
        return Arrays.equals(bytes, at, at + PATTERN.length, PATTERN, 0, PATTERN.length);
    }
}
