package io.natter.server.config.read;

import io.natter.protocol.keys.KeyType;
import io.natter.protocol.keys.Nkey;
import io.natter.server.config.ConnectionType;
import io.natter.server.config.PermissionsConfig;
import io.natter.server.config.Secret;
import io.natter.server.config.UserConfig;
import io.natter.server.config.language.ConfigValue.Array;
import io.natter.server.config.language.ConfigValue.Block;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Keys of a user, in the authorization block, in accounts, and in that of leaf nodes. (B62, B67, B141) Thread-safe. */
final class UserKeys {
    /** A user while its keys are read: only at the end it is known which kind it is. */
    private static final class Draft {
        private @Nullable String user;
        private @Nullable Secret password;
        private @Nullable String nkey;
        private @Nullable String account;
        private @Nullable PermissionsConfig permissions;
        private Set<ConnectionType> connectionTypes = Set.of();
        private boolean proxyRequired;
    }

    private static final Keys<Draft> LEAF_USER = new Keys<Draft>()
            .action(
                    (draft, given) -> {
                        draft.user = given.textOrNull();
                        return draft;
                    },
                    "user",
                    "username")
            .action(
                    (draft, given) -> {
                        draft.password = given.secretOrNull();
                        return draft;
                    },
                    "password",
                    "pass")
            .action(
                    (draft, given) -> {
                        draft.proxyRequired = given.flag();
                        return draft;
                    },
                    "proxy_required");

    private static final Keys<Draft> LEAF = new Keys<Draft>()
            .all(draft -> draft, (draft, same) -> same, LEAF_USER)
            .action(
                    (draft, given) -> {
                        draft.account = given.textOrNull();
                        return draft;
                    },
                    "account");

    private static final Keys<Draft> USER = new Keys<Draft>()
            .all(draft -> draft, (draft, same) -> same, LEAF_USER)
            .action(
                    (draft, given) -> {
                        draft.nkey = given.textOrNull();
                        return draft;
                    },
                    "nkey")
            .action(
                    (draft, given) -> {
                        draft.permissions = PermissionKeys.read(given);
                        return draft;
                    },
                    "permissions",
                    "permission",
                    "authorization")
            .action(
                    (draft, given) -> {
                        draft.connectionTypes = connectionTypes(given);
                        return draft;
                    },
                    "allowed_connection_types",
                    "connection_types",
                    "clients");

    private UserKeys() {}

    /** The tables of this file, for the test that walks all keys. */
    static List<Keys<?>> tables() {
        return List.of(USER, LEAF);
    }

    /** Users with a password or an nkey, permissions and ways in. */
    static List<UserConfig> users(Given given) {
        return read(given, USER);
    }

    /** Users that leaf nodes are. */
    static List<UserConfig> leafUsers(Given given) {
        return read(given, LEAF);
    }

    private static List<UserConfig> read(Given given, Keys<Draft> keys) {
        if (!(given.value() instanceof Array)) {
            throw given.fault(
                    "Expected users field to be an array, got " + given.value().kind());
        }
        List<UserConfig> users = new ArrayList<>();
        for (Given item : given.items()) {
            try {
                users.add(user(item, keys));
            } catch (ConfigFault fault) {
                given.reading().error(fault.at(), String.valueOf(fault.getMessage()));
            }
        }
        return users;
    }

    private static UserConfig user(Given item, Keys<Draft> keys) {
        if (!(item.value() instanceof Block block)) {
            throw item.fault("Expected user entry to be a map/struct, got "
                    + item.value().kind());
        }
        // nats-server places what is wrong with a whole user at one of its keys
        Given first = block.nodes().isEmpty() ? item : item.entries().get(0);
        Draft draft = keys.read(new Draft(), item);
        if (draft.nkey == null && draft.user == null) {
            throw first.fault("User entry requires a user");
        }
        if (draft.nkey != null) {
            if (!Nkey.isPublicKey(draft.nkey, KeyType.USER)) {
                throw first.fault("Not a valid public nkey for a user");
            }
            if (draft.user != null || draft.password != null) {
                throw first.fault("Nkey users do not take usernames or passwords");
            }
        }
        return new UserConfig(
                draft.user,
                draft.password,
                draft.nkey,
                draft.account,
                draft.permissions,
                draft.connectionTypes,
                draft.proxyRequired);
    }

    private static Set<ConnectionType> connectionTypes(Given given) {
        Set<ConnectionType> types = EnumSet.noneOf(ConnectionType.class);
        List<String> unknown = new ArrayList<>();
        for (String name : given.texts()) {
            try {
                types.add(ConnectionType.valueOf(name.toUpperCase(Locale.ROOT)));
            } catch (IllegalArgumentException e) {
                unknown.add('"' + name.toUpperCase(Locale.ROOT) + '"');
            }
        }
        if (!unknown.isEmpty()) {
            throw given.fault("invalid connection types [" + String.join(" ", unknown) + "]");
        }
        return types;
    }
}
