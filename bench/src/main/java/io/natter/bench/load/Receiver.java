package io.natter.bench.load;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;

/**
 * One receiving connection: reads what is there, counts it, keeps the few bytes of an incomplete head for the next read.
 *
 * <p>Confined to its receiver thread, but for {@link #received}.
 */
final class Receiver {
    private static final byte[] PONG = "PONG\r\n".getBytes(StandardCharsets.US_ASCII);

    private final Wire wire;
    private final Mark mark;
    private final FrameCounter counter;
    private byte[] rest;
    private int restBytes;
    private volatile long received;
    private volatile boolean ended;

    Receiver(Wire wire, FrameShape shape, Mark mark) {
        this.wire = wire;
        this.mark = mark;
        this.counter = new FrameCounter(shape, mark);
        this.rest = wire.takePending();
        this.restBytes = rest.length;
    }

    SocketChannel channel() {
        return wire.channel();
    }

    /** Reads once through the thread's shared buffer. Returns false when the server has closed the connection. */
    boolean read(ByteBuffer shared) throws IOException {
        shared.clear().put(rest, 0, restBytes);
        int read = wire.channel().read(shared);
        mark.readArrived();
        shared.flip();
        counter.consume(shared);
        keep(shared);
        received = counter.messages();
        for (int owed = counter.takePings(); owed > 0; owed--) {
            wire.send(ByteBuffer.wrap(PONG));
        }
        return read >= 0;
    }

    private void keep(ByteBuffer shared) {
        restBytes = shared.remaining();
        if (restBytes > rest.length) {
            rest = new byte[restBytes * 2];
        }
        shared.get(rest, 0, restBytes);
    }

    /** Returns how many messages have been counted, as of the last read. */
    long received() {
        return received;
    }

    /** Returns whether the connection has ended, by the server or by {@link #close}. */
    boolean hasEnded() {
        return ended;
    }

    void end() {
        ended = true;
    }

    /** Returns what was seen; call after the receiver thread has ended. */
    FrameCounter counter() {
        return counter;
    }

    long outOfOrder() {
        return mark.outOfOrder() + counter.strange();
    }

    void close() throws IOException {
        wire.close();
    }
}
