package io.natter.server.config.read;

import io.natter.server.config.AuthorizationConfig;
import io.natter.server.config.ClusterConfig;
import io.natter.server.config.GatewayConfig;
import io.natter.server.config.ListenerConfig;
import io.natter.server.config.PermissionsConfig;
import io.natter.server.config.SubjectPermission;
import io.natter.server.config.language.ConfigValue.Array;
import io.natter.server.config.language.ConfigValue.Block;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Keys of the cluster and gateway blocks. (B140, B144) Thread-safe: constants and pure functions. */
final class ClusterKeys {
    private static final Duration PING_INTERVAL_MAX = Duration.ofSeconds(30);

    private static final Keys<ClusterConfig> CLUSTER = new Keys<ClusterConfig>()
            .value(given -> name(given, "cluster"), ClusterConfig::withName, "name")
            .all(ClusterConfig::listener, ClusterConfig::withListener, LinkKeys.LISTENER)
            .action(ClusterKeys::clusterAuthorization, "authorization")
            .value(given -> LinkKeys.urls(given, "route"), ClusterConfig::withRoutes, "routes")
            .all(ClusterConfig::listener, ClusterConfig::withListener, listener("advertise", "cluster_advertise"))
            .flag(ClusterConfig::withNoAdvertise, "no_advertise")
            .number(ClusterConfig::withConnectRetries, "connect_retries")
            .flag(ClusterConfig::withConnectBackoff, "connect_backoff")
            .value(ClusterKeys::permissions, ClusterConfig::withPermissions, "permissions")
            .number(ClusterConfig::withPoolSize, "pool_size")
            .texts(ClusterConfig::withPinnedAccounts, "accounts")
            .value(given -> LinkKeys.compression(given, "s2_fast"), ClusterConfig::withCompression, "compression")
            .value(ClusterKeys::pingInterval, ClusterConfig::withPingInterval, "ping_interval")
            .number(ClusterConfig::withPingMax, "ping_max")
            .all(ClusterConfig::writes, ClusterConfig::withWrites, LinkKeys.WRITES);

    private static final Keys<GatewayConfig> GATEWAY = new Keys<GatewayConfig>()
            .value(given -> name(given, "gateway"), GatewayConfig::withName, "name")
            .all(GatewayConfig::listener, GatewayConfig::withListener, LinkKeys.LISTENER)
            .action(
                    (gateway, given) ->
                            gateway.withAuthorization(AuthorizationKeys.link(authorization(given), given, "Gateway")),
                    "authorization")
            .all(GatewayConfig::listener, GatewayConfig::withListener, listener("advertise"))
            .number(GatewayConfig::withConnectRetries, "connect_retries")
            .flag(GatewayConfig::withConnectBackoff, "connect_backoff")
            .value(ClusterKeys::remotes, GatewayConfig::withRemotes, "gateways")
            .flag(GatewayConfig::withRejectUnknownCluster, "reject_unknown_cluster", "reject_unknown")
            .all(GatewayConfig::writes, GatewayConfig::withWrites, LinkKeys.WRITES);

    private static final Keys<GatewayConfig.Remote> REMOTE = new Keys<GatewayConfig.Remote>()
            .action((to, given) -> new GatewayConfig.Remote(given.text(), to.urls(), to.tls()), "name")
            .action((to, given) -> new GatewayConfig.Remote(to.name(), to.urls(), TlsKeys.links(given)), "tls")
            .action(
                    (to, given) ->
                            new GatewayConfig.Remote(to.name(), List.of(LinkKeys.url(given, "gateway")), to.tls()),
                    "url")
            .action(
                    (to, given) -> new GatewayConfig.Remote(to.name(), LinkKeys.urls(given, "gateway"), to.tls()),
                    "urls");

    private ClusterKeys() {}

    /** The tables of this file, for the test that walks all keys. */
    static List<Keys<?>> tables() {
        return List.of(CLUSTER, GATEWAY, REMOTE);
    }

    static ClusterConfig cluster(ClusterConfig start, Given given) {
        if (!(given.value() instanceof Block)) {
            throw given.fault(
                    "Expected map to define cluster, got " + given.value().kind());
        }
        return CLUSTER.read(start, given);
    }

    static GatewayConfig gateway(GatewayConfig start, Given given) {
        if (!(given.value() instanceof Block)) {
            throw given.fault(
                    "Expected gateway to be a map, got " + given.value().kind());
        }
        return GATEWAY.read(start, given);
    }

    private static Keys<ListenerConfig> listener(String... advertise) {
        return new Keys<ListenerConfig>()
                .text(ListenerConfig::withAdvertise, advertise)
                .value(TlsKeys::links, ListenerConfig::withTls, "tls");
    }

    private static @Nullable String name(Given given, String what) {
        if (given.text().contains(" ")) {
            throw given.fault(what + " name cannot contain spaces");
        }
        return given.textOrNull();
    }

    private static AuthorizationConfig authorization(Given given) {
        return AuthorizationKeys.AUTHORIZATION.read(AuthorizationConfig.defaults(), given);
    }

    private static ClusterConfig clusterAuthorization(ClusterConfig cluster, Given given) {
        AuthorizationConfig read = authorization(given);
        ClusterConfig authorized = cluster.withAuthorization(AuthorizationKeys.link(read, given, "Cluster"));
        PermissionsConfig permissions = read.defaultPermissions();
        if (permissions == null) {
            return authorized;
        }
        check(permissions, given);
        given.misused("setting \"permissions\" within cluster authorization block is deprecated");
        return authorized.permissions() == null ? authorized.withPermissions(permissions) : authorized;
    }

    private static PermissionsConfig permissions(Given given) {
        PermissionsConfig permissions = PermissionKeys.read(given);
        if (permissions.allowResponses() != null) {
            throw given.fault("Cluster permissions do not support dynamic responses");
        }
        check(permissions, given);
        return permissions;
    }

    // Between servers there are no queues to permit.
    private static void check(PermissionsConfig permissions, Given given) {
        checkSubjects("cluster import", permissions.publish(), given);
        checkSubjects("cluster export", permissions.subscribe(), given);
    }

    private static void checkSubjects(String what, @Nullable SubjectPermission permission, Given given) {
        if (permission == null) {
            return;
        }
        List<String> allow = permission.allow();
        checkSubjects(what + " allow: ", allow == null ? List.of() : allow, given);
        checkSubjects(what + " deny: ", permission.deny(), given);
    }

    private static void checkSubjects(String what, List<String> subjects, Given given) {
        for (String subject : subjects) {
            String problem = PermissionKeys.subjectProblem(subject, false);
            if (problem != null) {
                throw given.fault(what + problem);
            }
        }
    }

    private static Duration pingInterval(Given given) {
        Duration interval = given.duration();
        if (interval.compareTo(PING_INTERVAL_MAX) > 0) {
            given.warn("Cluster 'ping_interval' will reset to 30s which is the max for routes");
            return PING_INTERVAL_MAX;
        }
        return interval;
    }

    private static List<GatewayConfig.Remote> remotes(Given given) {
        if (!(given.value() instanceof Array)) {
            throw given.fault("Expected gateways field to be an array, got "
                    + given.value().kind());
        }
        List<GatewayConfig.Remote> remotes = new ArrayList<>();
        for (Given item : given.items()) {
            if (item.value() instanceof Block) {
                remotes.add(REMOTE.read(new GatewayConfig.Remote("", List.of(), null), item));
            } else {
                given.reading()
                        .error(
                                item.at(),
                                "Expected gateway entry to be a map/struct, got "
                                        + item.value().kind());
            }
        }
        return remotes;
    }
}
