package io.natter.server;

import io.natter.server.config.ClientListenerConfig;
import io.natter.server.core.Transport;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;

/**
 * Opens the addresses clients connect to.
 *
 * <p>Pure but for the sockets. Without a configured host that is the loopback, 127.0.0.1 and ::1, unless all clients must authenticate: then
 * it is every address, as in nats-server.
 */
final class ClientListeners {
    private ClientListeners() {}

    /** The addresses it got, the one to announce first. */
    static List<InetSocketAddress> open(Transport transport, ClientListenerConfig config, boolean isOpenToAll)
            throws IOException {
        int port = Math.max(0, config.port());
        String host = config.host();
        if (host != null) {
            return List.of(transport.listen(new InetSocketAddress(host, port)));
        }
        if (isOpenToAll) {
            return List.of(transport.listen(new InetSocketAddress("0.0.0.0", port)));
        }
        var bound = new ArrayList<InetSocketAddress>();
        bound.add(transport.listen(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), port)));
        try {
            bound.add(transport.listen(new InetSocketAddress(
                    InetAddress.getByName("::1"), bound.get(0).getPort())));
        } catch (IOException noSuchAddress) {
            // A machine without IPv6, or one where another process has that port of ::1: IPv4 will do.
        }
        return bound;
    }

    /** How a listening address is told: {@code 0.0.0.0} for all of them, whichever the socket says. */
    static String shown(InetSocketAddress bound) {
        InetAddress address = bound.getAddress();
        return address.isAnyLocalAddress() ? "0.0.0.0" : address.getHostAddress();
    }
}
