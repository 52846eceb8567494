package io.natter.protocol;

import io.avaje.json.stream.BytesJsonWriter;
import io.natter.protocol.json.JsonFields;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a server says of itself with INFO (C20-C25).
 *
 * <p>Immutable. Fields stand in nats-server's order and are left out of the JSON where nats-server leaves them out.
 *
 * @param serverId public server key (N...), 56 characters
 * @param serverName name of the server, its id unless configured
 * @param version nats-server level whose behaviour is to be expected
 * @param natter Natter's own version; null from any other server
 * @param proto protocol level, 1
 * @param gitCommit commit the server was built from, or null
 * @param go runtime the server was built with
 * @param host address it listens on
 * @param port port it listens on
 * @param headers whether messages may carry headers
 * @param authRequired whether CONNECT must carry credentials
 * @param tlsRequired whether TLS must follow
 * @param tlsVerify whether a client certificate is asked for
 * @param tlsAvailable whether TLS may follow
 * @param maxPayload largest payload accepted, headers included, in bytes
 * @param jetStream whether JetStream is on
 * @param ip address other servers see, or null
 * @param clientId number of the connection, 0 where it has none
 * @param clientIp client's address as the server sees it, or null
 * @param nonce what to sign, or null
 * @param cluster name of the cluster, or null
 * @param clusterDynamic whether that name was made up
 * @param domain JetStream domain, or null
 * @param connectUrls host:port of every server a client may connect to
 * @param wsConnectUrls the same for WebSocket; servers keep it among themselves
 * @param lameDuckMode whether the server is about to go away
 * @param compression compression mode of a link between servers, or null
 * @param connectInfo whether this INFO answers a CONNECT
 * @param remoteAccount account the connection is bound to, or null
 * @param isSystemAccount whether that is the system account
 * @param apiLevel level of the JetStream API, 0 where unknown
 * @param xkey public curve key (X...) of the server, or null
 */
