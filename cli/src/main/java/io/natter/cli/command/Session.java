package io.natter.cli.command;

import io.natter.cli.context.ContextKey;
import io.natter.cli.context.ContextStore;
import io.natter.cli.context.NatsContext;
import io.natter.cli.context.Secrets;
import io.natter.cli.text.GoDuration;
import io.natter.client.Authentication;
import io.natter.client.ConnectionEvent;
import io.natter.client.NatsConnection;
import io.natter.client.NatsOptions;
import io.natter.client.NatsOptionsBuilder;
import io.natter.client.TlsOptions;
import io.natter.client.jetstream.JetStream;
import io.natter.client.jetstream.JetStreamOptions;
import io.natter.protocol.keys.CredentialsFile;
import io.natter.protocol.keys.Nkey;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * How one run of a command connects: flags, environment and context laid over each other.
 *
 * <p><i>Confined to the command's thread.</i>
 */
public final class Session {
    private static final Duration TIMEOUT = Duration.ofSeconds(5);
    private static final Duration CONNECT_LEAST = Duration.ofSeconds(2);
    private static final String NAME = "natter command line";

    private final Surroundings around;
    private final GlobalFlags flags;

    Session(Surroundings around, GlobalFlags flags) {
        this.around = around;
        this.flags = flags;
    }

    /** What the command has around it. */
    public Surroundings around() {
        return around;
    }

    /** The contexts of this user. */
    ContextStore contexts() {
        return ContextStore.of(around.environment(), around.home());
    }

    /** Whether everything the connection does is to be told. */
    public boolean isTraced() {
        return flags.trace;
    }

    /** Longest wait for an answer. */
    public Duration timeout() {
        if (flags.timeout != null) {
            return flags.timeout;
        }
        String variable = around.variable("NATS_TIMEOUT");
        return variable.isEmpty() ? TIMEOUT : GoDuration.parse(variable);
    }

    /** Longest wait for one server to let it in: that for an answer, where it is the longer one. */
    private Duration connectTimeout() {
        Duration timeout = timeout();
        return timeout.compareTo(CONNECT_LEAST) > 0 ? timeout : CONNECT_LEAST;
    }

    /** What flags and environment say, without any context. */
    NatsContext overlay() {
        return flags.overlay(around);
    }

    /** The name of the context asked for by flag or environment, or null. */
    @Nullable
    String contextName() {
        String name = flags.context == null ? around.variable("NATS_CONTEXT") : flags.context;
        return name.isEmpty() ? null : name;
    }

    /** The context in force, with flags and environment laid over it. */
    public NatsContext context() {
        NatsContext base = NatsContext.EMPTY;
        if (!flags.noContext) {
            String name = contextName();
            if (name != null && name.endsWith(".json")) {
                base = ContextStore.loadFile(Path.of(name));
            } else {
                String selected = name == null ? contexts().selected() : name;
                base = selected == null ? base : contexts().load(selected);
            }
        }
        return base.overlaid(overlay());
    }

    /** Connects as the context says. */
    public NatsConnection connect() {
        return around.connector().apply(options());
    }

    /** JetStream as the context says: the account's own, or that of a domain, or behind a prefix. */
    public JetStream jetStream(NatsConnection nats) {
        NatsContext context = context();
        String prefix = context.find(ContextKey.JETSTREAM_API_PREFIX);
        String domain = context.find(ContextKey.JETSTREAM_DOMAIN);
        JetStreamOptions options = JetStreamOptions.DEFAULTS;
        if (prefix != null) {
            options = JetStreamOptions.ofPrefix(prefix);
        } else if (domain != null) {
            options = JetStreamOptions.ofDomain(domain);
        }
        return JetStream.of(nats, options.withTimeout(timeout()));
    }

    /** Connects, and does this with JetStream as the context says. */
    public void withJetStream(Consumer<JetStream> work) {
        try (NatsConnection nats = connect()) {
            work.accept(jetStream(nats));
        }
    }

    /** Connects as the context says, but to this server only. */
    public NatsConnection connect(String server) {
        return around.connector()
                .apply(options().toBuilder()
                        .servers(server)
                        .ignoreDiscovered(true)
                        .build());
    }

    /** How connections are made. */
    NatsOptions options() {
        return options(context());
    }

    /** How connections are made in that context. */
    NatsOptions options(NatsContext context) {
        NatsOptionsBuilder options = NatsOptions.builder()
                .servers(context.servers().split("\\s*,\\s*", -1))
                .name(flags.connectionName == null ? NAME : flags.connectionName)
                .authentication(authentication(context))
                .tls(tls(context))
                .connectTimeout(connectTimeout())
                .requestTimeout(timeout())
                .listeners((connection, event) -> tell(event));
        if (context.find(ContextKey.INBOX_PREFIX) != null) {
            options.inboxPrefix(context.get(ContextKey.INBOX_PREFIX));
        }
        if (context.find(ContextKey.SOCKS_PROXY) != null) {
            options.proxy(proxy(context.get(ContextKey.SOCKS_PROXY)));
        }
        return options.build();
    }

