package io.natter.server.core;

import io.natter.protocol.ErrorText;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.io.IOException;

/**
 * Where a channel of the transport becomes a connection: the one handler behind those for TLS.
 *
 * <p>Confined to the channel's event loop. It is the last line of defence of that loop: an exception nobody expected closes this
 * connection only, and is counted and logged.
 */
final class ConnectionHandler extends ChannelInboundHandlerAdapter {
    private final Connection connection;

    ConnectionHandler(Connection connection) {
        this.connection = connection;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object read) {
        var in = (ByteBuf) read;
        try {
            connection.onBytes(in);
        } finally {
            in.release();
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        connection.close(ClosedReason.CLIENT_CLOSED);
    }

    @Override
    @SuppressWarnings("deprecation") // of the outbound form only
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        if (cause instanceof IOException) {
            connection.broker().log().debug("{} - {}", connection, cause.toString());
            connection.close(ClosedReason.READ_ERROR);
            return;
        }
        connection.broker().countUnexpected();
        connection
                .broker()
                .log()
                .error("{} - unexpected, closing this connection: {}", connection, cause.toString(), cause);
        connection.close(ClosedReason.INTERNAL_ERROR);
    }

    /** Registers the connection and opens it with INFO; it is told and closed when there are too many. */
    void open() {
        Broker broker = connection.broker();
        boolean isRegistered = broker.register(connection);
        connection.start(broker.authenticator().isRequired());
        connection.send(broker.announcement().opening(connection));
        connection.flush();
        if (!isRegistered) {
            connection.refuse(ErrorText.MAX_CONNECTIONS);
            connection.close(ClosedReason.MAX_CONNECTIONS_EXCEEDED);
        }
    }
}
