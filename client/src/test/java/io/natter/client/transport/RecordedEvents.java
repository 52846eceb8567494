package io.natter.client.transport;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Keeps what a transport tells. Thread-safe. */
final class RecordedEvents implements TransportEvents {
    private final ByteArrayOutputStream received = new ByteArrayOutputStream();
    private final ByteBuffer room;
    final CompletableFuture<@Nullable Throwable> closed = new CompletableFuture<>();
    final AtomicInteger writableCount = new AtomicInteger();
    volatile Runnable onWritable = () -> {};
    volatile Runnable onReceived = () -> {};

    RecordedEvents(int roomBytes) {
        room = ByteBuffer.allocate(roomBytes);
    }

    @Override
    public ByteBuffer readBuffer() {
        return room.clear();
    }

    @Override
    public void received() {
        synchronized (received) {
            received.write(room.array(), 0, room.position());
        }
        onReceived.run();
    }

    String text() {
        synchronized (received) {
            return received.toString(ISO_8859_1);
        }
    }

    int receivedBytes() {
        synchronized (received) {
            return received.size();
        }
    }

    @Override
    public void writable() {
        writableCount.incrementAndGet();
        onWritable.run();
    }

    @Override
    public void closed(@Nullable Throwable cause) {
        if (!closed.complete(cause)) {
            throw new AssertionError("closed twice");
        }
    }
}
