package io.natter.conformance.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.natter.client.Authentication;
import io.natter.client.ConnectionEvent;
import io.natter.client.ConnectionEvent.StateChanged;
import io.natter.client.ConnectionState;
import io.natter.client.Nats;
import io.natter.client.NatsConnection;
import io.natter.client.NatsOptions;
import io.natter.client.NatsOptionsBuilder;
import io.natter.client.ReconnectPolicy;
import io.natter.client.ServerErrorException;
import io.natter.client.SyncSubscription;
import io.natter.conformance.Connections;
import io.natter.conformance.EachProgram;
import io.natter.conformance.ReservedPort;
import io.natter.conformance.ServerProgram;
import io.natter.conformance.Servers;
import io.natter.conformance.TestServer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.io.TempDir;

/** What a connection does when its server changes its mind: other passwords, other limits, another place. */
class SessionIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final ReconnectPolicy QUICK =
            ReconnectPolicy.exponential(Long.MAX_VALUE, Duration.ofMillis(10), Duration.ofMillis(50), 2, 0.1);

    @TempDir
    private Path directory;

    private final List<ConnectionEvent> events = new CopyOnWriteArrayList<>();

    private NatsOptionsBuilder options(String... servers) {
        return NatsOptions.builder()
                .servers(servers)
                .keepServerOrder(true)
                .connectTimeout(PATIENCE)
                .reconnect(QUICK)
                .listeners((connection, event) -> events.add(event));
    }

    private static void assertNext(SyncSubscription subscription, String text) {
        assertThat(subscription.next(PATIENCE).orElseThrow().text()).isEqualTo(text);
    }

    private static void awaitState(NatsConnection nats, ConnectionState state) {
        await().atMost(PATIENCE).until(() -> nats.state() == state);
    }

    private static String users(String password) {
        return "authorization { timeout: 60, users: [ {user: alice, password: " + password + "} ] }";
    }

    @EachProgram
    void asksForThePasswordAgainWhenItWasChanged(ServerProgram program) {
        var password = new AtomicReference<>("apple");
        try (TestServer server = Servers.start(program, users("apple"), directory);
                NatsConnection nats = Nats.connect(options(server.url())
                        .authentication(new Authentication.UserPassword(() -> "alice", password::get))
                        .build())) {
            SyncSubscription subscription = nats.subscribe("x");
            nats.flush(PATIENCE);
            password.set("pear");
            server.rewriteConfig(users("pear"));
            server.signal(TestServer.Signal.RELOAD);
            await().atMost(PATIENCE).until(() -> nats.statistics().reconnects() == 1);
            nats.publish("x", "again");
            assertNext(subscription, "again");
        }
    }

    @EachProgram
    void stopsAfterTwoRefusalsAndComesBackWhenAsked(ServerProgram program) {
        var password = new AtomicReference<>("apple");
        try (TestServer server = Servers.start(program, users("apple"), directory);
                NatsConnection nats = Nats.connect(options(server.url())
                        .authentication(new Authentication.UserPassword(() -> "alice", password::get))
                        .build())) {
            SyncSubscription subscription = nats.subscribe("x");
            nats.flush(PATIENCE);
            server.rewriteConfig(users("pear"));
            server.signal(TestServer.Signal.RELOAD);
            awaitState(nats, ConnectionState.DISCONNECTED);
            await().atMost(PATIENCE)
                    .until(() -> events.stream()
                            .anyMatch(event -> event instanceof StateChanged change
                                    && change.to() == ConnectionState.DISCONNECTED
                                    && change.cause() instanceof ServerErrorException));
            nats.publish("x", "kept");
            password.set("pear");
            assertThat(nats.reconnect()).succeedsWithin(PATIENCE);
            assertNext(subscription, "kept");
        }
    }

    @EachProgram
    void dropsWhatIsTooLargeForTheServerThatComesBack(ServerProgram program) {
        ReservedPort port = ReservedPort.take();
        TestServer first = Servers.start(program, "", port.number(), directory);
        try (port;
                NatsConnection nats = Nats.connect(options(first.url()).build())) {
            SyncSubscription subscription = nats.subscribe("x");
            nats.flush(PATIENCE);
            first.close();
            awaitState(nats, ConnectionState.RECONNECTING);
            nats.publish("x", "a".repeat(5000));
            nats.publish("x", "small");
            try (TestServer second = Servers.start(program, "max_payload: 1000", port.number(), directory)) {
                assertThat(second.port()).isEqualTo(first.port());
                assertNext(subscription, "small");
                await().atMost(PATIENCE).until(() -> events.contains(new ConnectionEvent.PublishDropped("x")));
            }
        }
    }

    @EachProgram
    void movesFromALameDuckToAnotherSeed(ServerProgram program) {
        try (TestServer old = Servers.start(program, "lame_duck_duration: 30s", directory);
                TestServer next = Servers.start(program, "", directory);
                NatsConnection nats =
                        Nats.connect(options(old.url(), next.url()).build());
                NatsConnection other = Connections.ours(next.url())) {
            SyncSubscription subscription = nats.subscribe("x");
            nats.flush(PATIENCE);
            assertThat(nats.server()).endsWith(":" + old.port());
            old.signal(TestServer.Signal.LAME_DUCK);
            await().atMost(PATIENCE).until(() -> nats.server().endsWith(":" + next.port()));
            other.publish("x", "over there");
            assertNext(subscription, "over there");
            await().atMost(PATIENCE)
                    .until(() -> events.stream().anyMatch(event -> event instanceof ConnectionEvent.LameDuck));
        }
    }

    @EachProgram
    void aDrainLosesNothingOfWhatWasOnItsWay(ServerProgram program) {
        int count = 20_000;
        try (TestServer server = Servers.start(program, "", directory);
                NatsConnection publisher = Connections.ours(server.url());
                NatsConnection results = Connections.ours(server.url())) {
            SyncSubscription answers = results.subscribe("answer");
            results.flush(PATIENCE);
            NatsConnection worker = Connections.ours(server.url());
            worker.subscribe("work", message -> worker.publish("answer", message.payload()));
            worker.flush(PATIENCE);
            for (int i = 0; i < count; i++) {
                publisher.publish("work", String.valueOf(i));
            }
            publisher.flush(PATIENCE);
            assertThat(worker.drain(PATIENCE).isComplete()).isTrue();
            for (int i = 0; i < count; i++) {
                assertNext(answers, String.valueOf(i));
            }
        }
    }
}