    private Authentication authentication(NatsContext context) {
        Secrets secrets = secrets();
        if (context.find(ContextKey.USER) != null) {
            return Authentication.userPassword(
                    context.get(ContextKey.USER), secrets.text(context.get(ContextKey.PASSWORD)));
        }
        String creds = context.find(ContextKey.CREDS);
        if (creds != null) {
            Path file = secrets.file(creds);
            return file == null ? embedded(secrets.contents(creds)) : Authentication.credentials(file);
        }
        String nkey = context.find(ContextKey.NKEY);
        if (nkey != null) {
            return Authentication.nkey(seed(secrets.contents(nkey)));
        }
        String jwt = context.find(ContextKey.USER_JWT);
        if (jwt != null) {
            String seed = context.find(ContextKey.USER_SEED);
            String text = secretText(secrets, jwt, "eyJ");
            return seed == null
                    ? new Authentication.Jwt(() -> text, null)
                    : Authentication.jwt(text, secretText(secrets, seed, "SU"));
        }
        String token = context.find(ContextKey.TOKEN);
        return token == null ? Authentication.NONE : Authentication.token(secrets.text(token));
    }

    private static Authentication embedded(byte[] contents) {
        try (CredentialsFile file = CredentialsFile.parse(contents)) {
            return Authentication.jwt(file.jwt(), new String(file.key().seed(), StandardCharsets.US_ASCII));
        }
    }

    private static String seed(byte[] contents) {
        try (Nkey key = CredentialsFile.parseKey(contents)) {
            return new String(key.seed(), StandardCharsets.US_ASCII);
        }
    }

    // The secret itself, told by how it begins, or where it is.
    private static String secretText(Secrets secrets, String value, String begin) {
        return value.startsWith(begin) ? value : new String(secrets.contents(value), StandardCharsets.UTF_8).strip();
    }

    private TlsOptions tls(NatsContext context) {
        TlsOptions tls = TlsOptions.AUTO;
        Path ca = path(context, ContextKey.CA);
        Path cert = path(context, ContextKey.CERT);
        Path key = path(context, ContextKey.KEY);
        if (ca != null) {
            tls = tls.withTrust(ca).withMode(TlsOptions.Mode.REQUIRE);
        }
        if (cert != null || key != null) {
            if (cert == null || key == null) {
                throw new UsageException("tls: got a certificate or a key alone, expected both or none");
            }
            tls = tls.withCertificate(cert, key).withMode(TlsOptions.Mode.REQUIRE);
        }
        return context.tlsFirst() ? tls.withMode(TlsOptions.Mode.HANDSHAKE_FIRST) : tls;
    }

    /** Certificates that servers are believed by: those of the context, or the system's. */
    public List<X509Certificate> trusted() {
        Path file = path(context(), ContextKey.CA);
        return file == null ? TrustedCertificates.ofSystem() : TrustedCertificates.of(file);
    }

    private @Nullable Path path(NatsContext context, ContextKey key) {
        String name = context.find(key);
        if (name == null) {
            return null;
        }
        Path file = secrets().file(name);
        if (file == null) {
            throw new UsageException(key.json() + ": got " + name + ", expected a file");
        }
        return file;
    }

    private Secrets secrets() {
        return new Secrets(around.environment(), around.home());
    }

    private static Proxy proxy(String address) {
        URI uri = URI.create(address.contains("://") ? address : "socks5://" + address);
        if (uri.getHost() == null) {
            throw new UsageException("socks proxy: got \"" + address + "\", expected socks5://host:port");
        }
        int port = uri.getPort() < 0 ? 1080 : uri.getPort();
        return new Proxy(Proxy.Type.SOCKS, InetSocketAddress.createUnresolved(uri.getHost(), port));
    }

    private void tell(ConnectionEvent event) {
        if (event instanceof ConnectionEvent.StateChanged changed) {
            tell(changed);
        } else if (isTraced() && event instanceof ConnectionEvent.ServersDiscovered found) {
            around.log(">>> Discovered new servers, known servers are now " + String.join(", ", found.servers()));
        } else if (isTraced() && event instanceof ConnectionEvent.ServerError error) {
            around.log(">>> Unexpected NATS error: " + error.error().text());
        } else if (isTraced() && event instanceof ConnectionEvent.ConnectFailed failed) {
            around.log(">>> Reconnect error: " + failed.cause().getMessage());
        }
    }

    private void tell(ConnectionEvent.StateChanged changed) {
        switch (changed.to()) {
            case CONNECTED -> {
                if (isTraced()) {
                    around.log(">>> Connected to " + changed.server());
                }
            }
            case RECONNECTING -> {
                Throwable cause = changed.cause();
                if (cause != null) {
                    around.log(">>> Disconnected due to: " + cause.getMessage() + ", will attempt reconnect");
                }
            }
            default -> {
                // The command says itself that it ends.
            }
        }
    }
}
