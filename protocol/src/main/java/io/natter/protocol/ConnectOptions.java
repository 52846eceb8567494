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
    public static Builder builder() {
        return new Builder();
    }

    /** Starts from these. */
    public Builder toBuilder() {
        Builder b = new Builder();
        b.verbose = verbose;
        b.pedantic = pedantic;
        b.echo = echo;
        b.tlsRequired = tlsRequired;
        b.headers = headers;
        b.noResponders = noResponders;
        b.protocol = protocol;
        b.nkey = nkey;
        b.jwt = jwt;
        b.sig = sig;
        b.authToken = authToken;
        b.user = user;
        b.pass = pass;
        b.name = name;
        b.lang = lang;
        b.version = version;
        b.account = account;
        b.newAccount = newAccount;
        b.proxySig = proxySig;
        return b;
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
        return JsonFields.read(json, from, length, fields -> read(fields, before.toBuilder()));
    }

    private static ConnectOptions read(JsonFields fields, Builder b) {
        while (fields.next()) {
            switch (fields.key()) {
                case "verbose" -> b.verbose = fields.bool(b.verbose);
                case "pedantic" -> b.pedantic = fields.bool(b.pedantic);
                case "echo" -> b.echo = fields.bool(b.echo);
                case "tls_required" -> b.tlsRequired = fields.bool(b.tlsRequired);
                case "headers" -> b.headers = fields.bool(b.headers);
                case "no_responders" -> b.noResponders = fields.bool(b.noResponders);
                case "protocol" -> b.protocol = fields.clampedInteger(b.protocol);
                case "nkey" -> b.nkey = fields.string(b.nkey);
                case "jwt" -> b.jwt = fields.string(b.jwt);
                case "sig" -> b.sig = fields.string(b.sig);
                case "auth_token" -> b.authToken = fields.string(b.authToken);
                case "user" -> b.user = fields.string(b.user);
                case "pass" -> b.pass = fields.string(b.pass);
                case "name" -> b.name = fields.string(b.name);
                case "lang" -> b.lang = fields.string(b.lang);
                case "version" -> b.version = fields.string(b.version);
                case "account" -> b.account = fields.string(b.account);
                case "new_account" -> b.newAccount = fields.bool(b.newAccount);
                case "proxy_sig" -> b.proxySig = fields.string(b.proxySig);
                default -> fields.skip();
            }
        }
        return b.build();
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

    /** Collects options, beginning with the server's defaults. Confined to one thread. */
    public static final class Builder {
        private boolean verbose = true;
        private boolean pedantic = true;
        private boolean echo = true;
        private boolean tlsRequired;
        private boolean headers;
        private boolean noResponders;
        private int protocol;
        private @Nullable String nkey;
        private @Nullable String jwt;
        private @Nullable String sig;
        private @Nullable String authToken;
        private @Nullable String user;
        private @Nullable String pass;
        private @Nullable String name;
        private @Nullable String lang;
        private @Nullable String version;
        private @Nullable String account;
        private boolean newAccount;
        private @Nullable String proxySig;

        private Builder() {}

        /** Whether each accepted operation is answered with {@code +OK}. */
        public Builder verbose(boolean verbose) {
            this.verbose = verbose;
            return this;
        }

        /** Whether the server complains of invalid publish subjects. */
        public Builder pedantic(boolean pedantic) {
            this.pedantic = pedantic;
            return this;
        }

        /** Whether the connection gets its own messages. */
        public Builder echo(boolean echo) {
            this.echo = echo;
            return this;
        }

        /** Whether the client insists on TLS. */
        public Builder tlsRequired(boolean tlsRequired) {
            this.tlsRequired = tlsRequired;
            return this;
        }

        /** Whether the client understands HMSG. */
        public Builder headers(boolean headers) {
            this.headers = headers;
            return this;
        }

        /** Whether a request that nobody hears is answered with status 503; needs headers. */
        public Builder noResponders(boolean noResponders) {
            this.noResponders = noResponders;
            return this;
        }

        /** 1 when later INFO lines are understood, else 0. */
        public Builder protocol(int protocol) {
            this.protocol = protocol;
            return this;
        }

        /** Who signed, as a public user key, and the signature of the nonce in base64. */
        public Builder nkey(@Nullable String publicKey, @Nullable String signature) {
            this.nkey = publicKey;
            this.sig = signature;
            return this;
        }

        /** The user's JWT, and the signature of the nonce in base64, or null for a bearer token. */
        public Builder jwt(@Nullable String token, @Nullable String signature) {
            this.jwt = token;
            this.sig = signature;
            return this;
        }

        /** The token of token authentication. */
        public Builder authToken(@Nullable String token) {
            this.authToken = token;
            return this;
        }

        /** User and password. */
        public Builder user(@Nullable String user, @Nullable String password) {
            this.user = user;
            this.pass = password;
            return this;
        }

        /** What the application calls the connection. */
        public Builder name(@Nullable String name) {
            this.name = name;
            return this;
        }

        /** Language and version of the client library. */
        public Builder library(@Nullable String lang, @Nullable String version) {
            this.lang = lang;
            this.version = version;
            return this;
        }

        /** The options collected so far. */
        public ConnectOptions build() {
            return new ConnectOptions(
                    verbose,
                    pedantic,
                    echo,
                    tlsRequired,
                    headers,
                    noResponders,
                    protocol,
                    nkey,
                    jwt,
                    sig,
                    authToken,
                    user,
                    pass,
                    name,
                    lang,
                    version,
                    account,
                    newAccount,
                    proxySig);
        }
    }
}
