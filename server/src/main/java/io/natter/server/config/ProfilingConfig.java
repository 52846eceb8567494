package io.natter.server.config;

/**
 * The profiling port of nats-server. Immutable. (B47) Accepted, without effect: a JVM is profiled by other means.
 *
 * @param port port; 0 for none
 * @param blockRate sampling rate of blocked goroutines
 */
public record ProfilingConfig(int port, int blockRate) {

    /** What holds when the configuration says nothing. */
    public static ProfilingConfig defaults() {
        return new ProfilingConfig(0, 0);
    }

    /** A copy with another port. */
    public ProfilingConfig withPort(int port) {
        return Copy.with(this, "port", port);
    }

    /** A copy with another blockRate. */
    public ProfilingConfig withBlockRate(int blockRate) {
        return Copy.with(this, "blockRate", blockRate);
    }
}
