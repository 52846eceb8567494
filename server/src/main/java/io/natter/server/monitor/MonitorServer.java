package io.natter.server.monitor;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelOption;
import io.netty.channel.IoEventLoop;
import io.netty.channel.SingleThreadIoEventLoop;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The HTTP listener that shows what the server does.
 *
 * <p>Thread-safe. It has threads of its own - one that reads and writes sockets, a few that build pages - so that a page
 * that is large, or read slowly, never delays a message.
 */
public final class MonitorServer implements AutoCloseable {
    private static final int PAGE_THREADS = 2;

    /** Requests that may wait for a page thread; more are told to come back (503). */
    private static final int WAITING_MAX = 64;

    private static final long IDLE_THREAD_SECONDS = 30;
    private static final long CLOSE_SECONDS_MAX = 5;

    private final IoEventLoop loop;
    private final ThreadPoolExecutor pageThreads;
    private final Channel listener;
    private final MonitorConnections connections;
    private final Pages pages;
    private final MonitorSettings settings;

    private MonitorServer(
            IoEventLoop loop,
            ThreadPoolExecutor pageThreads,
            Channel listener,
            MonitorConnections connections,
            Pages pages,
            MonitorSettings settings) {
        this.pages = pages;
        this.settings = settings;
        this.loop = loop;
        this.pageThreads = pageThreads;
        this.listener = listener;
        this.connections = connections;
    }

    /**
     * Listens; pages are served when this returns.
     *
     * @throws UncheckedIOException when the address cannot be listened on; nothing is left behind
     */
    public static MonitorServer start(MonitorSettings settings, ServerState state) {
        ProcessFigures process = new ProcessFigures(new JvmProcessSource(), System::nanoTime);
        AtomicReference<InetSocketAddress> bound = new AtomicReference<>(address(settings));
        Pages pages = new Pages(
                state, Clock.systemUTC(), process, settings.basePath(), () -> endpoint(settings, bound.get()));
        ThreadFactory loopThread = task -> daemon(task, "natter-monitor");
        IoEventLoop loop = new SingleThreadIoEventLoop(null, loopThread, NioIoHandler.newFactory());
        ThreadPoolExecutor pageThreads = pageThreads();
        MonitorConnections connections = new MonitorConnections(pages, pageThreads, settings.tls());
        ChannelFuture listening = new ServerBootstrap()
                .group(loop)
                .channel(NioServerSocketChannel.class)
                .option(ChannelOption.SO_REUSEADDR, true)
                .childOption(ChannelOption.AUTO_READ, false)
                .childHandler(connections)
                .bind(address(settings))
                .awaitUninterruptibly();
        MonitorServer server = new MonitorServer(loop, pageThreads, listening.channel(), connections, pages, settings);
        if (!listening.isSuccess()) {
            server.close();
            throw new UncheckedIOException(new IOException(
                    "monitor: cannot listen on " + settings.host() + ":" + settings.port() + ": "
                            + listening.cause().getMessage(),
                    listening.cause()));
        }
        bound.set(server.address());
        var unused = loop.scheduleAtFixedRate(process::sample, 1, 1, TimeUnit.SECONDS);
        return server;
    }

    /** Where it listens, with the port it really got. */
    public InetSocketAddress address() {
        return (InetSocketAddress) listener.localAddress();
    }

    /** Where it listens, as varz shows it. */
    VarzPage.HttpEndpoint endpoint() {
        return endpoint(settings, address());
    }

    Pages pages() {
        return pages;
    }

    /** Whether readers can still connect. */
    boolean isListening() {
        return listener.isOpen();
    }

    /** Stops listening, closes every reader's connection and ends its threads; returns when nothing runs any more. */
    @Override
    public void close() {
        pageThreads.shutdownNow();
        // Not left to the loop: one that is told to end between two of its looks ends without closing its channels.
        listener.close().awaitUninterruptibly();
        connections.close();
        loop.shutdownGracefully(0, CLOSE_SECONDS_MAX, TimeUnit.SECONDS).awaitUninterruptibly();
        boolean isInterrupted = false;
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(CLOSE_SECONDS_MAX);
        while (!pageThreads.isTerminated() && System.nanoTime() < deadline) {
            try {
                pageThreads.awaitTermination(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
            } catch (InterruptedException stop) {
                isInterrupted = true;
            }
        }
        if (isInterrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static InetSocketAddress address(MonitorSettings settings) {
        return settings.host().isEmpty()
                ? new InetSocketAddress(settings.port())
                : new InetSocketAddress(settings.host(), settings.port());
    }

    private static VarzPage.HttpEndpoint endpoint(MonitorSettings settings, InetSocketAddress bound) {
        boolean isTls = settings.tls() != null;
        return new VarzPage.HttpEndpoint(
                settings.host(), isTls ? 0 : bound.getPort(), isTls ? bound.getPort() : 0, settings.basePath());
    }

    private static ThreadPoolExecutor pageThreads() {
        AtomicInteger number = new AtomicInteger();
        ThreadPoolExecutor threads = new ThreadPoolExecutor(
                PAGE_THREADS,
                PAGE_THREADS,
                IDLE_THREAD_SECONDS,
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(WAITING_MAX),
                task -> daemon(task, "natter-monitor-page-" + number.incrementAndGet()));
        threads.allowCoreThreadTimeOut(true);
        return threads;
    }

    private static Thread daemon(Runnable task, String name) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        return thread;
    }
}
