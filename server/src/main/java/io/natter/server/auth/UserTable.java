package io.natter.server.auth;

import io.natter.server.config.AccountConfig;
import io.natter.server.config.AuthorizationConfig;
import io.natter.server.config.ConnectionType;
import io.natter.server.config.PermissionsConfig;
import io.natter.server.config.Secret;
import io.natter.server.config.ServerConfig;
import io.natter.server.config.UserConfig;
import io.natter.server.tls.CertificateUsers;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Everybody who is configured: the users of the authorization block, those of accounts, the only user, the token.
 *
 * <p>Immutable. {@code default_permissions} are already applied to those without permissions (B63).
 */
final class UserTable {
    /** What stands for the name of those who share a token, as nats-server shows them. */
    static final String TOKEN_ID = "[REDACTED]";

    private final Map<String, User> named = new LinkedHashMap<>();
    private final Map<String, User> nkeys = new LinkedHashMap<>();
    private final @Nullable User single;
    private final @Nullable User token;
    private final CertificateUsers byCertificate;
    private final StoredSecret decoy;

    private UserTable(ServerConfig config) {
        AuthorizationConfig authorization = config.authorization();
        add(authorization.users(), ServerConfig.GLOBAL_ACCOUNT, authorization.defaultPermissions());
        for (AccountConfig account : config.accounts()) {
            add(account.users(), account.name(), account.defaultPermissions());
        }
        String user = authorization.user();
        single = user == null || user.isEmpty() ? null : alone(user, authorization.password(), authorization);
        Secret shared = authorization.token();
        token = shared == null || shared.isEmpty() ? null : alone(TOKEN_ID, shared, authorization);
        byCertificate = CertificateUsers.of(named.keySet());
        decoy = StoredSecret.decoyOf(Stream.concat(named.values().stream(), Stream.ofNullable(single))
                .map(User::secret)
                .filter(StoredSecret::isSlow)
                .findFirst()
                .orElseGet(() -> StoredSecret.of(null)));
    }

    static UserTable of(ServerConfig config) {
        return new UserTable(config);
    }

    private void add(List<UserConfig> users, String account, @Nullable PermissionsConfig defaults) {
        Permissions shared = Permissions.of(defaults);
        for (UserConfig config : users) {
            String home = config.account();
            User user = new User(
                    config.id(),
                    StoredSecret.of(config.password()),
                    home == null ? account : home,
                    config.permissions() == null ? shared : Permissions.of(config.permissions()),
                    types(config.connectionTypes()),
                    config.proxyRequired());
            (config.nkey() == null ? named : nkeys).put(user.id(), user);
        }
    }

    private static User alone(String id, @Nullable Secret secret, AuthorizationConfig authorization) {
        return new User(
                id,
                StoredSecret.of(secret),
                ServerConfig.GLOBAL_ACCOUNT,
                Permissions.ALL,
                Set.of(),
                authorization.proxyRequired());
    }

    private static Set<Presented.ConnectionType> types(Set<ConnectionType> configured) {
        return configured.stream()
                .map(type -> Presented.ConnectionType.valueOf(type.name()))
                .collect(Collectors.toUnmodifiableSet());
    }

    boolean hasNkeys() {
        return !nkeys.isEmpty();
    }

    boolean hasNamed() {
        return !named.isEmpty();
    }

    @Nullable
    User named(String name) {
        return named.get(name);
    }

    @Nullable
    User nkey(String nkey) {
        return nkeys.get(nkey);
    }

    /** The only user of an authorization block without a list, or null. */
    @Nullable
    User single() {
        return single;
    }

    /** Everybody who shows the token, or null when there is none. */
    @Nullable
    User token() {
        return token;
    }

    /** The named users, as certificates find them. */
    CertificateUsers byCertificate() {
        return byCertificate;
    }

    /** What unknown users are compared with: as slow as the slowest kind of secret here. */
    StoredSecret decoy() {
        return decoy;
    }
}
