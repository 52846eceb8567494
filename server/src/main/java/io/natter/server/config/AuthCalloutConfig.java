package io.natter.server.config;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A service that decides who a connection is. Immutable. (B66)
 *
 * @param issuer public account nkey that signs its answers
 * @param account account whose users the service consists of
 * @param authUsers users that the service itself connects as
 * @param xkey public curve key that questions are encrypted for, or null
 * @param allowedAccounts accounts it may place users in; empty for all
 */
public record AuthCalloutConfig(
        String issuer,
        String account,
        List<String> authUsers,
        @Nullable String xkey,
        List<String> allowedAccounts) {
    /** Checks every value. */
    public AuthCalloutConfig {
        authUsers = Copy.of(authUsers);
        allowedAccounts = Copy.of(allowedAccounts);
    }

    /** What holds when the configuration says nothing. */
    public static AuthCalloutConfig defaults() {
        return new AuthCalloutConfig("", ServerConfig.GLOBAL_ACCOUNT, List.of(), null, List.of());
    }

    /** A copy with another issuer. */
    public AuthCalloutConfig withIssuer(String issuer) {
        return Copy.with(this, "issuer", issuer);
    }

    /** A copy with another account. */
    public AuthCalloutConfig withAccount(String account) {
        return Copy.with(this, "account", account);
    }

    /** A copy with another authUsers. */
    public AuthCalloutConfig withAuthUsers(List<String> authUsers) {
        return Copy.with(this, "authUsers", authUsers);
    }

    /** A copy with another xkey. */
    public AuthCalloutConfig withXkey(@Nullable String xkey) {
        return Copy.with(this, "xkey", xkey);
    }

    /** A copy with another allowedAccounts. */
    public AuthCalloutConfig withAllowedAccounts(List<String> allowedAccounts) {
        return Copy.with(this, "allowedAccounts", allowedAccounts);
    }
}
