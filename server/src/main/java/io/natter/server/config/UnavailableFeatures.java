package io.natter.server.config;

import java.util.ArrayList;
import java.util.List;

/** What a configuration asks for that the server does not do yet. Thread-safe: pure functions. */
final class UnavailableFeatures {
    private UnavailableFeatures() {}

    static List<UnavailableFeature> of(ServerConfig config) {
        List<UnavailableFeature> missing = new ArrayList<>();
        add(missing, config.cluster().isOn(), "cluster", "routes are not available yet: this server stands alone");
        add(missing, config.gateway().isOn(), "gateway", "gateways are not available yet: no links to other clusters");
        add(
                missing,
                config.leafNodes().listener().isOn(),
                "leafnodes",
                "leaf nodes are not available yet: none can connect");
        add(
                missing,
                !config.leafNodes().remotes().isEmpty(),
                "leafnodes.remotes",
                "leaf nodes are not available yet: no remote is connected to");
        add(missing, config.webSocket().isOn(), "websocket", "WebSocket is not available yet: no listener is opened");
        add(missing, config.mqtt().isOn(), "mqtt", "MQTT is not available yet: no listener is opened");
        addAccounts(missing, config);
        addSmall(missing, config);
        return List.copyOf(missing);
    }

    private static void addAccounts(List<UnavailableFeature> missing, ServerConfig config) {
        List<AccountConfig> accounts = config.accounts();
        add(
                missing,
                accounts.stream().anyMatch(account -> !account.exports().isEmpty()),
                "accounts.exports",
                "exports are not available yet: accounts stay apart");
        add(
                missing,
                accounts.stream().anyMatch(account -> !account.imports().isEmpty()),
                "accounts.imports",
                "imports are not available yet: accounts stay apart");
    }

    private static void addSmall(List<UnavailableFeature> missing, ServerConfig config) {
        add(
                missing,
                config.operator().resolver() != null && !config.operator().isOn(),
                "resolver",
                "a resolver without an operator has no effect");
        add(
                missing,
                config.ocsp() != null && config.ocsp().mode() != OcspConfig.Mode.NEVER,
                "ocsp",
                "stapling of certificate status is not available yet: none is stapled");
        add(
                missing,
                config.log().syslog(),
                "syslog",
                "the local syslog is not available: use remote_syslog: \"udp://127.0.0.1:514\"");
        add(
                missing,
                config.profiling().port() != 0,
                "prof_port",
                "the profiling port is not available: use the tools of the JVM");
        add(
                missing,
                !config.trustedProxies().isEmpty(),
                "proxies",
                "trusted proxies are not available yet: clients are seen as coming from the proxy");
    }

    private static void add(List<UnavailableFeature> missing, boolean isWanted, String feature, String text) {
        if (isWanted) {
            missing.add(new UnavailableFeature(feature, text));
        }
    }
}
