package io.natter.server.tls;

import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.ssl.ApplicationProtocolNegotiator;
import io.netty.handler.ssl.SslContext;
import java.util.List;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSessionContext;

/**
 * The context in force for a listener that lives on through reloads: each connection begins with the one of its time.
 *
 * <p>Thread-safe.
 */
public final class CurrentSslContext extends SslContext {
    private volatile SslContext current;

    /** A listener that begins with {@code first}. */
    public CurrentSslContext(SslContext first) {
        this.current = first;
    }

    /** Connections from now on begin as those of {@code next} do; those that are there keep what they have. */
    public void use(CurrentSslContext next) {
        current = next.current;
    }

    @Override
    public boolean isClient() {
        return current.isClient();
    }

    @Override
    public List<String> cipherSuites() {
        return current.cipherSuites();
    }

    @Override
    @SuppressWarnings("deprecation") // of Netty's base class, which still asks for it
    public ApplicationProtocolNegotiator applicationProtocolNegotiator() {
        return current.applicationProtocolNegotiator();
    }

    @Override
    public SSLEngine newEngine(ByteBufAllocator allocator) {
        return current.newEngine(allocator);
    }

    @Override
    public SSLEngine newEngine(ByteBufAllocator allocator, String peerHost, int peerPort) {
        return current.newEngine(allocator, peerHost, peerPort);
    }

    @Override
    public SSLSessionContext sessionContext() {
        return current.sessionContext();
    }
}
