package io.natter.client;

import static io.natter.client.OptionValues.bool;
import static io.natter.client.OptionValues.bytes;
import static io.natter.client.OptionValues.decimal;
import static io.natter.client.OptionValues.duration;
import static io.natter.client.OptionValues.integer;
import static io.natter.client.OptionValues.positive;
import static io.natter.client.OptionValues.word;

import io.natter.protocol.keys.KeyType;
import io.natter.protocol.keys.Nkey;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * All options that come as text, as docs/client-options.md lists them.
 *
 * <p>Immutable.
 */
final class OptionKeys {
    /** Before the names of our properties. */
    static final String PROPERTY_PREFIX = "natter.client.";

    /** Before the names of jnats' properties. */
    static final String JNATS_PREFIX = "io.nats.client.";

    /** Before the names of environment variables. */
    static final String VARIABLE_PREFIX = "NATS_";

    /** Variables that other programs read: the nats tool, NATS.jl, container images. They mean nothing here. */
    static final Set<String> OTHERS_VARIABLES = Set.of(
            "NATS_CONTEXT",
            "NATS_TIMEOUT",
            "NATS_COLOR",
            "NATS_TRACE",
            "NATS_JS_DOMAIN",
            "NATS_JS_API_PREFIX",
            "NATS_JS_EVENT_PREFIX",
            "NATS_OPERATOR",
            "NATS_SERVER",
            "NATS_DRAIN_POLL_INTERVAL_SECONDS",
            "NATS_SUBSCRIPTION_ERROR_THROTTLING_SECONDS");

    /** Properties whose values are never repeated. */
    static final Set<String> SECRETS = Set.of(
            "servers", "proxy", "websocket-headers", "user", "password", "token", "nkey-seed", "nkey-file", "jwt");

    /** Kubernetes sets these for a service named nats. */
    static final Pattern SERVICE_VARIABLES =
            Pattern.compile("NATS_([A-Z0-9_]+_)?(SERVICE_HOST|SERVICE_PORT|PORT)(_.*)?");

    private static final List<OptionKey> CONNECT = List.of(
            OptionKey.of("servers", "NATS_CONNECT_URL NATS_URL NATS_SERVERS", OptionDraft::servers)
                    .orJnats("servers", "url"),
            flag("keep-server-order", "NATS_RETAIN_SERVERS_ORDER", (d, v) -> d.builder.keepServerOrder(v))
                    .orJnats("norandomize"),
            flag("ignore-discovered", "NATS_IGNORE_ADVERTISED_SERVERS", (d, v) -> d.builder.ignoreDiscovered(v))
                    .orJnats("ignore.discovered.servers", "ignore_discovered_servers"),
            OptionKey.of("name", "NATS_NAME", (d, v) -> d.builder.name(v)).orJnats("name"),
            OptionKey.of("proxy", "NATS_PROXY NATS_SOCKS_PROXY", OptionDraft::proxy),
            OptionKey.of("websocket-headers", "NATS_WEBSOCKET_HEADERS", OptionDraft::webSocketHeaders),
            OptionKey.of("connect-timeout", "NATS_CONNECT_TIMEOUT", (d, v) -> d.builder.connectTimeout(positive(v)))
                    .orJnats("timeout")
                    .inMillis(),
            flag("connect-in-background", "NATS_RETRY_ON_INIT_FAIL", (d, v) -> d.builder.connectInBackground(v)));

    private static final List<OptionKey> IDENTITY = List.of(
            OptionKey.of("user", "NATS_USER", (d, v) -> d.user = v).orJnats("username"),
            OptionKey.of("password", "NATS_PASS NATS_PASSWORD", (d, v) -> d.password = v)
                    .orJnats("password"),
            OptionKey.of("token", "NATS_AUTH_TOKEN NATS_TOKEN", (d, v) -> d.token = v)
                    .orJnats("token"),
            OptionKey.of("nkey-seed", "NATS_NKEY_SEED", (d, v) -> d.nkeySeed = v),
            OptionKey.of("nkey-file", "NATS_NKEY", OptionKeys::nkey),
            OptionKey.of("jwt", "NATS_JWT", (d, v) -> d.jwt = v),
            OptionKey.of("credentials", "NATS_CREDS", (d, v) -> d.credentials = Path.of(v))
                    .orJnats("credential.path"));

    private static final List<OptionKey> TLS = List.of(
            OptionKey.of("tls-mode", "NATS_TLS_MODE", (d, v) -> d.tlsMode = word(v, TlsOptions.Mode.class)),
            flag("tls-required", "NATS_TLS_REQUIRED", (d, v) -> d.isTlsRequired = v)
                    .orJnats("secure"),
            flag("tls-first", "NATS_TLS_FIRST", (d, v) -> d.isTlsFirst = v).orJnats("tls.first"),
            OptionKey.of("tls-trust-file", "NATS_TLS_CA_PATH NATS_CA", (d, v) -> d.trustFile = Path.of(v)),
            OptionKey.of(
                    "tls-certificate-file", "NATS_TLS_CERT_PATH NATS_CERT", (d, v) -> d.certificateFile = Path.of(v)),
            OptionKey.of("tls-key-file", "NATS_TLS_KEY_PATH NATS_KEY", (d, v) -> d.keyFile = Path.of(v)),
            flag("tls-verify-host", "NATS_TLS_VERIFY_HOST", (d, v) -> d.isHostVerified = v),
            OptionKey.of("tls-server-name", "NATS_TLS_SERVER_NAME", (d, v) -> d.tlsServerName = v));

