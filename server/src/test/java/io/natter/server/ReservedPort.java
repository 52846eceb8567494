package io.natter.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;

/**
 * A free loopback port for a server that stops and comes back, which nobody else gets meanwhile. Confined to the test.
 *
 * <p>A bound socket that never listens keeps the port: the system gives it to no other, and not to a client as the
 * near end of its connection (which would then be connected to itself), but a server that reuses addresses may listen.
 */
final class ReservedPort implements AutoCloseable {
    private final Socket holder;

    private ReservedPort(Socket holder) {
        this.holder = holder;
    }

    /** Takes any free port. */
    static ReservedPort take() {
        Socket holder = new Socket();
        try {
            holder.setReuseAddress(true);
            holder.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            return new ReservedPort(holder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    int number() {
        return holder.getLocalPort();
    }

    @Override
    public void close() {
        try {
            holder.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
