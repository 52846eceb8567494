package io.natter.client.session;

import io.natter.client.transport.Link;
import io.natter.client.transport.ServerAddress;
import io.natter.client.transport.Transport;
import io.natter.client.transport.TransportEvents;
import io.natter.protocol.ProtocolException;
import io.natter.protocol.ServerInfo;
import io.natter.protocol.wire.MessageView;
import io.natter.protocol.wire.ServerOperationDecoder;
import io.natter.protocol.wire.ServerOperationSink;
import io.natter.protocol.wire.WireLimits;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * One link while it is in use: turns what comes into operations, and hands them to the session.
 *
 * <p>Its events are confined to the transport's loop; the rest is thread-safe. The buffer begins small, doubles as long as reads fill it, and goes
 * back once a large message is over.
 */
final class ActiveLink implements TransportEvents, ServerOperationSink {
    private static final int SMALL_BYTES = 8 << 10;
    private static final int KEPT_AT_MOST = 256 << 10; // room for the usual chunk of an object, 128 KiB, with its line

    private final Link link;
    private final Object pass;
    private volatile LinkOwner owner;
    private volatile ServerInfo info;
    private final ServerOperationDecoder decoder = new ServerOperationDecoder(WireLimits.OF_SERVERS, this);
    private final AtomicReference<@Nullable Throwable> closeCause = new AtomicReference<>();
    private final long sinceNs = System.nanoTime();

    // of the loop
    private byte[] bytes = new byte[SMALL_BYTES];
    private ByteBuffer room = ByteBuffer.wrap(bytes);
    private int length; // bytes of an operation that is not complete

    /**
     * A link that was not started.
     *
     * @param pass held while what came is handed on, so that two links of a connection take turns
     */
    ActiveLink(Link link, LinkOwner owner, Object pass) {
        this.link = link;
        this.owner = owner;
        this.pass = pass;
        this.info = link.info();
    }

    /** Begins to read. */
    void start() {
        link.transport().start(this);
    }

    /** Tells another owner from now on. */
    void handTo(LinkOwner next) {
        owner = next;
    }

    Transport transport() {
        return link.transport();
    }

    ServerAddress server() {
        return link.server();
    }

    /** What its server said of itself last. */
    ServerInfo info() {
        return info;
    }

    /** Nanoseconds since it was made. */
    long ageNs() {
        return System.nanoTime() - sinceNs;
    }

    /** Closes it; {@code closed} is told this cause, or null where that was asked for. The first call counts. */
    void close(@Nullable Throwable cause) {
        closeCause.compareAndSet(null, cause);
        link.transport().close();
    }

    /** Names a cause for a close that will come from the other side. */
    void blame(Throwable cause) {
        closeCause.compareAndSet(null, cause);
    }

    @Override
    public ByteBuffer readBuffer() {
        if (length == bytes.length) {
            resize(Math.max(bytes.length * 2, SMALL_BYTES));
        } else if (length == 0 && bytes.length > KEPT_AT_MOST) {
            resize(KEPT_AT_MOST);
        }
        return room.position(length).limit(bytes.length);
    }

    @Override
    public void received() {
        int end = room.position();
        boolean wasFilled = end == bytes.length;
        int next;
        synchronized (pass) {
            try {
                next = decoder.decode(bytes, 0, end);
            } finally {
                owner.endOfPass();
            }
        }
        length = end - next;
        if (next > 0 && length > 0) {
            System.arraycopy(bytes, next, bytes, 0, length);
        }
        if (wasFilled && length == 0 && bytes.length < KEPT_AT_MOST) {
            resize(bytes.length * 2);
        }
    }

    private void resize(int size) {
        byte[] next = new byte[size];
        System.arraycopy(bytes, 0, next, 0, length);
        bytes = next;
        room = ByteBuffer.wrap(bytes);
    }

    @Override
    public void writable() {
        owner.writable(this);
    }

    @Override
    public void closed(@Nullable Throwable cause) {
        Throwable named = closeCause.get();
        owner.closed(this, named == null ? cause : named);
    }

    @Override
    public void info(byte[] buffer, int from, int infoLength) {
        try {
            info = ServerInfo.parse(buffer, from, infoLength);
            owner.info(this);
        } catch (ProtocolException e) {
            throw new IllegalStateException("server: sent an INFO that cannot be read", e);
        }
    }

    @Override
    public void message(MessageView message) {
        owner.message(this, message);
    }

    @Override
    public void ok() {
        // verbose was asked for; nobody waits for it
    }

    @Override
    public void error(String text) {
        owner.error(this, text);
    }

    @Override
    public void ping() {
        owner.ping(this);
    }

    @Override
    public void pong() {
        owner.pong(this);
    }
}
