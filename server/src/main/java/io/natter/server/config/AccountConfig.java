package io.natter.server.config;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One account: users and subjects apart from those of other accounts. Immutable. (B80 to B85)
 *
 * @param name unique name
 * @param nkey public account nkey, or null
 * @param users users of the account
 * @param defaultPermissions what users may do that have no permissions of their own, or null for all
 * @param mappings subjects that become others when they are published
 * @param limits what the account may use
 * @param exports what other accounts may import
 * @param imports what of other accounts appears in this one
 * @param jetStream streams of the account, or null for none
 * @param messageTrace where traced messages of the account are reported, or null
 */
public record AccountConfig(
        String name,
        @Nullable String nkey,
        List<UserConfig> users,
        @Nullable PermissionsConfig defaultPermissions,
        List<MappingConfig> mappings,
        AccountLimits limits,
        List<AccountExport> exports,
        List<AccountImport> imports,
        @Nullable AccountJetStream jetStream,
        @Nullable MessageTrace messageTrace) {
    /** Checks every value. */
    public AccountConfig {
        users = Copy.of(users);
        mappings = Copy.of(mappings);
        exports = Copy.of(exports);
        imports = Copy.of(imports);
        Check.notEmpty("name", name);
    }

    /** An account of this name with nothing in it. */
    public static AccountConfig named(String name) {
        return new AccountConfig(
                name, null, List.of(), null, List.of(), AccountLimits.defaults(), List.of(), List.of(), null, null);
    }

    /** A copy with another name. */
    public AccountConfig withName(String name) {
        return Copy.with(this, "name", name);
    }

    /** A copy with another nkey. */
    public AccountConfig withNkey(@Nullable String nkey) {
        return Copy.with(this, "nkey", nkey);
    }

    /** A copy with another users. */
    public AccountConfig withUsers(List<UserConfig> users) {
        return Copy.with(this, "users", users);
    }

    /** A copy with another defaultPermissions. */
    public AccountConfig withDefaultPermissions(@Nullable PermissionsConfig defaultPermissions) {
        return Copy.with(this, "defaultPermissions", defaultPermissions);
    }

    /** A copy with another mappings. */
    public AccountConfig withMappings(List<MappingConfig> mappings) {
        return Copy.with(this, "mappings", mappings);
    }

    /** A copy with another limits. */
    public AccountConfig withLimits(AccountLimits limits) {
        return Copy.with(this, "limits", limits);
    }

    /** A copy with another exports. */
    public AccountConfig withExports(List<AccountExport> exports) {
        return Copy.with(this, "exports", exports);
    }

    /** A copy with another imports. */
    public AccountConfig withImports(List<AccountImport> imports) {
        return Copy.with(this, "imports", imports);
    }

    /** A copy with another jetStream. */
    public AccountConfig withJetStream(@Nullable AccountJetStream jetStream) {
        return Copy.with(this, "jetStream", jetStream);
    }

    /** A copy with another messageTrace. */
    public AccountConfig withMessageTrace(@Nullable MessageTrace messageTrace) {
        return Copy.with(this, "messageTrace", messageTrace);
    }
}
