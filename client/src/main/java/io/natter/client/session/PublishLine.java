package io.natter.client.session;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * Reads back the control line of a PUB or HPUB of our own making.
 *
 * <p>Thread-safe: pure functions.
 */
final class PublishLine {
    private PublishLine() {}

    /** Bytes of headers and payload: the last number of the line. */
    static int bodyLength(byte[] operation, int from) {
        int at = from;
        int number = 0;
        while (operation[at] != '\r') {
            int digit = operation[at] - '0';
            number = digit >= 0 && digit <= 9 ? number * 10 + digit : 0;
            at++;
        }
        return number;
    }

    /** Its subject: the second word. */
    static String subject(byte[] operation, int from) {
        int start = blank(operation, from) + 1;
        return new String(operation, start, blank(operation, start) - start, UTF_8);
    }

    private static int blank(byte[] operation, int from) {
        int at = from;
        while (operation[at] != ' ') {
            at++;
        }
        return at;
    }
}
