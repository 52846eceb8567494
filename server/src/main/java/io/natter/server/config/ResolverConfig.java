package io.natter.server.config;

import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Where account JWTs are found. Immutable. (B146)
 *
 * @param type kind of resolver
 * @param url URL of a resolver of type URL, to which the account key is added
 * @param directory directory of a resolver of type FULL or CACHE
 * @param allowDelete whether accounts may be deleted in it
 * @param hardDelete whether that removes their files
 * @param limit most accounts in it; 0 for the default
 * @param ttl how long an account of a CACHE holds, or null for ever
 * @param interval how often a FULL resolver compares with the others, or null for the default
 * @param timeout longest wait for an account, or null for the default
 */
public record ResolverConfig(
        Type type,
        @Nullable String url,
        @Nullable Path directory,
        boolean allowDelete,
        boolean hardDelete,
        long limit,
        @Nullable Duration ttl,
        @Nullable Duration interval,
        @Nullable Duration timeout) {

    /** What holds when the configuration says nothing. */
    public static ResolverConfig defaults() {
        return new ResolverConfig(Type.MEMORY, null, null, false, false, 0, null, null, null);
    }

    /** Kind of resolver. */
    public enum Type {
        /** What is preloaded. */
        MEMORY,
        /** Asked for at an URL. */
        URL,
        /** All accounts, in a directory. */
        FULL,
        /** Those asked for, in a directory. */
        CACHE
    }

    /** A copy with another type. */
    public ResolverConfig withType(Type type) {
        return Copy.with(this, "type", type);
    }

    /** A copy with another url. */
    public ResolverConfig withUrl(@Nullable String url) {
        return Copy.with(this, "url", url);
    }

    /** A copy with another directory. */
    public ResolverConfig withDirectory(@Nullable Path directory) {
        return Copy.with(this, "directory", directory);
    }

    /** A copy with another allowDelete. */
    public ResolverConfig withAllowDelete(boolean allowDelete) {
        return Copy.with(this, "allowDelete", allowDelete);
    }

    /** A copy with another hardDelete. */
    public ResolverConfig withHardDelete(boolean hardDelete) {
        return Copy.with(this, "hardDelete", hardDelete);
    }

    /** A copy with another limit. */
    public ResolverConfig withLimit(long limit) {
        return Copy.with(this, "limit", limit);
    }

    /** A copy with another ttl. */
    public ResolverConfig withTtl(@Nullable Duration ttl) {
        return Copy.with(this, "ttl", ttl);
    }

    /** A copy with another interval. */
    public ResolverConfig withInterval(@Nullable Duration interval) {
        return Copy.with(this, "interval", interval);
    }

    /** A copy with another timeout. */
    public ResolverConfig withTimeout(@Nullable Duration timeout) {
        return Copy.with(this, "timeout", timeout);
    }
}
