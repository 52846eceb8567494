package io.natter.cli;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The flags of natter-server: kind of value and every spelling, in the order of the help text (A1-A23).
 *
 * <p><i>Immutable.</i> The spellings are nats-server's; {@link #MAX_PAYLOAD}, {@link #MAX_MEMORY} and {@link #MAX_FILE} are
 * keys of its configuration file which people write as flags.
 */
enum ServerFlag {
    ADDR(FlagKind.TEXT, "a", "addr", "net"),
    PORT(FlagKind.NUMBER, "p", "port"),
    SERVER_NAME(FlagKind.TEXT, "n", "name", "server_name"),
    PID(FlagKind.TEXT, "P", "pid"),
    HTTP_PORT(FlagKind.NUMBER, "m", "http_port"),
    HTTPS_PORT(FlagKind.NUMBER, "ms", "https_port"),
    CONFIG(FlagKind.TEXT, "c", "config"),
    TEST_CONFIG(FlagKind.SWITCH, "t"),
    SIGNAL(FlagKind.TEXT, "sl", "signal"),
    CLIENT_ADVERTISE(FlagKind.TEXT, "client_advertise"),
    PORTS_FILE_DIR(FlagKind.TEXT, "ports_file_dir"),
    MAX_PAYLOAD(FlagKind.SIZE, "max_payload"),

    LOG(FlagKind.TEXT, "l", "log"),
    LOGTIME(FlagKind.SWITCH, "T", "logtime"),
    LOGTIME_UTC(FlagKind.SWITCH, "logtime_utc"),
    SYSLOG(FlagKind.SWITCH, "s", "syslog"),
    REMOTE_SYSLOG(FlagKind.TEXT, "r", "remote_syslog"),
    DEBUG(FlagKind.SWITCH, "D", "debug"),
    TRACE(FlagKind.SWITCH, "V", "trace"),
    VERBOSE_TRACE(FlagKind.SWITCH, "VV"),
    DEBUG_TRACE(FlagKind.SWITCH, "DV"),
    DEBUG_VERBOSE_TRACE(FlagKind.SWITCH, "DVV"),
    LOG_SIZE_LIMIT(FlagKind.SIZE, "log_size_limit"),
    MAX_TRACED_MSG_LEN(FlagKind.NUMBER, "max_traced_msg_len"),

    JETSTREAM(FlagKind.SWITCH, "js", "jetstream"),
    STORE_DIR(FlagKind.TEXT, "sd", "store_dir"),
    MAX_MEMORY(FlagKind.SIZE, "max_mem"),
    MAX_FILE(FlagKind.SIZE, "max_file"),

    USER(FlagKind.TEXT, "user"),
    PASS(FlagKind.TEXT, "pass"),
    AUTH(FlagKind.TEXT, "auth"),

    TLS(FlagKind.SWITCH, "tls"),
    TLS_CERT(FlagKind.TEXT, "tlscert"),
    TLS_KEY(FlagKind.TEXT, "tlskey"),
    TLS_VERIFY(FlagKind.SWITCH, "tlsverify"),
    TLS_CA_CERT(FlagKind.TEXT, "tlscacert"),

    ROUTES(FlagKind.TEXT, "routes"),
    CLUSTER(FlagKind.TEXT, "cluster", "cluster_listen"),
    CLUSTER_NAME(FlagKind.TEXT, "cluster_name"),
    NO_ADVERTISE(FlagKind.SWITCH, "no_advertise"),
    CLUSTER_ADVERTISE(FlagKind.TEXT, "cluster_advertise"),
    CONNECT_RETRIES(FlagKind.NUMBER, "connect_retries"),

    PROFILE(FlagKind.NUMBER, "profile"),

    HELP(FlagKind.SWITCH, "h", "help"),
    VERSION(FlagKind.SWITCH, "v", "version"),
    HELP_TLS(FlagKind.SWITCH, "help_tls");

    private static final Map<String, ServerFlag> BY_NAME = new HashMap<>();

    static {
        for (ServerFlag flag : values()) {
            flag.names.forEach(name -> BY_NAME.put(name, flag));
        }
    }

    private final FlagKind kind;
    private final List<String> names;

    ServerFlag(FlagKind kind, String... names) {
        this.kind = kind;
        this.names = List.of(names);
    }

    /** The flag spelled {@code name} (without dashes, case matters), or null when there is none. */
    static @Nullable ServerFlag named(String name) {
        return BY_NAME.get(name);
    }

    /** Which text this flag takes as its value. */
    FlagKind kind() {
        return kind;
    }

    /** Every spelling, without dashes; the shortest first. */
    List<String> names() {
        return names;
    }

    /** The spelling to use in messages, with its dashes. */
    String shown() {
        String longest = names.get(names.size() - 1);
        return (longest.length() > 2 ? "--" : "-") + longest;
    }
}
