package io.natter.server;

import java.net.InetSocketAddress;
import java.util.List;

/**
 * Where a running server listens. Immutable.
 *
 * @param clients addresses for clients, the announced one first
 * @param monitoring addresses of the monitoring pages, HTTP before HTTPS; empty when they are off
 * @param isTls whether clients must encrypt
 */
public record ServerPorts(List<InetSocketAddress> clients, List<InetSocketAddress> monitoring, boolean isTls) {
    public ServerPorts {
        clients = List.copyOf(clients);
        monitoring = List.copyOf(monitoring);
    }
}
