package io.natter.server.config;

import java.time.Duration;

/**
 * How the status of the peer's certificate is asked for. Immutable. (B125)
 *
 * @param verify whether it is asked for
 * @param caTimeout longest wait for the authority
 * @param allowedClockSkew how far clocks may be apart
 * @param warnOnly whether a revoked certificate is only logged
 * @param unknownIsGood whether an unknown status is good enough
 * @param allowWhenCaUnreachable whether a peer may pass when the authority cannot be asked
 * @param cacheTtlWhenNextUpdateUnset how long an answer without an end holds
 */
public record OcspPeerConfig(
        boolean verify,
        Duration caTimeout,
        Duration allowedClockSkew,
        boolean warnOnly,
        boolean unknownIsGood,
        boolean allowWhenCaUnreachable,
        Duration cacheTtlWhenNextUpdateUnset) {

    /** What holds when the configuration says nothing. */
    public static OcspPeerConfig defaults() {
        return new OcspPeerConfig(
                false, Duration.ofSeconds(2), Duration.ofSeconds(30), false, false, false, Duration.ofHours(1));
    }

    /** A copy with another verify. */
    public OcspPeerConfig withVerify(boolean verify) {
        return Copy.with(this, "verify", verify);
    }

    /** A copy with another caTimeout. */
    public OcspPeerConfig withCaTimeout(Duration caTimeout) {
        return Copy.with(this, "caTimeout", caTimeout);
    }

    /** A copy with another allowedClockSkew. */
    public OcspPeerConfig withAllowedClockSkew(Duration allowedClockSkew) {
        return Copy.with(this, "allowedClockSkew", allowedClockSkew);
    }

    /** A copy with another warnOnly. */
    public OcspPeerConfig withWarnOnly(boolean warnOnly) {
        return Copy.with(this, "warnOnly", warnOnly);
    }

    /** A copy with another unknownIsGood. */
    public OcspPeerConfig withUnknownIsGood(boolean unknownIsGood) {
        return Copy.with(this, "unknownIsGood", unknownIsGood);
    }

    /** A copy with another allowWhenCaUnreachable. */
    public OcspPeerConfig withAllowWhenCaUnreachable(boolean allowWhenCaUnreachable) {
        return Copy.with(this, "allowWhenCaUnreachable", allowWhenCaUnreachable);
    }

    /** A copy with another cacheTtlWhenNextUpdateUnset. */
    public OcspPeerConfig withCacheTtlWhenNextUpdateUnset(Duration cacheTtlWhenNextUpdateUnset) {
        return Copy.with(this, "cacheTtlWhenNextUpdateUnset", cacheTtlWhenNextUpdateUnset);
    }
}
