package io.natter.server.config;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What leaf nodes must show. Immutable. (B141)
 *
 * @param user name, or null
 * @param password password of that name
 * @param nkey public user nkey, or null
 * @param account account the only user is bound to, or null for the global one
 * @param users several users instead
 * @param timeout time to show it, or null for the default
 * @param proxyRequired whether leaf nodes must come through a trusted proxy
 */
public record LeafAuthorization(
        @Nullable String user,
        @Nullable Secret password,
        @Nullable String nkey,
        @Nullable String account,
        List<UserConfig> users,
        @Nullable Duration timeout,
        boolean proxyRequired) {
    /** Checks every value. */
    public LeafAuthorization {
        users = Copy.of(users);
    }

    /** What holds when the configuration says nothing. */
    public static LeafAuthorization defaults() {
        return new LeafAuthorization(null, null, null, null, List.of(), null, false);
    }

    /** A copy with another user. */
    public LeafAuthorization withUser(@Nullable String user) {
        return Copy.with(this, "user", user);
    }

    /** A copy with another password. */
    public LeafAuthorization withPassword(@Nullable Secret password) {
        return Copy.with(this, "password", password);
    }

    /** A copy with another nkey. */
    public LeafAuthorization withNkey(@Nullable String nkey) {
        return Copy.with(this, "nkey", nkey);
    }

    /** A copy with another account. */
    public LeafAuthorization withAccount(@Nullable String account) {
        return Copy.with(this, "account", account);
    }

    /** A copy with another users. */
    public LeafAuthorization withUsers(List<UserConfig> users) {
        return Copy.with(this, "users", users);
    }

    /** A copy with another timeout. */
    public LeafAuthorization withTimeout(@Nullable Duration timeout) {
        return Copy.with(this, "timeout", timeout);
    }

    /** A copy with another proxyRequired. */
    public LeafAuthorization withProxyRequired(boolean proxyRequired) {
        return Copy.with(this, "proxyRequired", proxyRequired);
    }
}
