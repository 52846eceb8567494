package io.natter.server.monitor;

import io.netty.handler.ssl.SslContext;
import org.jspecify.annotations.Nullable;

/**
 * Where the monitoring pages are served. Immutable.
 *
 * @param host address to listen on
 * @param port port to listen on; 0 takes a free one
 * @param basePath what every path starts with, such as {@code /nats}; empty for none
 * @param tls serves HTTPS with this context, or HTTP when null
 */
public record MonitorSettings(
        String host, int port, String basePath, @Nullable SslContext tls) {}
