package io.natter.cli;

import io.natter.server.config.AuthorizationConfig;
import io.natter.server.config.ClientListenerConfig;
import io.natter.server.config.ClusterConfig;
import io.natter.server.config.JetStreamConfig;
import io.natter.server.config.JetStreamStore;
import io.natter.server.config.Limits;
import io.natter.server.config.LinkUrl;
import io.natter.server.config.LogConfig;
import io.natter.server.config.MonitorConfig;
import io.natter.server.config.Secret;
import io.natter.server.config.ServerConfig;
import io.natter.server.config.TlsConfig;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * Lays the flags over a configuration: what was given on the command line wins over the file, at start and at every reload.
 *
 * <p><i>Immutable.</i>
 */
final class FlagOverlay {
    private final FlagValues flags;

    FlagOverlay(FlagValues flags) {
        this.flags = flags;
    }

    /**
     * {@code file} with the flags over it.
     *
     * @throws CommandException when a flag has a value no server can run with
     */
    ServerConfig over(ServerConfig file) {
        try {
            ServerConfig config = top(file);
            config = changed(config, config.client(), client(config.client()), ServerConfig::withClient);
            config = changed(config, config.limits(), limits(config.limits()), ServerConfig::withLimits);
            config = changed(config, config.log(), log(config.log()), ServerConfig::withLog);
            config = changed(
                    config,
                    config.authorization(),
                    authorization(config.authorization()),
                    ServerConfig::withAuthorization);
            config = changed(config, config.jetStream(), jetStream(config.jetStream()), ServerConfig::withJetStream);
            config = changed(config, config.cluster(), cluster(config.cluster()), ServerConfig::withCluster);
            return monitor(config);
        } catch (IllegalArgumentException e) {
            throw new CommandException(String.valueOf(e.getMessage()), e);
        }
    }

    private static <T> ServerConfig changed(
            ServerConfig config, T before, T after, BiFunction<ServerConfig, T, ServerConfig> with) {
        return isTouched(before, after) ? with.apply(config, after) : config;
    }

    // Untouched blocks are the same object. Copies and comparisons of records cost tens of milliseconds in a cold JVM.
    @SuppressWarnings("ReferenceEquality")
    private static boolean isTouched(Object before, Object after) {
        return before != after;
    }

    private ServerConfig top(ServerConfig file) {
        ServerConfig config = file;
        String name = flags.text(ServerFlag.SERVER_NAME);
        if (name != null && !name.isEmpty()) {
            config = config.withServerName(name);
        }
        if (flags.isGiven(ServerFlag.PID)) {
            config = config.withPidFile(path(ServerFlag.PID));
        }
        if (flags.isGiven(ServerFlag.PORTS_FILE_DIR)) {
            config = config.withPortsFileDir(path(ServerFlag.PORTS_FILE_DIR));
        }
        if (flags.isGiven(ServerFlag.PROFILE)) {
            config = config.withProfiling(config.profiling().withPort(number(ServerFlag.PROFILE)));
        }
        return config;
    }

    private ClientListenerConfig client(ClientListenerConfig file) {
        ClientListenerConfig client = file;
        if (flags.isGiven(ServerFlag.ADDR)) {
            client = client.withHost(orNull(flags.text(ServerFlag.ADDR)));
        }
        if (flags.isGiven(ServerFlag.PORT)) {
            int port = number(ServerFlag.PORT);
            client = client.withPort(port == 0 ? ClientListenerConfig.defaults().port() : port);
        }
        if (flags.isGiven(ServerFlag.CLIENT_ADVERTISE)) {
            client = client.withAdvertise(orNull(flags.text(ServerFlag.CLIENT_ADVERTISE)));
        }
        TlsFlags tls = TlsFlags.of(flags);
        return tls.isGiven() ? client.withTls(tls.chosen()) : client;
    }

    private ServerConfig monitor(ServerConfig config) {
        if (!flags.isGiven(ServerFlag.HTTP_PORT) && !flags.isGiven(ServerFlag.HTTPS_PORT)) {
            return config;
        }
        MonitorConfig monitor = config.monitor() == null ? MonitorConfig.defaults() : config.monitor();
        if (flags.isGiven(ServerFlag.HTTP_PORT)) {
            monitor = monitor.withHttpPort(number(ServerFlag.HTTP_PORT));
        }
        if (flags.isGiven(ServerFlag.HTTPS_PORT)) {
            monitor = monitor.withHttpsPort(number(ServerFlag.HTTPS_PORT));
        }
        return config.withMonitor(monitor);
    }

