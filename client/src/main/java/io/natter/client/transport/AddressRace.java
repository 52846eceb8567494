package io.natter.client.transport;

import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Connects to the first address of a host that answers (RFC 8305).
 *
 * <p>Confined to the dialing thread. The addresses are tried in turn, the families alternating: the next one as soon as
 * one fails, or when none has answered for a quarter of a second. One address that fails is no failure of the host.
 */
final class AddressRace {
    private static final long HEAD_START_NANOS = 250_000_000;

    private final DialSelector waiting;
    private final Deque<InetSocketAddress> left;
    private final List<SocketChannel> running = new ArrayList<>();
    private final List<String> failures = new ArrayList<>();
    private @Nullable IOException firstFailure;

    private AddressRace(DialSelector waiting, List<InetSocketAddress> addresses) {
        this.waiting = waiting;
        this.left = new ArrayDeque<>();
        for (InetSocketAddress address : addresses) {
            left.addLast(address);
        }
    }

    /**
     * A connected channel that does not block, registered with the selector.
     *
     * @param addresses at least one
     * @throws IOException if none takes the connection; the message tells what each did
     */
    static SocketChannel connect(DialSelector waiting, List<InetSocketAddress> addresses) throws IOException {
        AddressRace race = new AddressRace(waiting, addresses);
        try {
            SocketChannel winner = race.run();
            race.running.remove(winner);
            return winner;
        } finally {
            for (SocketChannel loser : race.running) {
                new SocketStream(loser).close();
            }
        }
    }

    /** The addresses with a port, the families alternating, in the resolver's order within each. */
    static List<InetSocketAddress> alternating(InetAddress[] addresses, int port) {
        Deque<InetAddress> six = new ArrayDeque<>();
        Deque<InetAddress> four = new ArrayDeque<>();
        for (InetAddress address : addresses) {
            (address instanceof Inet6Address ? six : four).add(address);
        }
        boolean isSixNext = addresses[0] instanceof Inet6Address;
        List<InetSocketAddress> order = new ArrayList<>(addresses.length);
        while (order.size() < addresses.length) {
            Deque<InetAddress> family = (isSixNext && !six.isEmpty()) || four.isEmpty() ? six : four;
            order.add(new InetSocketAddress(family.remove(), port));
            isSixNext = !isSixNext;
        }
        return order;
    }

    private SocketChannel run() throws IOException {
        while (true) {
            SocketChannel atOnce = startNext();
            if (atOnce != null) {
                return atOnce;
            }
            if (running.isEmpty() && left.isEmpty()) {
                throw failed();
            }
            if (running.isEmpty()) {
                continue; // that one failed at once
            }
            SocketChannel connected = awaitOne();
            if (connected != null) {
                return connected;
            }
        }
    }

    /** Starts with the next address; some systems connect to themselves at once, and then the channel is returned. */
    private @Nullable SocketChannel startNext() throws IOException {
        InetSocketAddress address = left.poll();
        if (address == null) {
            return null;
        }
        SocketChannel channel = SocketChannel.open();
        running.add(channel);
        try {
            channel.configureBlocking(false);
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            channel.setOption(StandardSocketOptions.SO_KEEPALIVE, true);
            boolean isConnected = channel.connect(address);
            channel.register(waiting.selector(), isConnected ? 0 : SelectionKey.OP_CONNECT, address);
            return isConnected ? channel : null;
        } catch (IOException | RuntimeException e) { // unresolved or unsupported addresses are unchecked
            failed(channel, address, e);
            return null;
        }
    }

    /** Waits for one to answer; null if the next one should be started. */
    private @Nullable SocketChannel awaitOne() throws IOException {
        int before = running.size();
        long startNanos = System.nanoTime();
        while (running.size() == before) {
            long waitedNanos = System.nanoTime() - startNanos;
            if (!left.isEmpty() && waitedNanos >= HEAD_START_NANOS) {
                return null;
            }
            waiting.await(left.isEmpty() ? Long.MAX_VALUE : HEAD_START_NANOS - waitedNanos);
            for (SelectionKey key : waiting.selector().selectedKeys()) {
                SocketChannel channel = (SocketChannel) key.channel();
                if (isConnected(channel, key)) {
                    waiting.selector().selectedKeys().clear();
                    return channel;
                }
            }
            waiting.selector().selectedKeys().clear();
        }
        return null;
    }

    private boolean isConnected(SocketChannel channel, SelectionKey key) {
        try {
            return channel.finishConnect();
        } catch (IOException e) {
            failed(channel, (InetSocketAddress) key.attachment(), e);
            return false;
        }
    }

    private void failed(SocketChannel channel, InetSocketAddress address, Exception cause) {
        running.remove(channel);
        new SocketStream(channel).close();
        String reason = cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
        failures.add(
                address.getAddress() == null
                        ? reason
                        : address.getAddress().getHostAddress() + ":" + address.getPort() + ": " + reason);
        if (firstFailure == null) {
            firstFailure = cause instanceof IOException io ? io : new IOException(cause);
        }
    }

    private IOException failed() {
        return new IOException("connect: " + String.join("; ", failures), firstFailure);
    }
}
