package io.natter.client;

import java.net.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Collects options; {@link #build} checks them.
 *
 * <p>Confined to one thread. What each option means stands at {@link NatsOptions}; here stands the default.
 */
public final class NatsOptionsBuilder {
    private List<String> servers = List.of(NatsOptions.DEFAULT_SERVER);
    private boolean keepServerOrder = false;
    private boolean ignoreDiscovered = false;
    private @Nullable String name;
    private Authentication authentication = Authentication.NONE;
    private TlsOptions tls = TlsOptions.AUTO;
    private @Nullable Proxy proxy;
    private Map<String, String> webSocketHeaders = Map.of();
    private Duration connectTimeout = Duration.ofSeconds(2);
    private boolean connectInBackground = false;
    private ReconnectPolicy reconnect = ReconnectPolicy.DEFAULT;
    private Duration pingInterval = Duration.ofMinutes(2);
    private int pingsOutMax = 2;
    private long bufferBytes = 8L << 20;
    private WhenDisconnected whenDisconnected = WhenDisconnected.BUFFER;
    private Duration publishTimeout = Duration.ofSeconds(5);
    private Duration requestTimeout = Duration.ofSeconds(5);
    private Duration drainTimeout = Duration.ofSeconds(30);
    private String inboxPrefix = "_INBOX";
    private boolean noEcho = false;
    private boolean verbose = false;
    private boolean pedantic = false;
    private Codecs codecs = Codecs.BUILT_IN;
    private SubscribeOptions subscribe = SubscribeOptions.DEFAULTS;
    private List<ConnectionListener> listeners = List.of();
    private @Nullable MessageHandler orphanHandler;
    private @Nullable Executor executor;

    NatsOptionsBuilder() {}

    NatsOptionsBuilder(NatsOptions from) {
        servers = from.servers();
        keepServerOrder = from.keepServerOrder();
        ignoreDiscovered = from.ignoreDiscovered();
        name = from.name();
        authentication = from.authentication();
        tls = from.tls();
        proxy = from.proxy();
        webSocketHeaders = from.webSocketHeaders();
        connectTimeout = from.connectTimeout();
        connectInBackground = from.connectInBackground();
        reconnect = from.reconnect();
        pingInterval = from.pingInterval();
        pingsOutMax = from.pingsOutMax();
        bufferBytes = from.bufferBytes();
        whenDisconnected = from.whenDisconnected();
        publishTimeout = from.publishTimeout();
        requestTimeout = from.requestTimeout();
        drainTimeout = from.drainTimeout();
        inboxPrefix = from.inboxPrefix();
        noEcho = from.noEcho();
        verbose = from.verbose();
        pedantic = from.pedantic();
        codecs = from.codecs();
        subscribe = from.subscribe();
        listeners = from.listeners();
        orphanHandler = from.orphanHandler();
        executor = from.executor();
    }

    /** Replaces the servers. */
    public NatsOptionsBuilder servers(String... servers) {
        this.servers = List.of(servers);
        return this;
    }

    /** Whether servers are tried in the given order; otherwise in a random one. */
    public NatsOptionsBuilder keepServerOrder(boolean keepServerOrder) {
        this.keepServerOrder = keepServerOrder;
        return this;
    }

    /** Whether servers the cluster tells of are left out; they are not. */
    public NatsOptionsBuilder ignoreDiscovered(boolean ignoreDiscovered) {
        this.ignoreDiscovered = ignoreDiscovered;
        return this;
    }

    /** What the connection is called on the server's pages. */
    public NatsOptionsBuilder name(@Nullable String name) {
        this.name = name;
        return this;
    }

    /** Who the client says it is; nobody. */
    public NatsOptionsBuilder authentication(Authentication authentication) {
        this.authentication = authentication;
        return this;
    }

    /** Whether and how it is encrypted; as address and server demand. */
    public NatsOptionsBuilder tls(TlsOptions tls) {
        this.tls = tls;
        return this;
    }

    /** HTTP or SOCKS proxy. */
    public NatsOptionsBuilder proxy(@Nullable Proxy proxy) {
        this.proxy = proxy;
        return this;
    }

    /** Headers of the WebSocket request. */
    public NatsOptionsBuilder webSocketHeaders(Map<String, String> webSocketHeaders) {
        this.webSocketHeaders = webSocketHeaders;
        return this;
    }

    /** Longest wait for one server; 2 s. */
    public NatsOptionsBuilder connectTimeout(Duration connectTimeout) {
        this.connectTimeout = connectTimeout;
        return this;
    }

    /** Whether connecting returns at once and goes on in state CONNECTING; it does not. */
    public NatsOptionsBuilder connectInBackground(boolean connectInBackground) {
        this.connectInBackground = connectInBackground;
        return this;
    }

    /** When a lost connection is tried again; without end, 100 ms growing to 5 s. */
    public NatsOptionsBuilder reconnect(ReconnectPolicy reconnect) {
        this.reconnect = reconnect;
        return this;
    }

    /** Time between PINGs; 2 min. */
    public NatsOptionsBuilder pingInterval(Duration pingInterval) {
        this.pingInterval = pingInterval;
        return this;
    }

    /** PINGs without an answer after which the connection is taken for lost; 2. */
    public NatsOptionsBuilder pingsOutMax(int pingsOutMax) {
        this.pingsOutMax = pingsOutMax;
        return this;
    }

    /** Most bytes that wait to be written; 8 MiB. */
    public NatsOptionsBuilder bufferBytes(long bufferBytes) {
        this.bufferBytes = bufferBytes;
        return this;
    }

    /** What a publish does without a connection or room; BUFFER. */
    public NatsOptionsBuilder whenDisconnected(WhenDisconnected whenDisconnected) {
        this.whenDisconnected = whenDisconnected;
        return this;
    }

    /** Longest wait of a publish for room; 5 s. */
    public NatsOptionsBuilder publishTimeout(Duration publishTimeout) {
        this.publishTimeout = publishTimeout;
        return this;
    }

    /** Longest wait of a request, where the call does not say; 5 s. */
    public NatsOptionsBuilder requestTimeout(Duration requestTimeout) {
        this.requestTimeout = requestTimeout;
        return this;
    }

    /** Longest drain when closing; 30 s. */
    public NatsOptionsBuilder drainTimeout(Duration drainTimeout) {
        this.drainTimeout = drainTimeout;
        return this;
    }

    /** What subjects for answers begin with; {@code _INBOX}. */
    public NatsOptionsBuilder inboxPrefix(String inboxPrefix) {
        this.inboxPrefix = inboxPrefix;
        return this;
    }

    /** Whether the connection's own messages are kept from it; they are not. */
    public NatsOptionsBuilder noEcho(boolean noEcho) {
        this.noEcho = noEcho;
        return this;
    }

    /** Whether the server confirms every operation; it does not. */
    public NatsOptionsBuilder verbose(boolean verbose) {
        this.verbose = verbose;
        return this;
    }

    /** Whether the server checks subjects strictly; it does not. */
    public NatsOptionsBuilder pedantic(boolean pedantic) {
        this.pedantic = pedantic;
        return this;
    }

    /** Which codec is for which type; bytes and texts. */
    public NatsOptionsBuilder codecs(Codecs codecs) {
        this.codecs = codecs;
        return this;
    }

    /** How subscriptions take their messages, where the call does not say. */
    public NatsOptionsBuilder subscribe(SubscribeOptions subscribe) {
        this.subscribe = subscribe;
        return this;
    }

    /** Replaces who is told of events. */
    public NatsOptionsBuilder listeners(ConnectionListener... listeners) {
        this.listeners = List.of(listeners);
        return this;
    }

    /** Who takes messages for no subscription any more; nobody. */
    public NatsOptionsBuilder orphanHandler(@Nullable MessageHandler orphanHandler) {
        this.orphanHandler = orphanHandler;
        return this;
    }

    /** Where handlers, listeners and completions run; the client's own threads. */
    public NatsOptionsBuilder executor(@Nullable Executor executor) {
        this.executor = executor;
        return this;
    }

    /**
     * The options.
     *
     * @throws IllegalArgumentException if one is out of range; its message names it
     */
    public NatsOptions build() {
        return new NatsOptions(
                servers,
                keepServerOrder,
                ignoreDiscovered,
                name,
                authentication,
                tls,
                proxy,
                webSocketHeaders,
                connectTimeout,
                connectInBackground,
                reconnect,
                pingInterval,
                pingsOutMax,
                bufferBytes,
                whenDisconnected,
                publishTimeout,
                requestTimeout,
                drainTimeout,
                inboxPrefix,
                noEcho,
                verbose,
                pedantic,
                codecs,
                subscribe,
                listeners,
                orphanHandler,
                executor);
    }
}
