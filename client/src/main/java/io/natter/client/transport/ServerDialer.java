package io.natter.client.transport;

import io.natter.client.NatsOptions;
import io.natter.protocol.ServerInfo;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.PasswordAuthentication;
import java.net.Proxy;
import org.jspecify.annotations.Nullable;

/**
 * Dials over TCP, with proxy, TLS and WebSocket as options and address say.
 *
 * <p>Thread-safe. Each dial runs on the calling thread, over a selector of its own.
 */
final class ServerDialer implements Dialer {
    private final NatsOptions options;
    private final Loops.Share share;

    ServerDialer(NatsOptions options) {
        this.options = options;
        this.share = Loops.share();
    }

    @Override
    public Link dial(ServerAddress server) throws IOException {
        try {
            Shaken shaken;
            try (DialSelector waiting = DialSelector.open(options.connectTimeout())) {
                shaken = shakeHands(server, waiting);
            }
            return shaken.link(server); // the channel has left its selector, so that the loop's can have it
        } catch (IOException e) {
            throw new DialException(server, e);
        }
    }

    private Shaken shakeHands(ServerAddress server, DialSelector waiting) throws IOException {
        HandshakeStream stream = open(server, waiting);
        try (Unless failed = new Unless(stream)) {
            ServerInfo info = new Handshake(options, server, stream).run();
            failed.done();
            return new Shaken(stream, info);
        }
    }

    /** A stream that leads to the server, through the proxy if there is one. */
    private HandshakeStream open(ServerAddress server, DialSelector waiting) throws IOException {
        Proxy proxy = options.proxy();
        if (proxy == null || proxy.type() == Proxy.Type.DIRECT) {
            return connect(waiting, server.host(), server.port());
        }
        PasswordAuthentication authorization = null;
        while (true) {
            HandshakeStream stream = connect(
                    waiting,
                    proxyAddress(proxy).getHostString(),
                    proxyAddress(proxy).getPort());
            try (Unless failed = new Unless(stream)) {
                authorization = ProxyHandshake.run(stream, proxy, server, authorization);
                if (authorization == null) {
                    failed.done();
                    return stream;
                }
            }
        }
    }

    private static InetSocketAddress proxyAddress(Proxy proxy) throws IOException {
        if (proxy.address() instanceof InetSocketAddress address) {
            return address;
        }
        throw new IOException("proxy: got an address of another kind, expected one of the internet");
    }

    private static HandshakeStream connect(DialSelector waiting, String host, int port) throws IOException {
        return new HandshakeStream(waiting, AddressRace.connect(waiting, Resolver.resolve(waiting, host, port)));
    }

    /** Closes a stream unless all went well. Confined to the dialing thread. */
    private static final class Unless implements AutoCloseable {
        private @Nullable HandshakeStream stream;

        Unless(HandshakeStream stream) {
            this.stream = stream;
        }

        void done() {
            stream = null;
        }

        @Override
        public void close() {
            if (stream != null) {
                stream.close();
            }
        }
    }

    private record Shaken(HandshakeStream stream, ServerInfo info) {
        Link link(ServerAddress server) {
            return new Link(
                    new SocketTransport(stream.channel(), stream.stream(), stream.takeUnused(), Loops.share()),
                    info,
                    server);
        }
    }

    @Override
    public void close() {
        share.close();
    }
}
