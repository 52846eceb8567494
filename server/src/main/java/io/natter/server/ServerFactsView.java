package io.natter.server;

import io.natter.protocol.ServerInfo;
import io.natter.server.account.Account;
import io.natter.server.config.Limits;
import io.natter.server.config.Liveness;
import io.natter.server.config.ServerConfig;
import io.natter.server.config.TlsConfig;
import io.natter.server.config.WriteTimeoutPolicy;
import io.natter.server.monitor.ServerFacts;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Puts together what varz says of a server beside its counters. Pure. */
final class ServerFactsView {
    /** What nats-server shows without TLS. */
    private static final Duration TLS_TIMEOUT_DEFAULT = Duration.ofSeconds(2);

    private ServerFactsView() {}

    static ServerFacts of(ServerParts parts, InetSocketAddress address, ServerFacts.Counters counters) {
        ServerConfig config = parts.config();
        ServerInfo info = parts.announcement().info();
        Account system = parts.broker().systemAccount();
        return new ServerFacts(
                new ServerFacts.Identity(
                        parts.id(),
                        parts.name(),
                        ServerVersion.NATS,
                        ServerVersion.NATTER,
                        parts.started(),
                        system == null ? null : system.name()),
                new ServerFacts.Endpoint(
                        ClientListeners.shown(address),
                        address.getPort(),
                        info.ip(),
                        config.requiresAuthentication(),
                        info.tlsRequired(),
                        info.tlsVerify(),
                        info.connectUrls(),
                        List.of(),
                        parts.tls().notAfter()),
                settings(config),
                new ServerFacts.Configuration(
                        parts.configuredAt(),
                        config.digest(),
                        config.tags(),
                        config.metadata(),
                        config.featureFlags(),
                        List.of()),
                counters);
    }

    private static ServerFacts.Settings settings(ServerConfig config) {
        Limits limits = config.limits();
        Liveness liveness = config.liveness();
        TlsConfig tls = config.client().tls();
        return new ServerFacts.Settings(
                limits.maxConnections(),
                limits.maxSubscriptions(),
                liveness.pingInterval(),
                liveness.pingMax(),
                config.authTimeout(),
                tls == null ? TLS_TIMEOUT_DEFAULT : tls.handshake().timeout(),
                limits.maxControlLine(),
                limits.maxPayload(),
                limits.maxPendingBytes(),
                liveness.writeDeadline(),
                policy(liveness.writeTimeout()));
    }

    private static @Nullable String policy(WriteTimeoutPolicy policy) {
        return policy == WriteTimeoutPolicy.DEFAULT ? null : policy.name().toLowerCase(Locale.ROOT);
    }
}
