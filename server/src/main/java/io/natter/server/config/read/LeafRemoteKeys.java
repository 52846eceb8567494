package io.natter.server.config.read;

import io.natter.server.config.LeafRemote;
import io.natter.server.config.LinkUrl;
import io.natter.server.config.Secret;
import io.natter.server.config.language.ConfigValue.Block;
import io.natter.server.config.language.ConfigValue.Flag;
import io.natter.server.config.language.ConfigValue.Text;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Keys of one remote of the leafnodes block. (B142) Thread-safe: constants and pure functions. */
final class LeafRemoteKeys {
    private static final Duration FIRST_INFO_TIMEOUT = Duration.ofSeconds(1);
    private static final Set<String> WEB_SOCKET = Set.of("ws", "wss");

    private static final Keys<LeafRemote.Proxy> PROXY = new Keys<LeafRemote.Proxy>()
            .action((to, given) -> new LeafRemote.Proxy(given.text(), to.user(), to.password(), to.timeout()), "url")
            .action(
                    (to, given) -> new LeafRemote.Proxy(to.url(), given.textOrNull(), to.password(), to.timeout()),
                    "username")
            .action(
                    (to, given) -> new LeafRemote.Proxy(to.url(), to.user(), given.secretOrNull(), to.timeout()),
                    "password")
            .action(
                    (to, given) -> new LeafRemote.Proxy(to.url(), to.user(), to.password(), given.duration()),
                    "timeout");

    private static final Keys<LeafRemote> REMOTE = new Keys<LeafRemote>()
            .value(LeafRemoteKeys::urls, LeafRemote::withUrls, "urls", "url")
            .text(LeafRemote::withAccount, "account", "local")
            .value(LeafRemoteKeys::credentials, LeafRemote::withCredentials, "credentials", "creds")
            .value(LeafRemoteKeys::seed, LeafRemote::withNkeySeed, "nkey", "seed")
            .value(TlsKeys::clients, LeafRemote::withTls, "tls")
            .flag(LeafRemote::withHub, "hub")
            .value(
                    given -> PermissionKeys.checked(given, false),
                    LeafRemote::withDenyImports,
                    "deny_imports",
                    "deny_import")
            .value(
                    given -> PermissionKeys.checked(given, false),
                    LeafRemote::withDenyExports,
                    "deny_exports",
                    "deny_export")
            .flag(LeafRemote::withNoRandomize, "no_randomize", "dont_randomize")
            .flag(
                    LeafRemote::withWebSocketCompression,
                    "ws_compression",
                    "ws_compress",
                    "websocket_compress",
                    "websocket_compression")
            .flag(LeafRemote::withWebSocketNoMasking, "ws_no_masking", "websocket_no_masking")
            .value(given -> LinkKeys.compression(given, "s2_auto"), LeafRemote::withCompression, "compression")
            .value(
                    LeafRemoteKeys::migrate,
                    LeafRemote::withJetStreamClusterMigrate,
                    "jetstream_cluster_migrate",
                    "js_cluster_migrate")
            .flag(LeafRemote::withIsolateInterest, "isolate_leafnode_interest", "isolate")
            .flag(LeafRemote::withRequestIsolation, "request_isolation")
            .durationOr(FIRST_INFO_TIMEOUT, LeafRemote::withFirstInfoTimeout, "first_info_timeout")
            .duration(LeafRemote::withDialTimeout, "dial_timeout")
            .flag(LeafRemote::withDisabled, "disabled")
            .flag(LeafRemote::withIgnoreDiscoveredServers, "ignore_discovered_servers")
            .action(LeafRemoteKeys::proxy, "proxy");

    private LeafRemoteKeys() {}

    /** The tables of this file, for the test that walks all keys. */
    static List<Keys<?>> tables() {
        return List.of(REMOTE, PROXY);
    }

    static LeafRemote read(Given item) {
        if (!(item.value() instanceof Block)) {
            throw item.fault("Expected remote leafnode entry to be a map/struct, got "
                    + item.value().kind());
        }
        LeafRemote remote = REMOTE.read(LeafRemote.defaults(), item);
        if (remote.credentials() != null && remote.nkeySeed() != null) {
            throw item.fault("Remote leafnode can not have both creds and nkey defined");
        }
        return remote;
    }

    private static List<LinkUrl> urls(Given given) {
        return given.value() instanceof Text
                ? List.of(LinkKeys.url(given, "leafnode"))
                : LinkKeys.urls(given, "leafnode");
    }

    // A file below the home directory may begin with ~/ ; the caller of the file system knows where that is.
    private static @Nullable Path credentials(Given given) {
        return given.pathOrNull();
    }

    private static Secret seed(Given given) {
        String seed = given.text();
        if (seed.length() != 58 || !seed.startsWith("SU")) {
            throw given.fault("Remote leafnode nkey is not a valid seed");
        }
        return Secret.of(seed);
    }

    private static @Nullable Duration migrate(Given given) {
        if (given.value() instanceof Flag flag) {
            return flag.value() ? Duration.ZERO : null;
        }
        if (!(given.value() instanceof Block)) {
            throw given.fault("Expected boolean or map for jetstream_cluster_migrate, got "
                    + given.value().kind());
        }
        for (Given entry : given.entries()) {
            if (entry.key().equals("leader_migrate_delay")) {
                return entry.duration();
            }
        }
        return Duration.ZERO;
    }

    private static LeafRemote proxy(LeafRemote remote, Given given) {
        LeafRemote.Proxy proxy = PROXY.read(new LeafRemote.Proxy("", null, null, null), given);
        if (proxy.url().isEmpty()) {
            return remote;
        }
        check(proxy, given);
        List<LinkUrl> urls = remote.urls();
        boolean isAnyWebSocket = urls.stream().anyMatch(LeafRemoteKeys::isWebSocket);
        if (!urls.isEmpty() && !isAnyWebSocket) {
            given.warn("proxy configuration will be ignored: proxy settings only apply to WebSocket connections"
                    + " (ws:// or wss://), but all configured URLs use TCP connections (nats://)");
        } else if (urls.stream().anyMatch(url -> !isWebSocket(url))) {
            given.warn("proxy configuration will only be used for WebSocket URLs: proxy settings do not apply to TCP"
                    + " connections (nats://)");
        }
        return remote.withProxy(proxy);
    }

    private static boolean isWebSocket(LinkUrl url) {
        return WEB_SOCKET.contains(String.valueOf(url.reveal().getScheme()));
    }

    private static void check(LeafRemote.Proxy proxy, Given given) {
        URI uri;
        try {
            uri = new URI(proxy.url());
        } catch (URISyntaxException e) {
            throw given.fault("invalid proxy URL: got something else, at character " + e.getIndex());
        }
        if (!"http".equals(uri.getScheme()) && !"https".equals(uri.getScheme())) {
            throw given.fault(
                    "proxy URL scheme must be http or https, got: " + (uri.getScheme() == null ? "" : uri.getScheme()));
        }
        if (uri.getHost() == null) {
            throw given.fault("proxy URL must specify a host");
        }
        Duration timeout = proxy.timeout();
        if (timeout != null && timeout.isNegative()) {
            throw given.fault("proxy timeout must be >= 0");
        }
        if ((proxy.user() == null) != (proxy.password() == null)) {
            throw given.fault("proxy username and password must both be specified or both be empty");
        }
    }
}
