package io.natter.conformance.wire;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;

/**
 * A raw connection whose replies are collected as they come.
 *
 * <p><i>Thread-safe.</i> A reader thread reads until the end, so that a server that closes cannot take back what it has
 * said before; callers wait for what they need. The lock guards {@code replies} and {@code ended}; what a test sends
 * bounds what is collected.
 */
public final class WireConnection implements AutoCloseable {
    /** How long a wait may last before the answer counts as missing; a bound, not a pace. */
    private static final long PATIENCE_NS = TimeUnit.SECONDS.toNanos(Long.getLong("natter.patience", 30));

    private final SocketChannel channel;
    private final Thread reader;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final List<Reply> replies = new ArrayList<>();
    private boolean ended;

    private WireConnection(SocketChannel channel) {
        this.channel = channel;
        this.reader = new Thread(this::readAll, "wire-reader");
        reader.setDaemon(true);
    }

    /** Connects, and starts to collect. */
    public static WireConnection open(String host, int port) {
        try {
            SocketChannel channel = SocketChannel.open(new InetSocketAddress(host, port));
            Socket socket = channel.socket();
            socket.setTcpNoDelay(true);
            WireConnection connection = new WireConnection(channel);
            connection.reader.start();
            return connection;
        } catch (IOException e) {
            throw new UncheckedIOException("connect " + host + ":" + port, e);
        }
    }

    /** Sends {@code bytes}, {@code pieceBytes} a write, or all in one when 0. A connection that is gone takes nothing. */
    public void send(byte[] bytes, int pieceBytes) {
        int step = pieceBytes == 0 ? Math.max(1, bytes.length) : pieceBytes;
        try {
            for (int at = 0; at < bytes.length; at += step) {
                ByteBuffer piece = ByteBuffer.wrap(bytes, at, Math.min(step, bytes.length - at));
                while (piece.hasRemaining()) {
                    channel.write(piece);
                }
            }
        } catch (IOException closedByServer) {
            // Part of the answer: the reader sees the end.
        }
    }

    /** Sends a string of ASCII. */
    public void send(String text) {
        send(text.getBytes(java.nio.charset.StandardCharsets.ISO_8859_1), 0);
    }

    /** Waits until {@code count} replies of {@code kind} have come or the connection ended; false when neither happens. */
    public boolean await(Reply.Kind kind, int count) {
        return await(all -> all.stream().filter(reply -> reply.kind() == kind).count() >= count);
    }

    /** Waits until {@code enough} holds or the connection ended; false when neither happens in time. */
    public boolean await(Predicate<List<Reply>> enough) {
        long patienceNs = PATIENCE_NS;
        lock.lock();
        try {
            while (!ended && !enough.test(replies)) {
                if (patienceNs <= 0) {
                    return false;
                }
                patienceNs = changed.awaitNanos(patienceNs);
            }
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for a reply", e);
        } finally {
            lock.unlock();
        }
    }

    /** Waits until the server has closed; false when it does not. */
    public boolean awaitEnd() {
        return await(all -> false);
    }

    /** How many replies of {@code kind} have come so far. */
    public int count(Reply.Kind kind) {
        return (int) replies().stream().filter(reply -> reply.kind() == kind).count();
    }

    /** What has come so far. */
    public List<Reply> replies() {
        lock.lock();
        try {
            return List.copyOf(replies);
        } finally {
            lock.unlock();
        }
    }

    /** The first reply of {@code kind}, if there is one so far. */
    public Optional<Reply> first(Reply.Kind kind) {
        return replies().stream().filter(reply -> reply.kind() == kind).findFirst();
    }

    /** Whether the other side has closed, or we have. */
    public boolean hasEnded() {
        lock.lock();
        try {
            return ended;
        } finally {
            lock.unlock();
        }
    }

    /** Ends our sending. */
    public void halfClose() {
        try {
            channel.shutdownOutput();
        } catch (IOException alreadyClosed) {
            // Then there is nothing to end.
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
            reader.join();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void readAll() {
        ReplyParser parser = new ReplyParser();
        ByteBuffer buffer = ByteBuffer.allocate(64 << 10);
        try {
            while (channel.read(buffer) >= 0) {
                parser.feed(buffer.array(), buffer.position());
                buffer.clear();
                for (Optional<Reply> next = parser.next(); next.isPresent(); next = parser.next()) {
                    add(next.get());
                }
            }
        } catch (IOException reset) {
            // A reset is an end like another.
        }
        parser.rest().ifPresent(this::add);
        lock.lock();
        try {
            ended = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void add(Reply reply) {
        lock.lock();
        try {
            replies.add(reply);
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
