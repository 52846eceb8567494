package io.natter.server.tls;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * As much of a server as the start of a connection needs: says INFO, then sends back what it gets. Thread-safe.
 *
 * <p>What becomes of each connection is told by {@link #nextEvent()}.
 */
@SuppressWarnings("FutureReturnValueIgnored") // a write that fails shows in the client of the test
final class StartServer implements AutoCloseable {
    private final EventLoopGroup group = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    private final BlockingQueue<Object> events = new LinkedBlockingQueue<>();
    private final Channel listener;

    StartServer(ListenerTls tls, boolean allowsPlain) {
        listener = new ServerBootstrap()
                .group(group)
                .channel(NioServerSocketChannel.class)
                .childHandler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        channel.config().setRecvByteBufAllocator(new FixedRecvByteBufAllocator(7));
                        var start = new TlsStart(
                                tls, allowsPlain, Runnable::run, new Listener(channel), TlsStart.Begin.FRESH);
                        channel.pipeline().addLast(start, new Echo());
                    }
                })
                .bind(new InetSocketAddress("127.0.0.1", 0))
                .syncUninterruptibly()
                .channel();
    }

    int port() {
        return ((InetSocketAddress) listener.localAddress()).getPort();
    }

    /** The TlsFacts or TlsFailure of the next connection, or "plain". */
    Object nextEvent() throws InterruptedException {
        Object event = events.poll(60, TimeUnit.SECONDS);
        if (event == null) {
            throw new AssertionError("no connection got ready or failed");
        }
        return event;
    }

    @Override
    public void close() {
        group.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
    }

    private static ByteBuf text(String text) {
        return Unpooled.copiedBuffer(text, StandardCharsets.US_ASCII);
    }

    /** Acts on what TlsStart says. Confined to the event loop. */
    private final class Listener implements TlsStartListener {
        private final Channel channel;

        Listener(Channel channel) {
            this.channel = channel;
        }

        @Override
        public void onInfoDue(boolean isTlsRequired) {
            channel.writeAndFlush(text("INFO " + isTlsRequired + "\r\n"));
        }

        @Override
        public void onReady(@Nullable TlsFacts facts) {
            events.add(facts == null ? "plain" : facts);
        }

        @Override
        public void onFailed(TlsFailure failure) {
            events.add(failure);
            if (failure.kind() == TlsFailure.Kind.THROTTLED) {
                channel.writeAndFlush(text("-ERR '" + TlsFailure.THROTTLED_TEXT + "'\r\n"))
                        .addListener(ChannelFutureListener.CLOSE);
            } else {
                channel.close();
            }
        }
    }

    /** Sends back what it gets. Confined to the event loop. */
    private final class Echo extends ChannelInboundHandlerAdapter {
        @Override
        public void channelRead(ChannelHandlerContext ctx, Object message) {
            ctx.writeAndFlush(message);
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
            events.add(cause);
            ctx.close();
        }
    }
}
