package io.natter.server;

import io.natter.protocol.ConnectOptions;
import io.natter.server.auth.Identity;
import io.natter.server.core.ClosedReason;
import io.natter.server.core.Connection;
import io.natter.server.core.Counters;
import io.natter.server.core.Peer;
import io.natter.server.interest.Subscription;
import io.natter.server.monitor.ConnectionFacts;
import io.natter.server.monitor.SubscriptionFacts;
import io.natter.server.monitor.Traffic;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Turns what a connection knows of itself into what monitoring shows. Pure; called on the connection's event loop. */
final class ConnectionSnapshot {
    private ConnectionSnapshot() {}

    static ConnectionFacts of(Connection connection, boolean withSubscriptions, @Nullable Instant stop) {
        Peer peer = connection.peer();
        ConnectOptions options = connection.options();
        ClosedReason reason = connection.closedReason();
        return new ConnectionFacts(
                connection.id(),
                "Client",
                "nats",
                peer.host(),
                peer.port(),
                peer.since(),
                Instant.now().minusNanos(connection.keepalive().idleNs()),
                stop,
                reason == null ? null : reason.text(),
                connection.keepalive().roundTripNs(),
                connection.output().pendingBytes(),
                traffic(connection.counters()),
                connection.heldBackCount(),
                connection.subscribing().count(),
                new ConnectionFacts.Client(options.name(), options.lang(), options.version(), null),
                tls(peer),
                identity(connection),
                withSubscriptions ? subscriptions(connection) : List.of());
    }

    static Traffic traffic(Counters counters) {
        return new Traffic(counters.inMessages(), counters.inBytes(), counters.outMessages(), counters.outBytes());
    }

    static List<SubscriptionFacts> subscriptions(Connection connection) {
        var facts = new ArrayList<SubscriptionFacts>(connection.subscribing().count());
        String account = connection.account().name();
        connection.subscribing().forEach(subscription -> facts.add(facts(connection.id(), account, subscription)));
        return facts;
    }

    private static SubscriptionFacts facts(long cid, String account, Subscription subscription) {
        byte[] queue = subscription.queue();
        return new SubscriptionFacts(
                account,
                text(subscription.subject()),
                queue == null ? null : text(queue),
                text(subscription.sid()),
                subscription.deliveredCount(),
                subscription.deliveredCountMax(),
                cid);
    }

    private static ConnectionFacts.@Nullable Tls tls(Peer peer) {
        Peer.Tls tls = peer.tls();
        return tls == null
                ? null
                : new ConnectionFacts.Tls(tls.protocol(), tls.cipherSuite(), tls.isFirst(), tls.certificates());
    }

    private static ConnectionFacts.IdentityFacts identity(Connection connection) {
        Identity identity = connection.identity();
        Identity.JwtDetails jwt = identity == null ? null : identity.details();
        String account = connection.account().name();
        return new ConnectionFacts.IdentityFacts(
                account,
                identity == null ? null : identity.user(),
                jwt == null ? null : jwt.jwt(),
                jwt == null ? null : jwt.issuerKey(),
                jwt == null ? account : jwt.nameTag(),
                List.of());
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
