package io.natter.server.config;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Links to the servers of the same cluster. Immutable. (B140)
 *
 * @param name name of the cluster, or null
 * @param listener where the other servers connect
 * @param authorization what they must show
 * @param routes servers to connect to
 * @param noAdvertise whether clients are not told of the other servers
 * @param connectRetries attempts to reach a server that was only heard of
 * @param connectBackoff whether attempts become rarer
 * @param permissions what may cross: publish is what comes in, subscribe what goes out; null for all
 * @param poolSize connections to each server; 0 for the default of 3, -1 for one without pooling
 * @param pinnedAccounts accounts with a connection of their own
 * @param compression how messages are compressed
 * @param pingInterval how often a silent link is asked for a sign of life, or null
 * @param pingMax pings that may be unanswered; 0 for as many as clients
 * @param writes how long writes may take
 */
public record ClusterConfig(
        @Nullable String name,
        ListenerConfig listener,
        LinkAuthorization authorization,
        List<LinkUrl> routes,
        boolean noAdvertise,
        int connectRetries,
        boolean connectBackoff,
        @Nullable PermissionsConfig permissions,
        int poolSize,
        List<String> pinnedAccounts,
        CompressionConfig compression,
        @Nullable Duration pingInterval,
        int pingMax,
        WriteLimits writes) {
    /** Checks every value. */
    public ClusterConfig {
        routes = Copy.of(routes);
        pinnedAccounts = Copy.of(pinnedAccounts);
    }

    /** What holds when the configuration says nothing. */
    public static ClusterConfig defaults() {
        return new ClusterConfig(
                null,
                ListenerConfig.defaults(),
                LinkAuthorization.defaults(),
                List.of(),
                false,
                0,
                false,
                null,
                0,
                List.of(),
                CompressionConfig.defaults(),
                null,
                0,
                WriteLimits.defaults());
    }

    /** Whether this server is to be part of a cluster. */
    public boolean isOn() {
        return listener.isOn() || !routes.isEmpty();
    }

    /** A copy with another name. */
    public ClusterConfig withName(@Nullable String name) {
        return Copy.with(this, "name", name);
    }

    /** A copy with another listener. */
    public ClusterConfig withListener(ListenerConfig listener) {
        return Copy.with(this, "listener", listener);
    }

    /** A copy with another authorization. */
    public ClusterConfig withAuthorization(LinkAuthorization authorization) {
        return Copy.with(this, "authorization", authorization);
    }

    /** A copy with another routes. */
    public ClusterConfig withRoutes(List<LinkUrl> routes) {
        return Copy.with(this, "routes", routes);
    }

    /** A copy with another noAdvertise. */
    public ClusterConfig withNoAdvertise(boolean noAdvertise) {
        return Copy.with(this, "noAdvertise", noAdvertise);
    }

    /** A copy with another connectRetries. */
    public ClusterConfig withConnectRetries(int connectRetries) {
        return Copy.with(this, "connectRetries", connectRetries);
    }

    /** A copy with another connectBackoff. */
    public ClusterConfig withConnectBackoff(boolean connectBackoff) {
        return Copy.with(this, "connectBackoff", connectBackoff);
    }

    /** A copy with another permissions. */
    public ClusterConfig withPermissions(@Nullable PermissionsConfig permissions) {
        return Copy.with(this, "permissions", permissions);
    }

    /** A copy with another poolSize. */
    public ClusterConfig withPoolSize(int poolSize) {
        return Copy.with(this, "poolSize", poolSize);
    }

    /** A copy with another pinnedAccounts. */
    public ClusterConfig withPinnedAccounts(List<String> pinnedAccounts) {
        return Copy.with(this, "pinnedAccounts", pinnedAccounts);
    }

    /** A copy with another compression. */
    public ClusterConfig withCompression(CompressionConfig compression) {
        return Copy.with(this, "compression", compression);
    }

    /** A copy with another pingInterval. */
    public ClusterConfig withPingInterval(@Nullable Duration pingInterval) {
        return Copy.with(this, "pingInterval", pingInterval);
    }

    /** A copy with another pingMax. */
    public ClusterConfig withPingMax(int pingMax) {
        return Copy.with(this, "pingMax", pingMax);
    }

    /** A copy with another writes. */
    public ClusterConfig withWrites(WriteLimits writes) {
        return Copy.with(this, "writes", writes);
    }
}
