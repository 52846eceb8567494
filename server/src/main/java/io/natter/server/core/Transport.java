package io.natter.server.core;

import io.natter.server.auth.Presented.ConnectionType;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.ServerChannel;
import io.netty.channel.SingleThreadIoEventLoop;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.local.LocalIoHandler;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.util.NetUtil;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.FastThreadLocalThread;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The event loops of one server and its listening sockets.
 *
 * <p>Thread-safe. Epoll where it is to be had, NIO elsewhere. One loop on two cores or fewer: handing messages from loop to loop is the
 * costly mistake (docs/benchmarks.md).
 */
public final class Transport implements AutoCloseable {
    private static final int BACKLOG = 4096;
    private static final int READS_PER_WAKE_UP = 4;

    private final Broker broker;
    private final MultiThreadIoEventLoopGroup group;
    private final Class<? extends ServerChannel> serverChannel;
    private final List<Loop> loops = new ArrayList<>();
    private final IdentityHashMap<EventLoop, Loop> loopsByEventLoop = new IdentityHashMap<>();
    private final List<Channel> listeners = new ArrayList<>();
    private final AtomicInteger internalLoopCount = new AtomicInteger();

    /**
     * @param loopCount how many event loops; 0 chooses by the number of cores
     */
    public Transport(Broker broker, int loopCount) {
        this.broker = broker;
        boolean hasEpoll = Epoll.isAvailable();
        IoHandlerFactory factory = hasEpoll ? EpollIoHandler.newFactory() : NioIoHandler.newFactory();
        this.serverChannel = hasEpoll ? EpollServerSocketChannel.class : NioServerSocketChannel.class;
        int count =
                loopCount > 0 ? loopCount : loopCountFor(Runtime.getRuntime().availableProcessors());
        this.group = new MultiThreadIoEventLoopGroup(count, new DefaultThreadFactory("natter-loop", true), factory);
        int index = 0;
        for (EventExecutor executor : group) {
            String assistant = count < Runtime.getRuntime().availableProcessors() ? "natter-write-" + index : null;
            var loop = new Loop((EventLoop) executor, index++, assistant, broker::unexpected);
            loops.add(loop);
            loopsByEventLoop.put(loop.eventLoop(), loop);
        }
    }

    private static int loopCountFor(int cores) {
        return Math.max(1, Math.min(cores / 2, 16));
    }

    public List<Loop> loops() {
        return List.copyOf(loops);
    }

    /**
     * Starts a loop without sockets; to be closed by the caller, after this transport.
     *
     * @param name how its thread is called
     */
    public InternalLoop openInternalLoop(String name) {
        ThreadFactory threads = task -> new FastThreadLocalThread(task, name);
        // Waits for tasks only, and takes them without a lock, as loops with sockets do.
        var eventLoop = new SingleThreadIoEventLoop(null, threads, LocalIoHandler.newFactory());
        int index = loops.size() + internalLoopCount.getAndIncrement();
        return new InternalLoop(broker, new Loop(eventLoop, index, null, broker::unexpected));
    }

    /**
     * Listens for clients and returns the address it got. Who connects waits unanswered until {@link #beginAccepting}.
     *
     * @throws IOException when the address cannot be had; nothing listens then
     */
    public InetSocketAddress listen(InetSocketAddress address) throws IOException {
        var bootstrap = new ServerBootstrap()
                .group(group)
                .channel(serverChannel)
                .option(ChannelOption.SO_BACKLOG, BACKLOG)
                .option(ChannelOption.SO_REUSEADDR, true)
                .option(ChannelOption.AUTO_READ, false) // INFO names the port, which is known once it is bound
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childOption(ChannelOption.ALLOW_HALF_CLOSURE, true) // what was asked before the end is answered first
                .childHandler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        accept(channel);
                    }
                });
        var bound = bootstrap.bind(address).awaitUninterruptibly();
        if (!bound.isSuccess()) {
            Throwable cause = bound.cause();
            throw cause instanceof IOException failed ? failed : new IOException(cause.getMessage(), cause);
        }
        synchronized (listeners) {
            listeners.add(bound.channel());
        }
        return (InetSocketAddress) bound.channel().localAddress();
    }

    /** Answers whoever has connected, and will, at the addresses listened on so far. */
    public void beginAccepting() {
        synchronized (listeners) {
            listeners.forEach(listener -> listener.config().setAutoRead(true));
        }
    }

    private void accept(Channel channel) {
        Loop loop = Objects.requireNonNull(loopsByEventLoop.get(channel.eventLoop()));
        channel.config().setRecvByteBufAllocator(new LoopReads(loop, READS_PER_WAKE_UP));
        var remote = (InetSocketAddress) channel.remoteAddress();
        var peer = new Peer(
                NetUtil.toAddressString(remote.getAddress()),
                remote.getPort(),
                ConnectionType.STANDARD,
                Instant.now(),
                null);
        var connection = new Connection(broker, loop, channel, broker.nextConnectionId(), peer);
        var handler = new ConnectionHandler(connection);
        channel.pipeline().addLast(handler);
        handler.open();
    }

    /** Stops listening; connections go on. */
    public void stopListening() {
        List<Channel> closing;
        synchronized (listeners) {
            closing = List.copyOf(listeners);
            listeners.clear();
        }
        closing.forEach(listener -> listener.close().awaitUninterruptibly());
    }

    /** Ends everything: listeners, connections, threads. Returns when none of them is left. */
    @Override
    public void close() {
        stopListening();
        List<Connection> closing = List.copyOf(broker.connections());
        for (Connection connection : closing) {
            connection.loop().eventLoop().execute(() -> connection.close(ClosedReason.SERVER_SHUTDOWN));
        }
        group.shutdownGracefully(0, 5, TimeUnit.SECONDS).awaitUninterruptibly();
        // A loop that is told to end between two of its looks ends without closing its channels.
        closing.stream()
                .map(Connection::channel)
                .filter(Channel::isOpen)
                .forEach(open -> open.unsafe().closeForcibly());
        loops.forEach(Loop::release);
    }
}
