package io.natter.server;

import io.natter.server.account.Account;
import io.natter.server.config.MappingConfig;
import io.natter.server.core.AccountView;
import io.natter.server.core.Broker;
import io.natter.server.core.Connection;
import io.natter.server.core.ConnectionListener;
import io.natter.server.core.Loop;
import io.natter.server.interest.Interest;
import io.natter.server.interest.InterestCache;
import io.natter.server.monitor.AccountFacts;
import io.natter.server.monitor.ConnectionFacts;
import io.natter.server.monitor.ConnectionQuery;
import io.natter.server.monitor.InterestFacts;
import io.natter.server.monitor.JetStreamFacts;
import io.natter.server.monitor.LoopFacts;
import io.natter.server.monitor.ServerFacts;
import io.natter.server.monitor.ServerState;
import io.natter.server.monitor.SubscriptionFacts;
import io.natter.server.monitor.Traffic;
import io.netty.util.concurrent.SingleThreadEventExecutor;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What monitoring sees of a running server: each event loop is asked for its part, and what a stuck loop does not answer is left out.
 *
 * <p>Thread-safe; not to be called on an event loop.
 */
final class LiveState implements ServerState, ConnectionListener {
    private static final long LOOP_ANSWER_MS_MAX = 2_000;

    private final ServerParts parts;
    private final Broker broker;
    private final List<Loop> loops;
    private final ClosedConnections closed;
    private final Supplier<ServerFacts> server;
    private final Supplier<@Nullable String> notReady;
    private volatile @Nullable JetStreamView jetStream;

    /**
     * @param server the facts that are not counted
     * @param notReady which listeners do not accept
     */
    LiveState(
            ServerParts parts,
            List<Loop> loops,
            ClosedConnections closed,
            Supplier<ServerFacts> server,
            Supplier<@Nullable String> notReady) {
        this.parts = parts;
        this.broker = parts.broker();
        this.loops = loops;
        this.closed = closed;
        this.server = server;
        this.notReady = notReady;
    }

    @Override
    public ServerFacts server() {
        return server.get();
    }

    /** The counters of the server as a whole. */
    ServerFacts.Counters counters() {
        Traffic traffic = Traffic.NONE;
        for (Traffic ofLoop : ask(loop -> ConnectionSnapshot.traffic(loop.counters()))) {
            traffic = traffic.plus(ofLoop);
        }
        long subscriptions = 0;
        for (Account account : broker.accounts()) {
            subscriptions += account.interest().figures().count();
        }
        return new ServerFacts.Counters(
                broker.connectionCount(),
                broker.connectionTotal(),
                traffic,
                broker.slowConsumerCount(),
                broker.staleCount(),
                broker.heldBackCount(),
                subscriptions,
                broker.unexpectedCount());
    }

    @Override
    public List<ConnectionFacts> connections(ConnectionQuery query) {
        var facts = new ArrayList<ConnectionFacts>();
        if (query.wantsOpen()) {
            ask(loop -> open(query)).forEach(facts::addAll);
        }
        if (query.wantsClosed()) {
            for (ConnectionFacts gone : closed.all()) {
                if (query.wants(gone.cid(), gone.identity().account())) {
                    facts.add(gone);
                }
            }
        }
        return facts;
    }

    private List<ConnectionFacts> open(ConnectionQuery query) {
        var facts = new ArrayList<ConnectionFacts>();
        for (Connection connection : ownConnections()) {
            if (query.wants(connection.id(), connection.account().name())) {
                facts.add(ConnectionSnapshot.of(connection, query.withSubscriptions(), null));
            }
        }
        return facts;
    }

    @Override
    public List<SubscriptionFacts> subscriptions(@Nullable String account) {
        var facts = new ArrayList<SubscriptionFacts>();
        for (List<SubscriptionFacts> ofLoop : ask(loop -> ownSubscriptions(account))) {
            facts.addAll(ofLoop);
        }
        return facts;
    }

    private List<SubscriptionFacts> ownSubscriptions(@Nullable String account) {
        var facts = new ArrayList<SubscriptionFacts>();
        for (Connection connection : ownConnections()) {
            if (account == null || account.equals(connection.account().name())) {
                facts.addAll(ConnectionSnapshot.subscriptions(connection));
            }
        }
        return facts;
    }

    // Those of the loop that runs this.
    private List<Connection> ownConnections() {
        var own = new ArrayList<Connection>();
        for (Connection connection : broker.connections()) {
            if (connection.loop().eventLoop().inEventLoop()) {
                own.add(connection);
            }
        }
        return own;
    }

