package io.natter.client.session;

import static io.natter.client.transport.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.natter.client.ConnectFailedException;
import io.natter.client.ConnectionClosedException;
import io.natter.client.ConnectionEvent;
import io.natter.client.ConnectionEvent.StateChanged;
import io.natter.client.ConnectionLostException;
import io.natter.client.ConnectionState;
import io.natter.client.NatsConnection;
import io.natter.client.NatsOptions;
import io.natter.client.NatsOptionsBuilder;
import io.natter.client.ReconnectPolicy;
import io.natter.client.RequestTimeoutException;
import io.natter.client.ServerErrorException;
import io.natter.client.SyncSubscription;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A connection on good days and bad ones, against servers in memory. */
class SessionTest {
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final ReconnectPolicy QUICK =
            ReconnectPolicy.exponential(Long.MAX_VALUE, Duration.ofMillis(1), Duration.ofMillis(5), 2, 0);

    private final MemoryCluster cluster = new MemoryCluster();
    private final MemoryCluster.Node a = cluster.node("a");
    private final MemoryCluster.Node b = cluster.node("b");
    private final List<ConnectionEvent> events = new CopyOnWriteArrayList<>();
    private @Nullable NatsConnection made;

    private NatsOptionsBuilder options(String... servers) {
        return NatsOptions.builder()
                .servers(servers)
                .keepServerOrder(true)
                .reconnect(QUICK)
                .listeners((connection, event) -> events.add(event));
    }

    private NatsConnection connect(NatsOptionsBuilder options) {
        NatsConnection connection = ClientConnection.connect(options.build(), cluster);
        made = connection;
        return connection;
    }

    private NatsConnection connect() {
        return connect(options("a"));
    }

    @AfterEach
    void close() {
        if (made != null) {
            made.closeNow();
            assertThat(cluster.isClosed).isTrue();
        }
        cluster.loop.shutdownNow();
    }

    private List<String> states() {
        return events.stream()
                .filter(StateChanged.class::isInstance)
                .map(event -> ((StateChanged) event).to().name())
                .toList();
    }

    private void awaitStates(ConnectionState... expected) {
        List<String> names = List.of(expected).stream().map(Enum::name).toList();
        await().untilAsserted(() -> assertThat(states()).containsExactlyElementsOf(names));
    }

    private static void awaitState(NatsConnection connection, ConnectionState state) {
        await().until(() -> connection.state() == state);
    }

    private static MemoryTransport transport(MemoryCluster.Node node) {
        await().until(() -> node.transports.size() == 1);
        return node.transports.get(0);
    }

    private static void assertNext(SyncSubscription subscription, String text) {
        assertThat(subscription.next(PATIENCE).orElseThrow().text()).isEqualTo(text);
    }

    // ---- connecting

    @Test
    void publishesAndReceives() {
        NatsConnection nats = connect();
        SyncSubscription subscription = nats.subscribe("greet.*");
        nats.publish("greet.you", "hello");
        assertNext(subscription, "hello");
        nats.flush(PATIENCE);
        assertThat(nats.rtt()).isPositive();
        assertThat(nats.server()).isEqualTo("nats://a:4222");
        assertThat(nats.statistics().publishedMessages()).isOne();
        assertThat(nats.statistics().receivedBytes()).isEqualTo(5);
        awaitStates(ConnectionState.CONNECTED);
    }

    @Test
    void triesEverySeedOnceBeforeItFailsWithAllCauses() {
        a.down();
        b.refusal = "Authorization Violation";
        assertThatExceptionOfType(ConnectFailedException.class)
                .isThrownBy(() -> connect(options("a", "b")))
                .withMessageContaining("none of 2 servers")
                .satisfies(failure -> {
                    assertThat(failure.getCause()).isInstanceOf(IOException.class);
                    assertThat(failure.getSuppressed()).hasSize(1);
                });
        assertThat(cluster.dialed).containsExactly("a", "b");
        assertThat(cluster.isClosed).isTrue();
    }

