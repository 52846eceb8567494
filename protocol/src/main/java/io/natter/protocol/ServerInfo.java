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
    public static ServerInfoBuilder builder() {
        return new ServerInfoBuilder();
    }

    /** Starts from this one. */
    public ServerInfoBuilder toBuilder() {
        return new ServerInfoBuilder(this);
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
        ServerInfoBuilder info = builder();
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
}
