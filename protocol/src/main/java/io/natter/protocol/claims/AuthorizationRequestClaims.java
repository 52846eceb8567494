package io.natter.protocol.claims;

import io.natter.protocol.keys.KeyType;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A server's question to an authorization service: who is this (C96)?
 *
 * <p>Immutable. Holds passwords and tokens: its text form does not show them.
 *
 * @param server who asks
 * @param userNkey public key the answer must be about
 * @param client the connection
 * @param connect what it said in CONNECT
 * @param tls its encryption, or null without
 * @param requestNonce what the client was told to sign, or empty
 */
public record AuthorizationRequestClaims(
        ClaimsHead head,
        Server server,
        String userNkey,
        Client client,
        Connect connect,
        @Nullable Tls tls,
        String requestNonce)
        implements Claims {

    /** The server that asks. Immutable. */
    public record Server(
            String name, String host, String id, String version, String cluster, List<String> tags, String xkey) {
        /** Copies the tags. */
        public Server {
            tags = List.copyOf(tags);
        }

        static Server read(ClaimsReader in) {
            return new Server(
                    in.string("name"),
                    in.string("host"),
                    in.string("id"),
                    in.string("version"),
                    in.string("cluster"),
                    in.strings("tags"),
                    in.string("xkey"));
        }

        void write(ClaimsWriter out) {
            out.always("name", name)
                    .always("host", host)
                    .always("id", id)
                    .put("version", version)
                    .put("cluster", cluster)
                    .put("tags", tags)
                    .put("xkey", xkey);
        }
    }

    /** The connection in question. Immutable. */
    public record Client(
            String host,
            long id,
            String user,
            String name,
            List<String> tags,
            String nameTag,
            String kind,
            String type,
            String mqttId,
            String nonce) {
        /** Copies the tags. */
        public Client {
            tags = List.copyOf(tags);
        }

        static Client read(ClaimsReader in) {
            return new Client(
                    in.string("host"),
                    in.integer("id"),
                    in.string("user"),
                    in.string("name"),
                    in.strings("tags"),
                    in.string("name_tag"),
                    in.string("kind"),
                    in.string("type"),
                    in.string("mqtt_id"),
                    in.string("nonce"));
        }

        void write(ClaimsWriter out) {
            out.put("host", host)
                    .put("id", id)
                    .put("user", user)
                    .put("name", name)
                    .put("tags", tags)
                    .put("name_tag", nameTag)
                    .put("kind", kind)
                    .put("type", type)
                    .put("mqtt_id", mqttId)
                    .put("nonce", nonce);
        }
    }

    /** What the client showed of itself. Immutable. The text form shows names only. */
    public record Connect(
            String jwt,
            String nkey,
            String signature,
            String token,
            String user,
            String password,
            String name,
            String lang,
            String version,
            int protocol) {

        static Connect read(ClaimsReader in) {
            return new Connect(
                    in.string("jwt"),
                    in.string("nkey"),
                    in.string("sig"),
                    in.string("auth_token"),
                    in.string("user"),
                    in.string("pass"),
                    in.string("name"),
                    in.string("lang"),
                    in.string("version"),
                    in.integer("protocol", Integer.MIN_VALUE, Integer.MAX_VALUE));
        }

        void write(ClaimsWriter out) {
            out.put("jwt", jwt)
                    .put("nkey", nkey)
                    .put("sig", signature)
                    .put("auth_token", token)
                    .put("user", user)
                    .put("pass", password)
                    .put("name", name)
                    .put("lang", lang)
                    .put("version", version)
                    .always("protocol", protocol);
        }

        @Override
        public String toString() {
            return "Connect[name=" + name + ", lang=" + lang + ", version=" + version + ", user=" + user + "]";
        }
    }

    /** The client's encryption; certificates in PEM. Immutable. */
    public record Tls(String version, String cipher, List<String> certificates, List<List<String>> verifiedChains) {
        /** Copies the lists. */
        public Tls {
            certificates = List.copyOf(certificates);
            verifiedChains = verifiedChains.stream().map(List::copyOf).toList();
        }

        static Tls read(ClaimsReader in) {
            List<List<String>> chains = in.list("verified_chains", (path, value) -> {
                if (!(value instanceof List<?> chain)) {
                    throw new ClaimsException(path + ": expected an array");
                }
                return chain.stream()
                        .map(certificate -> ClaimsReader.string(path, certificate))
                        .toList();
            });
            return new Tls(in.string("version"), in.string("cipher"), in.strings("certs"), chains);
        }

        void write(ClaimsWriter out) {
            out.put("version", version)
                    .put("cipher", cipher)
                    .put("certs", certificates)
                    .put("verified_chains", verifiedChains);
        }
    }

    @Override
    public AuthorizationRequestClaims withHead(ClaimsHead newHead) {
        return new AuthorizationRequestClaims(newHead, server, userNkey, client, connect, tls, requestNonce);
    }

    @Override
    public String type() {
        return "authorization_request";
    }

    @Override
    public Set<KeyType> issuerTypes() {
        return Set.of(KeyType.SERVER);
    }

    @Override
    public Set<KeyType> subjectTypes() {
        return Set.of();
    }

    static AuthorizationRequestClaims read(ClaimsReader root, ClaimsReader nats, int version) {
        return new AuthorizationRequestClaims(
                ClaimsHead.read(root, nats, version),
                Server.read(nats.object("server_id")),
                nats.string("user_nkey"),
                Client.read(nats.object("client_info")),
                Connect.read(nats.object("connect_opts")),
                nats.has("client_tls") ? Tls.read(nats.object("client_tls")) : null,
                nats.string("request_nonce"));
    }

    void write(ClaimsWriter out) {
        out.object("server_id", server, Server::write)
                .always("user_nkey", userNkey)
                .always("client_info", ClaimsWriter.written(client, Client::write))
                .object("connect_opts", connect, Connect::write)
                .object("client_tls", tls, Tls::write)
                .put("request_nonce", requestNonce);
    }
}
