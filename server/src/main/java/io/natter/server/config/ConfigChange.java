package io.natter.server.config;

import io.natter.server.config.language.GoDuration;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What a reload would change, and whether a running server can. Immutable. (B160, B161)
 *
 * <p>A reload is taken whole or not at all: with one refusal, everything stays as it was.
 *
 * @param changes what changes, in the words of nats-server's log: {@code max_payload = 1024}
 * @param refusals why the reload is refused; empty when it can be done
 */
public record ConfigChange(List<String> changes, List<String> refusals) {
    /** Copies the lists. */
    public ConfigChange {
        changes = List.copyOf(changes);
        refusals = List.copyOf(refusals);
    }

    /** What one option is called, where it is, and what a change of it says. */
    private record Option(
            String name, Function<ServerConfig, @Nullable Object> value, boolean isReloadable, boolean isShown) {}

    private static final List<Option> OPTIONS = List.of(
            reloaded("trace", config -> config.log().trace()),
            reloaded("trace_verbose", config -> config.log().traceVerbose()),
            reloaded("trace_headers", config -> config.log().traceHeaders()),
            reloaded("debug", config -> config.log().debug()),
            reloaded("logtime", config -> config.log().logtime()),
            reloaded("logtime_utc", config -> config.log().logtimeUtc()),
            reloaded("log_file", config -> config.log().file()),
            reloaded("syslog", config -> config.log().syslog()),
            reloaded("remote_syslog", config -> config.log().remoteSyslog()),
            fixed("LogSizeLimit", config -> config.log().sizeLimit()),
            fixed("LogMaxFiles", config -> config.log().maxFiles()),
            fixed("ServerName", ServerConfig::serverName),
            fixed("Host", config -> config.client().host()),
            reloaded("client_advertise", config -> config.client().advertise()),
            reloadedSilently("tls", config -> config.client().tls()),
            fixed("AllowNonTLS", config -> config.client().allowNonTls()),
            fixed("ProxyProtocol", config -> config.client().proxyProtocol()),
            fixed("HTTPHost", config -> monitor(config).host()),
            fixed("HTTPPort", config -> monitor(config).httpPort()),
            fixed("HTTPSPort", config -> monitor(config).httpsPort()),
            fixed("HTTPBasePath", config -> monitor(config).basePath()),
            reloaded("max_connections", config -> config.limits().maxConnections()),
            reloaded("max_control_line", config -> config.limits().maxControlLine()),
            reloaded("max_payload", config -> config.limits().maxPayload()),
            reloaded("max_traced_msg_len", config -> config.limits().maxTracedMessageBytes()),
            fixed("MaxPending", config -> config.limits().maxPendingBytes()),
            fixed("MaxSubs", config -> config.limits().maxSubscriptions()),
            fixed("MaxSubTokens", config -> config.limits().maxSubscriptionTokens()),
            fixed("MaxClosedClients", config -> config.limits().maxClosedClients()),
            reloaded("ping_interval", config -> config.liveness().pingInterval()),
            reloaded("ping_max", config -> config.liveness().pingMax()),
            reloaded("write_deadline", config -> config.liveness().writeDeadline()),
            reloaded("no_fast_producer_stall", config -> config.liveness().noFastProducerStall()),
            fixed("WriteTimeout", config -> config.liveness().writeTimeout()),
            fixed("LameDuckDuration", config -> config.liveness().lameDuckDuration()),
            fixed("LameDuckGracePeriod", config -> config.liveness().lameDuckGracePeriod()),
            reloaded("pid_file", ServerConfig::pidFile),
            reloaded("ports_file_dir", ServerConfig::portsFileDir),
            reloadedSilently(
                    "authorization username", config -> config.authorization().user()),
            reloadedSilently(
                    "authorization password", config -> config.authorization().password()),
            reloadedSilently(
                    "authorization token", config -> config.authorization().token()),
            reloaded("authorization timeout", ServerConfig::authTimeout),
            reloadedSilently(
                    "authorization block", config -> config.authorization().blockGiven()),
            reloadedSilently("authorization users", ServerConfig::allUsers),
            fixed("AuthCallout", config -> config.authorization().authCallout()),
            fixed("ProxyRequired", config -> config.authorization().proxyRequired()),
            reloadedSilently("accounts", ConfigChange::accountsWithoutUsers),
            reloadedSilently("mappings", ServerConfig::mappings),
            fixed("SystemAccount", config -> config.systemAccount().effectiveName()),
            fixed("NoHeaderSupport", config -> config.protocol().noHeaderSupport()),
            fixed("NoSublistCache", config -> config.protocol().noSublistCache()),
            reloadedSilently("tags", ServerConfig::tags),
            reloadedSilently("metadata", ServerConfig::metadata),
            fixed("FeatureFlags", ServerConfig::featureFlags),
            reloadedSilently("proxies trusted keys", ServerConfig::trustedProxies),
            reloaded("connect_error_reports", config -> config.linkReports().connectErrorReports()),
            reloaded("reconnect_error_reports", config -> config.linkReports().reconnectErrorReports()),
            fixed("ProfPort", config -> config.profiling().port()),
            reloaded("prof_block_rate", config -> config.profiling().blockRate()),
            fixed("TrustedOperators", config -> config.operator().operators()),
            fixed("TrustedKeys", config -> config.operator().trustedKeys()),
            reloadedSilently("resolver", config -> config.operator().resolver()),
            reloadedSilently("JetStream", ConfigChange::jetStreamWithoutLimits),
            fixed("Gateway", ServerConfig::gateway),
            fixed("cluster host", config -> config.cluster().listener().host()),
            fixed("cluster port", config -> config.cluster().listener().port()),
            fixed("cluster name", config -> config.cluster().name()),
            reloadedSilently("cluster", ServerConfig::cluster),
            reloadedSilently("leafnodes", ServerConfig::leafNodes),
            fixed("Websocket", ServerConfig::webSocket),
            fixed("MQTT", ServerConfig::mqtt),
            reloadedSilently("OCSP", ServerConfig::ocsp),
            reloadedSilently("OCSP peer cache", ServerConfig::ocspCache));

