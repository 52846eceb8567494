package io.natter.server.config.read;

import io.natter.protocol.keys.Nkey;
import io.natter.server.config.AuthorizationConfig;
import io.natter.server.config.ClientListenerConfig;
import io.natter.server.config.JetStreamConfig;
import io.natter.server.config.LinkReports;
import io.natter.server.config.MonitorConfig;
import io.natter.server.config.ProfilingConfig;
import io.natter.server.config.ProtocolConfig;
import io.natter.server.config.ServerConfig;
import io.natter.server.config.SystemAccountConfig;
import io.natter.server.config.language.ConfigValue.Array;
import io.natter.server.config.language.ConfigValue.Block;
import io.natter.server.config.language.ConfigValue.Text;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Keys at top level. (B20 to B49) Thread-safe: constants and pure functions. */
final class ServerKeys {
    private static final int CLIENT_PORT = 4222;

    private static final Keys<ClientListenerConfig> CLIENT = new Keys<ClientListenerConfig>()
            .action(
                    (client, given) -> {
                        HostPort listen = HostPort.of(given);
                        return client.withHost(listen.host())
                                .withPort(listen.port() == 0 ? CLIENT_PORT : listen.port());
                    },
                    "listen")
            .numberOr(CLIENT_PORT, ClientListenerConfig::withPort, "port")
            .text(ClientListenerConfig::withHost, "host", "net")
            .text(ClientListenerConfig::withAdvertise, "client_advertise")
            .value(TlsKeys::clients, ClientListenerConfig::withTls, "tls")
            .flag(ClientListenerConfig::withAllowNonTls, "allow_non_tls")
            .flag(ClientListenerConfig::withProxyProtocol, "proxy_protocol");

    private static final Keys<MonitorConfig> MONITOR = new Keys<MonitorConfig>()
            .action(
                    (monitor, given) -> {
                        HostPort listen = HostPort.of(given);
                        return monitor.withHost(listen.host()).withHttpPort(listen.port());
                    },
                    "http")
            .action(
                    (monitor, given) -> {
                        HostPort listen = HostPort.of(given);
                        return monitor.withHost(listen.host()).withHttpsPort(listen.port());
                    },
                    "https")
            .number(MonitorConfig::withHttpPort, "http_port", "monitor_port")
            .number(MonitorConfig::withHttpsPort, "https_port")
            .value(Given::text, MonitorConfig::withBasePath, "http_base_path");

    private static final Keys<JetStreamConfig> JETSTREAM = new Keys<JetStreamConfig>()
            .action(
                    (config, given) -> config.withStore(JetStreamKeys.directory(config.store(), given)),
                    "store_dir",
                    "storedir")
            .action(JetStreamKeys::read, "jetstream")
            .value(ServerKeys::domains, JetStreamConfig::withDefaultDomains, "default_js_domain");

    static final Keys<ServerConfig> SERVER = new Keys<ServerConfig>()
            .value(ServerKeys::serverName, ServerConfig::withServerName, "server_name")
            .all(ServerConfig::client, ServerConfig::withClient, CLIENT)
            .all(ServerKeys::monitor, ServerConfig::withMonitor, MONITOR)
            .all(ServerConfig::limits, ServerConfig::withLimits, LimitKeys.LIMITS)
            .all(ServerConfig::liveness, ServerConfig::withLiveness, LimitKeys.LIVENESS)
            .all(ServerConfig::log, ServerConfig::withLog, LimitKeys.LOG)
            .path(ServerConfig::withPidFile, "pid_file", "pidfile")
            .path(ServerConfig::withPortsFileDir, "ports_file_dir")
            .action(AuthorizationKeys::clients, "authorization")
            .all(
                    ServerConfig::authorization,
                    ServerConfig::withAuthorization,
                    new Keys<AuthorizationConfig>().text(AuthorizationConfig::withNoAuthUser, "no_auth_user"))
            .action(AccountKeys::accounts, "accounts")
            .value(MappingKeys::read, ServerConfig::withMappings, "mappings", "maps")
            .all(
                    ServerConfig::systemAccount,
                    ServerConfig::withSystemAccount,
                    new Keys<SystemAccountConfig>()
                            .value(ServerKeys::systemAccount, SystemAccountConfig::withName, "system_account", "system")
                            .flag(SystemAccountConfig::withIsOff, "no_system_account", "no_system", "no_sys_acc"))
            .all(
                    ServerConfig::protocol,
                    ServerConfig::withProtocol,
                    new Keys<ProtocolConfig>()
                            .flag(ProtocolConfig::withNoHeaderSupport, "no_header_support")
                            .flag(ProtocolConfig::withNoSublistCache, "disable_sublist_cache", "no_sublist_cache"))
            .value(ServerKeys::tags, ServerConfig::withTags, "server_tags")
            .value(ServerKeys::metadata, ServerConfig::withMetadata, "server_metadata")
            .value(ServerKeys::featureFlags, ServerConfig::withFeatureFlags, "feature_flags")
            .value(ServerKeys::proxies, ServerConfig::withTrustedProxies, "proxies")
            .all(
                    ServerConfig::linkReports,
                    ServerConfig::withLinkReports,
                    new Keys<LinkReports>()
                            .numberOr(3600, LinkReports::withConnectErrorReports, "connect_error_reports")
                            .numberOr(1, LinkReports::withReconnectErrorReports, "reconnect_error_reports"))
            .all(
                    ServerConfig::profiling,
                    ServerConfig::withProfiling,
                    new Keys<ProfilingConfig>()
                            .number(ProfilingConfig::withPort, "prof_port")
                            .number(ProfilingConfig::withBlockRate, "prof_block_rate"))
            .all(ServerConfig::operator, ServerConfig::withOperator, OperatorKeys.OPERATOR)
            .all(ServerConfig::jetStream, ServerConfig::withJetStream, JETSTREAM)
            .action((to, given) -> to.withCluster(ClusterKeys.cluster(to.cluster(), given)), "cluster")
            .action((to, given) -> to.withGateway(ClusterKeys.gateway(to.gateway(), given)), "gateway")
            .action((to, given) -> to.withLeafNodes(LeafNodeKeys.read(to.leafNodes(), given)), "leafnodes", "leaf")
            .action((to, given) -> to.withWebSocket(ListenerKeys.webSocket(to.webSocket(), given)), "websocket", "ws")
            .action((to, given) -> to.withMqtt(ListenerKeys.mqtt(to.mqtt(), given)), "mqtt")
            .value(OcspKeys::ocsp, ServerConfig::withOcsp, "ocsp")
            .value(OcspKeys::cache, ServerConfig::withOcspCache, "ocsp_cache");

