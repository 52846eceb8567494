package io.natter.server.config.read;

import io.natter.protocol.keys.KeyType;
import io.natter.protocol.keys.Nkey;
import io.natter.server.config.LeafAuthorization;
import io.natter.server.config.LeafNodesConfig;
import io.natter.server.config.LeafRemote;
import io.natter.server.config.ListenerConfig;
import io.natter.server.config.UserConfig;
import io.natter.server.config.language.ConfigValue.Array;
import io.natter.server.config.language.ConfigValue.Block;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Keys of the leafnodes block but for its remotes. (B141) Thread-safe: constants and pure functions. */
final class LeafNodeKeys {
    private static final Duration ONE_SECOND = Duration.ofSeconds(1);
    private static final Pattern VERSION = Pattern.compile("v?(\\d+)\\.(\\d+)\\.(\\d+)(?:[-+].*)?");

    private static final Keys<LeafAuthorization> AUTHORIZATION = new Keys<LeafAuthorization>()
            .text(LeafAuthorization::withUser, "user", "username")
            .secret(LeafAuthorization::withPassword, "password", "pass")
            .value(LeafNodeKeys::nkey, LeafAuthorization::withNkey, "nkey")
            .text(LeafAuthorization::withAccount, "account")
            .value(UserKeys::leafUsers, LeafAuthorization::withUsers, "users")
            .value(
                    given -> AuthorizationKeys.timeout(given, "error parsing leafnode authorization config, 'timeout'"),
                    LeafAuthorization::withTimeout,
                    "timeout")
            .flag(LeafAuthorization::withProxyRequired, "proxy_required");

    private static final Keys<ListenerConfig> LISTENER = new Keys<ListenerConfig>()
            .text(ListenerConfig::withAdvertise, "advertise", "leafnode_advertise")
            .value(TlsKeys::clients, ListenerConfig::withTls, "tls");

    private static final Keys<LeafNodesConfig> LEAFNODES = new Keys<LeafNodesConfig>()
            .all(LeafNodesConfig::listener, LeafNodesConfig::withListener, LinkKeys.LISTENER)
            .all(LeafNodesConfig::listener, LeafNodesConfig::withListener, LISTENER)
            .value(LeafNodeKeys::authorization, LeafNodesConfig::withAuthorization, "authorization")
            .value(LeafNodeKeys::remotes, LeafNodesConfig::withRemotes, "remotes")
            .durationOr(
                    ONE_SECOND,
                    LeafNodesConfig::withReconnectInterval,
                    "reconnect",
                    "reconnect_delay",
                    "reconnect_interval")
            .durationOr(ONE_SECOND, LeafNodesConfig::withDialTimeout, "dial_timeout")
            .flag(LeafNodesConfig::withNoAdvertise, "no_advertise")
            .value(LeafNodeKeys::minVersion, LeafNodesConfig::withMinVersion, "min_version", "minimum_version")
            .value(given -> LinkKeys.compression(given, "s2_auto"), LeafNodesConfig::withCompression, "compression")
            .flag(LeafNodesConfig::withIsolateInterest, "isolate_leafnode_interest", "isolate")
            .all(LeafNodesConfig::writes, LeafNodesConfig::withWrites, LinkKeys.WRITES);

    private LeafNodeKeys() {}

    /** The tables of this file, for the test that walks all keys. */
    static List<Keys<?>> tables() {
        return List.of(LEAFNODES, AUTHORIZATION);
    }

    static LeafNodesConfig read(LeafNodesConfig start, Given given) {
        if (!(given.value() instanceof Block)) {
            throw given.fault(
                    "Expected map to define a leafnode, got " + given.value().kind());
        }
        return LEAFNODES.read(start, given);
    }

    private static LeafAuthorization authorization(Given given) {
        LeafAuthorization read = AUTHORIZATION.read(LeafAuthorization.defaults(), given);
        if (read.users().isEmpty()) {
            return read;
        }
        if (read.user() != null) {
            throw given.fault("can not have a single user/pass and a users array");
        }
        if (read.nkey() != null) {
            throw given.fault("can not have a single nkey and a users array");
        }
        Set<String> names = new HashSet<>();
        for (UserConfig user : read.users()) {
            if (!names.add(user.id())) {
                throw given.fault("duplicate user \"" + user.id() + "\" detected in leafnode authorization");
            }
        }
        return read;
    }

    private static String nkey(Given given) {
        if (!Nkey.isPublicKey(given.text(), KeyType.USER)) {
            throw given.fault("Not a valid public nkey for leafnode authorization");
        }
        return given.text();
    }

    private static String minVersion(Given given) {
        Matcher version = VERSION.matcher(given.text());
        if (!version.matches()) {
            throw given.fault("invalid leafnode's minimum version: invalid semver");
        }
        try {
            int major = Integer.parseInt(version.group(1));
            if (major < 2 || (major == 2 && Integer.parseInt(version.group(2)) < 8)) {
                throw given.fault("the minimum version should be at least 2.8.0");
            }
        } catch (NumberFormatException e) {
            throw given.fault("invalid leafnode's minimum version: invalid semver");
        }
        return given.text();
    }

    private static List<LeafRemote> remotes(Given given) {
        if (!(given.value() instanceof Array)) {
            throw given.fault("Expected remotes field to be an array, got "
                    + given.value().kind());
        }
        List<LeafRemote> remotes = new ArrayList<>();
        Set<Object> names = new HashSet<>();
        for (Given item : given.items()) {
            try {
                LeafRemote remote = LeafRemoteKeys.read(item);
                if (!names.add(List.of(
                        remote.urls(),
                        String.valueOf(remote.account()),
                        String.valueOf(remote.credentials()),
                        remote.nkeySeed() == null ? "" : remote.nkeySeed()))) {
                    throw item.fault("duplicate remote urls=" + remote.urls());
                }
                remotes.add(remote);
            } catch (ConfigFault fault) {
                given.reading().error(fault.at(), String.valueOf(fault.getMessage()));
            }
        }
        return remotes;
    }
}