    private Limits limits(Limits file) {
        Limits limits = file;
        if (flags.isGiven(ServerFlag.MAX_PAYLOAD)) {
            long bytes = flags.bytes(ServerFlag.MAX_PAYLOAD).orElseThrow();
            if (bytes <= 0 || bytes > Integer.MAX_VALUE) {
                throw new CommandException("max_payload: got " + bytes + ", expected 1 to " + Integer.MAX_VALUE);
            }
            limits = limits.withMaxPayload((int) bytes);
        }
        if (flags.isGiven(ServerFlag.MAX_TRACED_MSG_LEN)) {
            limits = limits.withMaxTracedMessageBytes(number(ServerFlag.MAX_TRACED_MSG_LEN));
        }
        return limits;
    }

    private LogConfig log(LogConfig file) {
        LogConfig log = file;
        if (flags.isGiven(ServerFlag.LOG)) {
            log = log.withFile(path(ServerFlag.LOG));
        }
        if (flags.isGiven(ServerFlag.LOG_SIZE_LIMIT)) {
            log = log.withSizeLimit(flags.bytes(ServerFlag.LOG_SIZE_LIMIT).orElseThrow());
        }
        if (flags.isGiven(ServerFlag.LOGTIME)) {
            log = log.withLogtime(flags.isOn(ServerFlag.LOGTIME));
        }
        if (flags.isGiven(ServerFlag.LOGTIME_UTC)) {
            log = log.withLogtimeUtc(flags.isOn(ServerFlag.LOGTIME_UTC));
        }
        if (flags.isGiven(ServerFlag.SYSLOG)) {
            log = log.withSyslog(flags.isOn(ServerFlag.SYSLOG));
        }
        if (flags.isGiven(ServerFlag.REMOTE_SYSLOG)) {
            log = log.withRemoteSyslog(orNull(flags.text(ServerFlag.REMOTE_SYSLOG)));
        }
        return levels(log);
    }

    // In the order in which nats-server looks at them: the combined flags win over the single ones.
    private LogConfig levels(LogConfig file) {
        LogConfig log = file;
        if (flags.isGiven(ServerFlag.DEBUG)) {
            log = log.withDebug(flags.isOn(ServerFlag.DEBUG));
        }
        if (flags.isGiven(ServerFlag.TRACE)) {
            log = log.withTrace(flags.isOn(ServerFlag.TRACE));
        }
        if (flags.isGiven(ServerFlag.DEBUG_TRACE)) {
            boolean isOn = flags.isOn(ServerFlag.DEBUG_TRACE);
            log = log.withDebug(isOn).withTrace(isOn);
        }
        if (flags.isGiven(ServerFlag.DEBUG_VERBOSE_TRACE)) {
            boolean isOn = flags.isOn(ServerFlag.DEBUG_VERBOSE_TRACE);
            log = log.withDebug(isOn).withTrace(isOn).withTraceVerbose(isOn);
        }
        if (flags.isGiven(ServerFlag.VERBOSE_TRACE)) {
            boolean isOn = flags.isOn(ServerFlag.VERBOSE_TRACE);
            log = log.withTrace(isOn).withTraceVerbose(isOn);
        }
        return log;
    }

    private AuthorizationConfig authorization(AuthorizationConfig file) {
        AuthorizationConfig authorization = file;
        if (flags.isGiven(ServerFlag.USER)) {
            authorization = authorization.withUser(orNull(flags.text(ServerFlag.USER)));
        }
        if (flags.isGiven(ServerFlag.PASS)) {
            authorization = authorization.withPassword(secret(ServerFlag.PASS));
        }
        if (flags.isGiven(ServerFlag.AUTH)) {
            authorization = authorization.withToken(secret(ServerFlag.AUTH));
        }
        return authorization;
    }

    private JetStreamConfig jetStream(JetStreamConfig file) {
        JetStreamConfig jetStream = file;
        if (flags.isGiven(ServerFlag.JETSTREAM)) {
            jetStream = jetStream.withEnabled(flags.isOn(ServerFlag.JETSTREAM));
        }
        JetStreamStore store = store(jetStream.store());
        if (jetStream.enabled() && store.directory() == null) {
            store = store.withDirectory(Path.of(
                    System.getProperty("java.io.tmpdir"), "natter")); // nats-server keeps its own in "nats" (B100)
        }
        return isTouched(store, jetStream.store()) ? jetStream.withStore(store) : jetStream;
    }

