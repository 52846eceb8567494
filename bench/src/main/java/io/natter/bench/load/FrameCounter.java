package io.natter.bench.load;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Counts deliveries exactly while looking at as few bytes as possible.
 *
 * <p>These are four bytes of the verb, the CRLF where the line must end, and the mark at the start of the payload. Everything that does not look so is read as a line.
 *
 * <p>A message counts when its last byte has passed. What is left unread when {@link #consume} returns is shorter than a line and a mark, and
 * must be offered again in front of the bytes that follow.
 *
 * <p>Confined to the receiver's thread.
 */
public final class FrameCounter {
    private static final int MSG = word('M', 'S', 'G', ' ');
    private static final int PING = word('P', 'I', 'N', 'G');
    private static final int PONG = word('P', 'O', 'N', 'G');
    private static final int ERR = word('-', 'E', 'R', 'R');
    private static final short CRLF = (short) ('\n' << 8 | '\r');
    private static final int ERRORS_MAX = 20;

    private final FrameShape shape;
    private final Mark mark;
    private final List<String> errors = new ArrayList<>();

    private long skipBytes; // of a message whose head was seen
    private long messages;
    private long strange;
    private int pings;
    private int pongs;

    /** Counts frames of {@code shape}; each mark goes to {@code mark}. */
    public FrameCounter(FrameShape shape, Mark mark) {
        this.shape = shape;
        this.mark = mark;
    }

    /** Returns how many messages have passed whole. */
    public long messages() {
        return messages;
    }

    /** Returns how many deliveries had another shape than the workload's. */
    public long strange() {
        return strange;
    }

    /** Returns how many PONGs have passed. */
    public int pongs() {
        return pongs;
    }

    /** Returns the PINGs since the last call; each is owed a PONG. */
    public int takePings() {
        int taken = pings;
        pings = 0;
        return taken;
    }

    /** Returns the first error lines of the server. */
    public List<String> errors() {
        return errors;
    }

    /** Reads on; moves the position to the first byte that is still needed. {@code in} must be little-endian. */
    public void consume(ByteBuffer in) {
        assert in.order() == ByteOrder.LITTLE_ENDIAN;
        int limit = in.limit();
        int position = in.position();
        int next = position;
        do {
            position = next;
            next = skipBytes > 0 ? skip(position, limit) : frames(in, position, limit);
        } while (next != position);
        in.position(position);
    }

    private int skip(int position, int limit) {
        int step = (int) Math.min(skipBytes, (long) limit - position);
        skipBytes -= step;
        if (skipBytes == 0) {
            messages++;
        }
        return position + step;
    }

    /** Passes over all frames of the expected shape, then over one line of another kind. */
    private int frames(ByteBuffer in, int start, int limit) {
        int position = start;
        int headBytes = shape.headBytes();
        int headerBytes = shape.headerBytes();
        int frameBytes = shape.frameBytes();
        int whole = 0;
        while (limit - position >= headBytes
                && in.getInt(position) == MSG
                && in.getShort(position + headerBytes - 2) == CRLF) {
            mark.message(in, position + headerBytes);
            if (limit - position < frameBytes) {
                skipBytes = (long) frameBytes - (limit - position);
                messages += whole;
                return limit;
            }
            position += frameBytes;
            whole++;
        }
        messages += whole;
        return position == start ? line(in, position, limit) : position;
    }

    private int line(ByteBuffer in, int position, int limit) {
        int end = position;
        while (end < limit && in.get(end) != '\n') {
            end++;
        }
        if (end == limit || end - position < 3) {
            return end == limit ? position : end + 1;
        }
        int verb = in.getInt(position);
        if (verb == MSG) {
            return strangeMessage(in, position, end + 1, limit);
        } else if (verb == PING) {
            pings++;
        } else if (verb == PONG) {
            pongs++;
        } else if (verb == ERR && errors.size() < ERRORS_MAX) {
            errors.add(text(in, position, end));
        }
        return end + 1;
    }

    /** A delivery whose line is of another length; one of the expected shape comes here only while its mark is still under way. */
    private int strangeMessage(ByteBuffer in, int position, int payload, int limit) {
        if (payload - position == shape.headerBytes() && limit - position < shape.headBytes()) {
            return position;
        }
        String line = text(in, position, payload - 1);
        strange++;
        skipBytes = Long.parseLong(line.substring(line.lastIndexOf(' ') + 1)) + 2;
        return payload;
    }

    private static String text(ByteBuffer in, int from, int to) {
        byte[] bytes = new byte[to - from];
        in.get(from, bytes);
        return new String(bytes, StandardCharsets.UTF_8).trim();
    }

    private static int word(char a, char b, char c, char d) {
        return a | b << 8 | c << 16 | d << 24;
    }
}
