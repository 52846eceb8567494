package io.natter.bench.load;

import java.io.EOFException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * One connection while it is set up and fenced: blocking, a line at a time. When traffic starts, the channel is used directly.
 *
 * <p>Confined to one thread at a time.
 */
public final class Wire implements AutoCloseable {
    private static final int PENDING_BYTES = 64 << 10;
    private static final int SOURCES = 200; // loopback addresses to connect from, so that closed ports do not run out

    private final SocketChannel channel;
    private final ByteBuffer pending = ByteBuffer.allocate(PENDING_BYTES).limit(0);

    private Wire(SocketChannel channel) {
        this.channel = channel;
    }

    /** Connects, logs in and waits for the first PONG. */
    public static Wire connect(Endpoint endpoint) throws IOException {
        return connect(endpoint, null);
    }

    /** Connects the {@code number}th of very many connections: each from one of many loopback addresses. */
    public static Wire connectFromMany(Endpoint endpoint, int number) throws IOException {
        return connect(endpoint, source(number));
    }

    /** Opens the socket of the {@code number}th of very many connections and reads nothing. */
    static SocketChannel openSocket(Endpoint endpoint, int number) throws IOException {
        return open(endpoint, source(number));
    }

    private static SocketAddress source(int number) {
        return new InetSocketAddress("127.0.0." + (2 + Math.floorMod(number, SOURCES)), 0);
    }

    private static Wire connect(Endpoint endpoint, @Nullable SocketAddress source) throws IOException {
        Wire wire = new Wire(open(endpoint, source));
        try {
            wire.expectLine("INFO ");
            wire.send(endpoint.connectLine() + "PING\r\n");
            wire.awaitPong();
            return wire;
        } catch (IOException e) {
            wire.close();
            throw e;
        }
    }

    private static SocketChannel open(Endpoint endpoint, @Nullable SocketAddress source) throws IOException {
        SocketChannel channel = SocketChannel.open();
        try {
            if (source != null) {
                channel.bind(source);
            }
            channel.connect(endpoint.address());
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            return channel;
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    /** Returns the socket, in blocking mode. */
    public SocketChannel channel() {
        return channel;
    }

    /** Writes all of {@code text}. */
    public void send(String text) throws IOException {
        send(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
    }

    /** Writes all of {@code bytes}. */
    public void send(ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    /** Subscribes; the server's answer comes with the next fence. */
    public void subscribe(String filter, @Nullable String queue, String sid) throws IOException {
        send("SUB " + filter + (queue == null ? "" : " " + queue) + " " + sid + "\r\n");
    }

    /** Returns when the server has done everything that was sent before. */
    public void fence() throws IOException {
        send("PING\r\n");
        awaitPong();
    }

    /** Reads lines until PONG and answers PING. Throws on an error line. */
    public void awaitPong() throws IOException {
        while (true) {
            String line = readLine();
            if (line.equals("PONG")) {
                return;
            } else if (line.equals("PING")) {
                send("PONG\r\n");
            } else if (line.startsWith("-ERR")) {
                throw new IOException("server answered " + line + ", expected PONG");
            }
        }
    }

    /** Reads one line and checks its start. */
    public String expectLine(String start) throws IOException {
        String line = readLine();
        if (!line.startsWith(start)) {
            throw new IOException("server answered " + line + ", expected " + start);
        }
        return line;
    }

    /** Takes the bytes that were read beyond the last line; whoever reads the channel directly needs them first. */
    byte[] takePending() {
        byte[] bytes = new byte[pending.remaining()];
        pending.get(bytes);
        return bytes;
    }

    private String readLine() throws IOException {
        int scanned = 0;
        while (true) {
            for (int i = pending.position() + scanned; i < pending.limit(); i++) {
                if (pending.get(i) == '\n') {
                    return takeLine(i);
                }
            }
            scanned = pending.remaining();
            readMore();
        }
    }

    private String takeLine(int end) {
        byte[] line = new byte[end - pending.position()];
        pending.get(line).get();
        return new String(line, StandardCharsets.UTF_8).trim();
    }

    private void readMore() throws IOException {
        pending.compact();
        if (!pending.hasRemaining()) {
            throw new IOException("line: got more than " + PENDING_BYTES + " bytes without an end");
        }
        int read = channel.read(pending);
        pending.flip();
        if (read < 0) {
            throw new EOFException("closed by the server");
        }
        if (Thread.interrupted()) {
            throw new InterruptedIOException("interrupted");
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
