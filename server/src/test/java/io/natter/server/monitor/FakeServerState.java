package io.natter.server.monitor;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A server that tells what a test has put into it. Confined to the test, which fills it before it is read. */
final class FakeServerState implements ServerState {
    static final Instant START = Instant.parse("2026-11-21T02:00:00Z");
    static final Instant NOW = START.plusSeconds(3_723);

    final List<ConnectionFacts> connections = new ArrayList<>();
    final List<AccountFacts> accounts = new ArrayList<>();
    final List<LoopFacts> loops = new ArrayList<>();
    final List<ConnectionQuery> queries = new ArrayList<>();
    String serverName = "fake";
    boolean failsOnConnections;
    boolean isJetStreamMissing;

    @Nullable
    JetStreamFacts jetStream;

    @Nullable
    String notReady;

    @Override
    public @Nullable JetStreamFacts jetStream() {
        return jetStream;
    }

    @Override
    public ServerFacts server() {
        return new ServerFacts(
                new ServerFacts.Identity("NSERVER", serverName, "2.15.1", "0.1.0", START, "$SYS"),
                new ServerFacts.Endpoint(
                        "0.0.0.0",
                        4222,
                        "10.0.0.1",
                        true,
                        true,
                        true,
                        List.of("10.0.0.1:4222"),
                        List.of("10.0.0.1:8080"),
                        START.plusSeconds(99)),
                new ServerFacts.Settings(
                        65_536,
                        7,
                        Duration.ofMinutes(2),
                        2,
                        Duration.ofSeconds(2),
                        Duration.ofMillis(500),
                        4096,
                        1 << 20,
                        64L << 20,
                        Duration.ofSeconds(10),
                        "close"),
                new ServerFacts.Configuration(
                        START,
                        "sha256:00",
                        List.of("b", "a"),
                        Map.of("region", "north", "zone", "1"),
                        Map.of("flag", true),
                        List.of("operator.jwt")),
                new ServerFacts.Counters(1, 2, new Traffic(3, 4, 5, 6), 7, 8, 9, 10, 11));
    }

    @Override
    public List<ConnectionFacts> connections(ConnectionQuery query) {
        if (failsOnConnections) {
            throw new IllegalStateException("planted");
        }
        queries.add(query);
        return connections.stream()
                .filter(connection -> connection.stop() == null ? query.wantsOpen() : query.wantsClosed())
                .filter(connection ->
                        query.wants(connection.cid(), connection.identity().account()))
                .map(connection -> query.withSubscriptions() ? connection : withoutSubscriptions(connection))
                .toList();
    }

    @Override
    public List<SubscriptionFacts> subscriptions(@Nullable String account) {
        return connections.stream()
                .filter(connection -> connection.stop() == null)
                .flatMap(connection -> connection.subscriptions().stream())
                .filter(subscription -> account == null || account.equals(subscription.account()))
                .toList();
    }

    @Override
    public List<AccountFacts> accounts() {
        return List.copyOf(accounts);
    }

    @Override
    public List<LoopFacts> loops() {
        return List.copyOf(loops);
    }

    @Override
    public @Nullable String notReady() {
        return notReady;
    }

    @Override
    public boolean isJetStreamMissing() {
        return isJetStreamMissing;
    }

    private static ConnectionFacts withoutSubscriptions(ConnectionFacts connection) {
        return new FactsBuilder(connection).subscriptions(List.of()).build();
    }

    /** An account with a little of everything. */
    static AccountFacts account(String name, int connectionCount) {
        return new AccountFacts(
                name,
                name + "-tag",
                START,
                name.equals("$SYS"),
                false,
                connectionCount,
                new Traffic(1, 10, 2, 20),
                3,
                new InterestFacts(4, 2, 5, 1, 8, 2, 3, 3),
                List.of(new AccountFacts.Mapping("foo", List.of(new AccountFacts.Destination("bar", 100, "C")))),
                new AccountFacts.Jwt("account.jwt", "OISSUER", List.of("t")));
    }
}
