package io.natter.client.transport;

import io.natter.client.NatsOptions;
import io.natter.protocol.ServerInfo;
import java.io.IOException;
import java.nio.channels.SocketChannel;

/**
 * Dials over TCP, with what the options say on top.
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
        SocketChannel channel = AddressRace.connect(waiting, Resolver.resolve(waiting, server.host(), server.port()));
        boolean isDone = false;
        try {
            HandshakeStream stream = new HandshakeStream(waiting, channel);
            ServerInfo info = new Handshake(options, server, stream).run();
            isDone = true;
            return new Shaken(stream, info);
        } finally {
            if (!isDone) {
                new SocketStream(channel).close();
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
