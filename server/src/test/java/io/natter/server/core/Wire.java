package io.natter.server.core;

import io.natter.protocol.ServerInfo;
import io.natter.server.auth.AuthenticationPool;
import io.natter.server.auth.Authenticator;
import io.natter.server.auth.ConfiguredAuthenticator;
import io.natter.server.auth.Presented;
import io.natter.server.config.ServerConfig;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.helpers.NOPLogger;

/**
 * A broker with one loop and connections without sockets: what a client sends goes in as a string, what it gets comes out as one.
 *
 * <p>Confined to the test's thread.
 */
final class Wire implements AutoCloseable {
    private final AuthenticationPool pool = AuthenticationPool.open();
    private final List<Client> clients = new ArrayList<>();
    final Broker broker;
    private @Nullable Loop loop;

    /** One client. */
    final class Client {
        final EmbeddedChannel channel;
        final Connection connection;

        private Client() {
            channel = new EmbeddedChannel();
            channel.freezeTime(); // no PING comes and no wait ends in the middle of a test that takes its time
            if (loop == null) {
                loop = new Loop(channel.eventLoop(), 0, null, failure -> {
                    throw failure;
                });
            }
            var peer = new Peer("127.0.0.1", 1, Presented.ConnectionType.STANDARD, Instant.EPOCH, null);
            connection = new Connection(broker, loop, channel, broker.nextConnectionId(), peer);
            var handler = new ConnectionHandler(connection);
            channel.pipeline().addLast(handler);
            broker.register(connection);
            connection.start();
        }

        /** Sends bytes as one read. */
        Client send(String text) {
            return sendCut(text, Integer.MAX_VALUE);
        }

        /** Sends bytes as reads of at most {@code cut} bytes. */
        Client sendCut(String text, int cut) {
            byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
            for (int from = 0; from < bytes.length && channel.isOpen(); from += cut) {
                int length = Math.min(cut, bytes.length - from);
                channel.writeInbound(Unpooled.copiedBuffer(bytes, from, length));
                if (bytes.length - from <= cut) {
                    break;
                }
            }
            return this;
        }

        /** All it got since the last call. */
        String got() {
            clients.forEach(client -> client.channel.runPendingTasks());
            var text = new StringBuilder();
            for (ByteBuf out = channel.readOutbound(); out != null; out = channel.readOutbound()) {
                text.append(out.toString(StandardCharsets.ISO_8859_1));
                out.release();
            }
            return text.toString();
        }

        boolean isClosed() {
            return connection.isClosed();
        }
    }

    Wire(ServerConfig config) {
        Authenticator authenticator = ConfiguredAuthenticator.of(config);
        var settings = new Settings(
                config.limits(), config.liveness(), config.authTimeout(), true, false, false, false, false, false);
        ServerInfo info = ServerInfo.builder()
                .serverId("N")
                .serverName("n")
                .version("2.15.1")
                .go("java")
                .host("h")
                .port(1)
                .maxPayload(config.limits().maxPayload())
                .build();
        broker = new Broker(NOPLogger.NOP_LOGGER, settings, authenticator, new Announcement(info), pool);
        config.accounts().forEach(account -> broker.declareAccount(account.name()));
    }

    static Wire open() {
        return new Wire(ServerConfig.defaults());
    }

    Client client() {
        var client = new Client();
        clients.add(client);
        return client;
    }

    /** A client that has said CONNECT with verbose and pedantic off. */
    Client connected(String moreOptions) {
        Client client = client();
        client.send("CONNECT {\"verbose\":false,\"pedantic\":false" + moreOptions + "}\r\n");
        return client;
    }

    @Override
    public void close() {
        for (Client client : clients) {
            client.channel.finishAndReleaseAll();
        }
        if (loop != null) {
            loop.release();
        }
        pool.close();
    }
}
