package io.natter.protocol;

import io.natter.protocol.json.JsonFields;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Collects the fields of a {@link ServerInfo}; each setter is named as its component. Confined to one thread. */
public final class ServerInfoBuilder {
    private String serverId = "";
    private String serverName = "";
    private String version = "";
    private @Nullable String natter;
    private int proto;
    private @Nullable String gitCommit;
    private String go = "";
    private String host = "";
    private int port;
    private boolean headers;
    private boolean authRequired;
    private boolean tlsRequired;
    private boolean tlsVerify;
    private boolean tlsAvailable;
    private int maxPayload;
    private boolean jetStream;
    private @Nullable String ip;
    private long clientId;
    private @Nullable String clientIp;
    private @Nullable String nonce;
    private @Nullable String cluster;
    private boolean clusterDynamic;
    private @Nullable String domain;
    private List<String> connectUrls = List.of();
    private List<String> wsConnectUrls = List.of();
    private boolean lameDuckMode;
    private @Nullable String compression;
    private boolean connectInfo;
    private @Nullable String remoteAccount;
    private boolean isSystemAccount;
    private int apiLevel;
    private @Nullable String xkey;

    ServerInfoBuilder() {}

    ServerInfoBuilder(ServerInfo info) {
        serverId = info.serverId();
        serverName = info.serverName();
        version = info.version();
        natter = info.natter();
        proto = info.proto();
        gitCommit = info.gitCommit();
        go = info.go();
        host = info.host();
        port = info.port();
        headers = info.headers();
        authRequired = info.authRequired();
        tlsRequired = info.tlsRequired();
        tlsVerify = info.tlsVerify();
        tlsAvailable = info.tlsAvailable();
        maxPayload = info.maxPayload();
        jetStream = info.jetStream();
        ip = info.ip();
        clientId = info.clientId();
        clientIp = info.clientIp();
        nonce = info.nonce();
        cluster = info.cluster();
        clusterDynamic = info.clusterDynamic();
        domain = info.domain();
        connectUrls = info.connectUrls();
        wsConnectUrls = info.wsConnectUrls();
        lameDuckMode = info.lameDuckMode();
        compression = info.compression();
        connectInfo = info.connectInfo();
        remoteAccount = info.remoteAccount();
        isSystemAccount = info.isSystemAccount();
        apiLevel = info.apiLevel();
        xkey = info.xkey();
    }

    void read(JsonFields fields) {
        switch (fields.key()) {
            case "server_id" -> serverId = orEmpty(fields.string(serverId));
            case "server_name" -> serverName = orEmpty(fields.string(serverName));
            case "version" -> version = orEmpty(fields.string(version));
            case "natter" -> natter = fields.string(natter);
            case "proto" -> proto = fields.clampedInteger(proto);
            case "git_commit" -> gitCommit = fields.string(gitCommit);
            case "go" -> go = orEmpty(fields.string(go));
            case "host" -> host = orEmpty(fields.string(host));
            case "port" -> port = fields.clampedInteger(port);
            case "headers" -> headers = fields.bool(headers);
            case "auth_required" -> authRequired = fields.bool(authRequired);
            case "tls_required" -> tlsRequired = fields.bool(tlsRequired);
            case "tls_verify" -> tlsVerify = fields.bool(tlsVerify);
            case "tls_available" -> tlsAvailable = fields.bool(tlsAvailable);
            case "max_payload" -> maxPayload = fields.clampedInteger(maxPayload);
            case "jetstream" -> jetStream = fields.bool(jetStream);
            default -> readMore(fields);
        }
    }

    private void readMore(JsonFields fields) {
        switch (fields.key()) {
            case "ip" -> ip = fields.string(ip);
            case "client_id" -> clientId = fields.integer(clientId);
            case "client_ip" -> clientIp = fields.string(clientIp);
            case "nonce" -> nonce = fields.string(nonce);
            case "cluster" -> cluster = fields.string(cluster);
            case "cluster_dynamic" -> clusterDynamic = fields.bool(clusterDynamic);
            case "domain" -> domain = fields.string(domain);
            case "connect_urls" -> connectUrls = fields.strings(connectUrls);
            case "ws_connect_urls" -> wsConnectUrls = fields.strings(wsConnectUrls);
            case "ldm" -> lameDuckMode = fields.bool(lameDuckMode);
            case "compression" -> compression = fields.string(compression);
            case "connect_info" -> connectInfo = fields.bool(connectInfo);
            case "remote_account" -> remoteAccount = fields.string(remoteAccount);
            case "acc_is_sys" -> isSystemAccount = fields.bool(isSystemAccount);
            case "api_lvl" -> apiLevel = fields.clampedInteger(apiLevel);
            case "xkey" -> xkey = fields.string(xkey);
            default -> fields.skip();
        }
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }

    /** Sets public server key (N...), 56 characters. */
    public ServerInfoBuilder serverId(String serverId) {
        this.serverId = serverId;
        return this;
    }

    /** Sets name of the server, its id unless configured. */
    public ServerInfoBuilder serverName(String serverName) {
        this.serverName = serverName;
        return this;
    }

    /** Sets nats-server level whose behaviour is to be expected. */
    public ServerInfoBuilder version(String version) {
        this.version = version;
        return this;
    }

    /** Sets Natter's own version; null from any other server. */
    public ServerInfoBuilder natter(@Nullable String natter) {
        this.natter = natter;
        return this;
    }

