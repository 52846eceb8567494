package io.natter.server;

import io.natter.server.config.ServerConfig;
import io.natter.server.core.Transport;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A NATS server inside this JVM.
 *
 * <p>Thread-safe. Several servers may run in one JVM. {@link #close()} leaves no thread, port, file or shutdown hook behind.
 *
 * <pre>{@code
 * try (var server = NatterServer.start(ServerConfig.defaults().withPort(0))) {
 *     connect(server.clientUrl());
 * }
 * }</pre>
 */
public final class NatterServer implements AutoCloseable {
    private final ServerParts parts;
    private final Transport transport;
    private final List<InetSocketAddress> clientAddresses;
    private final AtomicBoolean isClosing = new AtomicBoolean();
    private final CountDownLatch closed = new CountDownLatch(1);

    private NatterServer(ServerParts parts, Transport transport, List<InetSocketAddress> clientAddresses) {
        this.parts = parts;
        this.transport = transport;
        this.clientAddresses = clientAddresses;
    }

    /**
     * Starts a server and returns when clients can connect.
     *
     * @param config port 0 or -1 takes a free port, which {@link #port()} tells
     * @throws IllegalArgumentException when the configuration contradicts itself; nothing was started
     * @throws ServerStartException when an address, a file or a certificate cannot be had; nothing is left running
     */
    public static NatterServer start(ServerConfig config) {
        List<String> problems = config.problems();
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException(String.join("; ", problems));
        }
        var parts = ServerParts.of(config);
        parts.announceStart(config);
        var transport = new Transport(parts.broker(), 0);
        try {
            List<InetSocketAddress> bound =
                    ClientListeners.open(transport, config.client(), config.requiresAuthentication());
            parts.announceAddresses(bound);
            var server = new NatterServer(parts, transport, bound);
            parts.log().info("Server is ready");
            return server;
        } catch (IOException e) {
            transport.close();
            parts.close();
            throw new ServerStartException("client listener " + e.getMessage(), e);
        } catch (RuntimeException e) {
            transport.close();
            parts.close();
            throw e;
        }
    }

    /** The port clients connect to. */
    public int port() {
        return clientAddresses.get(0).getPort();
    }

    /** Where clients connect, such as {@code nats://127.0.0.1:4222}. */
    public String clientUrl() {
        InetSocketAddress first = clientAddresses.get(0);
        String host = first.getAddress().isAnyLocalAddress()
                ? "127.0.0.1"
                : first.getAddress().getHostAddress();
        return "nats://" + (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + first.getPort();
    }

    /** The server's public key, which INFO tells as {@code server_id}. */
    public String id() {
        return parts.id();
    }

    /** The server's name; its id when it was given none. */
    public String name() {
        return parts.name();
    }

    /** Ends the server and returns when nothing of it runs any more. Once closed, closing again does nothing. */
    @Override
    public void close() {
        if (isClosing.compareAndSet(false, true)) {
            parts.log().info("Initiating Shutdown...");
            transport.close();
            parts.close();
            parts.log().info("Server Exiting..");
            closed.countDown();
        }
        awaitClosed();
    }

    /** Waits until the server has closed, whoever closes it. An interrupt is kept for the caller and ends the wait. */
    public void awaitClosed() {
        try {
            closed.await();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Waits that long at most; true when the server has closed. */
    public boolean awaitClosed(long timeout, TimeUnit unit) throws InterruptedException {
        return closed.await(timeout, unit);
    }
}
