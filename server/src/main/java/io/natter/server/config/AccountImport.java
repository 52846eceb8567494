package io.natter.server.config;

import org.jspecify.annotations.Nullable;

/**
 * What another account exports, made visible in this one. Immutable. (B83)
 *
 * @param kind whether messages flow in, or requests out
 * @param account account that exports it
 * @param subject subject in that account
 * @param to subject in this account, or null for the same one
 * @param prefix put before the subject in this account, or null; for streams only
 * @param share whether the exporter learns who asks; for services only
 * @param allowTrace whether message traces may cross; for streams only
 */
public record AccountImport(
        AccountExport.Kind kind,
        String account,
        String subject,
        @Nullable String to,
        @Nullable String prefix,
        boolean share,
        boolean allowTrace) {

    /** An import under the subject it has in the account that exports it. */
    public static AccountImport of(AccountExport.Kind kind, String account, String subject) {
        return new AccountImport(kind, account, subject, null, null, false, false);
    }

    /** A copy with another kind. */
    public AccountImport withKind(AccountExport.Kind kind) {
        return Copy.with(this, "kind", kind);
    }

    /** A copy with another account. */
    public AccountImport withAccount(String account) {
        return Copy.with(this, "account", account);
    }

    /** A copy with another subject. */
    public AccountImport withSubject(String subject) {
        return Copy.with(this, "subject", subject);
    }

    /** A copy with another to. */
    public AccountImport withTo(@Nullable String to) {
        return Copy.with(this, "to", to);
    }

    /** A copy with another prefix. */
    public AccountImport withPrefix(@Nullable String prefix) {
        return Copy.with(this, "prefix", prefix);
    }

    /** A copy with another share. */
    public AccountImport withShare(boolean share) {
        return Copy.with(this, "share", share);
    }

    /** A copy with another allowTrace. */
    public AccountImport withAllowTrace(boolean allowTrace) {
        return Copy.with(this, "allowTrace", allowTrace);
    }
}
