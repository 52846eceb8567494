package io.natter.server.config;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Certificates that the operating system keeps. Immutable. (B125) Only Windows has one.
 *
 * @param store {@code windowscurrentuser} or {@code windowslocalmachine}
 * @param matchBy {@code issuer}, {@code subject} or {@code thumbprint}
 * @param match what to look for
 * @param caCertsMatch authorities to look for
 * @param matchSkipInvalid whether expired certificates are passed over
 */
public record CertStoreConfig(
        @Nullable String store,
        @Nullable String matchBy,
        @Nullable String match,
        List<String> caCertsMatch,
        boolean matchSkipInvalid) {
    /** Checks every value. */
    public CertStoreConfig {
        caCertsMatch = Copy.of(caCertsMatch);
    }

    /** What holds when the configuration says nothing. */
    public static CertStoreConfig defaults() {
        return new CertStoreConfig(null, null, null, List.of(), false);
    }

    /** A copy with another store. */
    public CertStoreConfig withStore(@Nullable String store) {
        return Copy.with(this, "store", store);
    }

    /** A copy with another matchBy. */
    public CertStoreConfig withMatchBy(@Nullable String matchBy) {
        return Copy.with(this, "matchBy", matchBy);
    }

    /** A copy with another match. */
    public CertStoreConfig withMatch(@Nullable String match) {
        return Copy.with(this, "match", match);
    }

    /** A copy with another caCertsMatch. */
    public CertStoreConfig withCaCertsMatch(List<String> caCertsMatch) {
        return Copy.with(this, "caCertsMatch", caCertsMatch);
    }

    /** A copy with another matchSkipInvalid. */
    public CertStoreConfig withMatchSkipInvalid(boolean matchSkipInvalid) {
        return Copy.with(this, "matchSkipInvalid", matchSkipInvalid);
    }
}
