package io.natter.server.config;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who may connect: one user, one token, or a list of users. Immutable. (B60 to B66, B39)
 *
 * @param user name of the only user, or null
 * @param password password of that user, plain or a bcrypt hash
 * @param token what everybody must show instead of a name, plain or a bcrypt hash
 * @param timeout time a connection has to show who it is, or null for the default (2 s, with TLS its timeout and 1
 *     s)
 * @param users the users that live in no configured account
 * @param defaultPermissions what users may do that have no permissions of their own, or null for all
 * @param noAuthUser user that connections without credentials are, or null to refuse them
 * @param authCallout a service that decides instead, or null
 * @param proxyRequired whether the only user must come through a trusted proxy
 * @param blockGiven whether there is a block {@code authorization} at all, be it empty: then nobody is let in beside the users of
 *     a system account
 */
public record AuthorizationConfig(
        @Nullable String user,
        @Nullable Secret password,
        @Nullable Secret token,
        @Nullable Duration timeout,
        List<UserConfig> users,
        @Nullable PermissionsConfig defaultPermissions,
        @Nullable String noAuthUser,
        @Nullable AuthCalloutConfig authCallout,
        boolean proxyRequired,
        boolean blockGiven) {
    /** Checks every value. */
    public AuthorizationConfig {
        users = Copy.of(users);
    }

    /** Everybody may connect. */
    public static AuthorizationConfig defaults() {
        return new AuthorizationConfig(null, null, null, null, List.of(), null, null, null, false, false);
    }

    /** Whether this asks anything of anybody. Accounts with users of their own ask too: see {@link ServerConfig#requiresAuthentication()}. */
    public boolean isGiven() {
        return user != null || token != null || !users.isEmpty() || authCallout != null;
    }

    /** A copy with another user. */
    public AuthorizationConfig withUser(@Nullable String user) {
        return Copy.with(this, "user", user);
    }

    /** A copy with another password. */
    public AuthorizationConfig withPassword(@Nullable Secret password) {
        return Copy.with(this, "password", password);
    }

    /** A copy with another token. */
    public AuthorizationConfig withToken(@Nullable Secret token) {
        return Copy.with(this, "token", token);
    }

    /** A copy with another timeout. */
    public AuthorizationConfig withTimeout(@Nullable Duration timeout) {
        return Copy.with(this, "timeout", timeout);
    }

    /** A copy with another users. */
    public AuthorizationConfig withUsers(List<UserConfig> users) {
        return Copy.with(this, "users", users);
    }

    /** A copy with another defaultPermissions. */
    public AuthorizationConfig withDefaultPermissions(@Nullable PermissionsConfig defaultPermissions) {
        return Copy.with(this, "defaultPermissions", defaultPermissions);
    }

    /** A copy with another noAuthUser. */
    public AuthorizationConfig withNoAuthUser(@Nullable String noAuthUser) {
        return Copy.with(this, "noAuthUser", noAuthUser);
    }

    /** A copy with another authCallout. */
    public AuthorizationConfig withAuthCallout(@Nullable AuthCalloutConfig authCallout) {
        return Copy.with(this, "authCallout", authCallout);
    }

    /** A copy with another proxyRequired. */
    public AuthorizationConfig withProxyRequired(boolean proxyRequired) {
        return Copy.with(this, "proxyRequired", proxyRequired);
    }

    /** A copy with another blockGiven. */
    public AuthorizationConfig withBlockGiven(boolean blockGiven) {
        return Copy.with(this, "blockGiven", blockGiven);
    }
}
