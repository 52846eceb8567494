package io.natter.server;

import io.natter.server.account.Account;
import io.natter.server.auth.Authenticator;
import io.natter.server.config.ConfigChange;
import io.natter.server.config.ServerConfig;
import io.natter.server.core.Connection;
import io.natter.server.core.InternalLoop;
import io.natter.server.core.Transport;
import io.natter.server.monitor.ServerFacts;
import io.natter.server.monitor.SystemPages;
import io.natter.server.tls.TlsConfigException;
import io.natter.store.StoreException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * A NATS server inside this JVM.
 *
 * <p>Thread-safe. Several servers may run in one JVM. {@link #close()} leaves no thread, port, file or shutdown hook behind.
 *
 * <pre>{@code
 * try (var server = NatterServer.start(ServerConfig.defaults().withClient(ClientListenerConfig.defaults().withPort(-1)))) {
 *     connect(server.clientUrl());
 * }
 * }</pre>
 */
public final class NatterServer implements AutoCloseable {
    private static final long RELOAD_SECONDS_MAX = 10;

    private final ServerParts parts;
    private final Transport transport;
    private final List<InetSocketAddress> clientAddresses;
    private final Monitors monitors;
    private final LiveState state;
    private final @Nullable JetStreamPart jetStream;
    private final @Nullable SystemAccountPart systemAccount;
    private volatile Runnable reloading = NatterServer::refuseReload;
    private final AtomicBoolean isClosing = new AtomicBoolean();
    private final AtomicBoolean isLameDuck = new AtomicBoolean();
    private final CountDownLatch closing = new CountDownLatch(1);
    private final CountDownLatch closed = new CountDownLatch(1);

    private NatterServer(ServerParts parts, Transport transport) throws IOException {
        this.parts = parts;
        this.transport = transport;
        ServerConfig config = parts.config();
        var closedConnections = new ClosedConnections(config.limits().maxClosedClients());
        this.state = new LiveState(parts, transport.loops(), closedConnections, this::facts, this::notReady);
        parts.broker().listen(state);
        this.clientAddresses = ClientListeners.open(transport, config.client(), !config.admitsAnonymous());
        InetSocketAddress first = clientAddresses.get(0);
        String host = ClientListeners.shown(first);
        this.monitors = Monitors.start(config.monitor(), host, parts.tls().pages(), state, parts.log());
        parts.announceAddress(host, first.getPort());
        this.jetStream = startJetStream();
        this.systemAccount = SystemAccountPart.start(
                parts, transport, new SystemPages(state, monitors::first), this::reloadFromSource);
        transport.beginAccepting();
    }

    private @Nullable JetStreamPart startJetStream() {
        try {
            JetStreamPart part = JetStreamPart.start(parts, transport);
            if (part != null) {
                state.use(part.view());
            }
            return part;
        } catch (RuntimeException e) {
            monitors.close();
            throw e;
        }
    }

    /**
     * Starts a server and returns when clients can connect.
     *
     * @param config port -1 takes a free port, which {@link #ports()} tells
     * @throws IllegalArgumentException when the configuration contradicts itself; nothing was started
     * @throws ServerStartException when an address, a file or a certificate cannot be had; nothing is left running
     */
    public static NatterServer start(ServerConfig config) {
        var parts = new ServerParts(config, checked(config));
        parts.announceStart();
        var transport = new Transport(parts.broker(), 0);
        try {
            var server = new NatterServer(parts, transport);
            parts.log().info("Server is ready");
            return server;
        } catch (IOException e) {
            transport.close();
            parts.close();
            throw new ServerStartException("listening for clients: " + e.getMessage(), e);
        } catch (StoreException e) {
            transport.close();
            parts.close();
            throw new ServerStartException("JetStream: " + e.getMessage(), e);
        } catch (RuntimeException e) {
            transport.close();
            parts.close();
            throw e;
        }
    }

    /**
     * Finds out whether {@link #start} would take this configuration, without starting anything: what {@code -t} does.
     *
     * @throws IllegalArgumentException when the configuration contradicts itself
     * @throws ServerStartException when a certificate or another file it names cannot be used
     */
    public static void check(ServerConfig config) {
        checked(config);
    }

    private static ServerTls checked(ServerConfig config) {
        List<String> problems = config.problems();
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException(String.join("; ", problems));
        }
        try {
            return ServerTls.open(config);
        } catch (TlsConfigException e) {
            throw new ServerStartException(Objects.requireNonNullElse(e.getMessage(), "tls"), e);
        }
    }

    /** Where it listens. */
    public ServerPorts ports() {
        return new ServerPorts(
                clientAddresses,
                monitors.addresses(),
                parts.announcement().info().tlsRequired());
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

    /** What it runs with. */
    public ServerConfig config() {
        return parts.config();
    }

    /**
     * Goes on with another configuration; messages flow on meanwhile (B160). Returns when everyone connected was looked at again.
     *
     * @throws IllegalArgumentException when the configuration contradicts itself, names a certificate that cannot be used, or differs in
     *     what cannot change while the server runs; nothing has changed then (B161)
     */
    public synchronized void reload(ServerConfig next) {
        List<String> problems = next.problems();
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException(String.join("; ", problems));
        }
        ConfigChange change = ConfigChange.between(parts.config(), next);
        if (!change.isPossible()) {
            throw new IllegalArgumentException(String.join("; ", change.refusals()));
        }
        ServerTls nextTls;
        try {
            nextTls = ServerTls.open(next);
        } catch (TlsConfigException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
        ServerConfig before = parts.config();
        Authenticator previous = parts.broker().authenticator();
        parts.use(next, nextTls);
        if (jetStream != null) {
            awaitReload(jetStream.reload(next));
        }
        if (systemAccount != null) {
            systemAccount.attachAccounts();
        }
        new Reload(parts.broker(), previous).apply(before, next);
        change.changes().forEach(text -> parts.log().info("Reloaded: {}", text));
        String digest = next.digest();
        parts.log().info("Reloaded server configuration{}", digest.isEmpty() ? "" : " (" + digest + ")");
    }

    /**
     * Says what happens when the system account asks for a reload ({@code $SYS.REQ.SERVER.<id>.RELOAD}); until then such requests are refused.
     *
     * @param reloading reads the configuration again and calls {@link #reload}, on a thread of the server's; the message of what it throws
     *     is what they get who asked
     */
    public void onReloadRequest(Runnable reloading) {
        this.reloading = reloading;
    }

    private void reloadFromSource() {
        reloading.run();
    }

    private static void refuseReload() {
        throw new IllegalStateException("can only reload config when a file is provided using -c or --config");
    }

    /**
     * Takes no more clients, tells those it has to go elsewhere, closes them over some time, then closes itself (C64). Returns at once.
     */
    public void startLameDuck() {
        if (isClosing.get() || !isLameDuck.compareAndSet(false, true)) {
            return;
        }
        parts.log().info("Entering lame duck mode, stop accepting new clients");
        transport.stopListening();
        parts.announceLameDuck();
        if (systemAccount != null) {
            systemAccount.tellLameDuck();
        }
        for (Connection connection : parts.broker().connections()) {
            connection.loop().eventLoop().execute(connection::announce);
        }
        var lameDuck = new LameDuck(parts.broker(), parts.config().liveness(), closing, this::close);
        new Thread(lameDuck, "natter-lame-duck").start();
    }

    /** Whether it is sending its clients away. */
    public boolean isLameDuck() {
        return isLameDuck.get();
    }

    /** Ends the server and returns when nothing of it runs any more. Once closed, closing again does nothing. */
    @Override
    public void close() {
        if (isClosing.compareAndSet(false, true)) {
            closing.countDown();
            parts.log().info("Initiating Shutdown...");
            monitors.close();
            if (systemAccount != null) {
                systemAccount.tellShutdown();
            }
            if (jetStream != null) {
                jetStream.stop();
            }
            transport.close();
            if (systemAccount != null) {
                systemAccount.close();
            }
            if (jetStream != null) {
                jetStream.close();
            }
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

    /** Opens a loop that subscribes and publishes as the server itself does; whoever opens it closes it. */
    InternalLoop openInternalLoop(String name) {
        return transport.openInternalLoop(name);
    }

    /** The account of this name. */
    Account declareAccount(String name) {
        return parts.broker().declareAccount(name);
    }

    private void awaitReload(CompletableFuture<Void> reloading) {
        try {
            reloading.get(RELOAD_SECONDS_MAX, TimeUnit.SECONDS);
        } catch (TimeoutException slow) {
            parts.log().warn("JetStream: accounts are still being reloaded");
        } catch (ExecutionException failed) {
            parts.log().error("JetStream: not reloaded: {}", failed.toString());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private ServerFacts facts() {
        return ServerFactsView.of(parts, clientAddresses.get(0), state.counters());
    }

    private @Nullable String notReady() {
        return isLameDuck.get() || isClosing.get() ? "server" : null;
    }
}
