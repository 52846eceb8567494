package io.natter.conformance.wire;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/**
 * Cuts what a server sent into operations. Confined to its connection's reader.
 *
 * <p>Slow and obvious on purpose, and independent of the parser under test: it keeps all bytes that are not yet an
 * operation, and starts from their beginning each time.
 */
final class ReplyParser {
    private byte[] pending = new byte[0];

    /** Adds what was read. */
    void feed(byte[] bytes, int count) {
        int before = pending.length;
        pending = Arrays.copyOf(pending, before + count);
        System.arraycopy(bytes, 0, pending, before, count);
    }

    /** The next whole operation, or empty when more bytes are needed. */
    Optional<Reply> next() {
        int lineEnd = indexOfCrlf();
        if (lineEnd < 0) {
            return Optional.empty();
        }
        String line = new String(pending, 0, lineEnd, StandardCharsets.ISO_8859_1);
        Reply.Kind kind = Reply.kindOf(line);
        int start = lineEnd + 2;
        if (kind != Reply.Kind.MSG && kind != Reply.Kind.HMSG) {
            consume(start);
            return Optional.of(new Reply(kind, readable(line), new byte[0]));
        }
        String size = line.substring(line.lastIndexOf(' ') + 1);
        if (!size.matches("\\d{1,9}")) {
            consume(start);
            return Optional.of(new Reply(Reply.Kind.UNKNOWN, readable(line), new byte[0]));
        }
        int end = start + Integer.parseInt(size);
        if (pending.length < end + 2) {
            return Optional.empty();
        }
        Reply reply = new Reply(kind, readable(line), Arrays.copyOfRange(pending, start, end));
        consume(end + 2);
        return Optional.of(reply);
    }

    /** What is left when no more will come: nothing, or the start of an operation. */
    Optional<Reply> rest() {
        return pending.length == 0
                ? Optional.empty()
                : Optional.of(new Reply(Reply.Kind.CUT, Escapes.textOf(pending), new byte[0]));
    }

    /** INFO is JSON text and stays as it is; in all other lines strange bytes become visible. */
    private static String readable(String line) {
        byte[] bytes = line.getBytes(StandardCharsets.ISO_8859_1);
        return line.startsWith("INFO") ? new String(bytes, StandardCharsets.UTF_8) : Escapes.textOf(bytes);
    }

    private int indexOfCrlf() {
        for (int i = 0; i + 1 < pending.length; i++) {
            if (pending[i] == '\r' && pending[i + 1] == '\n') {
                return i;
            }
        }
        return -1;
    }

    private void consume(int count) {
        pending = Arrays.copyOfRange(pending, count, pending.length);
    }
}