    @Test
    void connectsInTheBackgroundAndKeepsWhatIsPublishedMeanwhile() {
        a.down();
        NatsConnection nats = connect(options("a").connectInBackground(true));
        assertThat(nats.state()).isEqualTo(ConnectionState.CONNECTING);
        SyncSubscription subscription = nats.subscribe("x");
        nats.publish("x", "early");
        a.up();
        assertNext(subscription, "early");
        assertThat(transport(a).operations()).startsWith("SUB x", "PUB x");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 5, 64})
    void readsHoweverTheBytesAreCut(int pieceBytes) {
        a.pieceBytes = pieceBytes;
        NatsConnection nats = connect();
        SyncSubscription subscription = nats.subscribe("x");
        for (String text : List.of("", "1", "x".repeat(20_000))) {
            nats.publish("x", text);
            assertNext(subscription, text);
        }
        assertThatExceptionOfType(RequestTimeoutException.class)
                .isThrownBy(() -> nats.request("nobody", "x", Duration.ofMillis(1)));
        assertThat(nats.drain(PATIENCE).isComplete()).isTrue();
    }

    // ---- losing

    @Test
    void comesBackWithSubscriptionsBeforeWhatWasPublishedMeanwhile() {
        NatsConnection nats = connect();
        SyncSubscription subscription = nats.subscribe("x");
        nats.flush(PATIENCE);
        a.down();
        awaitState(nats, ConnectionState.RECONNECTING);
        nats.publish("x", "meanwhile");
        a.up();
        assertNext(subscription, "meanwhile");
        assertThat(transport(a).operations()).startsWith("SUB x", "PUB x");
        awaitStates(ConnectionState.CONNECTED, ConnectionState.RECONNECTING, ConnectionState.CONNECTED);
        assertThat(nats.statistics().reconnects()).isOne();
        StateChanged lost = (StateChanged) events.stream()
                .filter(event -> event instanceof StateChanged change && change.to() == ConnectionState.RECONNECTING)
                .findFirst()
                .orElseThrow();
        assertThat(lost.cause()).hasMessage("connection reset");
    }

    @Test
    void anOperationTheSocketTookInPartIsSentAgainWhole() {
        NatsConnection nats = connect();
        SyncSubscription subscription = nats.subscribe("x");
        nats.flush(PATIENCE);
        transport(a).takesAtMost(12); // into the payload
        nats.publish("x", "one");
        nats.publish("x", "two");
        a.cut();
        assertNext(subscription, "one");
        assertNext(subscription, "two");
    }

    @Test
    void anAutomaticEndIsToldAgainWithWhatIsLeftOfIt() {
        NatsConnection nats = connect();
        SyncSubscription subscription = nats.subscribe("x");
        subscription.unsubscribeAfter(5);
        nats.publish("x", "1");
        nats.publish("x", "2");
        assertNext(subscription, "1");
        assertNext(subscription, "2");
        a.cut();
        awaitStates(ConnectionState.CONNECTED, ConnectionState.RECONNECTING, ConnectionState.CONNECTED);
        assertThat(transport(a).operations().get(1)).isEqualTo("UNSUB 2 3");
    }

    @Test
    void goesToTheOtherServerFirst() {
        NatsConnection nats = connect(options("a", "b"));
        a.cut();
        await().until(() -> nats.server().equals("nats://b:4222"));
        assertThat(cluster.dialed).containsExactly("a", "b");
    }

    @Test
    void learnsOfServersAndForgetsThemAgain() {
        a.connectUrls = List.of("a:4222", "b:4222");
        NatsConnection nats = connect();
        assertThat(nats.servers()).containsExactly("nats://a:4222", "nats://b:4222");
        await().until(() -> events.contains(new ConnectionEvent.ServersDiscovered(List.of("nats://b:4222"))));
        a.connectUrls = List.of("a:4222", "c:4222");
        a.say("INFO " + a.info(false).toJson());
        await().until(() -> nats.servers().equals(List.of("nats://a:4222", "nats://c:4222")));
    }

    @Test
    void aPolicyThatGivesUpLeavesItDisconnectedUntilItIsRevived() {
        NatsConnection nats = connect(options("a").reconnect(ReconnectPolicy.NEVER));
        SyncSubscription subscription = nats.subscribe("x");
        nats.flush(PATIENCE);
        a.down();
        awaitState(nats, ConnectionState.DISCONNECTED);
        nats.publish("x", "kept");
        assertThatExceptionOfType(ConnectionLostException.class).isThrownBy(() -> nats.flush(PATIENCE));
        assertThat(nats.reconnect())
                .failsWithin(PATIENCE)
                .withThrowableThat()
                .withCauseInstanceOf(ConnectFailedException.class);
        a.up();
        assertThat(nats.reconnect()).succeedsWithin(PATIENCE);
        assertNext(subscription, "kept");
        awaitStates(
                ConnectionState.CONNECTED,
                ConnectionState.RECONNECTING,
                ConnectionState.DISCONNECTED,
                ConnectionState.RECONNECTING,
                ConnectionState.DISCONNECTED,
                ConnectionState.RECONNECTING,
                ConnectionState.CONNECTED);
    }

    @Test
    void twoRefusalsInARowEndTheTriesAtThatServer() {
        NatsConnection nats = connect();
        a.refusal = "Authorization Violation";
        a.cut();
        awaitState(nats, ConnectionState.DISCONNECTED);
        assertThat(cluster.dialed).containsExactly("a", "a", "a");
        assertThat(nats.servers()).isEmpty();
        StateChanged last = (StateChanged) events.get(events.size() - 1);
        assertThat(last.cause()).isInstanceOf(ServerErrorException.class);
        a.refusal = null;
        assertThat(nats.reconnect()).succeedsWithin(PATIENCE);
    }

    @Test
    void aServerThatAnswersNoPingIsLeft() {
        NatsConnection nats = connect(options("a", "b").pingInterval(Duration.ofMillis(5)));
        a.fallSilent();
        await().until(() -> nats.server().equals("nats://b:4222"));
        await().until(() -> events.stream()
                .anyMatch(event -> event instanceof StateChanged change
                        && change.cause() != null
                        && change.cause().toString().contains("stale connection: 2 pings")));
    }

    @Test
    void aForcedReconnectLeavesWhenAllIsWritten() {
        NatsConnection nats = connect(options("a", "b"));
        nats.publish("x", "1");
        MemoryTransport old = transport(a);
        assertThat(nats.reconnect()).succeedsWithin(PATIENCE);
        assertThat(nats.server()).isEqualTo("nats://b:4222");
        assertThat(old.operations()).containsExactly("PUB x", "PING");
        assertThat(a.transports).isEmpty();
    }

    @Test
    void aForcedReconnectDoesNotWaitForASilentServerForEver() {
        NatsConnection nats = connect(options("a", "b").connectTimeout(Duration.ofMillis(20)));
        a.fallSilent();
        assertThat(nats.reconnect()).succeedsWithin(PATIENCE);
        assertThat(nats.server()).isEqualTo("nats://b:4222");
    }

    // ---- what the server says

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
        Permissions Violation for Publish to "x"  | PERMISSION | true
        Invalid Subject                           | PROTOCOL   | true
        maximum subscriptions exceeded            | LIMIT      | true
        Something New                             | OTHER      | true
        Stale Connection                          | STALE      | false
        """)
    void complaintsAreToldAndOnlySomeEndTheConnection(
            String text, ServerErrorException.Kind kind, boolean staysConnected) {
        NatsConnection nats = connect();
        MemoryTransport before = transport(a);
        a.say("-ERR '" + text + "'");
        await().until(() -> events.stream()
                .anyMatch(event -> event instanceof ConnectionEvent.ServerError error
                        && error.error().kind() == kind
                        && error.error().text().equals(text)));
        if (!staysConnected) {
            await().until(() -> states().size() == 3);
        }
        nats.flush(PATIENCE);
        assertThat(a.transports.contains(before)).isEqualTo(staysConnected);
        assertThat(nats.statistics().errors()).isOne();
    }

    @Test
    void aRefusedSubscriptionIsNamed() {
        NatsConnection nats = connect();
        SyncSubscription subscription = nats.subscribe("secret");
        nats.flush(PATIENCE);
        a.say("-ERR 'Permissions Violation for Subscription to \"secret\"'");
        await().until(() -> events.stream()
                .anyMatch(event -> event instanceof ConnectionEvent.ServerError error
                        && subscription.equals(error.subscription())));
        assertThat(subscription.isActive()).isFalse();
    }

    @Test
    void theCauseOfALossIsWhatTheServerSaidBefore() {
        connect();
        a.say("-ERR 'User Authentication Expired'");
        await().until(() -> events.size() == 2);
        a.cut();
        await().until(() -> states().contains("RECONNECTING"));
        await().until(() -> events.stream()
                .anyMatch(event -> event instanceof StateChanged change
                        && change.cause() instanceof ServerErrorException error
                        && error.kind() == ServerErrorException.Kind.AUTHENTICATION));
    }

    @Test
    void garbageEndsTheConnection() {
        NatsConnection nats = connect();
        a.say("WHAT IS THIS");
        await().until(() -> states().size() == 3);
        nats.flush(PATIENCE);
    }

    @Test
    void answersPings() {
        connect();
        a.say("PING");
        await().until(() -> transport(a).operations().contains("PONG"));
    }

    // ---- fences

    @Test
    void aFlushWaitsForTheReconnect() {
        NatsConnection nats = connect();
        a.down();
        awaitState(nats, ConnectionState.RECONNECTING);
        nats.publish("x", "1");
        assertThatExceptionOfType(RequestTimeoutException.class).isThrownBy(() -> nats.flush(Duration.ofMillis(1)));
        CompletableFuture<Void> flushed = CompletableFuture.runAsync(() -> nats.flush(PATIENCE));
        a.up();
        assertThat(flushed).succeedsWithin(PATIENCE);
    }

    @Test
    void aFlushUnderWayFailsWithItsConnection() {
        NatsConnection nats = connect();
        a.fallSilent();
        CompletableFuture<Void> flushed = CompletableFuture.runAsync(() -> nats.flush(PATIENCE));
        await().until(() -> transport(a).operations().contains("PING"));
        a.cut();
        assertThat(flushed)
                .failsWithin(PATIENCE)
                .withThrowableThat()
                .withCauseInstanceOf(ConnectionLostException.class);
    }

    // ---- ending

    @Test
    void drainsWithAnExactResult() {
        NatsConnection nats = connect();
        var handled = new CopyOnWriteArrayList<String>();
        nats.subscribe("x", message -> {
            handled.add(message.text());
            nats.publish("done", message.text());
        });
        for (int i = 0; i < 100; i++) {
            nats.publish("x", String.valueOf(i));
        }
        MemoryTransport transport = transport(a);
        assertThat(nats.drain(PATIENCE).isComplete()).isTrue();
        assertThat(handled).hasSize(100);
        assertThat(transport.operations().stream().filter("PUB done"::equals)).hasSize(100);
        assertThat(nats.state()).isEqualTo(ConnectionState.CLOSED);
        assertThat(nats.drain(PATIENCE).isComplete()).isTrue();
        assertThatExceptionOfType(ConnectionClosedException.class).isThrownBy(() -> nats.publish("x", "late"));
        awaitStates(ConnectionState.CONNECTED, ConnectionState.DRAINING, ConnectionState.CLOSED);
    }

    @Test
    void whatIsDoneBeforeTheCloseComesAfterTheHandlersAndIsFlushed() {
        NatsConnection nats = connect();
        Runnable farewell = () -> nats.publish("farewell", "");
        nats.beforeClose(farewell);
        nats.subscribe("x", message -> nats.publish("done", ""));
        nats.publish("x", "1");
        MemoryTransport transport = transport(a);
        assertThat(nats.drain(PATIENCE).isComplete()).isTrue();
        assertThat(transport.operations())
                .containsSubsequence("PUB done", "PUB farewell")
                .endsWith("PUB farewell", "PING");
    }

    @Test
    void nothingIsDoneBeforeAClosingAtOnce() {
        NatsConnection nats = connect();
        Runnable farewell = () -> nats.publish("farewell", "");
        nats.beforeClose(farewell);
        MemoryTransport transport = transport(a);
        nats.closeNow();
        assertThat(transport.operations()).doesNotContain("PUB farewell");
    }

    @Test
    void aDrainOutOfTimeSaysWhatIsLeft() {
        NatsConnection nats = connect();
        var busy = new CompletableFuture<Void>();
        nats.subscribe("x", message -> busy.get());
        nats.publish("x", "1");
        nats.publish("x", "2");
        nats.flush(PATIENCE);
        var result = nats.drain(Duration.ofMillis(50));
        assertThat(result.unhandledMessages()).isEqualTo(2);
        assertThat(result.isComplete()).isFalse();
        assertThat(nats.state()).isEqualTo(ConnectionState.CLOSED);
    }

    @Test
    void aDrainWithoutAServerEndsPromptlyAndSaysWhatIsUnsent() {
        NatsConnection nats = connect();
        a.down();
        awaitState(nats, ConnectionState.RECONNECTING);
        nats.publish("x", "12345");
        var result = nats.drain(Duration.ofHours(1));
        assertThat(result.unsentBytes()).isEqualTo("PUB x 5\r\n12345\r\n".length());
        assertThat(result.isConfirmed()).isFalse();
    }

    @Test
    void onlyHandlersPublishWhileItDrains() throws Exception {
        NatsConnection nats = connect();
        var isBusy = new CompletableFuture<Void>();
        var go = new CompletableFuture<Void>();
        var sent = new CompletableFuture<Void>();
        nats.subscribe("x", message -> {
            isBusy.complete(null);
            go.get();
            nats.publish("answer", "1");
            sent.complete(null);
        });
        nats.publish("x", "1");
        isBusy.get();
        var drained = nats.drainAsync(PATIENCE);
        assertThat(nats.state()).isEqualTo(ConnectionState.DRAINING);
        assertThatExceptionOfType(ConnectionClosedException.class)
                .isThrownBy(() -> nats.publish("x", "2"))
                .withMessageContaining("draining");
        go.complete(null);
        assertThat(drained.get().isComplete()).isTrue();
        assertThat(sent).isDone();
    }

    @Test
    void closingFromAHandlerDoesNotWaitForItself() {
        NatsConnection nats = connect();
        nats.subscribe("x", message -> nats.close());
        nats.publish("x", "1");
        awaitState(nats, ConnectionState.CLOSED);
    }

    @Test
    void closingAtOnceEndsADrain() {
        NatsConnection nats = connect();
        a.fallSilent();
        var drained = nats.drainAsync(Duration.ofHours(1));
        nats.closeNow();
        assertThat(drained).succeedsWithin(PATIENCE);
        nats.closeNow();
        nats.close();
        assertThat(a.transports).isEmpty();
    }

    @Test
    void nothingIsLeftAfterTheLastClose() {
        NatsConnection nats =
                connect(options("a").pingInterval(Duration.ofMillis(1)).pingsOutMax(100_000));
        nats.publish("x", new byte[1 << 19]);
        nats.flush(PATIENCE);
        nats.close();
        assertThat(ChunkPool.SHARED.freeCount()).isZero();
        await().untilAsserted(() -> assertThat(Thread.getAllStackTraces().keySet())
                .extracting(Thread::getName)
                .noneMatch(name -> name.startsWith("natter-client")));
    }
}
