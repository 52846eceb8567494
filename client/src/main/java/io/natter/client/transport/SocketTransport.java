package io.natter.client.transport;

import java.io.EOFException;
import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.ssl.SSLSession;
import org.jspecify.annotations.Nullable;

/**
 * A connection served by a loop, whatever its stream runs over.
 *
 * <p>Thread-safe as {@link Transport} says. Other threads set bits in {@code requests}; whoever sets the first one puts
 * the connection on its loop's stack. Everything else happens on the loop.
 */
final class SocketTransport implements Transport {
    private static final int START = 1;
    private static final int READ = 2;
    private static final int WRITE = 4;
    private static final int INTEREST = 8;
    private static final int CLOSE = 16;

    // Passes of reading before the others have their turn; each fills a buffer.
    private static final int READ_PASSES_MAX = 16;

    private static final VarHandle REQUESTS = requestsHandle();

    private final SocketChannel channel;
    private final ByteStream stream;
    private final Loop loop;
    private final Loops.Share share;
    private final AtomicReference<@Nullable End> end = new AtomicReference<>();

    private volatile int requests;
    private volatile boolean isPaused;
    private volatile boolean wantsToWrite;
    private volatile @Nullable TransportEvents events;

    // of the loop
    private @Nullable SocketTransport nextDue;
    private @Nullable SelectionKey key;
    private ByteBuffer early;
    private boolean isClosed;

    /**
     * A connection that was not started yet.
     *
     * @param stream over the channel, which does not block
     * @param early bytes that were read already
     * @param share given back when it is closed
     */
    SocketTransport(SocketChannel channel, ByteStream stream, ByteBuffer early, Loops.Share share) {
        this.channel = channel;
        this.stream = stream;
        this.early = early;
        this.loop = share.nextLoop();
        this.share = share;
    }

    private static VarHandle requestsHandle() {
        try {
            return MethodHandles.lookup().findVarHandle(SocketTransport.class, "requests", int.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    @Override
    public void start(TransportEvents events) {
        if (this.events != null) {
            throw new IllegalStateException("transport: was started already");
        }
        this.events = events;
        request(START);
    }

    @Override
    public boolean write(ByteBuffer bytes) throws IOException {
        try {
            stream.write(bytes);
            if (bytes.hasRemaining() || !stream.flush()) {
                wantsToWrite = true;
                request(INTEREST);
            }
            return !bytes.hasRemaining();
        } catch (IOException e) {
            fail(e);
            throw e;
        }
    }

    @Override
    public void wakeWriter() {
        if ((requests & WRITE) == 0) {
            request(WRITE);
        }
    }

    @Override
    public void pauseReading() {
        isPaused = true;
        request(INTEREST);
    }

    @Override
    public void resumeReading() {
        isPaused = false;
        request(INTEREST | READ);
    }

    @Override
    public @Nullable SSLSession tlsSession() {
        return stream.tlsSession();
    }

    @Override
    public void close() {
        end.compareAndSet(null, new End(null));
        request(CLOSE);
    }

    /** Closes it for a reason. */
    void fail(Throwable reason) {
        end.compareAndSet(null, new End(reason));
        request(CLOSE);
    }

    private void request(int bits) {
        int before = (int) REQUESTS.getAndBitwiseOr(this, bits);
        if (before == 0) {
            loop.add(this);
        }
    }

    /** Sets what comes behind this in the loop's stack. */
    void linkDue(@Nullable SocketTransport next) {
        nextDue = next;
    }

    /** What came behind this in the loop's stack. */
    @Nullable
    SocketTransport unlinkDue() {
        SocketTransport next = nextDue;
        nextDue = null;
        return next;
    }

    /** Does what was asked for; on the loop. */
    void onDue() {
        int asked = (int) REQUESTS.getAndSet(this, 0);
        try {
            if ((asked & START) != 0) {
                begin();
            }
            if ((asked & CLOSE) != 0) {
                finish();
            }
            if (isClosed || key == null) {
                return;
            }
            if ((asked & (WRITE | START)) != 0) { // a wish to write that came before the start was passed over
                target().writable();
            }
            if ((asked & READ) != 0) {
                read();
            }
            updateInterest();
        } catch (Throwable e) { // what the events throw closes this connection and no other
            fail(e);
        }
    }

    /** The socket is ready; on the loop. */
    void onReady(SelectionKey ready) {
        try {
            if (ready.isWritable()) {
                wantsToWrite = false;
                if (stream.flush()) {
                    target().writable();
                } else {
                    wantsToWrite = true;
                }
            }
            if (ready.isValid() && ready.isReadable()) {
                read();
            }
            updateInterest();
        } catch (Throwable e) { // see onDue
            fail(e);
        }
    }

    private TransportEvents target() {
        TransportEvents target = events;
        if (target == null) {
            throw new IllegalStateException("transport: was not started");
        }
        return target;
    }

    private void begin() throws IOException {
        TransportEvents target = target();
        if (isClosed) {
            tellClosed(target);
            return;
        }
        key = channel.register(loop.selector(), 0, this);
        while (early.hasRemaining()) {
            ByteBuffer room = target.readBuffer();
            int count = Math.min(room.remaining(), early.remaining());
            room.put(early.slice().limit(count));
            early.position(early.position() + count);
            target.received();
        }
        early = ByteBuffer.allocate(0);
        read();
    }

    private void read() throws IOException {
        TransportEvents target = target();
        for (int pass = 0; pass < READ_PASSES_MAX; pass++) {
            if (isPaused || isClosed) {
                return;
            }
            ByteBuffer room = target.readBuffer();
            int roomBytes = room.remaining();
            int count = stream.read(room);
            if (count > 0) {
                target.received();
            } else if (count < 0) {
                throw new EOFException("the server closed the connection");
            }
            if (count < roomBytes && !stream.hasBuffered()) {
                return;
            }
        }
        request(READ); // there may be more; the others have their turn first
    }

    private void updateInterest() throws IOException {
        SelectionKey registered = key;
        if (registered == null || !registered.isValid()) {
            return;
        }
        if (!wantsToWrite && !stream.flush()) { // reading may have left an answer, such as to a ping
            wantsToWrite = true;
        }
        int wanted = (isPaused ? 0 : SelectionKey.OP_READ) | (wantsToWrite ? SelectionKey.OP_WRITE : 0);
        if (registered.interestOps() != wanted) {
            registered.interestOps(wanted);
        }
    }

    private void finish() {
        if (isClosed) {
            return;
        }
        isClosed = true;
        if (key != null) {
            key.cancel();
        }
        stream.close();
        try {
            TransportEvents target = events;
            if (target != null) {
                tellClosed(target);
            }
        } finally {
            share.close();
        }
    }

    private void tellClosed(TransportEvents target) {
        End reason = end.get();
        target.closed(reason == null ? null : reason.cause);
    }

    /** Why it is over: null where {@link #close} asked for it; the first reason counts. */
    private record End(@Nullable Throwable cause) {}
}
