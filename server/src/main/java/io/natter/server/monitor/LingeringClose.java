package io.natter.server.monitor;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The end of a connection whose peer may still be writing what was refused.
 *
 * <p>Confined to the connection's event loop. A socket that is closed with bytes unread is reset, and the reset overtakes the
 * answer: the peer would see a broken pipe instead of a status. So the own side is shut down first, and what still comes
 * is thrown away until the peer closes, or has sent or taken too much.
 */
final class LingeringClose extends ChannelInboundHandlerAdapter {
    /** What a peer may still send; at one byte more it is cut off. */
    static final int DISCARDED_BYTES_MAX = 1 << 20;

    /** How long a peer may take to close. */
    private static final long SECONDS_MAX = 5;

    private int discardedBytes;
    private @Nullable ScheduledFuture<?> deadline;

    private LingeringClose() {}

    /** Closes {@code channel}, which has sent all it had to say; no other handler sees another byte. */
    static void begin(SocketChannel channel) {
        channel.pipeline().addFirst(new LingeringClose());
        SslHandler tls = channel.pipeline().get(SslHandler.class);
        if (tls == null) {
            end(channel);
        } else {
            tls.closeOutbound().addListener(told -> end(channel));
        }
        channel.config().setAutoRead(true);
    }

    private static void end(SocketChannel channel) {
        channel.shutdownOutput().addListener(ChannelFutureListener.CLOSE_ON_FAILURE);
    }

    @Override
    public void handlerAdded(ChannelHandlerContext context) {
        Runnable close = () -> {
            var unused = context.close();
        };
        deadline = context.executor().schedule(close, SECONDS_MAX, TimeUnit.SECONDS);
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext context) {
        if (deadline != null) {
            deadline.cancel(false);
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object bytes) {
        discardedBytes += ((ByteBuf) bytes).readableBytes(); // no overflow: closed long before
        ReferenceCountUtil.release(bytes);
        if (discardedBytes > DISCARDED_BYTES_MAX) {
            var unused = context.close();
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        // what was read ends here
    }
}
