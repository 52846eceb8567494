package io.natter.server.config;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Versions and algorithms of TLS. Immutable. (B123)
 *
 * @param minVersion {@code "1.2"} or {@code "1.3"}, or null for 1.2
 * @param cipherSuites names of the suites, best first; empty for the default
 * @param curvePreferences {@code X25519}, {@code CurveP256}, ..., best first; empty for the default
 * @param allowInsecureCipherSuites whether suites known to be weak may be named
 */
public record TlsCrypto(
        @Nullable String minVersion,
        List<String> cipherSuites,
        List<String> curvePreferences,
        boolean allowInsecureCipherSuites) {
    /** Checks every value. */
    public TlsCrypto {
        cipherSuites = Copy.of(cipherSuites);
        curvePreferences = Copy.of(curvePreferences);
    }

    /** What holds when the configuration says nothing. */
    public static TlsCrypto defaults() {
        return new TlsCrypto(null, List.of(), List.of(), false);
    }

    /** A copy with another minVersion. */
    public TlsCrypto withMinVersion(@Nullable String minVersion) {
        return Copy.with(this, "minVersion", minVersion);
    }

    /** A copy with another cipherSuites. */
    public TlsCrypto withCipherSuites(List<String> cipherSuites) {
        return Copy.with(this, "cipherSuites", cipherSuites);
    }

    /** A copy with another curvePreferences. */
    public TlsCrypto withCurvePreferences(List<String> curvePreferences) {
        return Copy.with(this, "curvePreferences", curvePreferences);
    }

    /** A copy with another allowInsecureCipherSuites. */
    public TlsCrypto withAllowInsecureCipherSuites(boolean allowInsecureCipherSuites) {
        return Copy.with(this, "allowInsecureCipherSuites", allowInsecureCipherSuites);
    }
}
