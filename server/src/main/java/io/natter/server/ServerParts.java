package io.natter.server;

import io.natter.protocol.ServerInfo;
import io.natter.protocol.keys.KeyType;
import io.natter.protocol.keys.Nkey;
import io.natter.server.account.Account;
import io.natter.server.account.SubjectMappings;
import io.natter.server.auth.AuthenticationPool;
import io.natter.server.auth.Authenticator;
import io.natter.server.auth.ConfiguredAuthenticator;
import io.natter.server.auth.FailedLogins;
import io.natter.server.auth.ThrottledAuthenticator;
import io.natter.server.config.AccountConfig;
import io.natter.server.config.AccountLimits;
import io.natter.server.config.MappingConfig;
import io.natter.server.config.ServerConfig;
import io.natter.server.core.Announcement;
import io.natter.server.core.Broker;
import io.natter.server.core.ServerStamp;
import io.natter.server.core.Settings;
import io.natter.server.tls.HandshakeWorkers;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The parts of one server that follow from its configuration, at start and at reload.
 *
 * <p>Thread-safe; {@link #use} is called by one thread at a time.
 */
final class ServerParts implements AutoCloseable {
    /** What of the API a domain's own name leads to, as nats-server has it; buckets besides. */
    private static final List<String> DOMAIN_CALLS =
            List.of("INFO", "STREAM.>", "CONSUMER.>", "DIRECT.>", "META.>", "SERVER.>", "ACCOUNT.>");

    private final Logger log = LoggerFactory.getLogger(NatterServer.class);
    private final Instant started = Instant.now();
    private final String id;
    private final String name;
    private final AuthenticationPool authenticationPool = AuthenticationPool.open();
    private final HandshakeWorkers handshakeWorkers = HandshakeWorkers.open();
    private final FailedLogins failedLogins = new FailedLogins();
    private final Announcement announcement;
    private final Broker broker;
    private volatile ServerConfig config;
    private volatile ServerTls tls;
    private volatile Advertised listening = new Advertised("", 0);
    private volatile Instant configuredAt = started;

    ServerParts(ServerConfig config, ServerTls tls) {
        this.config = config;
        this.tls = tls;
        try (Nkey key = Nkey.create(KeyType.SERVER)) {
            this.id = key.publicKey();
        }
        this.name = config.serverName() != null ? config.serverName() : id;
        Authenticator authenticator = authenticator(config);
        this.announcement = new Announcement(info(config, authenticator.isRequired()));
        this.broker = new Broker(log, settings(config), authenticator, announcement, authenticationPool);
        broker.useTls(tls.clientTls(handshakeWorkers));
        configureAccounts(config);
    }

    Logger log() {
        return log;
    }

    String id() {
        return id;
    }

    String name() {
        return name;
    }

    Instant started() {
        return started;
    }

    Broker broker() {
        return broker;
    }

    Announcement announcement() {
        return announcement;
    }

    ServerConfig config() {
        return config;
    }

    ServerTls tls() {
        return tls;
    }

    Instant configuredAt() {
        return configuredAt;
    }

    /**
     * Goes on with another configuration; connections are looked at by the caller.
     *
     * @param nextTls what {@code next} says of TLS; connections that are there keep theirs
     */
    void use(ServerConfig next, ServerTls nextTls) {
        Authenticator authenticator = authenticator(next);
        broker.configure(settings(next), authenticator);
        broker.useTls(nextTls.clientTls(handshakeWorkers));
        configureAccounts(next);
        Advertised told = Advertised.of(next.client().advertise(), listening);
        announcement.use(nextTls.describe(announcement.info().toBuilder())
                .host(told.host())
                .port(told.port())
                .maxPayload(next.limits().maxPayload())
                .authRequired(authenticator.isRequired())
                .build());
        config = next;
        tls = nextTls.after(tls);
        configuredAt = Instant.now();
    }

    private Authenticator authenticator(ServerConfig config) {
        return new ThrottledAuthenticator(ConfiguredAuthenticator.of(config), failedLogins, System::nanoTime);
    }

    private static Settings settings(ServerConfig config) {
        return new Settings(
                config.limits(),
                config.liveness(),
                config.authTimeout(),
                !config.protocol().noHeaderSupport(),
                config.log().debug(),
                config.log().trace(),
                config.log().traceHeaders(),
                config.log().traceVerbose(),
                config.client().proxyProtocol());
    }

    private void configureAccounts(ServerConfig config) {
        Set<String> named = new HashSet<>();
        for (AccountConfig account : config.accounts()) {
            named.add(account.name());
            configure(config, account.name(), account.limits(), account.mappings());
            broker.declareAccount(account.name()).traceTo(account.messageTrace());
        }
        if (named.add(Account.GLOBAL)) {
            configure(config, Account.GLOBAL, AccountLimits.defaults(), config.mappings());
        }
        String system = systemAccountName(config);
        broker.useSystemAccount(system.isEmpty() ? null : system);
        broker.stamp()
                .use(new ServerStamp.Labels(
                        config.jetStream().domain(), config.tags(), config.metadata(), config.featureFlags()));
    }

    /** Name of the system account, empty where it is off. */
    String systemAccountName() {
        return systemAccountName(config);
    }

    private static String systemAccountName(ServerConfig config) {
        String system = config.systemAccount().name();
        return config.systemAccount().isOff() ? "" : Objects.requireNonNullElse(system, Account.SYSTEM);
    }

    private void configure(ServerConfig config, String account, AccountLimits limits, List<MappingConfig> mappings) {
        List<MappingConfig> all = new ArrayList<>(mappings);
        String domain = config.jetStream().domain();
        if (config.jetStream().enabled() && domain != null) {
            String prefix = "$JS." + domain + ".API.";
            all.add(MappingConfig.of(prefix + "$KV.>", "$KV.>"));
            all.add(MappingConfig.of(prefix + "$OBJ.>", "$OBJ.>"));
            for (String call : DOMAIN_CALLS) {
                all.add(MappingConfig.of(prefix + call, "$JS.API." + call));
            }
        }
        broker.declareAccount(account).configure(limits, SubjectMappings.of(all, config.clusterName()));
    }

    /** The subject mappings that an account is configured with. */
    List<MappingConfig> mappings(String account) {
        for (AccountConfig candidate : config.accounts()) {
            if (candidate.name().equals(account)) {
                return candidate.mappings();
            }
        }
        return Account.GLOBAL.equals(account) ? config.mappings() : List.of();
    }

    private ServerInfo info(ServerConfig config, boolean isAuthRequired) {
        return tls.describe(ServerInfo.builder())
                .serverId(id)
                .serverName(name)
                .version(ServerVersion.NATS)
                .natter(ServerVersion.NATTER)
                .proto(1)
                .go("java" + Runtime.version().feature())
                .headers(!config.protocol().noHeaderSupport())
                .maxPayload(config.limits().maxPayload())
                .jetStream(config.jetStream().enabled())
                .apiLevel(ServerVersion.API_LEVEL)
                .cluster(config.clusterName())
                .authRequired(isAuthRequired)
                .build();
    }

    void announceStart() {
        log.info("Starting nats-server");
        log.info("  Version:  {} (natter {})", ServerVersion.NATS, ServerVersion.NATTER);
        log.info("  Git:      [not set]");
        log.info("  Name:     {}", name);
        log.info("  ID:       {}", id);
        config.unavailableFeatures().forEach(missing -> log.warn("{}", missing.text()));
        config.startWarnings().forEach(log::warn);
        boolean isLoopbackOnly = config.client().host() == null && config.admitsAnonymous();
        if (isLoopbackOnly) {
            log.info("Anybody may connect: listening on the loopback only (-a 0.0.0.0 listens for everyone)");
        }
    }

    /** Where clients connect, as INFO tells it. */
    void announceAddress(String host, int port) {
        listening = new Advertised(host, port);
        Advertised told = Advertised.of(config.client().advertise(), listening);
        announcement.use(announcement.info().toBuilder()
                .host(told.host())
                .port(told.port())
                .build());
        log.info("Listening for client connections on {}:{}", host.indexOf(':') >= 0 ? "[" + host + "]" : host, port);
        tls.announce(log);
        if (config.client().proxyProtocol()) {
            log.info("PROXY protocol enabled for client connections");
        }
    }

    /** Tells clients from now on that the server is about to go. */
    void announceLameDuck() {
        announcement.use(announcement.info().toBuilder().lameDuckMode(true).build());
    }

    @Nullable
    String ip() {
        return announcement.info().ip();
    }

    @Override
    public void close() {
        authenticationPool.close();
        handshakeWorkers.close();
    }
}
