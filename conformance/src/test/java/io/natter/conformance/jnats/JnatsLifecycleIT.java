package io.natter.conformance.jnats;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.nats.client.Connection;
import io.nats.client.ConnectionListener.Events;
import io.nats.client.Nats;
import io.nats.client.Subscription;
import io.natter.conformance.EachProgram;
import io.natter.conformance.ReservedPort;
import io.natter.conformance.ServerProgram;
import io.natter.conformance.Servers;
import io.natter.conformance.TestServer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.io.TempDir;

/** Servers that stop, come back, announce their end and change their mind, with official clients connected. */
@SuppressWarnings("try") // close() of this client may be interrupted; then the test ends
final class JnatsLifecycleIT {
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    @TempDir
    private Path directory;

    private final ClientLog log = new ClientLog();

    @EachProgram
    void findsItsSubscriptionsAgainAfterARestart(ServerProgram program) throws Exception {
        ReservedPort reserved = ReservedPort.take();
        TestServer first = Servers.start(program, "", reserved.number(), directory);
        try (reserved;
                Connection connection =
                        Nats.connect(log.options(first).maxReconnects(-1).build())) {
            Subscription plain = connection.subscribe("foo");
            Subscription queue = connection.subscribe("bar", "q");
            connection.flush(PATIENCE);
            first.close();
            log.await(Events.DISCONNECTED);
            try (TestServer second = Servers.start(program, "", reserved.number(), directory)) {
                log.await(Events.RECONNECTED);
                log.await(Events.RESUBSCRIBED);
                assertThat(second.port()).isEqualTo(first.port());
                connection.publish("foo", "a".getBytes(UTF_8));
                connection.publish("bar", "b".getBytes(UTF_8));
                assertThat(Objects.requireNonNull(plain.nextMessage(PATIENCE)).getData())
                        .isEqualTo("a".getBytes(UTF_8));
                assertThat(Objects.requireNonNull(queue.nextMessage(PATIENCE)).getData())
                        .isEqualTo("b".getBytes(UTF_8));
            }
        } finally {
            first.close();
        }
    }

    @EachProgram
    void announcesThatItIsALameDuck(ServerProgram program) throws Exception {
        try (TestServer server = Servers.start(program, "", directory);
                Connection connection = log.connect(server)) {
            Subscription subscription = connection.subscribe("foo");
            connection.flush(PATIENCE);
            server.signal(TestServer.Signal.LAME_DUCK);
            log.await(Events.LAME_DUCK);
            connection.publish("foo", "still served".getBytes(UTF_8));
            assertThat(subscription.nextMessage(PATIENCE)).isNotNull();
        }
    }

    @EachProgram
    void closesAUserTakenAwayByReload(ServerProgram program) throws Exception {
        String before = "authorization { timeout: 60, users: [ {user: a, password: a}, {user: b, password: b} ] }";
        String after = "authorization { timeout: 60, users: [ {user: a, password: a} ] }";
        ClientLog logOfB = new ClientLog();
        try (TestServer server = Servers.start(program, before, directory);
                Connection a =
                        Nats.connect(log.options(server).userInfo("a", "a").build());
                Connection b = Nats.connect(
                        logOfB.options(server).userInfo("b", "b").noReconnect().build())) {
            Subscription subscription = a.subscribe("foo");
            b.flush(PATIENCE);
            server.rewriteConfig(after);
            server.signal(TestServer.Signal.RELOAD);
            logOfB.await(Events.CLOSED);
            a.publish("foo", "x".getBytes(UTF_8));
            assertThat(subscription.nextMessage(PATIENCE)).isNotNull();
        }
    }

    @EachProgram
    void keepsAConnectionAliveByPings(ServerProgram program) throws Exception {
        try (TestServer server = Servers.start(program, "ping_interval: \"100ms\"\nping_max: 30", directory);
                Connection connection = Nats.connect(log.options(server)
                        .pingInterval(Duration.ofMillis(100))
                        .maxPingsOut(30)
                        .build())) {
            long pings = 50; // more than may stay unanswered
            Awaitility.await()
                    .atMost(PATIENCE)
                    .until(() -> connection.getStatistics().getPings() >= pings);
            assertThat(connection.getStatistics().getReconnects()).isZero();
        }
    }
}
