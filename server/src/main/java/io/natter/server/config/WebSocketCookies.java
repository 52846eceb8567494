package io.natter.server.config;

import org.jspecify.annotations.Nullable;

/**
 * Names of the cookies that stand for credentials; null for none. Immutable. (B143)
 *
 * @param jwt cookie with a user JWT
 * @param user cookie with the user name
 * @param password cookie with the password
 * @param token cookie with the token
 */
public record WebSocketCookies(
        @Nullable String jwt,
        @Nullable String user,
        @Nullable String password,
        @Nullable String token) {

    /** What holds when the configuration says nothing. */
    public static WebSocketCookies defaults() {
        return new WebSocketCookies(null, null, null, null);
    }

    /** A copy with another jwt. */
    public WebSocketCookies withJwt(@Nullable String jwt) {
        return Copy.with(this, "jwt", jwt);
    }

    /** A copy with another user. */
    public WebSocketCookies withUser(@Nullable String user) {
        return Copy.with(this, "user", user);
    }

    /** A copy with another password. */
    public WebSocketCookies withPassword(@Nullable String password) {
        return Copy.with(this, "password", password);
    }

    /** A copy with another token. */
    public WebSocketCookies withToken(@Nullable String token) {
        return Copy.with(this, "token", token);
    }
}
