package io.natter.protocol;

import io.avaje.json.stream.BytesJsonWriter;
import io.natter.protocol.json.JsonFields;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * What a client says of itself with CONNECT (C2, C30-C35).
 *
 * <p>Immutable. A key that is left out keeps the server's default, which is {@code true} for verbose, pedantic and
 * echo. Unknown keys are ignored; key case does not matter. The text form leaves out what is secret.
 *
 * @param verbose whether the server answers each accepted operation with {@code +OK}
 * @param pedantic whether the server complains of invalid publish subjects
 * @param echo whether the connection gets its own messages
 * @param tlsRequired whether the client insists on TLS
 * @param headers whether the client understands HMSG
 * @param noResponders whether a request that nobody hears is answered with status 503
 * @param protocol 0, or 1 when later INFO lines are understood; others are refused by the server, not here
 * @param nkey public user key (U...) of the one who signs
 * @param jwt user JWT
 * @param sig signature of the nonce, base64
 * @param authToken the token of token authentication
 * @param user user name
 * @param pass password
 * @param name what the application calls the connection
 * @param lang the client library's language
 * @param version the client library's version
 * @param account no longer allowed; kept to be refused (C32)
 * @param newAccount no longer allowed; kept to be refused (C32)
 * @param proxySig signature of the nonce by a trusted proxy
 */
public record ConnectOptions(
        boolean verbose,
        boolean pedantic,
        boolean echo,
        boolean tlsRequired,
        boolean headers,
        boolean noResponders,
        int protocol,
        @Nullable String nkey,
        @Nullable String jwt,
        @Nullable String sig,
        @Nullable String authToken,
        @Nullable String user,
        @Nullable String pass,
        @Nullable String name,
        @Nullable String lang,
        @Nullable String version,
        @Nullable String account,
        boolean newAccount,
        @Nullable String proxySig) {

    /** What holds for a connection that never sent CONNECT. */
    public static final ConnectOptions DEFAULTS = builder().build();

    /** Starts from what the server assumes of a silent client. */
    public static ConnectOptionsBuilder builder() {
        return new ConnectOptionsBuilder();
    }

    /** Starts from these. */
    public ConnectOptionsBuilder toBuilder() {
        return new ConnectOptionsBuilder(this);
    }

    /**
     * Reads the JSON of a CONNECT line.
     *
     * @throws ProtocolException if it is not one JSON object, nests too deeply, or a known key has a wrong type; the
     *     message names the key, never the value
     */
    public static ConnectOptions parse(byte[] json, int from, int length) {
        return parse(json, from, length, DEFAULTS);
    }

    /**
     * The same over {@code before}: what the JSON leaves out stays as it was (C34).
     *
     * @throws ProtocolException as above
     */
    public static ConnectOptions parse(byte[] json, int from, int length, ConnectOptions before) {
        return JsonFields.read(json, from, length, fields -> {
            ConnectOptionsBuilder options = before.toBuilder();
            while (fields.next()) {
                options.read(fields);
            }
            return options.build();
        });
    }

    /** The JSON a client sends: all switches, and of the rest what is set. */
    public String toJson() {
        try (BytesJsonWriter json = JsonFields.writer()) {
            json.beginObject();
            writeSwitches(json);
            writeTexts(json);
            json.endObject();
            return new String(json.result(), StandardCharsets.UTF_8);
        }
    }

    private void writeSwitches(BytesJsonWriter json) {
        json.name("verbose");
        json.value(verbose);
        json.name("pedantic");
        json.value(pedantic);
        json.name("echo");
        json.value(echo);
        json.name("tls_required");
        json.value(tlsRequired);
        json.name("headers");
        json.value(headers);
        json.name("no_responders");
        json.value(noResponders);
        json.name("protocol");
        json.value(protocol);
        if (newAccount) {
            json.name("new_account");
            json.value(true);
        }
    }

    private void writeTexts(BytesJsonWriter json) {
        write(json, "nkey", nkey);
        write(json, "jwt", jwt);
        write(json, "sig", sig);
        write(json, "auth_token", authToken);
        write(json, "user", user);
        write(json, "pass", pass);
        write(json, "name", name);
        write(json, "lang", lang);
        write(json, "version", version);
        write(json, "account", account);
        write(json, "proxy_sig", proxySig);
    }

    private static void write(BytesJsonWriter json, String key, @Nullable String value) {
        if (value != null) {
            json.name(key);
            json.value(JsonFields.printable(value));
        }
    }

    @Override
    public String toString() {
        return "ConnectOptions[name=" + name + ", lang=" + lang + ", version=" + version + ", protocol=" + protocol
                + ", user=" + user + ", nkey=" + nkey + ", verbose=" + verbose + ", pedantic=" + pedantic + ", echo="
                + echo + ", headers=" + headers + ", noResponders=" + noResponders + ", tlsRequired=" + tlsRequired
                + ", pass=" + hidden(pass) + ", authToken=" + hidden(authToken) + ", jwt=" + hidden(jwt) + ", sig="
                + hidden(sig) + "]";
    }

    private static String hidden(@Nullable String secret) {
        return secret == null ? "none" : "[REDACTED]";
    }
}
