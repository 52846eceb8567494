package io.natter.client.transport;

import io.natter.client.NatsOptions;
import io.natter.protocol.ServerInfo;
import java.io.IOException;
import java.nio.channels.SocketChannel;
import org.jspecify.annotations.Nullable;

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
        @Nullable SocketChannel channel = null;
        boolean isLinked = false;
        try (DialSelector waiting = DialSelector.open(options.connectTimeout())) {
            channel = AddressRace.connect(waiting, Resolver.resolve(waiting, server.host(), server.port()));
            HandshakeStream stream = new HandshakeStream(waiting, channel);
            ServerInfo info = new Handshake(options, server, stream).run();
            waiting.close(); // the channel leaves its selector, so that the loop's can have it
            Link link = link(stream, info, server);
            isLinked = true;
            return link;
        } catch (IOException e) {
            throw new DialException(server, e);
        } finally {
            if (channel != null && !isLinked) {
                new SocketStream(channel).close();
            }
        }
    }

    private static Link link(HandshakeStream stream, ServerInfo info, ServerAddress server) {
        return new Link(
                new SocketTransport(stream.channel(), stream.stream(), stream.takeUnused(), Loops.share()),
                info,
                server);
    }

    @Override
    public void close() {
        share.close();
    }
}
