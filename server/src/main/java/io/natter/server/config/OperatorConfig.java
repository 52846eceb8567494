package io.natter.server.config;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Trust in operators, and where the JWTs of their accounts are found. Immutable. (B146, B39)
 *
 * @param operators operator JWTs, or files that hold one
 * @param trustedKeys public operator nkeys
 * @param resolver where account JWTs are found, or null
 * @param resolverPreload account JWTs by public account nkey
 * @param resolverTls how a resolver is reached by URL, or null
 * @param resolverPinnedAccounts accounts that user JWTs may belong to; empty for all
 * @param defaultSentinel JWT of connections that show none, or null
 */
public record OperatorConfig(
        List<String> operators,
        List<String> trustedKeys,
        @Nullable ResolverConfig resolver,
        Map<String, String> resolverPreload,
        @Nullable TlsConfig resolverTls,
        Set<String> resolverPinnedAccounts,
        @Nullable String defaultSentinel) {
    /** Checks every value. */
    public OperatorConfig {
        operators = Copy.of(operators);
        trustedKeys = Copy.of(trustedKeys);
        resolverPreload = Copy.of(resolverPreload);
        resolverPinnedAccounts = Copy.of(resolverPinnedAccounts);
    }

    /** What holds when the configuration says nothing. */
    public static OperatorConfig defaults() {
        return new OperatorConfig(List.of(), List.of(), null, Map.of(), null, Set.of(), null);
    }

    /** Whether users are admitted by what operators have signed. */
    public boolean isOn() {
        return !operators.isEmpty() || !trustedKeys.isEmpty();
    }

    /** A copy with another operators. */
    public OperatorConfig withOperators(List<String> operators) {
        return Copy.with(this, "operators", operators);
    }

    /** A copy with another trustedKeys. */
    public OperatorConfig withTrustedKeys(List<String> trustedKeys) {
        return Copy.with(this, "trustedKeys", trustedKeys);
    }

    /** A copy with another resolver. */
    public OperatorConfig withResolver(@Nullable ResolverConfig resolver) {
        return Copy.with(this, "resolver", resolver);
    }

    /** A copy with another resolverPreload. */
    public OperatorConfig withResolverPreload(Map<String, String> resolverPreload) {
        return Copy.with(this, "resolverPreload", resolverPreload);
    }

    /** A copy with another resolverTls. */
    public OperatorConfig withResolverTls(@Nullable TlsConfig resolverTls) {
        return Copy.with(this, "resolverTls", resolverTls);
    }

    /** A copy with another resolverPinnedAccounts. */
    public OperatorConfig withResolverPinnedAccounts(Set<String> resolverPinnedAccounts) {
        return Copy.with(this, "resolverPinnedAccounts", resolverPinnedAccounts);
    }

    /** A copy with another defaultSentinel. */
    public OperatorConfig withDefaultSentinel(@Nullable String defaultSentinel) {
        return Copy.with(this, "defaultSentinel", defaultSentinel);
    }
}
