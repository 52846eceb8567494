package io.natter.client.session;

import io.natter.client.transport.Transport;
import io.natter.client.transport.TransportEvents;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.Semaphore;
import java.util.function.IntUnaryOperator;
import javax.net.ssl.SSLSession;
import org.jspecify.annotations.Nullable;

/** A transport into memory: takes as much of a write as the test says. Thread-safe. */
final class FakeTransport implements Transport {
    final Semaphore wakes = new Semaphore(0);
    private final ByteArrayOutputStream taken = new ByteArrayOutputStream();
    private IntUnaryOperator takes = remaining -> remaining;
    private @Nullable IOException broken;
    private boolean isInWrite;

    /** From now on a write of n bytes takes what the function says. */
    synchronized FakeTransport takes(IntUnaryOperator function) {
        takes = function;
        return this;
    }

    synchronized void breakDown() {
        broken = new IOException("broken by the test");
    }

    synchronized byte[] taken() {
        return taken.toByteArray();
    }

    synchronized int takenCount() {
        return taken.size();
    }

    @Override
    public boolean write(ByteBuffer bytes) throws IOException {
        synchronized (this) {
            if (isInWrite) {
                throw new AssertionError("two writers at once");
            }
            isInWrite = true;
            if (broken != null) {
                isInWrite = false;
                throw broken;
            }
        }
        byte[] some = new byte[Math.min(bytes.remaining(), takes.applyAsInt(bytes.remaining()))];
        bytes.get(some);
        synchronized (this) {
            taken.writeBytes(some);
            isInWrite = false;
        }
        return !bytes.hasRemaining();
    }

    @Override
    public void wakeWriter() {
        wakes.release();
    }

    @Override
    public void start(TransportEvents events) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void pauseReading() {}

    @Override
    public void resumeReading() {}

    @Override
    public @Nullable SSLSession tlsSession() {
        return null;
    }

    @Override
    public void close() {}
}
