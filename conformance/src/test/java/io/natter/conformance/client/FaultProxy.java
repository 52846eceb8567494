package io.natter.conformance.client;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/**
 * A TCP proxy before a server that does to each connection what a {@link Fault} says.
 *
 * <p>Thread-safe. Two daemon threads a connection, all ended by {@link #close}.
 *
 * <pre>
 *  client -> to server:  pump under the fault's up   -> server
 *  client <- to client:  pump under the fault's down <- server
 * </pre>
 */
final class FaultProxy implements AutoCloseable {
    private final ServerSocket listener;
    private final InetSocketAddress target;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private final Set<Thread> threads = ConcurrentHashMap.newKeySet();
    private final AtomicInteger accepted = new AtomicInteger();
    private volatile Function<Integer, Fault> faults;
    private volatile boolean isClosed;

    private FaultProxy(ServerSocket listener, InetSocketAddress target, Function<Integer, Fault> faults) {
        this.listener = listener;
        this.target = target;
        this.faults = faults;
    }

    /** Starts before the server on {@code port}; {@code faults} tells what happens to the connection of each number, from 0. */
    static FaultProxy start(int port, Function<Integer, Fault> faults) {
        try {
            ServerSocket listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
            FaultProxy proxy =
                    new FaultProxy(listener, new InetSocketAddress(InetAddress.getLoopbackAddress(), port), faults);
            proxy.begin("accept", proxy::accept);
            return proxy;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String url() {
        return "nats://127.0.0.1:" + listener.getLocalPort();
    }

    /** How many connections were made through it. */
    int accepted() {
        return accepted.get();
    }

    /** From now on new connections are left alone. */
    void heal() {
        faults = number -> Fault.NONE;
    }

    /** Ends all connections there are, without a word. */
    void cut() {
        // Of those there are now: a client that comes back meanwhile is left alone.
        Set.copyOf(sockets).forEach(FaultProxy::closeHard);
    }

    private void begin(String role, Runnable work) {
        Thread thread = new Thread(work, "fault-proxy-" + role);
        thread.setDaemon(true);
        threads.add(thread);
        thread.start();
    }

    private void accept() {
        while (!isClosed) {
            try {
                Socket client = listener.accept();
                sockets.add(client);
                connect(client, faults.apply(accepted.getAndIncrement()));
            } catch (IOException listenerIsClosed) {
                return;
            }
        }
    }

    /** Joins a client to the server; where that is away, the client is sent away and tries again. */
    private void connect(Socket client, Fault fault) {
        Socket server = new Socket();
        sockets.add(server);
        try {
            server.connect(target);
            client.setTcpNoDelay(true);
            server.setTcpNoDelay(true);
            begin("up", () -> pump(client, server, fault.up()));
            begin("down", () -> pump(server, client, fault.down()));
        } catch (IOException serverIsAway) {
            closeHard(client);
            closeHard(server);
        }
    }

    private void pump(Socket from, Socket to, Fault.Way way) {
        byte[] buffer = new byte[16 << 10];
        long passed = 0;
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int read = in.read(buffer, 0, way.pieceBytes(buffer.length)); read >= 0; ) {
                int allowed = (int) Math.min(read, way.bytesMax() - passed);
                if (!way.isSilentAfter(passed)) {
                    out.write(buffer, 0, allowed);
                }
                passed += read;
                if (allowed < read) {
                    break;
                }
                way.pause();
                read = in.read(buffer, 0, way.pieceBytes(buffer.length));
            }
        } catch (IOException eitherSideIsGone) {
            // The other side is told below.
        }
        closeHard(from);
        closeHard(to);
    }

    private static void closeHard(Socket socket) {
        try {
            socket.close();
        } catch (IOException isClosedAnyway) {
            // Nothing is left to be done for it.
        }
    }

    @Override
    public void close() {
        isClosed = true;
        try {
            listener.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Testbed.await("the proxy's threads to end", () -> {
            cut();
            return threads.stream().noneMatch(Thread::isAlive);
        });
    }
}
