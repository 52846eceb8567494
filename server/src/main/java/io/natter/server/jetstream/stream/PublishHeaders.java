package io.natter.server.jetstream.stream;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * Where the values of a stream's own headers are in a header block, found in one pass without a copy.
 *
 * <p>Confined to the stream's loop; one instance serves for all messages. As in nats-server, names are case-sensitive, the colon follows
 * them at once, blanks before a value do not count, and the first of several values is the one that does; a block that breaks the rules
 * is kept as it is, and what cannot be read in it is not there.
 */
final class PublishHeaders {
    private static final int PREFIX_LENGTH = 5; // "Nats-"

    private byte[] bytes = {};
    private final int[] from = new int[PublishHeader.COUNT];
    private final int[] length = new int[PublishHeader.COUNT];
    private long present;

    /** Reads another block; a length of 0 for none. */
    void read(byte[] block, int blockFrom, int blockLength) {
        bytes = block;
        present = 0;
        int end = blockFrom + blockLength;
        int line = nextLine(blockFrom, end); // what stands in the first line is no header
        while (line < end) {
            int next = nextLine(line, end);
            if ((bytes[line] == 'N' || bytes[line] == 'K') && next - line > PREFIX_LENGTH) {
                note(line, next - 2);
            }
            line = next;
        }
    }

    // Behind the next CR LF, or the end.
    private int nextLine(int at, int end) {
        for (int i = at; i + 1 < end; i++) {
            if (bytes[i] == '\r' && bytes[i + 1] == '\n') {
                return i + 2;
            }
        }
        return end;
    }

    private void note(int line, int end) {
        int colon = line;
        while (colon < end && bytes[colon] != ':') {
            colon++;
        }
        if (colon == end) {
            return;
        }
        int which = PublishHeader.find(bytes, line, colon - line);
        if (which < 0 || (present & 1L << which) != 0) {
            return;
        }
        int value = colon + 1;
        while (value < end && bytes[value] == ' ') {
            value++;
        }
        present |= 1L << which;
        from[which] = value;
        length[which] = end - value;
    }

    /** Whether none of them is there. */
    boolean isEmpty() {
        return present == 0;
    }

    /** Whether it is there, with a value that is not empty. */
    boolean has(PublishHeader header) {
        return isThere(header) && length[header.index()] > 0;
    }

    /** Whether it is there, even with nothing behind its colon. */
    boolean isThere(PublishHeader header) {
        return (present & 1L << header.index()) != 0;
    }

    /** The value as text; empty when it is not there. */
    String text(PublishHeader header) {
        return has(header) ? new String(bytes, from(header), length(header), UTF_8) : "";
    }

    /** The array that holds the values. */
    byte[] bytes() {
        return bytes;
    }

    /** Where the value begins; only when it is there. */
    int from(PublishHeader header) {
        return from[header.index()];
    }

    /** How long the value is; only when it is there. */
    int length(PublishHeader header) {
        return length[header.index()];
    }

    /** The value as an unsigned number; all ones when it holds anything but digits. Too large ones wrap, as in nats-server. */
    long number(PublishHeader header) {
        return digits(bytes, from(header), length(header));
    }

    /** Whether the value is exactly this. */
    boolean is(PublishHeader header, byte[] value) {
        if (!has(header) || length(header) != value.length) {
            return false;
        }
        int at = from(header);
        for (int i = 0; i < value.length; i++) {
            if (bytes[at + i] != value[i]) {
                return false;
            }
        }
        return true;
    }

    static long digits(byte[] bytes, int from, int length) {
        if (length == 0) {
            return -1;
        }
        long number = 0;
        for (int i = from; i < from + length; i++) {
            if (bytes[i] < '0' || bytes[i] > '9') {
                return -1;
            }
            number = number * 10 + bytes[i] - '0';
        }
        return number;
    }
}
