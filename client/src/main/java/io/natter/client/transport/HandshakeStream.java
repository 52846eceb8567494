package io.natter.client.transport;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.Arrays;

/**
 * A stream while it is set up: reads and writes wait, up to the deadline of the dial.
 *
 * <p>Confined to the dialing thread. Layers are put over one another with {@link #layer}; what was read and is not used
 * yet goes on to who comes next.
 */
final class HandshakeStream {
    private static final int FIRST_BYTES = 4096;

    private final DialSelector waiting;
    private final SocketChannel channel;
    private final SelectionKey key;
    private ByteStream stream;

    // what was read: from `from` to `to` it is not used yet
    private byte[] bytes = new byte[FIRST_BYTES];
    private int from;
    private int to;

    /** Over a connected channel that is registered with the selector. */
    HandshakeStream(DialSelector waiting, SocketChannel channel) {
        this.waiting = waiting;
        this.channel = channel;
        this.key = channel.keyFor(waiting.selector());
        this.stream = new SocketStream(channel);
    }

    SocketChannel channel() {
        return channel;
    }

    ByteStream stream() {
        return stream;
    }

    DialSelector waiting() {
        return waiting;
    }

    /** Goes on over this stream, which runs over the one before; what was read was taken by it. */
    void layer(ByteStream next) {
        stream = next;
    }

    /** Whether bytes were read that nobody has used. */
    boolean hasUnused() {
        return from < to;
    }

    /** Takes what was read and not used. */
    ByteBuffer takeUnused() {
        ByteBuffer unused = ByteBuffer.wrap(bytes, from, to - from).slice();
        bytes = new byte[FIRST_BYTES];
        from = 0;
        to = 0;
        return unused;
    }

    /** Closes the socket. */
    void close() {
        new SocketStream(channel).close();
    }

    /** Waits until the socket can be read. */
    void awaitReadable() throws IOException {
        await(SelectionKey.OP_READ);
    }

    /** Waits until the socket can be written. */
    void awaitWritable() throws IOException {
        await(SelectionKey.OP_WRITE);
    }

    private void await(int operation) throws IOException {
        key.interestOps(operation);
        do {
            waiting.await(Long.MAX_VALUE);
        } while (waiting.selector().selectedKeys().isEmpty());
        waiting.selector().selectedKeys().clear();
    }

    /** Writes all of it. */
    void write(byte[] data) throws IOException {
        ByteBuffer source = ByteBuffer.wrap(data);
        stream.write(source);
        while (source.hasRemaining() || !stream.flush()) {
            awaitWritable();
            stream.write(source);
        }
    }

    /** The next byte, 0 to 255. */
    int readByte() throws IOException {
        while (from == to) {
            fill();
        }
        return bytes[from++] & 0xff;
    }

    /** The next bytes. */
    byte[] readBytes(int count) throws IOException {
        while (to - from < count) {
            fill();
        }
        from += count;
        return Arrays.copyOfRange(bytes, from - count, from);
    }

    /**
     * The next line with its line feed.
     *
     * @throws IOException if it is longer than {@code bytesMax}
     */
    byte[] readLine(int bytesMax) throws IOException {
        int scanned = 0;
        while (true) {
            for (int i = from + scanned; i < to; i++) {
                if (bytes[i] == '\n') {
                    return readBytes(i + 1 - from);
                }
            }
            scanned = to - from;
            if (scanned >= bytesMax) {
                throw new IOException(waiting.step() + ": got a line of more than " + bytesMax + " bytes");
            }
            fill();
        }
    }

    private void fill() throws IOException {
        makeRoom();
        ByteBuffer room = ByteBuffer.wrap(bytes, to, bytes.length - to);
        int count = stream.read(room);
        while (count == 0) {
            if (!stream.hasBuffered()) {
                awaitReadable();
            }
            count = stream.read(room);
        }
        if (count < 0) {
            throw new EOFException(waiting.step() + ": the server closed the connection");
        }
        to += count;
    }

    private void makeRoom() {
        if (to < bytes.length) {
            return;
        }
        byte[] target = to - from > bytes.length / 2 ? new byte[2 * bytes.length] : bytes;
        System.arraycopy(bytes, from, target, 0, to - from);
        to -= from;
        from = 0;
        bytes = target;
    }
}
