package io.natter.client.session;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.natter.client.transport.Transport;
import io.natter.client.transport.TransportEvents;
import io.natter.protocol.wire.ClientOperationDecoder;
import io.natter.protocol.wire.ClientOperationSink;
import io.natter.protocol.wire.MessageView;
import io.natter.protocol.wire.WireLimits;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLSession;
import org.jspecify.annotations.Nullable;

/**
 * One client's connection to a server in memory.
 *
 * <p>Thread-safe: guarded by itself; events come on the cluster's loop.
 */
final class MemoryTransport implements Transport, ClientOperationSink {
    private final MemoryCluster.Node node;
    private final ClientOperationDecoder decoder = new ClientOperationDecoder(WireLimits.OF_CLIENTS, this);
    private final Map<String, String> subscriptions = new LinkedHashMap<>();
    private final Map<String, Integer> left = new LinkedHashMap<>();
    private final List<String> operations = new ArrayList<>();
    private final List<byte[]> early = new ArrayList<>();
    private byte[] partial = new byte[0];
    private int takesAtMost = Integer.MAX_VALUE;
    private @Nullable TransportEvents events;
    private @Nullable IOException broken;
    private boolean isClosed;
    private boolean isPaused;
    private boolean isHeldUp;

    MemoryTransport(MemoryCluster.Node node) {
        this.node = node;
    }

    /** What the client sent, one text an operation. */
    synchronized List<String> operations() {
        return List.copyOf(operations);
    }

    synchronized Map<String, String> subscriptions() {
        return new LinkedHashMap<>(subscriptions);
    }

    /** The socket takes so many bytes more, and then says it is full. */
    synchronized void takesAtMost(int bytes) {
        takesAtMost = bytes;
    }

    /** What is on its way to the client stays there, until it is let go. */
    synchronized void holdUp() {
        isHeldUp = true;
    }

    synchronized void letGo() {
        isHeldUp = false;
        List<byte[]> waiting = List.copyOf(early);
        early.clear();
        waiting.forEach(this::deliver);
    }

    synchronized boolean isPaused() {
        return isPaused;
    }

    /** Breaks, as if the network did it. */
    void cut(IOException cause) {
        synchronized (this) {
            broken = cause;
        }
        end(cause);
    }

    private void end(@Nullable Throwable cause) {
        TransportEvents target;
        synchronized (this) {
            if (isClosed) {
                return;
            }
            isClosed = true;
            target = events;
            subscriptions.clear();
        }
        node.transports.remove(this);
        if (target != null) {
            node.cluster.loop.execute(() -> target.closed(cause));
        }
    }

    @Override
    public void start(TransportEvents target) {
        boolean isOver;
        synchronized (this) {
            events = target;
            isOver = isClosed;
            early.forEach(this::deliver);
            early.clear();
        }
        if (isOver) {
            node.cluster.loop.execute(() -> target.closed(broken));
        }
    }

    @Override
    public boolean write(ByteBuffer bytes) throws IOException {
        byte[] taken;
        synchronized (this) {
            if (broken != null || isClosed) {
                throw broken == null ? new IOException("closed") : broken;
            }
            taken = new byte[Math.min(bytes.remaining(), takesAtMost)];
            takesAtMost -= takesAtMost == Integer.MAX_VALUE ? 0 : taken.length;
            bytes.get(taken);
            byte[] all = join(partial, taken);
            int next = decoder.decode(all, 0, all.length);
            partial = Arrays.copyOfRange(all, next, all.length);
        }
        return !bytes.hasRemaining();
    }

    private static byte[] join(byte[] one, byte[] other) {
        byte[] all = Arrays.copyOf(one, one.length + other.length);
        System.arraycopy(other, 0, all, one.length, other.length);
        return all;
    }

    @Override
    public void wakeWriter() {
        TransportEvents target = events;
        if (target != null) {
            node.cluster.loop.execute(target::writable);
        }
    }

    /** Sends bytes to the client. */
    synchronized void deliver(byte[] bytes) {
        TransportEvents target = events;
        if (target == null || isHeldUp) {
            early.add(bytes);
            return;
        }
        deliver(target, bytes);
    }

    /** Sends bytes to the client past all that is held up. */
    synchronized void deliverFirst(byte[] bytes) {
        TransportEvents target = events;
        if (target == null) {
            early.add(0, bytes);
        } else {
            deliver(target, bytes);
        }
    }

    private void deliver(TransportEvents target, byte[] bytes) {
        node.cluster.loop.execute(() -> {
            if (!isOver()) {
                read(target, bytes);
            }
        });
    }

    private synchronized boolean isOver() {
        return isClosed;
    }

    private void read(TransportEvents target, byte[] bytes) {
        int at = 0;
        try {
            while (at < bytes.length) {
                ByteBuffer room = target.readBuffer();
                int count = Math.min(Math.min(room.remaining(), node.pieceBytes), bytes.length - at);
                room.put(bytes, at, count);
                target.received();
                at += count;
            }
        } catch (RuntimeException e) {
            end(e);
        }
    }

    synchronized void message(String subject, String sid, @Nullable String reply, byte[] headers, byte[] payload) {
        var bytes = new ByteArrayOutputStream();
        String head = (headers.length > 0 ? "HMSG " : "MSG ") + subject + " " + sid + " "
                + (reply == null ? "" : reply + " ")
                + (headers.length > 0 ? headers.length + " " : "")
                + (headers.length + payload.length) + "\r\n";
        bytes.writeBytes(head.getBytes(UTF_8));
        bytes.writeBytes(headers);
        bytes.writeBytes(payload);
        bytes.writeBytes("\r\n".getBytes(UTF_8));
        deliver(bytes.toByteArray());
        Integer still = left.computeIfPresent(sid, (key, count) -> count - 1);
        if (still != null && still == 0) {
            subscriptions.remove(sid);
        }
    }

    @Override
    public synchronized void pauseReading() {
        isPaused = true;
    }

    @Override
    public synchronized void resumeReading() {
        isPaused = false;
    }

    @Override
    public @Nullable SSLSession tlsSession() {
        return null;
    }

    @Override
    public void close() {
        end(null);
    }

    @Override
    public void connect(byte[] buffer, int from, int length) {}

    @Override
    public void publish(MessageView message) {
        byte[] block = Arrays.copyOfRange(
                message.buffer(), message.headersFrom(), message.headersFrom() + message.headersLength());
        byte[] payload = message.payload();
        String subject = message.subject();
        String reply = message.reply();
        operations.add("PUB " + subject);
        // Not under this lock: the cluster takes its own first.
        node.cluster.loop.execute(() -> node.cluster.publish(subject, reply, block, payload));
    }

    @Override
    public void subscribe(String subject, @Nullable String queue, String sid) {
        operations.add("SUB " + subject);
        subscriptions.putIfAbsent(sid, subject);
    }

    @Override
    public void unsubscribe(String sid, int max) {
        operations.add("UNSUB " + sid + (max > 0 ? " " + max : ""));
        if (max > 0) {
            left.put(sid, max);
        } else {
            subscriptions.remove(sid);
        }
    }

    @Override
    public void ping() {
        operations.add("PING");
        if (!node.isSilent) {
            // Behind the messages that were published before it.
            node.cluster.loop.execute(() -> deliver("PONG\r\n".getBytes(UTF_8)));
        }
    }

    @Override
    public void pong() {
        operations.add("PONG");
    }
}