public record ServerInfo(
        String serverId,
        String serverName,
        String version,
        @Nullable String natter,
        int proto,
        @Nullable String gitCommit,
        String go,
        String host,
        int port,
        boolean headers,
        boolean authRequired,
        boolean tlsRequired,
        boolean tlsVerify,
        boolean tlsAvailable,
        int maxPayload,
        boolean jetStream,
        @Nullable String ip,
        long clientId,
        @Nullable String clientIp,
        @Nullable String nonce,
        @Nullable String cluster,
        boolean clusterDynamic,
        @Nullable String domain,
        List<String> connectUrls,
        List<String> wsConnectUrls,
        boolean lameDuckMode,
        @Nullable String compression,
        boolean connectInfo,
        @Nullable String remoteAccount,
        boolean isSystemAccount,
        int apiLevel,
        @Nullable String xkey) {

    /** Lists are copied. */
    public ServerInfo {
        connectUrls = List.copyOf(connectUrls);
        wsConnectUrls = List.copyOf(wsConnectUrls);
    }

    /** Starts from nothing: empty texts, zeros and false. */
    public static Builder builder() {
        return new Builder();
    }

    /** Starts from this one. */
    public Builder toBuilder() {
        return new Builder(this);
    }

    /**
     * Reads the JSON of an INFO line; unknown keys are ignored.
     *
     * @throws ProtocolException if it is not one JSON object, nests too deeply, or a known key has a wrong type
     */
    public static ServerInfo parse(byte[] json, int from, int length) {
        return JsonFields.read(json, from, length, ServerInfo::read);
    }

    private static ServerInfo read(JsonFields fields) {
        Builder info = builder();
        while (fields.next()) {
            info.read(fields);
        }
        return info.build();
    }

    /** The JSON of an INFO line. */
    public String toJson() {
        return new String(toJsonBytes(), StandardCharsets.UTF_8);
    }

    /** The JSON of an INFO line in UTF-8. */
    public byte[] toJsonBytes() {
        try (BytesJsonWriter json = JsonFields.writer()) {
            json.beginObject();
            writeServer(json);
            writeConnection(json);
            json.endObject();
            return json.result();
        }
    }

    private void writeServer(BytesJsonWriter json) {
        always(json, "server_id", serverId);
        always(json, "server_name", serverName);
        always(json, "version", version);
        unlessEmpty(json, "natter", natter);
        always(json, "proto", proto);
        unlessEmpty(json, "git_commit", gitCommit);
        always(json, "go", go);
        always(json, "host", host);
        always(json, "port", port);
        always(json, "headers", headers);
        unlessEmpty(json, "auth_required", authRequired);
        unlessEmpty(json, "tls_required", tlsRequired);
        unlessEmpty(json, "tls_verify", tlsVerify);
        unlessEmpty(json, "tls_available", tlsAvailable);
        always(json, "max_payload", maxPayload);
        unlessEmpty(json, "jetstream", jetStream);
    }

    private void writeConnection(BytesJsonWriter json) {
        unlessEmpty(json, "ip", ip);
        unlessEmpty(json, "client_id", clientId);
        unlessEmpty(json, "client_ip", clientIp);
        unlessEmpty(json, "nonce", nonce);
        unlessEmpty(json, "cluster", cluster);
        unlessEmpty(json, "cluster_dynamic", clusterDynamic);
        unlessEmpty(json, "domain", domain);
        unlessEmpty(json, "connect_urls", connectUrls);
        unlessEmpty(json, "ws_connect_urls", wsConnectUrls);
        unlessEmpty(json, "ldm", lameDuckMode);
        unlessEmpty(json, "compression", compression);
        unlessEmpty(json, "connect_info", connectInfo);
        unlessEmpty(json, "remote_account", remoteAccount);
        unlessEmpty(json, "acc_is_sys", isSystemAccount);
        unlessEmpty(json, "api_lvl", apiLevel);
        unlessEmpty(json, "xkey", xkey);
    }

    private static void always(BytesJsonWriter json, String key, String value) {
        json.name(key);
        json.value(JsonFields.printable(value));
    }

    private static void always(BytesJsonWriter json, String key, long value) {
        json.name(key);
        json.value(value);
    }

    private static void always(BytesJsonWriter json, String key, boolean value) {
        json.name(key);
        json.value(value);
    }

    private static void unlessEmpty(BytesJsonWriter json, String key, @Nullable String value) {
        if (value != null && !value.isEmpty()) {
            always(json, key, value);
        }
    }

    private static void unlessEmpty(BytesJsonWriter json, String key, long value) {
        if (value != 0) {
            always(json, key, value);
        }
    }

    private static void unlessEmpty(BytesJsonWriter json, String key, boolean value) {
        if (value) {
            always(json, key, true);
        }
    }

    private static void unlessEmpty(BytesJsonWriter json, String key, List<String> values) {
        if (!values.isEmpty()) {
            json.name(key);
            json.beginArray();
            values.forEach(value -> json.value(JsonFields.printable(value)));
            json.endArray();
        }
    }

    /** Collects fields; each setter is named as its component. Confined to one thread. */
    public static final class Builder {
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

        private Builder() {}

        private Builder(ServerInfo info) {
            serverId = info.serverId;
            serverName = info.serverName;
            version = info.version;
            natter = info.natter;
            proto = info.proto;
            gitCommit = info.gitCommit;
            go = info.go;
            host = info.host;
            port = info.port;
            headers = info.headers;
            authRequired = info.authRequired;
            tlsRequired = info.tlsRequired;
            tlsVerify = info.tlsVerify;
            tlsAvailable = info.tlsAvailable;
            maxPayload = info.maxPayload;
            jetStream = info.jetStream;
            ip = info.ip;
            clientId = info.clientId;
            clientIp = info.clientIp;
            nonce = info.nonce;
            cluster = info.cluster;
            clusterDynamic = info.clusterDynamic;
            domain = info.domain;
            connectUrls = info.connectUrls;
            wsConnectUrls = info.wsConnectUrls;
            lameDuckMode = info.lameDuckMode;
            compression = info.compression;
            connectInfo = info.connectInfo;
            remoteAccount = info.remoteAccount;
            isSystemAccount = info.isSystemAccount;
            apiLevel = info.apiLevel;
            xkey = info.xkey;
        }

        private void read(JsonFields fields) {
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
        public Builder serverId(String serverId) {
            this.serverId = serverId;
            return this;
        }

        /** Sets name of the server, its id unless configured. */
        public Builder serverName(String serverName) {
            this.serverName = serverName;
            return this;
        }

        /** Sets nats-server level whose behaviour is to be expected. */
        public Builder version(String version) {
            this.version = version;
            return this;
        }

        /** Sets Natter's own version; null from any other server. */
        public Builder natter(@Nullable String natter) {
            this.natter = natter;
            return this;
        }

        /** Sets protocol level, 1. */
        public Builder proto(int proto) {
            this.proto = proto;
            return this;
        }

        /** Sets commit the server was built from, or null. */
        public Builder gitCommit(@Nullable String gitCommit) {
            this.gitCommit = gitCommit;
            return this;
        }

        /** Sets runtime the server was built with. */
        public Builder go(String go) {
            this.go = go;
            return this;
        }

        /** Sets address it listens on. */
        public Builder host(String host) {
            this.host = host;
            return this;
        }

        /** Sets port it listens on. */
        public Builder port(int port) {
            this.port = port;
            return this;
        }

        /** Sets whether messages may carry headers. */
        public Builder headers(boolean headers) {
            this.headers = headers;
            return this;
        }

        /** Sets whether CONNECT must carry credentials. */
        public Builder authRequired(boolean authRequired) {
            this.authRequired = authRequired;
            return this;
        }

        /** Sets whether TLS must follow. */
        public Builder tlsRequired(boolean tlsRequired) {
            this.tlsRequired = tlsRequired;
            return this;
        }

        /** Sets whether a client certificate is asked for. */
        public Builder tlsVerify(boolean tlsVerify) {
            this.tlsVerify = tlsVerify;
            return this;
        }

        /** Sets whether TLS may follow. */
        public Builder tlsAvailable(boolean tlsAvailable) {
            this.tlsAvailable = tlsAvailable;
            return this;
        }

        /** Sets largest payload accepted, headers included, in bytes. */
        public Builder maxPayload(int maxPayload) {
            this.maxPayload = maxPayload;
            return this;
        }

        /** Sets whether JetStream is on. */
        public Builder jetStream(boolean jetStream) {
            this.jetStream = jetStream;
            return this;
        }

        /** Sets address other servers see, or null. */
        public Builder ip(@Nullable String ip) {
            this.ip = ip;
            return this;
        }

        /** Sets number of the connection, 0 where it has none. */
        public Builder clientId(long clientId) {
            this.clientId = clientId;
            return this;
        }

        /** Sets client's address as the server sees it, or null. */
        public Builder clientIp(@Nullable String clientIp) {
            this.clientIp = clientIp;
            return this;
        }

        /** Sets what to sign, or null. */
        public Builder nonce(@Nullable String nonce) {
            this.nonce = nonce;
            return this;
        }

        /** Sets name of the cluster, or null. */
        public Builder cluster(@Nullable String cluster) {
            this.cluster = cluster;
            return this;
        }

        /** Sets whether that name was made up. */
        public Builder clusterDynamic(boolean clusterDynamic) {
            this.clusterDynamic = clusterDynamic;
            return this;
        }

        /** Sets JetStream domain, or null. */
        public Builder domain(@Nullable String domain) {
            this.domain = domain;
            return this;
        }

        /** Sets host:port of every server a client may connect to. */
        public Builder connectUrls(List<String> connectUrls) {
            this.connectUrls = connectUrls;
            return this;
        }

        /** Sets the same for WebSocket; servers keep it among themselves. */
        public Builder wsConnectUrls(List<String> wsConnectUrls) {
            this.wsConnectUrls = wsConnectUrls;
            return this;
        }

        /** Sets whether the server is about to go away. */
        public Builder lameDuckMode(boolean lameDuckMode) {
            this.lameDuckMode = lameDuckMode;
            return this;
        }

        /** Sets compression mode of a link between servers, or null. */
        public Builder compression(@Nullable String compression) {
            this.compression = compression;
            return this;
        }

        /** Sets whether this INFO answers a CONNECT. */
        public Builder connectInfo(boolean connectInfo) {
            this.connectInfo = connectInfo;
            return this;
        }

        /** Sets account the connection is bound to, or null. */
        public Builder remoteAccount(@Nullable String remoteAccount) {
            this.remoteAccount = remoteAccount;
            return this;
        }

        /** Sets whether that is the system account. */
        public Builder isSystemAccount(boolean isSystemAccount) {
            this.isSystemAccount = isSystemAccount;
            return this;
        }

        /** Sets level of the JetStream API, 0 where unknown. */
        public Builder apiLevel(int apiLevel) {
            this.apiLevel = apiLevel;
            return this;
        }

        /** Sets public curve key (X...) of the server, or null. */
        public Builder xkey(@Nullable String xkey) {
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
}