    /** Sets protocol level, 1. */
    public ServerInfoBuilder proto(int proto) {
        this.proto = proto;
        return this;
    }

    /** Sets commit the server was built from, or null. */
    public ServerInfoBuilder gitCommit(@Nullable String gitCommit) {
        this.gitCommit = gitCommit;
        return this;
    }

    /** Sets runtime the server was built with. */
    public ServerInfoBuilder go(String go) {
        this.go = go;
        return this;
    }

    /** Sets address it listens on. */
    public ServerInfoBuilder host(String host) {
        this.host = host;
        return this;
    }

    /** Sets port it listens on. */
    public ServerInfoBuilder port(int port) {
        this.port = port;
        return this;
    }

    /** Sets whether messages may carry headers. */
    public ServerInfoBuilder headers(boolean headers) {
        this.headers = headers;
        return this;
    }

    /** Sets whether CONNECT must carry credentials. */
    public ServerInfoBuilder authRequired(boolean authRequired) {
        this.authRequired = authRequired;
        return this;
    }

    /** Sets whether TLS must follow. */
    public ServerInfoBuilder tlsRequired(boolean tlsRequired) {
        this.tlsRequired = tlsRequired;
        return this;
    }

    /** Sets whether a client certificate is asked for. */
    public ServerInfoBuilder tlsVerify(boolean tlsVerify) {
        this.tlsVerify = tlsVerify;
        return this;
    }

    /** Sets whether TLS may follow. */
    public ServerInfoBuilder tlsAvailable(boolean tlsAvailable) {
        this.tlsAvailable = tlsAvailable;
        return this;
    }

    /** Sets largest payload accepted, headers included, in bytes. */
    public ServerInfoBuilder maxPayload(int maxPayload) {
        this.maxPayload = maxPayload;
        return this;
    }

    /** Sets whether JetStream is on. */
    public ServerInfoBuilder jetStream(boolean jetStream) {
        this.jetStream = jetStream;
        return this;
    }

    /** Sets address other servers see, or null. */
    public ServerInfoBuilder ip(@Nullable String ip) {
        this.ip = ip;
        return this;
    }

    /** Sets number of the connection, 0 where it has none. */
    public ServerInfoBuilder clientId(long clientId) {
        this.clientId = clientId;
        return this;
    }

    /** Sets client's address as the server sees it, or null. */
    public ServerInfoBuilder clientIp(@Nullable String clientIp) {
        this.clientIp = clientIp;
        return this;
    }

    /** Sets what to sign, or null. */
    public ServerInfoBuilder nonce(@Nullable String nonce) {
        this.nonce = nonce;
        return this;
    }

    /** Sets name of the cluster, or null. */
    public ServerInfoBuilder cluster(@Nullable String cluster) {
        this.cluster = cluster;
        return this;
    }

    /** Sets whether that name was made up. */
    public ServerInfoBuilder clusterDynamic(boolean clusterDynamic) {
        this.clusterDynamic = clusterDynamic;
        return this;
    }

    /** Sets JetStream domain, or null. */
    public ServerInfoBuilder domain(@Nullable String domain) {
        this.domain = domain;
        return this;
    }

    /** Sets host:port of every server a client may connect to. */
    public ServerInfoBuilder connectUrls(List<String> connectUrls) {
        this.connectUrls = connectUrls;
        return this;
    }

    /** Sets the same for WebSocket; servers keep it among themselves. */
    public ServerInfoBuilder wsConnectUrls(List<String> wsConnectUrls) {
        this.wsConnectUrls = wsConnectUrls;
        return this;
    }

    /** Sets whether the server is about to go away. */
    public ServerInfoBuilder lameDuckMode(boolean lameDuckMode) {
        this.lameDuckMode = lameDuckMode;
        return this;
    }

    /** Sets compression mode of a link between servers, or null. */
    public ServerInfoBuilder compression(@Nullable String compression) {
        this.compression = compression;
        return this;
    }

    /** Sets whether this INFO answers a CONNECT. */
    public ServerInfoBuilder connectInfo(boolean connectInfo) {
        this.connectInfo = connectInfo;
        return this;
    }

    /** Sets account the connection is bound to, or null. */
    public ServerInfoBuilder remoteAccount(@Nullable String remoteAccount) {
        this.remoteAccount = remoteAccount;
        return this;
    }

    /** Sets whether that is the system account. */
    public ServerInfoBuilder isSystemAccount(boolean isSystemAccount) {
        this.isSystemAccount = isSystemAccount;
        return this;
    }

    /** Sets level of the JetStream API, 0 where unknown. */
    public ServerInfoBuilder apiLevel(int apiLevel) {
        this.apiLevel = apiLevel;
        return this;
    }

    /** Sets public curve key (X...) of the server, or null. */
    public ServerInfoBuilder xkey(@Nullable String xkey) {
        this.xkey = xkey;
        return this;
    }

    /** The fields collected so far. */
    public ServerInfo build() {
        return new ServerInfo(
                serverId,
                serverName,
                version,
                natter,
                proto,
                gitCommit,
                go,
                host,
                port,
                headers,
                authRequired,
                tlsRequired,
                tlsVerify,
                tlsAvailable,
                maxPayload,
                jetStream,
                ip,
                clientId,
                clientIp,
                nonce,
                cluster,
                clusterDynamic,
                domain,
                connectUrls,
                wsConnectUrls,
                lameDuckMode,
                compression,
                connectInfo,
                remoteAccount,
                isSystemAccount,
                apiLevel,
                xkey);
    }
}
