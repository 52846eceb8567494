package io.natter.server.config;

import java.util.List;

/**
 * Stapling of certificate status. Immutable. (B125)
 *
 * @param mode when a status is stapled
 * @param urls where to ask instead of where the certificate says
 */
public record OcspConfig(Mode mode, List<String> urls) {
    /** Checks every value. */
    public OcspConfig {
        urls = Copy.of(urls);
    }

    /** What holds when the configuration says nothing. */
    public static OcspConfig defaults() {
        return new OcspConfig(Mode.AUTO, List.of());
    }

    /** When a status is stapled. */
    public enum Mode {
        /** When the certificate demands it. */
        AUTO,
        /** When the certificate demands it; a server without stops. */
        MUST,
        /** Always. */
        ALWAYS,
        /** Never. */
        NEVER
    }

    /** A copy with another mode. */
    public OcspConfig withMode(Mode mode) {
        return Copy.with(this, "mode", mode);
    }

    /** A copy with another urls. */
    public OcspConfig withUrls(List<String> urls) {
        return Copy.with(this, "urls", urls);
    }
}
