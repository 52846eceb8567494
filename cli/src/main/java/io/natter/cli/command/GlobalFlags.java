package io.natter.cli.command;

import io.natter.cli.context.ContextKey;
import io.natter.cli.context.NatsContext;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/**
 * The flags that every command takes, before its name or behind it.
 *
 * <p><i>Confined to the thread that parses, then read by the command.</i> Flags beat variables of the environment, and both beat the
 * selected context.
 */
final class GlobalFlags {
    @Option(
            names = {"-s", "--server"},
            scope = ScopeType.INHERIT,
            paramLabel = "URL",
            description = "NATS server urls (NATS_URL)")
    @Nullable
    String server;

    @Option(
            names = "--user",
            scope = ScopeType.INHERIT,
            paramLabel = "USER",
            description = "Username or token (NATS_USER)")
    @Nullable
    String user;

    @Option(
            names = "--password",
            scope = ScopeType.INHERIT,
            paramLabel = "PASSWORD",
            description = "Password (NATS_PASSWORD)")
    @Nullable
    String password;

    @Option(names = "--token", scope = ScopeType.INHERIT, paramLabel = "TOKEN", description = "Token (NATS_TOKEN)")
    @Nullable
    String token;

    @Option(
            names = "--connection-name",
            scope = ScopeType.INHERIT,
            paramLabel = "NAME",
            description = "What the connection is called on the server's pages")
    @Nullable
    String connectionName;

    @Option(
            names = "--creds",
            scope = ScopeType.INHERIT,
            paramLabel = "LOCATION",
            description = "User credentials (NATS_CREDS)")
    @Nullable
    String creds;

    @Option(names = "--nkey", scope = ScopeType.INHERIT, paramLabel = "LOCATION", description = "User nkey (NATS_NKEY)")
    @Nullable
    String nkey;

    @Option(names = "--jwt", scope = ScopeType.INHERIT, paramLabel = "LOCATION", description = "User JWT (NATS_JWT)")
    @Nullable
    String jwt;

    @Option(names = "--seed", scope = ScopeType.INHERIT, paramLabel = "LOCATION", description = "User seed (NATS_SEED)")
    @Nullable
    String seed;

    @Option(
            names = "--tlscert",
            scope = ScopeType.INHERIT,
            paramLabel = "FILE",
            description = "TLS public certificate (NATS_CERT)")
    @Nullable
    String tlsCert;

    @Option(
            names = "--tlskey",
            scope = ScopeType.INHERIT,
            paramLabel = "FILE",
            description = "TLS private key (NATS_KEY)")
    @Nullable
    String tlsKey;

    @Option(
            names = "--tlsca",
            scope = ScopeType.INHERIT,
            paramLabel = "FILE",
            description = "TLS certificate authority chain (NATS_CA)")
    @Nullable
    String tlsCa;

    @Option(
            names = {"--tlsfirst", "--tls-first"},
            negatable = true,
            scope = ScopeType.INHERIT,
            description = "Perform TLS handshake before expecting the server greeting")
    boolean tlsFirst;

    @Option(
            names = "--timeout",
            scope = ScopeType.INHERIT,
            paramLabel = "DURATION",
            description = "Time to wait on responses from NATS, 5s (NATS_TIMEOUT)")
    @Nullable
    Duration timeout;

    @Option(
            names = "--socks-proxy",
            scope = ScopeType.INHERIT,
            paramLabel = "PROXY",
            description = "SOCKS5 proxy for connecting to NATS server (NATS_SOCKS_PROXY)")
    @Nullable
    String socksProxy;

    @Option(
            names = "--inbox-prefix",
            scope = ScopeType.INHERIT,
            paramLabel = "PREFIX",
            description = "Custom inbox prefix to use for inboxes")
    @Nullable
    String inboxPrefix;

