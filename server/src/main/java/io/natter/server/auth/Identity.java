package io.natter.server.auth;

import org.jspecify.annotations.Nullable;

/**
 * Who a connection is and what it may do. Immutable.
 *
 * @param account name of the account it lives in; {@code $G} when none is configured
 * @param user what connz shows as {@code authorized_user}, or null for anonymous connections
 * @param permissions what it may publish and subscribe
 * @param expiresAtUnixMillis when it is closed with "User Authentication Expired", or 0 for never
 * @param details what monitoring shows of a JWT user, or null
 */
public record Identity(
        String account,
        @Nullable String user,
        Permissions permissions,
        long expiresAtUnixMillis,
        @Nullable JwtDetails details) {

    /** The JWT side of an identity, as connz shows it on request. Immutable. */
    public record JwtDetails(String jwt, String issuerKey, String nameTag) {}
}