    private JetStreamStore store(JetStreamStore file) {
        JetStreamStore store = file;
        if (flags.isGiven(ServerFlag.STORE_DIR)) {
            store = store.withDirectory(path(ServerFlag.STORE_DIR));
        }
        if (flags.isGiven(ServerFlag.MAX_MEMORY)) {
            store = store.withMaxMemory(flags.bytes(ServerFlag.MAX_MEMORY).orElseThrow());
        }
        if (flags.isGiven(ServerFlag.MAX_FILE)) {
            store = store.withMaxFile(flags.bytes(ServerFlag.MAX_FILE).orElseThrow());
        }
        return store;
    }

    private ClusterConfig cluster(ClusterConfig file) {
        ClusterConfig cluster = file;
        if (flags.isGiven(ServerFlag.CLUSTER)) {
            cluster = ClusterFlag.parse(text(ServerFlag.CLUSTER)).over(cluster);
        }
        if (flags.isGiven(ServerFlag.CLUSTER_NAME)) {
            cluster = cluster.withName(orNull(flags.text(ServerFlag.CLUSTER_NAME)));
        }
        if (flags.isGiven(ServerFlag.NO_ADVERTISE)) {
            cluster = cluster.withNoAdvertise(flags.isOn(ServerFlag.NO_ADVERTISE));
        }
        if (flags.isGiven(ServerFlag.CLUSTER_ADVERTISE)) {
            cluster = cluster.withListener(
                    cluster.listener().withAdvertise(orNull(flags.text(ServerFlag.CLUSTER_ADVERTISE))));
        }
        if (flags.isGiven(ServerFlag.CONNECT_RETRIES)) {
            cluster = cluster.withConnectRetries(number(ServerFlag.CONNECT_RETRIES));
        }
        return routes(cluster);
    }

    private ClusterConfig routes(ClusterConfig cluster) {
        String routes = flags.text(ServerFlag.ROUTES);
        if (routes == null) {
            return cluster;
        }
        if (routes.isEmpty()) {
            return cluster.withRoutes(List.of());
        }
        if (!cluster.listener().isOn()) {
            throw new CommandException("solicited routes require cluster capabilities, e.g. --cluster");
        }
        return cluster.withRoutes(
                Arrays.stream(routes.split(",", -1)).map(LinkUrl::of).toList());
    }

    private String text(ServerFlag flag) {
        String text = flags.text(flag);
        return text == null ? "" : text;
    }

    private int number(ServerFlag flag) {
        return flags.number(flag).orElseThrow();
    }

    private @Nullable Path path(ServerFlag flag) {
        String text = orNull(flags.text(flag));
        return text == null ? null : Path.of(text);
    }

    private @Nullable Secret secret(ServerFlag flag) {
        String text = orNull(flags.text(flag));
        return text == null ? null : Secret.of(text);
    }

    private static @Nullable String orNull(@Nullable String text) {
        return text == null || text.isEmpty() ? null : text;
    }

    /**
     * The TLS flags: any of them asks for TLS, {@code --tls=false} turns it off (A18).
     *
     * <p><i>Immutable.</i>
     */
    record TlsFlags(
            boolean isGiven,
            boolean isOff,
            @Nullable String cert,
            @Nullable String key,
            @Nullable String ca,
            boolean verify) {
        static TlsFlags of(FlagValues flags) {
            boolean isGiven = flags.isGiven(ServerFlag.TLS)
                    || flags.isGiven(ServerFlag.TLS_CERT)
                    || flags.isGiven(ServerFlag.TLS_KEY)
                    || flags.isGiven(ServerFlag.TLS_VERIFY)
                    || flags.isGiven(ServerFlag.TLS_CA_CERT);
            return new TlsFlags(
                    isGiven,
                    flags.isGiven(ServerFlag.TLS) && !flags.isOn(ServerFlag.TLS),
                    orNull(flags.text(ServerFlag.TLS_CERT)),
                    orNull(flags.text(ServerFlag.TLS_KEY)),
                    orNull(flags.text(ServerFlag.TLS_CA_CERT)),
                    flags.isOn(ServerFlag.TLS_VERIFY));
        }

        @Nullable
        TlsConfig chosen() {
            if (isOff) {
                return null;
            }
            if (cert == null) {
                throw new CommandException("TLS Server certificate must be present and valid");
            }
            if (key == null) {
                throw new CommandException("TLS Server private key must be present and valid");
            }
            TlsConfig tls = TlsConfig.of(Path.of(cert), Path.of(key)).withCaFile(ca == null ? null : Path.of(ca));
            return tls.withVerification(tls.verification().withVerify(verify));
        }
    }
}
