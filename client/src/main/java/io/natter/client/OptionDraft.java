package io.natter.client;

import io.natter.client.OptionValues.BadValue;
import io.natter.client.transport.ServerAddress;
import io.natter.protocol.ProtocolException;
import io.natter.protocol.keys.CredentialsFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Options on their way from texts to {@link NatsOptions}: what several keys make together waits here.
 *
 * <p>Confined to one thread.
 */
final class OptionDraft {
    final NatsOptionsBuilder builder = NatsOptions.builder();

    // who the client says it is: one way only
    @Nullable
    String user;

    @Nullable
    String password;

    @Nullable
    String token;

    @Nullable
    String nkeySeed;

    @Nullable
    Path nkeyFile;

    @Nullable
    String jwt;

    @Nullable
    Path credentials;

    // TLS; files or a demand without a mode mean REQUIRE
    TlsOptions.@Nullable Mode tlsMode;
    boolean isTlsRequired;
    boolean isTlsFirst;

    @Nullable
    Path trustFile;

    @Nullable
    Path certificateFile;

    @Nullable
    Path keyFile;

    boolean isHostVerified = true;

    @Nullable
    String tlsServerName;

    // reconnecting
    boolean hasReconnect;
    long reconnectRetries = -1;
    Duration reconnectFirstDelay = Duration.ofMillis(100);
    Duration reconnectMaxDelay = Duration.ofSeconds(5);
    double reconnectFactor = 2;
    double reconnectJitter = 0.1;

    // subscriptions
    int pendingMessages = SubscribeOptions.DEFAULTS.pendingMessages();
    long pendingBytes = SubscribeOptions.DEFAULTS.pendingBytes();
    WhenFull whenFull = SubscribeOptions.DEFAULTS.whenFull();

    /** The options; {@link BadValue} if what came does not go together. */
    NatsOptions build() {
        builder.authentication(authentication());
        builder.tls(tls());
        if (hasReconnect) {
            builder.reconnect(reconnect());
        }
        builder.subscribe(SubscribeOptions.DEFAULTS.withPending(pendingMessages, pendingBytes, whenFull));
        return builder.build();
    }

    void servers(String text) {
        List<String> servers = OptionValues.list(text);
        for (String server : servers) {
            try {
                ServerAddress.parse(server);
            } catch (IllegalArgumentException e) {
                throw new BadValue("server addresses between commas (" + e.getMessage() + ")");
            }
        }
        builder.servers(servers.toArray(new String[0]));
    }

    /** {@code http://host:port} or {@code socks5://host:port}. */
    void proxy(String text) {
        String expected = "http://host:port or socks5://host:port";
        try {
            URI uri = URI.create(text);
            String host = uri.getHost();
            if (host == null || uri.getPort() < 1 || uri.getUserInfo() != null) {
                throw new BadValue(expected);
            }
            String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
            Proxy.Type type = switch (scheme) {
                case "http" -> Proxy.Type.HTTP;
                case "socks", "socks5", "socks5h" -> Proxy.Type.SOCKS;
                default -> throw new BadValue(expected);
            };
            builder.proxy(new Proxy(type, InetSocketAddress.createUnresolved(host, uri.getPort())));
        } catch (IllegalArgumentException itsMessageMayShowASecret) {
            throw new BadValue(expected);
        }
    }

    /** {@code Name=value,Name=value}. */
    void webSocketHeaders(String text) {
        Map<String, String> headers = new LinkedHashMap<>();
        for (String header : OptionValues.list(text)) {
            int equals = header.indexOf('=');
            if (equals < 1) {
                throw new BadValue("name=value pairs between commas");
            }
            headers.put(
                    header.substring(0, equals).strip(),
                    header.substring(equals + 1).strip());
        }
        builder.webSocketHeaders(headers);
    }

    private Authentication authentication() {
        List<String> ways = new ArrayList<>();
        addIf(ways, user, "a user");
        addIf(ways, token, "a token");
        addIf(ways, credentials, "a credentials file");
        addIf(ways, nkeyFile, "a file with a seed");
        addIf(ways, jwt == null ? nkeySeed : jwt, "a JWT or a seed");
        if (ways.size() > 1) {
            throw new BadValue("authentication: got " + String.join(" and ", ways) + ", expected one of them");
        }
        if ((user == null) != (password == null)) {
            throw new BadValue("authentication: got a user or a password alone, expected both or none");
        }
        return theOneWay();
    }

    private Authentication theOneWay() {
        if (user != null && password != null) {
            return Authentication.userPassword(user, password);
        }
        if (token != null) {
            return Authentication.token(token);
        }
        if (credentials != null) {
            return Authentication.credentials(credentials);
        }
        if (nkeyFile != null) {
            return new Authentication.NkeySeed(seedOf(nkeyFile));
        }
        if (jwt != null) {
            String jwtText = jwt;
            return nkeySeed == null
                    ? new Authentication.Jwt(() -> jwtText, null)
                    : Authentication.jwt(jwtText, nkeySeed);
        }
        return nkeySeed == null ? Authentication.NONE : Authentication.nkey(nkeySeed);
    }

    /** The seed in a file, read each time it is asked for. */
    static Supplier<String> seedOf(Path file) {
        return () -> {
            try (var key = CredentialsFile.parseKey(Files.readAllBytes(file))) {
                return new String(key.seed(), StandardCharsets.US_ASCII);
            } catch (IOException e) {
                throw new UncheckedIOException("cannot read " + file, e);
            } catch (ProtocolException e) {
                throw new IllegalStateException(file + ": " + e.getMessage(), e);
            }
        };
    }

    private static void addIf(List<String> ways, @Nullable Object value, String way) {
        if (value != null) {
            ways.add(way);
        }
    }

    private TlsOptions tls() {
        if ((certificateFile == null) != (keyFile == null)) {
            throw new BadValue("tls: got a certificate or a key alone, expected both or none");
        }
        boolean isAskedFor = isTlsRequired || trustFile != null || certificateFile != null;
        TlsOptions.Mode implied = isTlsFirst
                ? TlsOptions.Mode.HANDSHAKE_FIRST
                : isAskedFor ? TlsOptions.Mode.REQUIRE : TlsOptions.Mode.AUTO;
        if (tlsMode == TlsOptions.Mode.OFF && implied != TlsOptions.Mode.AUTO) {
            throw new BadValue("tls: got a mode of off and a demand for it, expected one of them");
        }
        return new TlsOptions(
                tlsMode == null || tlsMode == TlsOptions.Mode.AUTO ? implied : tlsMode,
                null,
                trustFile,
                certificateFile,
                keyFile,
                isHostVerified,
                tlsServerName);
    }

    private ReconnectPolicy reconnect() {
        return ReconnectPolicy.exponential(
                reconnectRetries < 0 ? Long.MAX_VALUE : reconnectRetries,
                reconnectFirstDelay,
                reconnectMaxDelay,
                reconnectFactor,
                reconnectJitter);
    }
}
