package io.natter.bench.load;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A server as if it were far away: what either side sends arrives a fixed time later, at any rate.
 *
 * <p>Thread-safe. Each direction has a thread that reads and one that writes, with at most {@link #PIECES_MAX} pieces between them.
 *
 * <pre>
 *  client -> read, note the time -> [ pieces ] -> wait until time + delay, write -> server
 *  client <- ............................... the same ............................ <- server
 * </pre>
 */
public final class SlowLine implements AutoCloseable {
    private static final int PIECE_BYTES = 64 << 10;
    private static final int PIECES_MAX = 512;

    private final Endpoint server;
    private final long delayNs;
    private final ServerSocketChannel listener;
    private final List<Closeable> open = new CopyOnWriteArrayList<>();
    private final List<Thread> threads = new CopyOnWriteArrayList<>();
    private volatile boolean isClosed;

    private SlowLine(Endpoint server, Duration delay, ServerSocketChannel listener) {
        this.server = server;
        this.delayNs = delay.toNanos();
        this.listener = listener;
    }

    /** A line to this server that takes so long in each direction. */
    public static SlowLine to(Endpoint server, Duration delay) throws IOException {
        ServerSocketChannel listener = ServerSocketChannel.open().bind(new InetSocketAddress("127.0.0.1", 0));
        SlowLine line = new SlowLine(server, delay, listener);
        line.start(line::accept);
        return line;
    }

    /** Where clients connect. */
    public Endpoint endpoint() throws IOException {
        return Endpoint.loopback(((InetSocketAddress) listener.getLocalAddress()).getPort());
    }

    private void start(Runnable task) {
        Thread thread = new Thread(task, "bench-line");
        thread.setDaemon(true);
        threads.add(thread);
        thread.start();
    }

    private void accept() {
        while (!isClosed) {
            try {
                SocketChannel near = opened(listener.accept());
                SocketChannel far = opened(SocketChannel.open(server.address()));
                relay(near, far);
                relay(far, near);
            } catch (IOException over) {
                end(listener);
                return;
            }
        }
    }

    private SocketChannel opened(SocketChannel channel) throws IOException {
        open.add(channel);
        if (isClosed) {
            end(channel);
        }
        return channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
    }

    /** Bytes on their way, none at the end. Confined to one thread after the other. */
    private record Piece(ByteBuffer bytes, long dueNs) {
        private static final Piece END = new Piece(ByteBuffer.allocate(0), 0);
    }

    private void relay(SocketChannel from, SocketChannel to) {
        BlockingQueue<Piece> pieces = new ArrayBlockingQueue<>(PIECES_MAX);
        start(() -> read(from, pieces));
        start(() -> write(pieces, to, from));
    }

    private void read(SocketChannel from, BlockingQueue<Piece> pieces) {
        try {
            ByteBuffer bytes = ByteBuffer.allocateDirect(PIECE_BYTES);
            while (from.read(bytes.clear()) >= 0) {
                bytes.flip();
                ByteBuffer copy =
                        ByteBuffer.allocate(bytes.remaining()).put(bytes).flip();
                put(pieces, new Piece(copy, System.nanoTime() + delayNs));
            }
        } catch (IOException over) {
            end(from);
        } finally {
            put(pieces, Piece.END);
        }
    }

    private void write(BlockingQueue<Piece> pieces, SocketChannel to, SocketChannel from) {
        boolean isBroken = false;
        for (Piece piece = take(pieces); piece.bytes().hasRemaining(); piece = take(pieces)) {
            Threads.parkUntil(piece.dueNs());
            try {
                while (!isBroken && piece.bytes().hasRemaining()) {
                    to.write(piece.bytes());
                }
            } catch (IOException broken) {
                isBroken = true; // what still comes is taken and thrown away
                end(from);
            }
        }
        end(to);
    }

    private static void put(BlockingQueue<Piece> pieces, Piece piece) {
        try {
            pieces.put(piece);
        } catch (InterruptedException nobodyDoes) {
            throw new IllegalStateException(nobodyDoes);
        }
    }

    private static Piece take(BlockingQueue<Piece> pieces) {
        try {
            return pieces.take();
        } catch (InterruptedException nobodyDoes) {
            throw new IllegalStateException(nobodyDoes);
        }
    }

    private static void end(Closeable channel) {
        try {
            channel.close();
        } catch (IOException gone) {
            throw new IllegalStateException(gone);
        }
    }

    /** Cuts all connections. */
    @Override
    public void close() {
        isClosed = true;
        end(listener);
        open.forEach(SlowLine::end);
        threads.forEach(Threads::join);
    }
}
