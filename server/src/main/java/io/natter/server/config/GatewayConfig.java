package io.natter.server.config;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Links to other clusters. Immutable. (B144)
 *
 * @param name name of this cluster, or null
 * @param listener where other clusters connect
 * @param authorization what they must show
 * @param connectRetries attempts to reach a cluster that was only heard of
 * @param connectBackoff whether attempts become rarer
 * @param remotes clusters to connect to
 * @param rejectUnknownCluster whether clusters that are not listed are refused
 * @param writes how long writes may take
 */
public record GatewayConfig(
        @Nullable String name,
        ListenerConfig listener,
        LinkAuthorization authorization,
        int connectRetries,
        boolean connectBackoff,
        List<Remote> remotes,
        boolean rejectUnknownCluster,
        WriteLimits writes) {
    /** Checks every value. */
    public GatewayConfig {
        remotes = Copy.of(remotes);
    }

    /** What holds when the configuration says nothing. */
    public static GatewayConfig defaults() {
        return new GatewayConfig(
                null,
                ListenerConfig.defaults(),
                LinkAuthorization.defaults(),
                0,
                false,
                List.of(),
                false,
                WriteLimits.defaults());
    }

    /**
     * A cluster to connect to. Immutable.
     *
     * @param name its name
     * @param urls servers of it
     * @param tls how it is reached, or null for as this one is
     */
    public record Remote(
            String name, List<LinkUrl> urls, @Nullable TlsConfig tls) {
        /** Copies the list. */
        public Remote {
            urls = Copy.of(urls);
        }
    }

    /** Whether this server is to be linked to other clusters. */
    public boolean isOn() {
        return listener.isOn() || name != null;
    }

    /** A copy with another name. */
    public GatewayConfig withName(@Nullable String name) {
        return Copy.with(this, "name", name);
    }

    /** A copy with another listener. */
    public GatewayConfig withListener(ListenerConfig listener) {
        return Copy.with(this, "listener", listener);
    }

    /** A copy with another authorization. */
    public GatewayConfig withAuthorization(LinkAuthorization authorization) {
        return Copy.with(this, "authorization", authorization);
    }

    /** A copy with another connectRetries. */
    public GatewayConfig withConnectRetries(int connectRetries) {
        return Copy.with(this, "connectRetries", connectRetries);
    }

    /** A copy with another connectBackoff. */
    public GatewayConfig withConnectBackoff(boolean connectBackoff) {
        return Copy.with(this, "connectBackoff", connectBackoff);
    }

    /** A copy with another remotes. */
    public GatewayConfig withRemotes(List<Remote> remotes) {
        return Copy.with(this, "remotes", remotes);
    }

    /** A copy with another rejectUnknownCluster. */
    public GatewayConfig withRejectUnknownCluster(boolean rejectUnknownCluster) {
        return Copy.with(this, "rejectUnknownCluster", rejectUnknownCluster);
    }

    /** A copy with another writes. */
    public GatewayConfig withWrites(WriteLimits writes) {
        return Copy.with(this, "writes", writes);
    }
}
