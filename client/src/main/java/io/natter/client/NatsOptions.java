package io.natter.client;

import java.net.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * How a connection is made and kept.
 *
 * <p>Immutable; {@link #toBuilder} derives others. One object may serve many connections. The text form shows no secret.
 *
 * @param servers addresses: {@code nats://}, {@code tls://}, {@code ws://}, {@code wss://} or {@code host[:port]}, with
 *     user and password or a token if wanted
 * @param keepServerOrder whether servers are tried in the given order instead of a random one
 * @param ignoreDiscovered whether servers the cluster tells of are left out
 * @param name what the connection is called on the server's pages, or null
 * @param authentication who the client says it is
 * @param tls whether and how it is encrypted
 * @param proxy HTTP or SOCKS proxy, or null
 * @param webSocketHeaders headers of the WebSocket request
 * @param connectTimeout longest wait for one server, its TLS handshake and its answer to CONNECT
 * @param connectInBackground whether connecting returns at once and goes on in state CONNECTING
 * @param reconnect when a lost connection is tried again
 * @param pingInterval time between the client's own PINGs
 * @param pingsOutMax PINGs without an answer after which the connection is taken for lost
 * @param bufferBytes most bytes that wait to be written
 * @param whenDisconnected what a publish does without a connection or room
 * @param publishTimeout longest wait of a publish for room
 * @param requestTimeout longest wait of a request, where the call does not say
 * @param drainTimeout longest drain of {@link NatsConnection#close}
 * @param inboxPrefix what subjects for answers begin with
 * @param noEcho whether the connection's own messages are kept from it
 * @param verbose whether the server confirms every operation
 * @param pedantic whether the server checks subjects strictly
 * @param codecs which codec is for which type
 * @param subscribe how subscriptions take their messages, where the call does not say
 * @param listeners who is told of events
 * @param orphanHandler who takes messages for no subscription any more, or null
 * @param executor where handlers, listeners and completions run, or null for the client's own threads; what it refuses, or would run
 *     on the thread that brings it, runs on a thread of the client
 */
public record NatsOptions(
        List<String> servers,
        boolean keepServerOrder,
        boolean ignoreDiscovered,
        @Nullable String name,
        Authentication authentication,
        TlsOptions tls,
        @Nullable Proxy proxy,
        Map<String, String> webSocketHeaders,
        Duration connectTimeout,
        boolean connectInBackground,
        ReconnectPolicy reconnect,
        Duration pingInterval,
        int pingsOutMax,
        long bufferBytes,
        WhenDisconnected whenDisconnected,
        Duration publishTimeout,
        Duration requestTimeout,
        Duration drainTimeout,
        String inboxPrefix,
        boolean noEcho,
        boolean verbose,
        boolean pedantic,
        Codecs codecs,
        SubscribeOptions subscribe,
        List<ConnectionListener> listeners,
        @Nullable MessageHandler orphanHandler,
        @Nullable Executor executor) {

    /** Where a server is looked for if none is named. */
    public static final String DEFAULT_SERVER = "nats://localhost:4222";

    /** One server on this machine. */
    public static final NatsOptions DEFAULTS = builder().build();

    /** Copies lists and checks ranges; the message names the option. */
    public NatsOptions {
        servers = List.copyOf(servers);
        webSocketHeaders = Map.copyOf(webSocketHeaders);
        listeners = List.copyOf(listeners);
        if (servers.isEmpty()) {
            throw new IllegalArgumentException("servers: got none, expected at least one");
        }
        requirePositive("connectTimeout", connectTimeout);
        requirePositive("pingInterval", pingInterval);
        requirePositive("requestTimeout", requestTimeout);
        if (pingsOutMax < 1) {
            throw new IllegalArgumentException("pingsOutMax: got " + pingsOutMax + ", expected at least 1");
        }
        if (bufferBytes < 1) {
            throw new IllegalArgumentException("bufferBytes: got " + bufferBytes + ", expected at least 1");
        }
    }

    /** Starts from the defaults. */
    public static NatsOptionsBuilder builder() {
        return new NatsOptionsBuilder();
    }

    /** The defaults for these servers. */
    public static NatsOptions of(String... servers) {
        return builder().servers(servers).build();
    }

    /**
     * Reads an environment, such as {@code System.getenv()}: the variables of docs/client-options.md.
     *
     * @throws IllegalArgumentException for a {@code NATS_} variable that is not known, or a value that is none; the
     *     message names it, and shows no secret
     */
    public static NatsOptions fromEnvironment(Map<String, String> environment) {
        return OptionSource.fromEnvironment(environment);
    }

    /**
     * Reads properties: those of docs/client-options.md, and those of jnats that mean the same.
     *
     * @throws IllegalArgumentException for a name that begins like one of them and is not known, or a value that is
     *     none; the message names it, and shows no secret
     */
    public static NatsOptions fromProperties(Properties properties) {
        return OptionSource.fromProperties(properties);
    }

    /** Starts from these. */
    public NatsOptionsBuilder toBuilder() {
        return new NatsOptionsBuilder(this);
    }

    private static void requirePositive(String what, Duration duration) {
        if (duration.isNegative() || duration.isZero()) {
            throw new IllegalArgumentException(what + ": got " + duration + ", expected more than zero");
        }
    }

    /** Servers without what they hold of secrets, name and limits. */
    @Override
    public String toString() {
        return "NatsOptions[name=" + name + ", servers=" + servers.size() + ", " + authentication + ", tls="
                + tls.mode() + "]";
    }
}
