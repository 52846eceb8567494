package io.natter.server.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A server to connect to as a leaf node. Immutable. (B142)
 *
 * @param urls its addresses
 * @param account account here that is linked, or null for the global one
 * @param credentials credentials file to show, or null
 * @param nkeySeed nkey seed to sign with, or null
 * @param tls how it is reached, or null
 * @param hub whether this side is the hub
 * @param denyImports subjects that may not come in
 * @param denyExports subjects that may not go out
 * @param noRandomize whether the addresses are tried in order
 * @param webSocketCompression whether a WebSocket link is compressed
 * @param webSocketNoMasking whether a WebSocket link is not masked
 * @param compression how messages are compressed
 * @param jetStreamClusterMigrate wait after which stream leaders leave a server that has lost the link, or null for
 *     never
 * @param isolateInterest whether subscriptions of other leaf nodes here do not cross
 * @param requestIsolation whether the other side is asked to do the same
 * @param firstInfoTimeout longest wait for the first INFO
 * @param dialTimeout longest attempt to connect, or null for that of all
 * @param disabled whether the link stays down
 * @param ignoreDiscoveredServers whether other addresses that the server tells are ignored
 * @param proxy HTTP proxy for WebSocket links, or null
 */
public record LeafRemote(
        List<LinkUrl> urls,
        @Nullable String account,
        @Nullable Path credentials,
        @Nullable Secret nkeySeed,
        @Nullable TlsConfig tls,
        boolean hub,
        List<String> denyImports,
        List<String> denyExports,
        boolean noRandomize,
        boolean webSocketCompression,
        boolean webSocketNoMasking,
        CompressionConfig compression,
        @Nullable Duration jetStreamClusterMigrate,
        boolean isolateInterest,
        boolean requestIsolation,
        Duration firstInfoTimeout,
        @Nullable Duration dialTimeout,
        boolean disabled,
        boolean ignoreDiscoveredServers,
        @Nullable Proxy proxy) {
    /** Checks every value. */
    public LeafRemote {
        urls = Copy.of(urls);
        denyImports = Copy.of(denyImports);
        denyExports = Copy.of(denyExports);
    }

    /** What holds when the configuration says nothing. */
    public static LeafRemote defaults() {
        return new LeafRemote(
                List.of(),
                null,
                null,
                null,
                null,
                false,
                List.of(),
                List.of(),
                false,
                false,
                false,
                CompressionConfig.defaults(),
                null,
                false,
                false,
                Duration.ofSeconds(1),
                null,
                false,
                false,
                null);
    }

    /**
     * An HTTP proxy. Immutable.
     *
     * @param url where it is
     * @param user name to show, or null
     * @param password password of that name
     * @param timeout longest attempt to connect, or null for the default
     */
    public record Proxy(
            String url,
            @Nullable String user,
            @Nullable Secret password,
            @Nullable Duration timeout) {}

    /** A copy with another urls. */
    public LeafRemote withUrls(List<LinkUrl> urls) {
        return Copy.with(this, "urls", urls);
    }

    /** A copy with another account. */
    public LeafRemote withAccount(@Nullable String account) {
        return Copy.with(this, "account", account);
    }

    /** A copy with another credentials. */
    public LeafRemote withCredentials(@Nullable Path credentials) {
        return Copy.with(this, "credentials", credentials);
    }

    /** A copy with another nkeySeed. */
    public LeafRemote withNkeySeed(@Nullable Secret nkeySeed) {
        return Copy.with(this, "nkeySeed", nkeySeed);
    }

    /** A copy with another tls. */
    public LeafRemote withTls(@Nullable TlsConfig tls) {
        return Copy.with(this, "tls", tls);
    }

    /** A copy with another hub. */
    public LeafRemote withHub(boolean hub) {
        return Copy.with(this, "hub", hub);
    }

    /** A copy with another denyImports. */
    public LeafRemote withDenyImports(List<String> denyImports) {
        return Copy.with(this, "denyImports", denyImports);
    }

    /** A copy with another denyExports. */
    public LeafRemote withDenyExports(List<String> denyExports) {
        return Copy.with(this, "denyExports", denyExports);
    }

    /** A copy with another noRandomize. */
    public LeafRemote withNoRandomize(boolean noRandomize) {
        return Copy.with(this, "noRandomize", noRandomize);
    }

    /** A copy with another webSocketCompression. */
    public LeafRemote withWebSocketCompression(boolean webSocketCompression) {
        return Copy.with(this, "webSocketCompression", webSocketCompression);
    }

    /** A copy with another webSocketNoMasking. */
    public LeafRemote withWebSocketNoMasking(boolean webSocketNoMasking) {
        return Copy.with(this, "webSocketNoMasking", webSocketNoMasking);
    }

    /** A copy with another compression. */
    public LeafRemote withCompression(CompressionConfig compression) {
        return Copy.with(this, "compression", compression);
    }

    /** A copy with another jetStreamClusterMigrate. */
    public LeafRemote withJetStreamClusterMigrate(@Nullable Duration jetStreamClusterMigrate) {
        return Copy.with(this, "jetStreamClusterMigrate", jetStreamClusterMigrate);
    }

    /** A copy with another isolateInterest. */
    public LeafRemote withIsolateInterest(boolean isolateInterest) {
        return Copy.with(this, "isolateInterest", isolateInterest);
    }

    /** A copy with another requestIsolation. */
    public LeafRemote withRequestIsolation(boolean requestIsolation) {
        return Copy.with(this, "requestIsolation", requestIsolation);
    }

    /** A copy with another firstInfoTimeout. */
    public LeafRemote withFirstInfoTimeout(Duration firstInfoTimeout) {
        return Copy.with(this, "firstInfoTimeout", firstInfoTimeout);
    }

    /** A copy with another dialTimeout. */
    public LeafRemote withDialTimeout(@Nullable Duration dialTimeout) {
        return Copy.with(this, "dialTimeout", dialTimeout);
    }

    /** A copy with another disabled. */
    public LeafRemote withDisabled(boolean disabled) {
        return Copy.with(this, "disabled", disabled);
    }

    /** A copy with another ignoreDiscoveredServers. */
    public LeafRemote withIgnoreDiscoveredServers(boolean ignoreDiscoveredServers) {
        return Copy.with(this, "ignoreDiscoveredServers", ignoreDiscoveredServers);
    }

    /** A copy with another proxy. */
    public LeafRemote withProxy(@Nullable Proxy proxy) {
        return Copy.with(this, "proxy", proxy);
    }
}
