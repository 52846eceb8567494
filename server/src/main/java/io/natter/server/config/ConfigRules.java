package io.natter.server.config;

import io.natter.server.config.language.GoDuration;
import io.natter.server.config.read.MappingRules;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What cannot be true together in a configuration, and what of it would weaken access if it were left out.
 *
 * <p>Texts are nats-server's where it has one. Confined to one question.
 */
final class ConfigRules {
    private static final Duration LAME_DUCK_MIN = Duration.ofSeconds(1);

    private final ServerConfig config;
    private final List<String> problems = new ArrayList<>();

    private ConfigRules(ServerConfig config) {
        this.config = config;
    }

    static List<String> problems(ServerConfig config) {
        ConfigRules rules = new ConfigRules(config);
        rules.checkTimes();
        rules.checkLimits();
        rules.checkMonitor();
        rules.checkAuthorization();
        rules.checkUsers();
        rules.checkNoAuthUser();
        rules.checkMappings();
        rules.checkTls();
        rules.checkGateway();
        rules.checkWebSocket();
        rules.checkMqtt();
        rules.checkJetStream();
        rules.refuseWhatGuardsAccess();
        return List.copyOf(rules.problems);
    }

    private void problemIf(boolean isWrong, String text) {
        if (isWrong) {
            problems.add(text);
        }
    }

    private void checkTimes() {
        Duration duration = config.liveness().lameDuckDuration();
        Duration period = config.liveness().lameDuckGracePeriod();
        problemIf(
                period.compareTo(duration) >= 0,
                "lame duck grace period (" + GoDuration.format(period)
                        + ") should be strictly lower than lame duck duration (" + GoDuration.format(duration) + ")");
        problemIf(
                duration.compareTo(LAME_DUCK_MIN) < 0,
                "lame duck duration: got " + GoDuration.format(duration) + ", expected at least a second");
        problemIf(
                config.liveness().pingInterval().isNegative(),
                "ping_interval: got " + GoDuration.format(config.liveness().pingInterval())
                        + ", expected a positive duration");
    }

    private void checkLimits() {
        int maxPayload = config.limits().maxPayload();
        long maxPending = config.limits().maxPendingBytes();
        problemIf(
                maxPayload > maxPending && maxPayload != Integer.MAX_VALUE,
                "max_payload (" + maxPayload + ") cannot be higher than max_pending (" + maxPending + ")");
    }

    private void checkMonitor() {
        MonitorConfig monitor = config.monitor();
        if (monitor == null) {
            return;
        }
        problemIf(
                monitor.httpPort() != 0 && monitor.httpsPort() != 0,
                "can't specify both HTTP (" + monitor.httpPort() + ") and HTTPs (" + monitor.httpsPort() + ") ports");
        problemIf(monitor.httpsPort() != 0 && config.client().tls() == null, "TLS cert and key required for HTTPS");
    }

    private void checkAuthorization() {
        AuthorizationConfig authorization = config.authorization();
        boolean hasUsers = !config.allUsers().isEmpty();
        problemIf(
                (authorization.user() != null || authorization.password() != null) && authorization.token() != null,
                "Cannot have a user/pass and token");
        problemIf(hasUsers && authorization.user() != null, "Can not have a single user/pass and a users array");
        problemIf(hasUsers && authorization.token() != null, "Can not have a token and a users array");
    }

    private void checkUsers() {
        Set<String> names = new HashSet<>();
        for (UserConfig user : config.allUsers()) {
            String kind = user.nkey() == null ? "user" : "nkey";
            problemIf(!names.add(user.id()), "Duplicate " + kind + " \"" + user.id() + "\" detected");
        }
        Set<String> accounts = new HashSet<>();
        for (AccountConfig account : config.accounts()) {
            problemIf(!accounts.add(account.name()), "Duplicate Account Entry: " + account.name());
            problemIf(
                    account.name().equals(ServerConfig.GLOBAL_ACCOUNT),
                    "\"" + account.name() + "\" is a Reserved Account");
        }
        String system = config.systemAccount().name();
        boolean isSystemMissing =
                system != null && !system.equals(SystemAccountConfig.DEFAULT_NAME) && !accounts.contains(system);
        problemIf(isSystemMissing && !config.operator().isOn(), "error resolving system account: account missing");
        for (UserConfig user : config.authorization().users()) {
            String account = user.account();
            problemIf(
                    account != null && !account.equals(ServerConfig.GLOBAL_ACCOUNT) && !accounts.contains(account),
                    "user \"" + user.id() + "\": got account \"" + account + "\", expected one that is configured");
        }
    }

    private void checkNoAuthUser() {
        checkNoAuthUser(config.authorization().noAuthUser());
        if (config.webSocket().isOn()) {
            checkNoAuthUser(config.webSocket().noAuthUser());
        }
        if (config.mqtt().isOn()) {
            checkNoAuthUser(config.mqtt().noAuthUser());
        }
    }

    private void checkNoAuthUser(@Nullable String name) {
        if (name == null) {
            return;
        }
        List<UserConfig> users = config.allUsers();
        if (!config.operator().operators().isEmpty()) {
            problems.add("no_auth_user not compatible with Trusted Operator");
        } else if (users.isEmpty()) {
            problems.add("no_auth_user: \"" + name + "\" present, but users/nkeys are not defined");
        } else if (users.stream().noneMatch(user -> user.id().equals(name))) {
            problems.add("no_auth_user: \"" + name
                    + "\" not present as user or nkey in authorization block or account configuration");
        }
    }

    private void checkMappings() {
        checkMappings(config.mappings());
        config.accounts().forEach(account -> checkMappings(account.mappings()));
    }

