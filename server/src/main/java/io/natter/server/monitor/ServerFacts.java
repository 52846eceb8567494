package io.natter.server.monitor;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The server as a whole. Immutable. */
public record ServerFacts(
        Identity identity, Endpoint endpoint, Settings settings, Configuration configuration, Counters counters) {

    /**
     * Who the server is. Immutable.
     *
     * @param id public key of its server nkey, 56 characters
     * @param name configured name, or the id
     * @param version the nats-server release whose behaviour is implemented
     * @param natterVersion our own version
     * @param systemAccount name of the system account, or null when there is none
     */
    public record Identity(
            String id,
            String name,
            String version,
            String natterVersion,
            Instant start,
            @Nullable String systemAccount) {}

    /**
     * Where and how clients reach it. Immutable.
     *
     * @param ip the address INFO announces, or null
     * @param connectUrls what INFO announces as {@code connect_urls}
     * @param tlsCertificateNotAfter when the server's certificate ends, or null without TLS
     */
    public record Endpoint(
            String host,
            int port,
            @Nullable String ip,
            boolean isAuthRequired,
            boolean isTlsRequired,
            boolean isTlsVerified,
            List<String> connectUrls,
            List<String> websocketConnectUrls,
            @Nullable Instant tlsCertificateNotAfter) {
        public Endpoint {
            connectUrls = List.copyOf(connectUrls);
            websocketConnectUrls = List.copyOf(websocketConnectUrls);
        }
    }

    /**
     * Limits and patience, as configured. Immutable.
     *
     * @param subscriptionsMax per connection, or 0 for no limit
     * @param authTimeout how long a client may take to show who it is
     * @param writeTimeout what follows a missed write deadline: {@code close}, {@code retry}, or null for the default
     */
    public record Settings(
            int connectionsMax,
            int subscriptionsMax,
            Duration pingInterval,
            int pingsOutMax,
            Duration authTimeout,
            Duration tlsTimeout,
            int controlLineBytesMax,
            int payloadBytesMax,
            long pendingBytesMax,
            Duration writeDeadline,
            @Nullable String writeTimeout) {}

    /**
     * Where the settings came from, and what they say about the server that it does not act on itself. Immutable.
     *
     * @param digest {@code sha256:} and hex digits; empty without a configuration file
     * @param operatorJwts JWTs of the trusted operators
     */
    public record Configuration(
            Instant loaded,
            String digest,
            List<String> tags,
            Map<String, String> metadata,
            Map<String, Boolean> featureFlags,
            List<String> operatorJwts) {
        public Configuration {
            tags = List.copyOf(tags);
            metadata = Map.copyOf(metadata);
            featureFlags = Map.copyOf(featureFlags);
            operatorJwts = List.copyOf(operatorJwts);
        }
    }

    /**
     * What was counted since the start. Immutable.
     *
     * @param connectionCount clients connected now
     * @param connectionTotal clients that ever connected
     * @param slowConsumerCount clients closed because they did not read fast enough
     * @param staleCount clients closed because they did not answer pings
     * @param stallCount how often a publisher was held back
     * @param subscriptionCount subscriptions of all accounts now
     * @param unexpectedCount exceptions nobody expected, each of which closed one client
     */
    public record Counters(
            int connectionCount,
            long connectionTotal,
            Traffic traffic,
            long slowConsumerCount,
            long staleCount,
            long stallCount,
            long subscriptionCount,
            long unexpectedCount) {}
}
