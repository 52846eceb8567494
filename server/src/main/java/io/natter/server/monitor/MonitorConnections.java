package io.natter.server.monitor;

import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.HttpServerKeepAliveHandler;
import io.netty.handler.flow.FlowControlHandler;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.timeout.IdleStateHandler;
import io.netty.util.concurrent.ImmediateEventExecutor;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Takes readers of monitoring pages in, as many as are allowed at once.
 *
 * <p>Confined to the monitor's event loop, but for {@link #close}.
 */
final class MonitorConnections extends ChannelInitializer<SocketChannel> {
    /** Readers connected at once; more are closed at once. */
    private static final int READERS_MAX = 128;

    private static final int REQUEST_LINE_BYTES_MAX = 8 * 1024;
    private static final int HEADER_BYTES_MAX = 16 * 1024;

    /** How long a reader may take nothing of its page, or keep a connection that it does not use. */
    private static final long IDLE_SECONDS_MAX = 60;

    private final Pages pages;
    private final Executor pageThreads;
    private final @Nullable SslContext tls;
    private final PendingPages pending = new PendingPages();
    private final ChannelGroup readers = new DefaultChannelGroup(ImmediateEventExecutor.INSTANCE);

    MonitorConnections(Pages pages, Executor pageThreads, @Nullable SslContext tls) {
        this.pages = pages;
        this.pageThreads = pageThreads;
        this.tls = tls;
    }

    /** Closes those that are connected; returns when they are. On any thread but the event loop. */
    void close() {
        readers.close().awaitUninterruptibly();
    }

    @Override
    public boolean isSharable() {
        return true;
    }

    @Override
    protected void initChannel(SocketChannel channel) {
        if (readers.size() >= READERS_MAX) {
            var unused = channel.close();
            return;
        }
        readers.add(channel); // until it closes
        ChannelPipeline pipeline = channel.pipeline();
        if (tls != null) {
            pipeline.addLast(tls.newHandler(channel.alloc()));
        }
        pipeline.addLast(new IdleStateHandler(true, 0, 0, IDLE_SECONDS_MAX, TimeUnit.SECONDS))
                .addLast(new HttpServerCodec(new HttpDecoderConfig()
                        .setMaxInitialLineLength(REQUEST_LINE_BYTES_MAX)
                        .setMaxHeaderSize(HEADER_BYTES_MAX)))
                .addLast(new HttpServerKeepAliveHandler())
                // Requests that come in one packet wait here until their turn.
                .addLast(new FlowControlHandler())
                .addLast(new MonitorConnection(pages, pageThreads, pending));
    }
}
