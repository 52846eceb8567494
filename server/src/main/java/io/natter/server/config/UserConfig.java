package io.natter.server.config;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One user: a name with a password, or a public nkey. Immutable. (B62)
 *
 * @param user name, or null when this is an nkey user
 * @param password plain or a bcrypt hash; null for users that certificates stand for, and for nkeys
 * @param nkey public user nkey, or null when this is a named user
 * @param account account of the user, or null for that of the list it stands in
 * @param permissions what the user may do, or null for the default permissions
 * @param connectionTypes ways in that the user may take; empty for all
 * @param proxyRequired whether the user must come through a trusted proxy
 */
public record UserConfig(
        @Nullable String user,
        @Nullable Secret password,
        @Nullable String nkey,
        @Nullable String account,
        @Nullable PermissionsConfig permissions,
        Set<ConnectionType> connectionTypes,
        boolean proxyRequired) {
    /** Checks every value. */
    public UserConfig {
        connectionTypes = Copy.of(connectionTypes);
        if ((user == null) == (nkey == null)) {
            throw new IllegalArgumentException("user: got " + (user == null ? "neither" : "both")
                    + " of a name and an nkey, expected one of them");
        }
    }

    /** A user with a name and a password, plain or a bcrypt hash. */
    public static UserConfig named(String user, String password) {
        return new UserConfig(user, Secret.of(password), null, null, null, Set.of(), false);
    }

    /** A user that signs with the private half of this key. */
    public static UserConfig ofNkey(String nkey) {
        return new UserConfig(null, null, nkey, null, null, Set.of(), false);
    }

    /** The name, or the nkey of a user without one. */
    public String id() {
        return user != null ? user : String.valueOf(nkey);
    }

    /** This user, with an account and permissions filled in where it has none. */
    UserConfig resolved(String account, @Nullable PermissionsConfig permissions) {
        UserConfig placed = this.account == null ? withAccount(account) : this;
        return placed.permissions == null ? placed.withPermissions(permissions) : placed;
    }

    /** A copy with another user. */
    public UserConfig withUser(@Nullable String user) {
        return Copy.with(this, "user", user);
    }

    /** A copy with another password. */
    public UserConfig withPassword(@Nullable Secret password) {
        return Copy.with(this, "password", password);
    }

    /** A copy with another nkey. */
    public UserConfig withNkey(@Nullable String nkey) {
        return Copy.with(this, "nkey", nkey);
    }

    /** A copy with another account. */
    public UserConfig withAccount(@Nullable String account) {
        return Copy.with(this, "account", account);
    }

    /** A copy with another permissions. */
    public UserConfig withPermissions(@Nullable PermissionsConfig permissions) {
        return Copy.with(this, "permissions", permissions);
    }

    /** A copy with another connectionTypes. */
    public UserConfig withConnectionTypes(Set<ConnectionType> connectionTypes) {
        return Copy.with(this, "connectionTypes", connectionTypes);
    }

    /** A copy with another proxyRequired. */
    public UserConfig withProxyRequired(boolean proxyRequired) {
        return Copy.with(this, "proxyRequired", proxyRequired);
    }
}
