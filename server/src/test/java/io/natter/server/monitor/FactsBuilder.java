package io.natter.server.monitor;

import io.natter.server.monitor.ConnectionFacts.Client;
import io.natter.server.monitor.ConnectionFacts.IdentityFacts;
import io.natter.server.monitor.ConnectionFacts.Tls;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Builds connections for tests, with everything a test does not care about filled in. Confined to the test. */
final class FactsBuilder {
    private final long cid;
    private Instant start = FakeServerState.START;
    private Instant lastActivity = FakeServerState.START;
    private @Nullable Instant stop;
    private @Nullable String reason;
    private long rttNs;
    private long pendingBytes;
    private Traffic traffic = Traffic.NONE;
    private long stallCount;
    private int subscriptionCount;
    private Client client = new Client(null, null, null, null);
    private @Nullable Tls tls;
    private IdentityFacts identity = new IdentityFacts("$G", null, null, null, "$G", List.of());
    private List<SubscriptionFacts> subscriptions = List.of();

    FactsBuilder(long cid) {
        this.cid = cid;
    }

    FactsBuilder(ConnectionFacts facts) {
        cid = facts.cid();
        start = facts.start();
        lastActivity = facts.lastActivity();
        stop = facts.stop();
        reason = facts.reason();
        rttNs = facts.rttNs();
        pendingBytes = facts.pendingBytes();
        traffic = facts.traffic();
        stallCount = facts.stallCount();
        subscriptionCount = facts.subscriptionCount();
        client = facts.client();
        tls = facts.tls();
        identity = facts.identity();
        subscriptions = facts.subscriptions();
    }

    FactsBuilder times(Instant start, Instant lastActivity) {
        this.start = start;
        this.lastActivity = lastActivity;
        return this;
    }

    FactsBuilder closed(Instant stop, String reason) {
        this.stop = stop;
        this.reason = reason;
        return this;
    }

    FactsBuilder counters(long rttNs, long pendingBytes, Traffic traffic) {
        this.rttNs = rttNs;
        this.pendingBytes = pendingBytes;
        this.traffic = traffic;
        return this;
    }

    FactsBuilder stalls(long stallCount) {
        this.stallCount = stallCount;
        return this;
    }

    FactsBuilder client(Client client) {
        this.client = client;
        return this;
    }

    FactsBuilder tls(Tls tls) {
        this.tls = tls;
        return this;
    }

    FactsBuilder identity(IdentityFacts identity) {
        this.identity = identity;
        return this;
    }

    FactsBuilder user(String account, String user) {
        return identity(new IdentityFacts(account, user, null, null, account, List.of()));
    }

    FactsBuilder subscriptions(List<SubscriptionFacts> subscriptions) {
        this.subscriptions = subscriptions;
        this.subscriptionCount = Math.max(subscriptionCount, subscriptions.size());
        return this;
    }

    FactsBuilder subscriptionCount(int subscriptionCount) {
        this.subscriptionCount = subscriptionCount;
        return this;
    }

    ConnectionFacts build() {
        return new ConnectionFacts(
                cid,
                "Client",
                "nats",
                "127.0.0.1",
                50_000,
                start,
                lastActivity,
                stop,
                reason,
                rttNs,
                pendingBytes,
                traffic,
                stallCount,
                subscriptionCount,
                client,
                tls,
                identity,
                subscriptions);
    }
}
