package io.natter.server.core;

import io.natter.protocol.ErrorText;
import io.natter.server.tls.TlsStart;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.handler.codec.DecoderException;
import java.io.IOException;
import javax.net.ssl.SSLException;

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
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (event instanceof ChannelInputShutdownEvent) {
            connection.close(ClosedReason.CLIENT_CLOSED); // which first writes what was answered to its last bytes
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        connection.close(ClosedReason.CLIENT_CLOSED);
    }

    @Override
    @SuppressWarnings("deprecation") // of the outbound form only
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        boolean isOfTls = cause instanceof DecoderException && cause.getCause() instanceof SSLException;
        if (cause instanceof IOException || isOfTls) {
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
        ClientTls tls = broker.clientTls();
        boolean isRegistered = broker.register(connection);
        connection.start();
        broker.log().debug("{} - Client connection created", connection);
        if (isRegistered && connection.settings().expectsProxyHeader()) {
            connection.channel().pipeline().addFirst("proxy", new ProxyStart(connection, tls));
            return;
        }
        if (tls == null || !isRegistered) {
            connection.send(broker.announcement().opening(connection, tls != null && !tls.allowsPlain()));
            connection.delivery().flushNow();
        }
        if (!isRegistered) {
            connection.refuse(ErrorText.MAX_CONNECTIONS);
            connection.close(ClosedReason.MAX_CONNECTIONS_EXCEEDED);
        } else if (tls == null) {
            connection.staysPlain();
            connection.startClocks(broker.authenticator().isRequired());
        } else {
            Securing.begin(connection, tls, TlsStart.Begin.FRESH);
        }
    }
}
