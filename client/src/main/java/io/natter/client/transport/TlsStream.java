package io.natter.client.transport;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.locks.ReentrantLock;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLEngineResult.Status;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSession;

/**
 * TLS over another stream.
 *
 * <p>One thread reads and one writes. Whatever a write is given becomes full records, and several records one write of
 * the stream below. The reader may have to send something too (a new key), so sending has a lock.
 */
final class TlsStream implements ByteStream {
    // Records that are read or written with one call of the system, at most.
    private static final int RECORDS = 2;

    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    private final ByteStream under;
    private final SSLEngine engine;

    // of the reader: records as they came, and what was decrypted and did not fit
    private final ByteBuffer received;
    private ByteBuffer plain = NOTHING;
    private boolean hasEnded;

    private final ReentrantLock sending = new ReentrantLock(); // guards unsent and the engine's way out
    private final ByteBuffer unsent;

    /** Over a stream that has begun nothing yet; call {@link #handshake} first. */
    TlsStream(ByteStream under, SSLEngine engine) {
        this.under = under;
        this.engine = engine;
        int recordBytes = engine.getSession().getPacketBufferSize();
        received = ByteBuffer.allocate(RECORDS * recordBytes).limit(0);
        unsent = ByteBuffer.allocateDirect(RECORDS * recordBytes);
    }

    /**
     * Shakes hands; certificates are judged on the calling thread.
     *
     * @throws IOException if no agreement was found, or the other side's certificate is not good; it was told so
     */
    void handshake(HandshakeStream waiting) throws IOException {
        try {
            engine.beginHandshake();
            while (engine.getHandshakeStatus() != HandshakeStatus.NOT_HANDSHAKING) {
                step(waiting);
            }
            flushAll(waiting);
        } catch (SSLException e) {
            sendAlert();
            throw new IOException(waiting.waiting().step() + ": " + e.getMessage(), e);
        }
    }

    private void step(HandshakeStream waiting) throws IOException {
        switch (engine.getHandshakeStatus()) {
            case NEED_TASK -> runTasks();
            case NEED_WRAP -> {
                wrapNothing();
                flushAll(waiting);
            }
            default -> {
                SSLEngineResult result = unwrap(NOTHING);
                if (result.getStatus() == Status.BUFFER_UNDERFLOW) {
                    receive(waiting);
                } else if (result.getStatus() == Status.CLOSED) {
                    throw new SSLException("the server closed the connection");
                }
            }
        }
    }

    private void receive(HandshakeStream waiting) throws IOException {
        int count = fill();
        while (count == 0) {
            waiting.awaitReadable();
            count = fill();
        }
        if (count < 0) {
            throw new EOFException(waiting.waiting().step() + ": the server closed the connection");
        }
    }

    private void flushAll(HandshakeStream waiting) throws IOException {
        while (!flush()) {
            waiting.awaitWritable();
        }
    }

    private void runTasks() {
        Runnable task = engine.getDelegatedTask();
        while (task != null) {
            task.run();
            task = engine.getDelegatedTask();
        }
    }

    @Override
    public int read(ByteBuffer target) throws IOException {
        int start = target.position();
        takePlain(target);
        boolean mayReceive = true;
        while (target.hasRemaining() && !hasEnded) {
            SSLEngineResult result = decrypt(target);
            if (result.getStatus() == Status.BUFFER_UNDERFLOW) {
                if (!mayReceive) {
                    break;
                }
                int room = received.capacity() - received.remaining();
                int count = fill();
                hasEnded = count < 0;
                mayReceive = count == room; // else the socket is empty
                if (count == 0) {
                    break;
                }
            } else if (result.getStatus() == Status.CLOSED) {
                hasEnded = true;
            } else {
                answer(result.getHandshakeStatus());
            }
        }
        int count = target.position() - start;
        return count == 0 && hasEnded ? -1 : count;
    }

    @Override
    public boolean hasBuffered() {
        return plain.hasRemaining() || (isRecordComplete() && !hasEnded);
    }

    /** The length of a record stands in its fourth and fifth byte (RFC 8446, 5.1). */
    private boolean isRecordComplete() {
        int at = received.position();
        return received.remaining() >= 5 && received.remaining() >= 5 + (received.getShort(at + 3) & 0xffff);
    }

    /** Decrypts a record, straight into the target if it has room for any. */
    private SSLEngineResult decrypt(ByteBuffer target) throws IOException {
        int plainBytesMax = engine.getSession().getApplicationBufferSize();
        if (target.remaining() >= plainBytesMax) {
            return unwrap(target);
        }
        if (plain.capacity() < plainBytesMax) {
            plain = ByteBuffer.allocate(plainBytesMax).limit(0);
        }
        plain.clear();
        SSLEngineResult result = unwrap(plain);
        plain.flip();
        takePlain(target);
        return result;
    }

    private void takePlain(ByteBuffer target) {
        int count = Math.min(plain.remaining(), target.remaining());
        if (count > 0) {
            target.put(plain.slice().limit(count));
            plain.position(plain.position() + count);
        }
    }

    private SSLEngineResult unwrap(ByteBuffer target) throws IOException {
        return engine.unwrap(received, target);
    }

    /** Reads records behind those that are there. */
    private int fill() throws IOException {
        received.compact();
        try {
            return under.read(received);
        } finally {
            received.flip();
        }
    }

    /** A message of the handshake came later: a ticket, which wants nothing, or a new key, which wants an answer. */
    private void answer(HandshakeStatus status) throws IOException {
        if (status == HandshakeStatus.NEED_TASK) {
            runTasks();
        }
        if (engine.getHandshakeStatus() == HandshakeStatus.NEED_WRAP) {
            wrapNothing();
        }
    }

    private void wrapNothing() throws IOException {
        sending.lock();
        try {
            send();
            SSLEngineResult result = engine.wrap(NOTHING, unsent);
            if (result.getStatus() == Status.BUFFER_OVERFLOW) {
                throw new SSLException("no room for an answer to the server");
            }
            send();
        } finally {
            sending.unlock();
        }
    }

    @Override
    public void write(ByteBuffer source) throws IOException {
        sending.lock();
        try {
            boolean goesOn = true;
            while (goesOn && source.hasRemaining()) {
                goesOn = encrypt(source);
            }
            send();
        } finally {
            sending.unlock();
        }
    }

    /** Makes one record; false if there is no room for it. */
    private boolean encrypt(ByteBuffer source) throws IOException {
        SSLEngineResult result = engine.wrap(source, unsent);
        if (result.getStatus() == Status.CLOSED) {
            throw new SSLException("the connection is closed");
        }
        if (result.getStatus() == Status.OK) {
            return result.bytesConsumed() > 0;
        }
        int before = unsent.position();
        send();
        return unsent.position() < before;
    }

    @Override
    public boolean flush() throws IOException {
        sending.lock();
        try {
            send();
            return unsent.position() == 0;
        } finally {
            sending.unlock();
        }
    }

    private void send() throws IOException {
        if (unsent.position() > 0) {
            unsent.flip();
            try {
                under.write(unsent);
            } finally {
                unsent.compact();
            }
        }
    }

    private void sendAlert() {
        try {
            wrapNothing();
        } catch (IOException theServerIsGone) {
            // the first error is the one to tell
        }
    }

    @Override
    public SSLSession tlsSession() {
        return engine.getSession();
    }

    @Override
    public void close() {
        sending.lock();
        try {
            engine.closeOutbound();
            engine.wrap(NOTHING, unsent);
            send();
        } catch (IOException theServerIsGone) {
            // it needs no good-bye
        } finally {
            sending.unlock();
            under.close();
        }
    }
}