    private ServerKeys() {}

    /** The tables of this file, for the test that walks all keys. */
    static List<Keys<?>> tables() {
        return List.of(SERVER);
    }

    private static MonitorConfig monitor(ServerConfig config) {
        MonitorConfig monitor = config.monitor();
        return monitor == null ? MonitorConfig.defaults() : monitor;
    }

    private static @Nullable String serverName(Given given) {
        if (given.text().contains(" ")) {
            throw given.fault("server name cannot contain spaces");
        }
        return given.textOrNull();
    }

    private static @Nullable String systemAccount(Given given) {
        if (!(given.value() instanceof Text)) {
            throw given.fault("system account name must be a string");
        }
        return given.textOrNull();
    }

    private static List<String> tags(Given given) {
        Set<String> tags = new LinkedHashSet<>();
        for (String tag : given.texts()) {
            tags.add(tag.strip().toLowerCase(Locale.ROOT));
        }
        tags.remove("");
        return List.copyOf(tags);
    }

    private static Map<String, String> metadata(Given given) {
        if (!(given.value() instanceof Block)) {
            throw given.fault(
                    "error parsing metadata: unsupported type " + given.value().kind());
        }
        return given.textByKey();
    }

    private static Map<String, Boolean> featureFlags(Given given) {
        if (!(given.value() instanceof Block)) {
            throw given.fault("error parsing feature flags: unsupported type "
                    + given.value().kind());
        }
        Map<String, Boolean> flags = new LinkedHashMap<>();
        for (Given entry : given.entries()) {
            flags.put(entry.key(), entry.flag());
        }
        return flags;
    }

    private static Map<String, String> domains(Given given) {
        if (!(given.value() instanceof Block)) {
            throw given.fault("error default_js_domain config: unsupported type "
                    + given.value().kind());
        }
        return given.textByKey();
    }

    private static List<String> proxies(Given given) {
        if (!(given.value() instanceof Block)) {
            throw given.fault(
                    "expected proxies to be a map/struct, got " + given.value().kind());
        }
        return new Keys<List<String>>()
                .action((keys, trusted) -> trustedProxies(trusted), "trusted")
                .read(List.of(), given);
    }

    private static List<String> trustedProxies(Given given) {
        if (!(given.value() instanceof Array)) {
            throw given.fault("expected proxies' trusted field to be an array, got "
                    + given.value().kind());
        }
        List<String> trusted = new ArrayList<>();
        for (Given item : given.items()) {
            if (!(item.value() instanceof Block)) {
                given.reading()
                        .error(
                                item.at(),
                                "expected proxies' trusted entry to be a map/struct, got "
                                        + item.value().kind());
                continue;
            }
            String key = new Keys<String>()
                    .action((none, text) -> proxyKey(text), "key", "public_key")
                    .read("", item);
            if (!key.isEmpty()) {
                trusted.add(key);
            }
        }
        return trusted;
    }

    private static String proxyKey(Given given) {
        if (Nkey.typeOf(given.text()) == null) {
            throw given.fault("invalid proxy key \"" + given.text() + "\"");
        }
        return given.text();
    }
}
