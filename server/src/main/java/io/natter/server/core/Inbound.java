package io.natter.server.core;

import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/**
 * The bytes a connection has sent and the parser has not used: half a control line, or a frame whose payload is on its way.
 *
 * <p>Confined to the connection's event loop. Between reads nothing is kept but such a rest. The memory of a rest follows the bytes that
 * really came, not the size that the control line claims.
 *
 * <pre>
 *  LINE     the rest begins with an unfinished control line, or with operations not parsed yet: joined with the next read
 *  FRAME    the rest is one frame of known size: filled up first, then parsed from its own array
 * </pre>
 */
final class Inbound {
    private enum Rest {
        LINE,
        FRAME
    }

    private final Loop loop;
    private final Connection connection;

    private Rest kind = Rest.LINE;
    private byte @Nullable [] rest;
    private int restLength;
    private int frameLength; // only while kind is FRAME

    Inbound(Loop loop, Connection connection) {
        this.loop = loop;
        this.connection = connection;
    }

    /** Takes all of {@code in} and parses what is complete. */
    void read(ByteBuf in) {
        while (in.isReadable() && !connection.isClosed()) {
            if (kind == Rest.FRAME && !fillFrame(in)) {
                return;
            }
            if (in.isReadable()) {
                readJoined(in);
            }
        }
    }

    /** Parses the rest again, after the connection had stopped the parser. */
    void resume() {
        byte[] kept = rest;
        if (kept == null || kind == Rest.FRAME) {
            return;
        }
        int length = restLength;
        rest = null;
        restLength = 0;
        parse(kept, length);
        loop.chunks().give(kept);
    }

    /** Forgets the rest. */
    void clear() {
        if (rest != null) {
            loop.chunks().give(rest);
            rest = null;
            restLength = 0;
        }
        kind = Rest.LINE;
    }

    private void readJoined(ByteBuf in) {
        byte[] bytes = loop.readBytes();
        int length = 0;
        if (rest != null) {
            if (restLength > bytes.length / 2) {
                // A line that may be long, or the parser is stopped and left more than a line: reading is paused then.
                appendToRest(in, in.readableBytes());
                if (!connection.isParsingStopped()) {
                    resume();
                }
                return;
            }
            System.arraycopy(rest, 0, bytes, 0, restLength);
            length = restLength;
            clear();
        }
        int part = Math.min(in.readableBytes(), bytes.length - length);
        in.readBytes(bytes, length, part);
        parse(bytes, length + part);
    }

    private void parse(byte[] bytes, int length) {
        int used = loop.parser().parse(connection, bytes, 0, length);
        if (used < length && !connection.isClosed()) {
            int wanted = loop.parser().frameLengthWanted();
            kind = wanted > 0 ? Rest.FRAME : Rest.LINE;
            frameLength = wanted;
            keep(bytes, used, length - used);
        }
    }

    private void keep(byte[] bytes, int from, int length) {
        rest = newRest(length);
        System.arraycopy(bytes, from, rest, 0, length);
        restLength = length;
    }

    private byte[] newRest(int length) {
        return length <= ChunkPool.CHUNK_BYTES ? loop.chunks().take(length) : new byte[length];
    }

    private void appendToRest(ByteBuf in, int length) {
        byte[] kept = rest;
        if (kept == null) {
            kept = newRest(length);
            restLength = 0;
        }
        if (restLength + length > kept.length) {
            byte[] grown = newRest(Math.max(restLength + length, kept.length * 2));
            System.arraycopy(kept, 0, grown, 0, restLength);
            loop.chunks().give(kept);
            kept = grown;
        }
        in.readBytes(kept, restLength, length);
        restLength += length;
        rest = kept;
    }

    // True when the frame was parsed, whole or already known to end wrongly; false when it took all of the input.
    private boolean fillFrame(ByteBuf in) {
        appendToRest(in, Math.min(frameLength - restLength, in.readableBytes()));
        if (restLength < frameLength && !endsWrongly()) {
            return false;
        }
        byte[] frame = java.util.Objects.requireNonNull(rest);
        int length = restLength;
        rest = null;
        restLength = 0;
        kind = Rest.LINE;
        parse(frame, length);
        loop.chunks().give(frame);
        return true;
    }

    // Where the CR of the frame is due stands something else: told at once, the LF may never come.
    private boolean endsWrongly() {
        return restLength == frameLength - 1 && rest != null && rest[restLength - 1] != '\r';
    }
}
