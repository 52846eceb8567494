package io.natter.server.config;

/**
 * What the server leaves out of the protocol. Immutable. (B40, B41)
 *
 * @param noHeaderSupport whether messages with headers are refused
 * @param noSublistCache whether matches of subjects are never cached; accepted, without effect
 */
public record ProtocolConfig(boolean noHeaderSupport, boolean noSublistCache) {

    /** What holds when the configuration says nothing. */
    public static ProtocolConfig defaults() {
        return new ProtocolConfig(false, false);
    }

    /** A copy with another noHeaderSupport. */
    public ProtocolConfig withNoHeaderSupport(boolean noHeaderSupport) {
        return Copy.with(this, "noHeaderSupport", noHeaderSupport);
    }

    /** A copy with another noSublistCache. */
    public ProtocolConfig withNoSublistCache(boolean noSublistCache) {
        return Copy.with(this, "noSublistCache", noSublistCache);
    }
}