    /** What differs between the configuration of a running server and one that it is asked to take on. */
    public static ConfigChange between(ServerConfig before, ServerConfig after) {
        List<String> changes = new ArrayList<>();
        List<String> refusals = new ArrayList<>();
        for (Option option : OPTIONS) {
            Object old = option.value.apply(before);
            Object fresh = option.value.apply(after);
            if (Objects.equals(old, fresh)) {
                continue;
            }
            if (option.isReloadable) {
                changes.add(option.isShown ? option.name + " = " + shown(fresh) : option.name);
            } else {
                refusals.add(refusal(option.name, shown(old), shown(fresh)));
            }
        }
        comparePort(before, after, refusals);
        compareNoAuthUser(before, after, refusals);
        compareStore(before, after, changes, refusals);
        return new ConfigChange(changes, refusals);
    }

    /** Whether a running server can take it on. */
    public boolean isPossible() {
        return refusals.isEmpty();
    }

    /** Whether there is nothing to do at all. */
    public boolean isEmpty() {
        return changes.isEmpty() && refusals.isEmpty();
    }

    private static Option reloaded(String name, Function<ServerConfig, @Nullable Object> value) {
        return new Option(name, value, true, true);
    }

    /** A value that is too large, or too secret, for a log line. */
    private static Option reloadedSilently(String name, Function<ServerConfig, @Nullable Object> value) {
        return new Option(name, value, true, false);
    }

    private static Option fixed(String name, Function<ServerConfig, @Nullable Object> value) {
        return new Option(name, value, false, true);
    }

    private static String refusal(String name, String old, String fresh) {
        return "config reload not supported for " + name + ": old=" + old + ", new=" + fresh;
    }

    private static String shown(@Nullable Object value) {
        if (value instanceof Duration duration) {
            return GoDuration.format(duration);
        }
        return value == null ? "" : value.toString();
    }

    private static MonitorConfig monitor(ServerConfig config) {
        MonitorConfig monitor = config.monitor();
        return monitor == null ? MonitorConfig.defaults() : monitor;
    }

    private static List<AccountConfig> accountsWithoutUsers(ServerConfig config) {
        return config.accounts().stream()
                .map(account -> account.withUsers(List.of()).withDefaultPermissions(null))
                .toList();
    }

    private static JetStreamConfig jetStreamWithoutLimits(ServerConfig config) {
        JetStreamConfig jetStream = config.jetStream();
        return jetStream.withStore(
                jetStream.store().withDirectory(null).withMaxMemory(0).withMaxFile(0));
    }

    // Any free port stays the one that was found.
    private static void comparePort(ServerConfig before, ServerConfig after, List<String> refusals) {
        int old = before.client().port();
        int fresh = after.client().port();
        if (fresh != ServerConfig.ANY_PORT && fresh != old) {
            refusals.add(refusal("Port", Integer.toString(old), Integer.toString(fresh)));
        }
    }

    // It may go together with the user it names.
    private static void compareNoAuthUser(ServerConfig before, ServerConfig after, List<String> refusals) {
        String old = before.authorization().noAuthUser();
        String fresh = after.authorization().noAuthUser();
        boolean isGone = old != null
                && fresh == null
                && after.allUsers().stream().noneMatch(user -> user.id().equals(old));
        if (!Objects.equals(old, fresh) && !isGone) {
            refusals.add(refusal("NoAuthUser", shown(old), shown(fresh)));
        }
    }

    private static void compareStore(
            ServerConfig before, ServerConfig after, List<String> changes, List<String> refusals) {
        JetStreamStore old = before.jetStream().store();
        JetStreamStore fresh = after.jetStream().store();
        if (!before.jetStream().enabled() || !after.jetStream().enabled()) {
            return;
        }
        if (!Objects.equals(old.directory(), fresh.directory())) {
            refusals.add("config reload not supported for jetstream storage directory");
        }
        compareSize("JetStream max_mem_store", old.maxMemory(), fresh.maxMemory(), changes, refusals);
        compareSize("JetStream max_file_store", old.maxFile(), fresh.maxFile(), changes, refusals);
    }

    // A store may grow; what is there cannot be made to fit into less.
    private static void compareSize(String name, long old, long fresh, List<String> changes, List<String> refusals) {
        if (old == fresh) {
            return;
        }
        if (old == -1 && fresh != -1) {
            refusals.add("config reload not supported for jetstream dynamic max memory and store");
        } else if (fresh == -1) {
            refusals.add("config reload not supported for jetstream max memory and max store");
        } else if (fresh < old) {
            refusals.add("config reload not supported for decreasing jetstream max memory and store");
        } else {
            changes.add(name + " = " + fresh);
        }
    }
}
