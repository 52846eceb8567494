package io.natter.server.config;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What the other side of a listener must show. Immutable. (B140, B143 to B145)
 *
 * @param user name, or null
 * @param password password of that name
 * @param token what may be shown instead, or null
 * @param timeout time to show it, or null for the default
 */
public record LinkAuthorization(
        @Nullable String user,
        @Nullable Secret password,
        @Nullable Secret token,
        @Nullable Duration timeout) {

    /** What holds when the configuration says nothing. */
    public static LinkAuthorization defaults() {
        return new LinkAuthorization(null, null, null, null);
    }

    /** A copy with another user. */
    public LinkAuthorization withUser(@Nullable String user) {
        return Copy.with(this, "user", user);
    }

    /** A copy with another password. */
    public LinkAuthorization withPassword(@Nullable Secret password) {
        return Copy.with(this, "password", password);
    }

    /** A copy with another token. */
    public LinkAuthorization withToken(@Nullable Secret token) {
        return Copy.with(this, "token", token);
    }

    /** A copy with another timeout. */
    public LinkAuthorization withTimeout(@Nullable Duration timeout) {
        return Copy.with(this, "timeout", timeout);
    }
}