    private static final List<OptionKey> RECONNECT = List.of(
            reconnect(
                            "reconnect-retries",
                            "NATS_RECONNECT_RETRIES",
                            (d, v) -> d.reconnectRetries = integer(v, -1, Long.MAX_VALUE))
                    .orJnats("reconnect.max"),
            reconnect(
                            "reconnect-first-delay",
                            "NATS_RECONNECT_FIRST_DELAY",
                            (d, v) -> d.reconnectFirstDelay = duration(v))
                    .orJnats("reconnect.wait")
                    .inMillis(),
            reconnect("reconnect-max-delay", "NATS_RECONNECT_MAX_DELAY", (d, v) -> d.reconnectMaxDelay = duration(v)),
            reconnect("reconnect-factor", "NATS_RECONNECT_FACTOR", (d, v) -> d.reconnectFactor = decimal(v, 1, 1000)),
            reconnect("reconnect-jitter", "NATS_RECONNECT_JITTER", (d, v) -> d.reconnectJitter = decimal(v, 0, 1)),
            OptionKey.of("ping-interval", "NATS_PING_INTERVAL", (d, v) -> d.builder.pingInterval(positive(v)))
                    .orJnats("pinginterval")
                    .inMillis(),
            OptionKey.of(
                            "pings-out-max",
                            "NATS_MAX_PINGS_OUT",
                            (d, v) -> d.builder.pingsOutMax((int) integer(v, 1, Integer.MAX_VALUE)))
                    .orJnats("maxpings"));

    private static final List<OptionKey> FLOW = List.of(
            OptionKey.of("buffer-bytes", "NATS_SEND_BUFFER_LIMIT_BYTES", (d, v) -> d.builder.bufferBytes(bytes(v)))
                    .orJnats("reconnect.buffer.size"),
            OptionKey.of(
                    "when-disconnected",
                    "NATS_WHEN_DISCONNECTED",
                    (d, v) -> d.builder.whenDisconnected(word(v, WhenDisconnected.class))),
            flag(
                    "enqueue-when-disconnected",
                    "NATS_ENQUEUE_WHEN_DISCONNECTED",
                    (d, v) -> d.builder.whenDisconnected(v ? WhenDisconnected.BUFFER : WhenDisconnected.FAIL)),
            OptionKey.of("publish-timeout", "NATS_PUBLISH_TIMEOUT", (d, v) -> d.builder.publishTimeout(duration(v))),
            OptionKey.of(
                    "request-timeout",
                    "NATS_REQUEST_TIMEOUT_SECONDS NATS_REQUEST_TIMEOUT",
                    (d, v) -> d.builder.requestTimeout(positive(v))),
            OptionKey.of(
                    "drain-timeout",
                    "NATS_DRAIN_TIMEOUT_SECONDS NATS_DRAIN_TIMEOUT",
                    (d, v) -> d.builder.drainTimeout(positive(v))),
            OptionKey.of("inbox-prefix", "NATS_INBOX_PREFIX", (d, v) -> d.builder.inboxPrefix(v))
                    .orJnats("inbox.prefix"),
            flag("no-echo", "NATS_NO_ECHO", (d, v) -> d.builder.noEcho(v)).orJnats("noecho"),
            flag("verbose", "NATS_VERBOSE", (d, v) -> d.builder.verbose(v)).orJnats("verbose"),
            flag("pedantic", "NATS_PEDANTIC", (d, v) -> d.builder.pedantic(v)).orJnats("pedantic"),
            OptionKey.of(
                    "pending-messages",
                    "NATS_SUBSCRIPTION_CHANNEL_SIZE NATS_PENDING_MESSAGES",
                    (d, v) -> d.pendingMessages = (int) integer(v, 1, Integer.MAX_VALUE)),
            OptionKey.of("pending-bytes", "NATS_PENDING_BYTES", (d, v) -> d.pendingBytes = bytes(v)),
            OptionKey.of("when-full", "NATS_WHEN_FULL", (d, v) -> d.whenFull = word(v, WhenFull.class)));

    /** Every key, in the order of the documentation. */
    static final List<OptionKey> ALL = Stream.of(CONNECT, IDENTITY, TLS, RECONNECT, FLOW)
            .flatMap(List::stream)
            .toList();

    private OptionKeys() {}

    private static OptionKey flag(String property, String variables, BiConsumer<OptionDraft, Boolean> setter) {
        return OptionKey.of(property, variables, (draft, text) -> setter.accept(draft, bool(text)));
    }

    private static OptionKey reconnect(String property, String variables, BiConsumer<OptionDraft, String> setter) {
        return OptionKey.of(property, variables, (draft, text) -> {
            setter.accept(draft, text);
            draft.hasReconnect = true;
        });
    }

    /** The nats tool means a file with this; NATS.jl means the public key, which the seed tells anyway. */
    private static void nkey(OptionDraft draft, String text) {
        if (!Nkey.isPublicKey(text, KeyType.USER)) {
            draft.nkeyFile = Path.of(text);
        }
    }
}
