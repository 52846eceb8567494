package io.natter.server.config;

import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Cache of the certificate status of peers. Immutable. (B125)
 *
 * @param isLocal whether there is one
 * @param localStore directory of the cache, or null for {@code _rc_} in the working directory
 * @param preserveRevoked whether revoked answers are kept when they expire
 * @param saveInterval how often it is written to disk, or null for the default of five minutes
 */
public record OcspCacheConfig(
        boolean isLocal,
        @Nullable Path localStore,
        boolean preserveRevoked,
        @Nullable Duration saveInterval) {

    /** What holds when the configuration says nothing. */
    public static OcspCacheConfig defaults() {
        return new OcspCacheConfig(true, null, false, null);
    }

    /** A copy with another isLocal. */
    public OcspCacheConfig withIsLocal(boolean isLocal) {
        return Copy.with(this, "isLocal", isLocal);
    }

    /** A copy with another localStore. */
    public OcspCacheConfig withLocalStore(@Nullable Path localStore) {
        return Copy.with(this, "localStore", localStore);
    }

    /** A copy with another preserveRevoked. */
    public OcspCacheConfig withPreserveRevoked(boolean preserveRevoked) {
        return Copy.with(this, "preserveRevoked", preserveRevoked);
    }

    /** A copy with another saveInterval. */
    public OcspCacheConfig withSaveInterval(@Nullable Duration saveInterval) {
        return Copy.with(this, "saveInterval", saveInterval);
    }
}