    /** One account's part on one loop. */
    private record Part(Traffic traffic, long slowConsumers, InterestFacts cache) {
        static final Part NONE = new Part(Traffic.NONE, 0, InterestFacts.NONE);

        Part plus(Part other) {
            return new Part(traffic.plus(other.traffic), slowConsumers + other.slowConsumers, cache.plus(other.cache));
        }
    }

    @Override
    public List<AccountFacts> accounts() {
        Map<String, Part> parts = new HashMap<>();
        for (Map<String, Part> ofLoop : ask(LiveState::parts)) {
            ofLoop.forEach((name, part) -> parts.merge(name, part, Part::plus));
        }
        var facts = new ArrayList<AccountFacts>();
        for (Account account : broker.accounts()) {
            facts.add(facts(account, parts.getOrDefault(account.name(), Part.NONE)));
        }
        return facts;
    }

    private static Map<String, Part> parts(Loop loop) {
        Map<String, Part> parts = new HashMap<>();
        for (AccountView view : loop.views()) {
            InterestCache cache = view.interest();
            var figures = new InterestFacts(
                    0,
                    cache.routeCount(),
                    0,
                    0,
                    cache.hitCount() + cache.missCount(),
                    cache.hitCount(),
                    cache.fanoutMax(),
                    cache.fanoutTotal());
            parts.put(
                    view.account().name(),
                    new Part(
                            ConnectionSnapshot.traffic(view.counters()),
                            view.counters().slowConsumers(),
                            figures));
        }
        return parts;
    }

    private AccountFacts facts(Account account, Part part) {
        Interest.Figures index = account.interest().figures();
        var interest = new InterestFacts(index.count(), 0, index.insertCount(), index.removeCount(), 0, 0, 0, 0)
                .plus(part.cache());
        return new AccountFacts(
                account.name(),
                account.name(),
                account.configuredAt(),
                isSystem(account),
                false,
                account.connectionCount(),
                part.traffic(),
                part.slowConsumers(),
                interest,
                parts.mappings(account.name()).stream().map(LiveState::mapping).toList(),
                null);
    }

    private boolean isSystem(Account account) {
        Account system = broker.systemAccount();
        return system != null && system.name().equals(account.name());
    }

    private static AccountFacts.Mapping mapping(MappingConfig config) {
        return new AccountFacts.Mapping(
                config.source(),
                config.destinations().stream()
                        .map(to -> new AccountFacts.Destination(to.subject(), to.weight(), to.cluster()))
                        .toList());
    }

    @Override
    public List<LoopFacts> loops() {
        return ask(loop -> new LoopFacts(
                Thread.currentThread().getName(),
                loop.connectionCount(),
                loop.eventLoop() instanceof SingleThreadEventExecutor executor ? executor.pendingTasks() : 0,
                ConnectionSnapshot.traffic(loop.counters())));
    }

    @Override
    public @Nullable String notReady() {
        return notReady.get();
    }

    @Override
    public @Nullable JetStreamFacts jetStream() {
        JetStreamView view = jetStream;
        return view == null ? null : view.facts();
    }

    @Override
    public boolean isJetStreamMissing() {
        return parts.config().jetStream().enabled() && jetStream == null;
    }

    /** Shows JetStream from now on. */
    void use(JetStreamView view) {
        jetStream = view;
    }

    /** Remembers a connection that just closed. */
    @Override
    public void onClosed(Connection connection) {
        closed.add(ConnectionSnapshot.of(connection, true, Instant.now()));
    }

    // Asks every loop at once, on the loop itself, and takes the answers that come in time.
    private <T> List<T> ask(Function<Loop, T> question) {
        List<Future<T>> asked = new ArrayList<>();
        for (Loop loop : loops) {
            if (!loop.eventLoop().isShuttingDown()) {
                asked.add(loop.eventLoop().submit(() -> question.apply(loop)));
            }
        }
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(LOOP_ANSWER_MS_MAX);
        List<T> answers = new ArrayList<>();
        for (Future<T> answer : asked) {
            try {
                answers.add(answer.get(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS));
            } catch (TimeoutException stuck) {
                answer.cancel(false);
            } catch (ExecutionException failed) {
                broker.log().error("monitoring: an event loop could not answer: {}", failed.toString(), failed);
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                return answers;
            }
        }
        return answers;
    }
}