    @Option(
            names = "--js-api-prefix",
            scope = ScopeType.INHERIT,
            paramLabel = "PREFIX",
            description = "Subject prefix for access to JetStream API")
    @Nullable
    String jsApiPrefix;

    @Option(names = "--js-event-prefix", scope = ScopeType.INHERIT, paramLabel = "PREFIX", hidden = true)
    @Nullable
    String jsEventPrefix;

    @Option(
            names = {"--js-domain", "--domain"},
            scope = ScopeType.INHERIT,
            paramLabel = "DOMAIN",
            description = "JetStream domain to access")
    @Nullable
    String jsDomain;

    @Option(names = "--colors", scope = ScopeType.INHERIT, paramLabel = "SCHEME", hidden = true)
    @Nullable
    String colors;

    @Option(
            names = "--context",
            scope = ScopeType.INHERIT,
            paramLabel = "NAME",
            description = "Configuration context (NATS_CONTEXT)")
    @Nullable
    String context;

    @Option(names = "--no-context", scope = ScopeType.INHERIT, description = "Disable the selected context")
    boolean noContext;

    @Option(names = "--trace", scope = ScopeType.INHERIT, description = "Trace what the connection does")
    boolean trace;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            scope = ScopeType.INHERIT,
            description = "Show this help")
    boolean help;

    @Option(
            names = "--completion-script-bash",
            description = "Show a completion script for bash: put it into a file and source it")
    boolean completionBash;

    @Option(
            names = "--completion-script-zsh",
            description = "Show a completion script for zsh, which reads that of bash")
    boolean completionZsh;

    @Option(names = "--version", versionHelp = true, description = "Show the version")
    boolean version;

    /** What flags and environment say of how to connect, in the form of a context. */
    NatsContext overlay(Surroundings around) {
        NatsContext said = NatsContext.EMPTY.withTlsFirst(tlsFirst);
        said = put(said, ContextKey.URL, server, around.variable("NATS_URL"));
        said = put(said, ContextKey.USER, user, around.variable("NATS_USER"));
        said = put(said, ContextKey.PASSWORD, password, around.variable("NATS_PASSWORD"));
        said = put(said, ContextKey.TOKEN, token, around.variable("NATS_TOKEN"));
        said = put(said, ContextKey.CREDS, creds, around.variable("NATS_CREDS"));
        said = put(said, ContextKey.NKEY, nkey, around.variable("NATS_NKEY"));
        said = put(said, ContextKey.USER_JWT, jwt, around.variable("NATS_JWT"));
        said = put(said, ContextKey.USER_SEED, seed, around.variable("NATS_SEED"));
        said = put(said, ContextKey.CERT, tlsCert, around.variable("NATS_CERT"));
        said = put(said, ContextKey.KEY, tlsKey, around.variable("NATS_KEY"));
        said = put(said, ContextKey.CA, tlsCa, around.variable("NATS_CA"));
        said = put(said, ContextKey.SOCKS_PROXY, socksProxy, around.variable("NATS_SOCKS_PROXY"));
        said = put(said, ContextKey.COLOR_SCHEME, colors, around.variable("NATS_COLOR"));
        said = put(said, ContextKey.INBOX_PREFIX, inboxPrefix, "");
        said = put(said, ContextKey.JETSTREAM_API_PREFIX, jsApiPrefix, "");
        said = put(said, ContextKey.JETSTREAM_EVENT_PREFIX, jsEventPrefix, "");
        said = put(said, ContextKey.JETSTREAM_DOMAIN, jsDomain, "");
        boolean isToken = said.find(ContextKey.USER) != null && said.find(ContextKey.PASSWORD) == null;
        return isToken ? said.with(ContextKey.TOKEN, said.get(ContextKey.USER)).with(ContextKey.USER, "") : said;
    }

    private static NatsContext put(NatsContext said, ContextKey key, @Nullable String flag, String variable) {
        return said.with(key, flag == null ? variable : flag);
    }
}
