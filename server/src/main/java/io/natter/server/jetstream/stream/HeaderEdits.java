package io.natter.server.jetstream.stream;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.natter.protocol.jetstream.JetStreamHeaders;
import io.natter.protocol.wire.ByteBuilder;

/**
 * Changes to header blocks, line by line: what is not touched stays byte for byte.
 *
 * <p>Thread-safe: pure functions. Each returns a new block; no bytes when no header is left.
 */
final class HeaderEdits {
    private static final byte[] VERSION = "NATS/1.0".getBytes(US_ASCII);
    private static final byte[] HEAD = "NATS/1.0\r\n".getBytes(US_ASCII);
    private static final int EMPTY_LENGTH = HEAD.length + 2;

    private HeaderEdits() {}

    /** Whether the first line says more than the version. */
    static boolean hasStatus(byte[] bytes, int from, int length) {
        return length > VERSION.length && startsWith(bytes, from, VERSION) && bytes[from + VERSION.length] != '\r';
    }

    /** Without what stands behind the version. */
    static byte[] withoutStatus(byte[] bytes, int from, int length) {
        int end = from + length;
        int line = from;
        while (line < end && bytes[line] != '\r') {
            line++;
        }
        if (end - line <= 4) {
            return new byte[0];
        }
        return new ByteBuilder(length)
                .append(VERSION)
                .append(bytes, line, end - line)
                .toBytes();
    }

    /** Without any header line that begins like this. */
    static byte[] withoutPrefix(byte[] bytes, int from, int length, String prefix) {
        byte[] key = prefix.getBytes(UTF_8);
        int end = from + length;
        var out = new ByteBuilder(length);
        int line = from;
        while (line < end) {
            int next = nextLine(bytes, line, end);
            boolean isIt = line > from && startsWith(bytes, line, end, key);
            if (!isIt) {
                out.append(bytes, line, next - line);
            }
            line = next;
        }
        return out.length() <= EMPTY_LENGTH ? new byte[0] : out.toBytes();
    }

    /** Without what concerned only the stream a message comes from: where it had it from, what was expected there, its batch (D240). */
    static byte[] forCopy(byte[] bytes, int from, int length) {
        byte[] rest = withoutPrefix(bytes, from, length, "Nats-Stream-Source:");
        return forMirror(rest, 0, rest.length);
    }

    /** Without what was expected of the stream a message comes from, and its batch there. */
    static byte[] forMirror(byte[] bytes, int from, int length) {
        byte[] rest = withoutPrefix(bytes, from, length, "Nats-Expected-");
        return withoutPrefix(rest, 0, rest.length, "Nats-Batch-");
    }

    /** Without what would keep a scheduled message from being stored, and what is said of schedules (D115). */
    static byte[] forSchedule(byte[] bytes, int from, int length) {
        byte[] rest = withoutPrefix(bytes, from, length, "Nats-Schedule");
        rest = withoutPrefix(rest, 0, rest.length, "Nats-Expected-");
        rest = without(rest, 0, rest.length, JetStreamHeaders.MESSAGE_ID);
        rest = without(rest, 0, rest.length, JetStreamHeaders.TTL);
        return without(rest, 0, rest.length, JetStreamHeaders.ROLLUP);
    }

    /** Without any header of this name. */
    static byte[] without(byte[] bytes, int from, int length, String name) {
        return withoutPrefix(bytes, from, length, name + ":");
    }

    /** With one more header behind the others. */
    static byte[] with(byte[] bytes, int from, int length, String name, String value) {
        var out = new ByteBuilder(length + name.length() + value.length() + 16);
        if (length > 2) {
            out.append(bytes, from, length - 2);
        } else {
            out.append(HEAD);
        }
        return out.append(name).append(": ").append(value).crlf().crlf().toBytes();
    }

    /** With this header once, behind the others. */
    static byte[] set(byte[] bytes, int from, int length, String name, String value) {
        byte[] rest = without(bytes, from, length, name);
        return with(rest, 0, rest.length, name, value);
    }

    /** A block of one header. */
    static byte[] of(String name, String value) {
        return with(new byte[0], 0, 0, name, value);
    }

    private static int nextLine(byte[] bytes, int at, int end) {
        for (int i = at; i + 1 < end; i++) {
            if (bytes[i] == '\r' && bytes[i + 1] == '\n') {
                return i + 2;
            }
        }
        return end;
    }

    private static boolean startsWith(byte[] bytes, int from, byte[] prefix) {
        return startsWith(bytes, from, bytes.length, prefix);
    }

    private static boolean startsWith(byte[] bytes, int from, int end, byte[] prefix) {
        if (end - from < prefix.length) {
            return false;
        }
        for (int i = 0; i < prefix.length; i++) {
            if (bytes[from + i] != prefix[i]) {
                return false;
            }
        }
        return true;
    }
}
