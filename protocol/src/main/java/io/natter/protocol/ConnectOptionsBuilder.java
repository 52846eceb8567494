package io.natter.protocol;

import io.natter.protocol.json.JsonFields;
import org.jspecify.annotations.Nullable;

/** Collects the fields of {@link ConnectOptions}, beginning with the server's defaults. Confined to one thread. */
public final class ConnectOptionsBuilder {
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

    ConnectOptionsBuilder() {}

    ConnectOptionsBuilder(ConnectOptions before) {
        verbose = before.verbose();
        pedantic = before.pedantic();
        echo = before.echo();
        tlsRequired = before.tlsRequired();
        headers = before.headers();
        noResponders = before.noResponders();
        protocol = before.protocol();
        nkey = before.nkey();
        jwt = before.jwt();
        sig = before.sig();
        authToken = before.authToken();
        user = before.user();
        pass = before.pass();
        name = before.name();
        lang = before.lang();
        version = before.version();
        account = before.account();
        newAccount = before.newAccount();
        proxySig = before.proxySig();
    }

    void read(JsonFields fields) {
        switch (fields.key()) {
            case "verbose" -> verbose = fields.bool(verbose);
            case "pedantic" -> pedantic = fields.bool(pedantic);
            case "echo" -> echo = fields.bool(echo);
            case "tls_required" -> tlsRequired = fields.bool(tlsRequired);
            case "headers" -> headers = fields.bool(headers);
            case "no_responders" -> noResponders = fields.bool(noResponders);
            case "protocol" -> protocol = fields.clampedInteger(protocol);
            case "nkey" -> nkey = fields.string(nkey);
            case "jwt" -> jwt = fields.string(jwt);
            case "sig" -> sig = fields.string(sig);
            case "auth_token" -> authToken = fields.string(authToken);
            case "user" -> user = fields.string(user);
            case "pass" -> pass = fields.string(pass);
            case "name" -> name = fields.string(name);
            case "lang" -> lang = fields.string(lang);
            case "version" -> version = fields.string(version);
            case "account" -> account = fields.string(account);
            case "new_account" -> newAccount = fields.bool(newAccount);
            case "proxy_sig" -> proxySig = fields.string(proxySig);
            default -> fields.skip();
        }
    }

    /** Whether each accepted operation is answered with {@code +OK}. */
    public ConnectOptionsBuilder verbose(boolean verbose) {
        this.verbose = verbose;
        return this;
    }

    /** Whether the server complains of invalid publish subjects. */
    public ConnectOptionsBuilder pedantic(boolean pedantic) {
        this.pedantic = pedantic;
        return this;
    }

    /** Whether the connection gets its own messages. */
    public ConnectOptionsBuilder echo(boolean echo) {
        this.echo = echo;
        return this;
    }

    /** Whether the client insists on TLS. */
    public ConnectOptionsBuilder tlsRequired(boolean tlsRequired) {
        this.tlsRequired = tlsRequired;
        return this;
    }

    /** Whether the client understands HMSG. */
    public ConnectOptionsBuilder headers(boolean headers) {
        this.headers = headers;
        return this;
    }

    /** Whether a request that nobody hears is answered with status 503; needs headers. */
    public ConnectOptionsBuilder noResponders(boolean noResponders) {
        this.noResponders = noResponders;
        return this;
    }

    /** 1 when later INFO lines are understood, else 0. */
    public ConnectOptionsBuilder protocol(int protocol) {
        this.protocol = protocol;
        return this;
    }

    /** Who signed, as a public user key, and the signature of the nonce in base64. */
    public ConnectOptionsBuilder nkey(@Nullable String publicKey, @Nullable String signature) {
        this.nkey = publicKey;
        this.sig = signature;
        return this;
    }

    /** The user's JWT, and the signature of the nonce in base64, or null for a bearer token. */
    public ConnectOptionsBuilder jwt(@Nullable String token, @Nullable String signature) {
        this.jwt = token;
        this.sig = signature;
        return this;
    }

    /** The token of token authentication. */
    public ConnectOptionsBuilder authToken(@Nullable String token) {
        this.authToken = token;
        return this;
    }

    /** User and password. */
    public ConnectOptionsBuilder user(@Nullable String user, @Nullable String password) {
        this.user = user;
        this.pass = password;
        return this;
    }

    /** What the application calls the connection. */
    public ConnectOptionsBuilder name(@Nullable String name) {
        this.name = name;
        return this;
    }

    /** Language and version of the client library. */
    public ConnectOptionsBuilder library(@Nullable String lang, @Nullable String version) {
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
