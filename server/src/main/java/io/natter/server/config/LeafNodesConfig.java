package io.natter.server.config;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Links of leaf nodes: those that connect here, and those this server connects to as one. Immutable. (B141)
 *
 * @param listener where leaf nodes connect
 * @param authorization what they must show
 * @param noAdvertise whether leaf nodes are not told of other servers
 * @param minVersion oldest version a leaf node may have, or null
 * @param compression how messages are compressed
 * @param isolateInterest whether leaf nodes do not see each other's subscriptions
 * @param reconnectInterval wait before a lost link is tried again
 * @param dialTimeout longest attempt to connect
 * @param writes how long writes may take
 * @param remotes servers to connect to
 */
public record LeafNodesConfig(
        ListenerConfig listener,
        LeafAuthorization authorization,
        boolean noAdvertise,
        @Nullable String minVersion,
        CompressionConfig compression,
        boolean isolateInterest,
        Duration reconnectInterval,
        Duration dialTimeout,
        WriteLimits writes,
        List<LeafRemote> remotes) {
    /** Checks every value. */
    public LeafNodesConfig {
        remotes = Copy.of(remotes);
    }

    /** What holds when the configuration says nothing. */
    public static LeafNodesConfig defaults() {
        return new LeafNodesConfig(
                ListenerConfig.defaults(),
                LeafAuthorization.defaults(),
                false,
                null,
                CompressionConfig.defaults(),
                false,
                Duration.ofSeconds(1),
                Duration.ofSeconds(1),
                WriteLimits.defaults(),
                List.of());
    }

    /** Whether there is any link to be. */
    public boolean isOn() {
        return listener.isOn() || !remotes.isEmpty();
    }

    /** A copy with another listener. */
    public LeafNodesConfig withListener(ListenerConfig listener) {
        return Copy.with(this, "listener", listener);
    }

    /** A copy with another authorization. */
    public LeafNodesConfig withAuthorization(LeafAuthorization authorization) {
        return Copy.with(this, "authorization", authorization);
    }

    /** A copy with another noAdvertise. */
    public LeafNodesConfig withNoAdvertise(boolean noAdvertise) {
        return Copy.with(this, "noAdvertise", noAdvertise);
    }

    /** A copy with another minVersion. */
    public LeafNodesConfig withMinVersion(@Nullable String minVersion) {
        return Copy.with(this, "minVersion", minVersion);
    }

    /** A copy with another compression. */
    public LeafNodesConfig withCompression(CompressionConfig compression) {
        return Copy.with(this, "compression", compression);
    }

    /** A copy with another isolateInterest. */
    public LeafNodesConfig withIsolateInterest(boolean isolateInterest) {
        return Copy.with(this, "isolateInterest", isolateInterest);
    }

    /** A copy with another reconnectInterval. */
    public LeafNodesConfig withReconnectInterval(Duration reconnectInterval) {
        return Copy.with(this, "reconnectInterval", reconnectInterval);
    }

    /** A copy with another dialTimeout. */
    public LeafNodesConfig withDialTimeout(Duration dialTimeout) {
        return Copy.with(this, "dialTimeout", dialTimeout);
    }

    /** A copy with another writes. */
    public LeafNodesConfig withWrites(WriteLimits writes) {
        return Copy.with(this, "writes", writes);
    }

    /** A copy with another remotes. */
    public LeafNodesConfig withRemotes(List<LeafRemote> remotes) {
        return Copy.with(this, "remotes", remotes);
    }
}