    private void checkMappings(List<MappingConfig> mappings) {
        for (MappingConfig mapping : mappings) {
            String problem = MappingRules.problem(mapping);
            problemIf(problem != null, "Error adding mapping for \"" + mapping.source() + "\" : " + problem);
        }
    }

    private void checkTls() {
        TlsConfig tls = config.client().tls();
        problemIf(
                tls != null && tls.keyPairs().isEmpty() && tls.certStore() == null,
                "tls: got no certificate, expected cert_file and key_file");
    }

    private void checkGateway() {
        GatewayConfig gateway = config.gateway();
        if (!gateway.isOn()) {
            return;
        }
        String name = gateway.name();
        problemIf(name == null, "gateway has no name");
        problemIf(
                name != null && !gateway.listener().isOn(),
                "gateway \"" + name + "\" has no port specified (select -1 for random port)");
        String cluster = config.cluster().name();
        problemIf(
                name != null && cluster != null && !name.equals(cluster),
                "cluster name conflicts between cluster and gateway definitions");
        int index = 0;
        for (GatewayConfig.Remote remote : gateway.remotes()) {
            problemIf(remote.name().isEmpty(), "gateway in the list " + index++ + " has no name");
            problemIf(remote.urls().isEmpty(), "gateway \"" + remote.name() + "\" has no URL");
        }
    }

    private void checkWebSocket() {
        WebSocketConfig webSocket = config.webSocket();
        if (!webSocket.isOn()) {
            return;
        }
        problemIf(webSocket.listener().tls() == null && !webSocket.noTls(), "websocket requires TLS configuration");
        boolean hasUsers = !config.allUsers().isEmpty();
        problemIf(
                hasUsers && webSocket.authorization().user() != null,
                "websocket authentication username not compatible with presence of users/nkeys");
        problemIf(
                hasUsers && webSocket.authorization().token() != null,
                "websocket authentication token not compatible with presence of users/nkeys");
        String cookie = webSocket.cookies().jwt();
        problemIf(
                cookie != null && !config.operator().isOn(),
                "trusted operators or trusted keys configuration is required for JWT authentication via cookie \""
                        + cookie + "\"");
    }

    private void checkMqtt() {
        MqttConfig mqtt = config.mqtt();
        if (!mqtt.isOn()) {
            return;
        }
        boolean isAlone =
                !config.cluster().listener().isOn() && !config.gateway().isOn();
        boolean hasUsers = !config.allUsers().isEmpty();
        problemIf(config.serverName() == null && !isAlone, "mqtt requires server name to be explicitly set");
        problemIf(
                hasUsers && mqtt.authorization().user() != null,
                "mqtt authentication username not compatible with presence of users/nkeys");
        problemIf(
                hasUsers && mqtt.authorization().token() != null,
                "mqtt authentication token not compatible with presence of users/nkeys");
        problemIf(mqtt.ackWait().isNegative(), "ack wait must be a positive value");
        problemIf(mqtt.jsApiTimeout().isNegative(), "JS API timeout must be a positive value");
        problemIf(
                isAlone && !config.leafNodes().isOn() && !config.jetStream().enabled(),
                "mqtt requires JetStream to be enabled if running in standalone mode");
    }

    private void checkJetStream() {
        String domain = config.jetStream().domain();
        problemIf(domain != null && !domain.matches("[^.*>\\s]+"), "invalid domain name: may not contain ., * or >");
        String system = config.systemAccount().effectiveName();
        problemIf(
                system != null && config.jetStream().defaultDomains().containsKey(system),
                "system account \"" + system + "\" can not be in default_js_domain");
        for (AccountConfig account : config.accounts()) {
            problemIf(
                    account.name().equals(system) && account.jetStream() != null,
                    "jetstream can not be enabled on the system account \"" + system + "\"");
        }
        boolean isClustered =
                config.jetStream().enabled() && config.cluster().listener().isOn();
        problemIf(isClustered && config.serverName() == null, "jetstream cluster requires `server_name` to be set");
        problemIf(
                isClustered
                        && config.cluster().name() == null
                        && config.gateway().name() == null,
                "jetstream cluster requires `cluster.name` to be set");
    }

    /** What decides who may come in is never left out: a server without it would let in more than was asked for. */
    private void refuseWhatGuardsAccess() {
        OperatorConfig operator = config.operator();
        problemIf(!operator.operators().isEmpty(), notYet("operator", "operator mode"));
        problemIf(!operator.trustedKeys().isEmpty(), notYet("trusted_keys", "operator mode"));
        problemIf(operator.defaultSentinel() != null, "default sentinel requires operators and accounts");
        problemIf(
                config.authorization().authCallout() != null,
                notYet("auth_callout", "an external service that decides who may connect"));
        boolean isProxyRequired = config.authorization().proxyRequired()
                || config.allUsers().stream().anyMatch(UserConfig::proxyRequired);
        problemIf(isProxyRequired, notYet("proxy_required", "checking that a client came through a trusted proxy"));
        problemIf(config.ocsp() != null && config.ocsp().mode() == OcspConfig.Mode.MUST, notYet("ocsp", "mode must"));
        TlsConfig tls = config.client().tls();
        OcspPeerConfig peer = tls == null ? null : tls.verification().ocspPeer();
        problemIf(
                peer != null && peer.verify() && !peer.warnOnly(),
                notYet("ocsp_peer", "asking whether a client certificate was revoked"));
    }

    private static String notYet(String key, String what) {
        return key + ": " + what + " is not available yet, and without it access would be less guarded than asked for";
    }
}
