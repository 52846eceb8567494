package io.natter.server.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Everything a server runs with, checked. A configuration file, the command line and an embedding program all end in one of these.
 *
 * Immutable. Change a copy: {@code ServerConfig.defaults().withClient(...)}. What only a whole configuration can show to be wrong
 * (a payload larger than what may be pending) is in {@link #problems()}, which start and reload ask.
 *
 * @param serverName unique name of the server, without blanks, or null: the server id is its name
 * @param client where clients connect
 * @param monitor where the monitoring pages are, or null for nowhere
 * @param limits what one server and one connection may use
 * @param liveness how long things may take
 * @param log what is logged, and where
 * @param pidFile file that holds the process id while the server runs, or null
 * @param portsFileDir directory for a file that tells the ports in use, or null
 * @param authorization who may connect
 * @param accounts the accounts that are configured; {@code $G} and the system account exist without
 * @param mappings subject mappings of the global account
 * @param systemAccount which account is the system account
 * @param protocol what the server leaves out of the protocol
 * @param tags free labels of this server, shown in its monitoring pages
 * @param metadata free names and values of this server, shown in its monitoring pages
 * @param featureFlags behaviours switched on or off by name
 * @param trustedProxies public nkeys of proxies that clients may come through
 * @param linkReports how often failing links to other servers are logged
 * @param profiling profiling port of nats-server; accepted, without effect
 * @param operator trust in operators and their account JWTs
 * @param jetStream streams on this server
 * @param cluster links to the servers of the same cluster
 * @param gateway links to other clusters
 * @param leafNodes links of leaf nodes, both ways
 * @param webSocket clients over WebSocket
 * @param mqtt clients that speak MQTT
 * @param ocsp stapling of certificate status, or null for none
 * @param ocspCache cache of the certificate status of peers, or null for the default
 * @param digest {@code sha256:} and the digest of the file or text this was read from; empty when it was not read
 */
public record ServerConfig(
        @Nullable String serverName,
        ClientListenerConfig client,
        @Nullable MonitorConfig monitor,
        Limits limits,
        Liveness liveness,
        LogConfig log,
        @Nullable Path pidFile,
        @Nullable Path portsFileDir,
        AuthorizationConfig authorization,
        List<AccountConfig> accounts,
        List<MappingConfig> mappings,
        SystemAccountConfig systemAccount,
        ProtocolConfig protocol,
        List<String> tags,
        Map<String, String> metadata,
        Map<String, Boolean> featureFlags,
        List<String> trustedProxies,
        LinkReports linkReports,
        ProfilingConfig profiling,
        OperatorConfig operator,
        JetStreamConfig jetStream,
        ClusterConfig cluster,
        GatewayConfig gateway,
        LeafNodesConfig leafNodes,
        WebSocketConfig webSocket,
        MqttConfig mqtt,
        @Nullable OcspConfig ocsp,
        @Nullable OcspCacheConfig ocspCache,
        String digest) {
    /** Checks every value. */
    public ServerConfig {
        accounts = Copy.of(accounts);
        mappings = Copy.of(mappings);
        tags = Copy.of(tags);
        metadata = Copy.of(metadata);
        featureFlags = Copy.of(featureFlags);
        trustedProxies = Copy.of(trustedProxies);
        Check.noBlanks("serverName", serverName);
    }

    /** The configuration of a server that was told nothing. */
    public static ServerConfig defaults() {
        return new ServerConfig(
                null,
                ClientListenerConfig.defaults(),
                null,
                Limits.defaults(),
                Liveness.defaults(),
                LogConfig.defaults(),
                null,
                null,
                AuthorizationConfig.defaults(),
                List.of(),
                List.of(),
                SystemAccountConfig.defaults(),
                ProtocolConfig.defaults(),
                List.of(),
                Map.of(),
                Map.of(),
                List.of(),
                LinkReports.defaults(),
                ProfilingConfig.defaults(),
                OperatorConfig.defaults(),
                JetStreamConfig.defaults(),
                ClusterConfig.defaults(),
                GatewayConfig.defaults(),
                LeafNodesConfig.defaults(),
                WebSocketConfig.defaults(),
                MqttConfig.defaults(),
                null,
                null,
                "");
    }

    /** Port value that asks for any free port. */
    public static final int ANY_PORT = -1;

    /** Name of the account of users without one. */
    public static final String GLOBAL_ACCOUNT = "$G";

    private static final int MAX_PAYLOAD_WARNING = 8 << 20;

    /**
     * Reads a configuration file.
     *
     * @param environment text of a variable that the file does not define, or null; {@code System::getenv} for the process's own
     * @throws ConfigException when there are errors; {@link ConfigCheck#of} tells them, and warnings, without throwing
     */
    public static ServerConfig parse(Path file, UnaryOperator<@Nullable String> environment) {
        return ConfigCheck.of(file, environment).orThrow();
    }

    /**
     * Reads a configuration file that uses no environment variables.
     *
     * @throws ConfigException when there are errors
     */
    public static ServerConfig parse(Path file) {
        return parse(file, name -> null);
    }

    /**
     * Reads a configuration that is a text; files it includes are looked for in the working directory.
     *
     * @throws ConfigException when there are errors
     */
    public static ServerConfig parse(String text) {
        return ConfigCheck.of("config", text, name -> null).orThrow();
    }

    /** What of this configuration cannot be true together, or cannot be left out safely; empty when a server can run with it. */
    public List<String> problems() {
        return ConfigRules.problems(this);
    }

    /** What this configuration asks for that the server does not do yet; one warning each at start. */
    public List<UnavailableFeature> unavailableFeatures() {
        return UnavailableFeatures.of(this);
    }

    /** What a server can run with, but nobody should want; one warning each at start. (B27, B68) */
    public List<String> startWarnings() {
        List<String> warnings = new ArrayList<>();
        if (limits.maxPayload() > MAX_PAYLOAD_WARNING) {
            warnings.add("Maximum payloads over 8.00 MB are generally discouraged and could lead to poor performance");
        }
        Stream<Secret> shared =
                Stream.of(authorization.password(), authorization.token()).filter(Objects::nonNull);
        Stream<Secret> own = allUsers().stream().map(UserConfig::password).filter(Objects::nonNull);
        if (Stream.concat(shared, own).anyMatch(secret -> !secret.isBcrypt())) {
            warnings.add("Plaintext passwords detected, use nkeys or bcrypt");
        }
        return warnings;
    }

    /** Every user of every account, each with its account and with its default permissions filled in. */
    public List<UserConfig> allUsers() {
        List<UserConfig> all = new ArrayList<>();
        for (UserConfig user : authorization.users()) {
            all.add(user.resolved(GLOBAL_ACCOUNT, authorization.defaultPermissions()));
        }
        for (AccountConfig account : accounts) {
            for (UserConfig user : account.users()) {
                all.add(user.resolved(account.name(), account.defaultPermissions()));
            }
        }
        return all;
    }

    /** Whether anybody gets in; if so, and without a host, the server stays on loopback. */
    public boolean admitsAnonymous() {
        return !requiresAuthentication() || hasOnlySystemUsers();
    }

    /**
     * Whether the system account alone is configured, and named as such.
     *
     * <p>Then its users are meant as a way in beside the open one, and anonymous connections stay welcome in {@code $G}, as in nats-server.
     */
    public boolean hasOnlySystemUsers() {
        boolean isOpenOtherwise = !authorization.isGiven()
                && !authorization.blockGiven()
                && authorization.noAuthUser() == null
                && authorization.defaultPermissions() == null
                && authorization.timeout() == null
                && !operator.isOn();
        String system = systemAccount.name();
        return isOpenOtherwise
                && system != null
                && accounts.size() == 1
                && accounts.get(0).name().equals(system);
    }

    /** Whether a client that shows something must show what is right, and one that shows nothing is asked to. */
    public boolean requiresAuthentication() {
        return authorization.isGiven()
                || operator.isOn()
                || accounts.stream().anyMatch(account -> !account.users().isEmpty());
    }

    /** The cluster this server counts itself to, though no other server of it is linked yet; null for none. (B86, B140, B144) */
    public @Nullable String clusterName() {
        return cluster.name() != null ? cluster.name() : gateway.name();
    }

    /** Time that a client has to show who it is. (B61) */
    public Duration authTimeout() {
        Duration given = authorization.timeout();
        if (given != null) {
            return given;
        }
        TlsConfig tls = client.tls();
        return tls == null ? Duration.ofSeconds(2) : tls.handshake().timeout().plusSeconds(1);
    }

    /** A copy with another serverName. */
    public ServerConfig withServerName(@Nullable String serverName) {
        return Copy.with(this, "serverName", serverName);
    }

    /** A copy with another client. */
    public ServerConfig withClient(ClientListenerConfig client) {
        return Copy.with(this, "client", client);
    }

    /** A copy with another monitor. */
    public ServerConfig withMonitor(@Nullable MonitorConfig monitor) {
        return Copy.with(this, "monitor", monitor);
    }

    /** A copy with another limits. */
    public ServerConfig withLimits(Limits limits) {
        return Copy.with(this, "limits", limits);
    }

    /** A copy with another liveness. */
    public ServerConfig withLiveness(Liveness liveness) {
        return Copy.with(this, "liveness", liveness);
    }

    /** A copy with another log. */
    public ServerConfig withLog(LogConfig log) {
        return Copy.with(this, "log", log);
    }

    /** A copy with another pidFile. */
    public ServerConfig withPidFile(@Nullable Path pidFile) {
        return Copy.with(this, "pidFile", pidFile);
    }

    /** A copy with another portsFileDir. */
    public ServerConfig withPortsFileDir(@Nullable Path portsFileDir) {
        return Copy.with(this, "portsFileDir", portsFileDir);
    }

    /** A copy with another authorization. */
    public ServerConfig withAuthorization(AuthorizationConfig authorization) {
        return Copy.with(this, "authorization", authorization);
    }

    /** A copy with another accounts. */
    public ServerConfig withAccounts(List<AccountConfig> accounts) {
        return Copy.with(this, "accounts", accounts);
    }

    /** A copy with another mappings. */
    public ServerConfig withMappings(List<MappingConfig> mappings) {
        return Copy.with(this, "mappings", mappings);
    }

    /** A copy with another systemAccount. */
    public ServerConfig withSystemAccount(SystemAccountConfig systemAccount) {
        return Copy.with(this, "systemAccount", systemAccount);
    }

    /** A copy with another protocol. */
    public ServerConfig withProtocol(ProtocolConfig protocol) {
        return Copy.with(this, "protocol", protocol);
    }

    /** A copy with another tags. */
    public ServerConfig withTags(List<String> tags) {
        return Copy.with(this, "tags", tags);
    }

    /** A copy with another metadata. */
    public ServerConfig withMetadata(Map<String, String> metadata) {
        return Copy.with(this, "metadata", metadata);
    }

    /** A copy with another featureFlags. */
    public ServerConfig withFeatureFlags(Map<String, Boolean> featureFlags) {
        return Copy.with(this, "featureFlags", featureFlags);
    }

    /** A copy with another trustedProxies. */
    public ServerConfig withTrustedProxies(List<String> trustedProxies) {
        return Copy.with(this, "trustedProxies", trustedProxies);
    }

    /** A copy with another linkReports. */
    public ServerConfig withLinkReports(LinkReports linkReports) {
        return Copy.with(this, "linkReports", linkReports);
    }

    /** A copy with another profiling. */
    public ServerConfig withProfiling(ProfilingConfig profiling) {
        return Copy.with(this, "profiling", profiling);
    }

    /** A copy with another operator. */
    public ServerConfig withOperator(OperatorConfig operator) {
        return Copy.with(this, "operator", operator);
    }

    /** A copy with another jetStream. */
    public ServerConfig withJetStream(JetStreamConfig jetStream) {
        return Copy.with(this, "jetStream", jetStream);
    }

    /** A copy with another cluster. */
    public ServerConfig withCluster(ClusterConfig cluster) {
        return Copy.with(this, "cluster", cluster);
    }

    /** A copy with another gateway. */
    public ServerConfig withGateway(GatewayConfig gateway) {
        return Copy.with(this, "gateway", gateway);
    }

    /** A copy with another leafNodes. */
    public ServerConfig withLeafNodes(LeafNodesConfig leafNodes) {
        return Copy.with(this, "leafNodes", leafNodes);
    }

    /** A copy with another webSocket. */
    public ServerConfig withWebSocket(WebSocketConfig webSocket) {
        return Copy.with(this, "webSocket", webSocket);
    }

    /** A copy with another mqtt. */
    public ServerConfig withMqtt(MqttConfig mqtt) {
        return Copy.with(this, "mqtt", mqtt);
    }

    /** A copy with another ocsp. */
    public ServerConfig withOcsp(@Nullable OcspConfig ocsp) {
        return Copy.with(this, "ocsp", ocsp);
    }

    /** A copy with another ocspCache. */
    public ServerConfig withOcspCache(@Nullable OcspCacheConfig ocspCache) {
        return Copy.with(this, "ocspCache", ocspCache);
    }

    /** A copy with another digest. */
    public ServerConfig withDigest(String digest) {
        return Copy.with(this, "digest", digest);
    }
}
