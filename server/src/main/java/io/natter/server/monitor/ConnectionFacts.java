package io.natter.server.monitor;

import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One connection, open or closed. Immutable.
 *
 * @param kind what is at the other end: {@code Client}, {@code Leafnode}, ...
 * @param type how it speaks: {@code nats}, {@code websocket}, {@code mqtt}; empty for a kind that has no types
 * @param ip its address; empty when it has none
 * @param stop when it closed, or null while it is open
 * @param reason why it closed, in the words of connz (E3), or null while it is open
 * @param rttNs last measured round trip, or 0 when none was
 * @param pendingBytes bytes that wait to be written to it
 * @param stallCount how often it was held back for the sake of slow receivers
 * @param subscriptionCount subscriptions it holds, or held when it closed
 * @param client what it said of itself
 * @param tls how it is encrypted, or null when it is not
 * @param identity who it is
 * @param subscriptions empty unless the query wanted them
 */
public record ConnectionFacts(
        long cid,
        String kind,
        String type,
        String ip,
        int port,
        Instant start,
        Instant lastActivity,
        @Nullable Instant stop,
        @Nullable String reason,
        long rttNs,
        long pendingBytes,
        Traffic traffic,
        long stallCount,
        int subscriptionCount,
        Client client,
        @Nullable Tls tls,
        IdentityFacts identity,
        List<SubscriptionFacts> subscriptions) {
    public ConnectionFacts {
        subscriptions = List.copyOf(subscriptions);
    }

    /**
     * The client library at the other end, as its CONNECT named it. Immutable.
     *
     * @param mqttId the MQTT client id, or null for any other protocol
     */
    public record Client(
            @Nullable String name,
            @Nullable String lang,
            @Nullable String version,
            @Nullable String mqttId) {}

    /**
     * An encrypted connection. Immutable.
     *
     * @param protocol as the JDK names it, such as {@code TLSv1.3}
     * @param isFirst whether the handshake came before INFO
     * @param peerCertificates what the client showed, leaf first; empty when it showed none
     */
    public record Tls(String protocol, String cipherSuite, boolean isFirst, List<X509Certificate> peerCertificates) {
        public Tls {
            peerCertificates = List.copyOf(peerCertificates);
        }
    }

    /**
     * Who a connection is. Immutable.
     *
     * @param account name of its account; empty when it was never let into one
     * @param user what connz shows as {@code authorized_user}, or null for an anonymous connection; never a password or token
     * @param jwt its user JWT, or null without one; null too for a bearer token, which is a secret
     * @param issuerKey who signed the JWT, or null
     * @param nameTag the name of its account that people use; the account's name when it has no other
     */
    public record IdentityFacts(
            String account,
            @Nullable String user,
            @Nullable String jwt,
            @Nullable String issuerKey,
            String nameTag,
            List<String> tags) {
        public IdentityFacts {
            tags = List.copyOf(tags);
        }
    }
}
