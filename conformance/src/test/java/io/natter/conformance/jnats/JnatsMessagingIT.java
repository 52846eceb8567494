package io.natter.conformance.jnats;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nats.client.Connection;
import io.nats.client.Dispatcher;
import io.nats.client.Message;
import io.nats.client.Nats;
import io.nats.client.Subscription;
import io.nats.client.impl.Headers;
import io.natter.conformance.EachProgram;
import io.natter.conformance.ServerProgram;
import io.natter.conformance.Servers;
import io.natter.conformance.TestServer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.io.TempDir;

/** Publishing, subscribing and asking, as an application of the official Java client does it. */
@SuppressWarnings("try") // close() of this client may be interrupted; then the test ends
final class JnatsMessagingIT {
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    @TempDir
    private Path directory;

    private final ClientLog log = new ClientLog();

    @EachProgram
    void deliversInOrderFromOneConnectionToAnother(ServerProgram program) throws Exception {
        try (TestServer server = Servers.start(program, "", directory);
                Connection publisher = log.connect(server);
                Connection subscriber = log.connect(server)) {
            Subscription subscription = subscriber.subscribe("orders.new");
            subscriber.flush(PATIENCE);
            for (int i = 0; i < 2_000; i++) {
                publisher.publish("orders.new", ("" + i).getBytes(UTF_8));
            }
            for (int i = 0; i < 2_000; i++) {
                assertThat(textOf(subscription.nextMessage(PATIENCE))).isEqualTo("" + i);
            }
        }
    }

    @EachProgram
    void matchesWildcards(ServerProgram program) throws Exception {
        try (TestServer server = Servers.start(program, "", directory);
                Connection connection = log.connect(server)) {
            Subscription one = connection.subscribe("time.*.east");
            Subscription many = connection.subscribe("time.>");
            for (String subject :
                    List.of("time.us.east", "time.us.west", "time.us.east.atlanta", "time", "tide.us.east")) {
                connection.publish(subject, subject.getBytes(UTF_8));
            }
            Subscription last = connection.subscribe("last");
            connection.publish("last", new byte[0]);
            next(last);
            assertThat(drained(one)).containsExactly("time.us.east");
            assertThat(drained(many)).containsExactly("time.us.east", "time.us.west", "time.us.east.atlanta");
        }
    }

    @EachProgram
    void sharesWorkInAQueueGroup(ServerProgram program) throws Exception {
        int count = 600;
        try (TestServer server = Servers.start(program, "", directory);
                Connection publisher = log.connect(server)) {
            List<Connection> workers = new ArrayList<>();
            List<AtomicInteger> counts = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                Connection worker = log.connect(server);
                workers.add(worker);
                AtomicInteger mine = new AtomicInteger();
                counts.add(mine);
                Dispatcher dispatcher = worker.createDispatcher(message -> mine.incrementAndGet());
                dispatcher.subscribe("jobs", "workers");
                worker.flush(PATIENCE);
            }
            for (int i = 0; i < count; i++) {
                publisher.publish("jobs", new byte[0]);
            }
            Awaitility.await()
                    .atMost(PATIENCE)
                    .until(() -> counts.stream().mapToInt(AtomicInteger::get).sum() == count);
            assertThat(counts).allSatisfy(mine -> assertThat(mine.get()).isPositive());
            for (Connection worker : workers) {
                worker.close();
            }
        }
    }

    @EachProgram
    void answersRequests(ServerProgram program) throws Exception {
        try (TestServer server = Servers.start(program, "", directory);
                Connection service = log.connect(server);
                Connection client = log.connect(server)) {
            Dispatcher dispatcher = service.createDispatcher(
                    request -> service.publish(request.getReplyTo(), ("re: " + textOf(request)).getBytes(UTF_8)));
            dispatcher.subscribe("help");
            service.flush(PATIENCE);
            List<CompletableFuture<Message>> answers = new ArrayList<>();
            for (int i = 0; i < 100; i++) {
                answers.add(client.request("help", ("" + i).getBytes(UTF_8)));
            }
            for (int i = 0; i < 100; i++) {
                assertThat(textOf(answers.get(i).get(60, TimeUnit.SECONDS))).isEqualTo("re: " + i);
            }
        }
    }

    @EachProgram
    void answersRequestsOfTheOldStyle(ServerProgram program) throws Exception {
        try (TestServer server = Servers.start(program, "", directory);
                Connection service = log.connect(server);
                Connection client =
                        Nats.connect(log.options(server).oldRequestStyle().build())) {
            service.createDispatcher(request -> service.publish(request.getReplyTo(), request.getData()))
                    .subscribe("echo", "q");
            service.flush(PATIENCE);
            Message answer = client.request("echo", "hello".getBytes(UTF_8), PATIENCE);
            assertThat(textOf(Objects.requireNonNull(answer))).isEqualTo("hello");
        }
    }

    @EachProgram
    void keepsHeadersWithOrderAndDuplicates(ServerProgram program) throws Exception {
        try (TestServer server = Servers.start(program, "", directory);
                Connection connection = log.connect(server)) {
            Subscription subscription = connection.subscribe("foo");
            Headers headers =
                    new Headers().add("Trace", "1", "2").add("trace", "3").add("Empty", "");
            connection.publish("foo", headers, "body".getBytes(UTF_8));
            Message message = next(subscription);
            assertThat(textOf(message)).isEqualTo("body");
            Headers received = Objects.requireNonNull(message.getHeaders());
            assertThat(received.get("Trace")).containsExactly("1", "2");
            assertThat(received.get("trace")).containsExactly("3");
            assertThat(received.getFirst("Empty")).isEmpty();
        }
    }

    @EachProgram
    void tellsThatNobodyResponds(ServerProgram program) throws Exception {
        try (TestServer server = Servers.start(program, "", directory);
                Connection reporting =
                        Nats.connect(log.options(server).reportNoResponders().build());
                Connection plain = log.connect(server)) {
            assertThatThrownBy(() -> reporting.request("nobody", new byte[0]).get(60, TimeUnit.SECONDS))
                    .isInstanceOf(ExecutionException.class)
                    .hasMessageContaining("503");
            assertThatThrownBy(() -> plain.request("nobody", new byte[0]).get(60, TimeUnit.SECONDS))
                    .isInstanceOf(CancellationException.class);
        }
    }

    @EachProgram
    void stopsAfterAMaximumOfMessages(ServerProgram program) throws Exception {
        try (TestServer server = Servers.start(program, "", directory);
                Connection connection = log.connect(server)) {
            Subscription subscription = connection.subscribe("foo");
            subscription.unsubscribe(3);
            for (int i = 0; i < 5; i++) {
                connection.publish("foo", ("" + i).getBytes(UTF_8));
            }
            connection.flush(PATIENCE);
            assertThat(drained(subscription)).containsExactly("0", "1", "2");
            assertThat(subscription.isActive()).isFalse();
        }
    }

    @EachProgram
    void sendsNoEchoToWhoAskedForNone(ServerProgram program) throws Exception {
        try (TestServer server = Servers.start(program, "", directory);
                Connection silent = Nats.connect(log.options(server).noEcho().build());
                Connection other = log.connect(server)) {
            Subscription mine = silent.subscribe("foo");
            Subscription theirs = other.subscribe("foo");
            other.flush(PATIENCE);
            silent.publish("foo", "a".getBytes(UTF_8));
            assertThat(textOf(next(theirs))).isEqualTo("a");
            silent.flush(PATIENCE);
            assertThat(mine.getPendingMessageCount()).isNotPositive();
        }
    }

    @EachProgram
    void drainsWithoutLosingWhatHasCome(ServerProgram program) throws Exception {
        try (TestServer server = Servers.start(program, "", directory);
                Connection publisher = log.connect(server);
                Connection drained = log.connect(server)) {
            AtomicInteger handled = new AtomicInteger();
            drained.createDispatcher(message -> handled.incrementAndGet()).subscribe("foo");
            drained.flush(PATIENCE);
            for (int i = 0; i < 500; i++) {
                publisher.publish("foo", new byte[8]);
            }
            publisher.flush(PATIENCE);
            assertThat(drained.drain(PATIENCE).get(60, TimeUnit.SECONDS)).isTrue();
            assertThat(handled).hasValue(500);
            assertThat(drained.getStatus()).isEqualTo(Connection.Status.CLOSED);
        }
    }

    @EachProgram
    void knowsTheLimitOfAPayload(ServerProgram program) throws Exception {
        try (TestServer server = Servers.start(program, "max_payload: 1000", directory);
                Connection connection = log.connect(server)) {
            assertThat(connection.getMaxPayload()).isEqualTo(1_000);
            Subscription subscription = connection.subscribe("foo");
            connection.publish("foo", new byte[1_000]);
            assertThat(next(subscription).getData()).hasSize(1_000);
            assertThatThrownBy(() -> connection.publish("foo", new byte[1_001]))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @EachProgram
    void closesWhoIgnoresTheLimitOfAPayload(ServerProgram program) throws Exception {
        try (TestServer server = Servers.start(program, "max_payload: 1000", directory);
                Connection connection = Nats.connect(
                        log.options(server).clientSideLimitChecks(false).build())) {
            connection.publish("foo", new byte[1_001]);
            log.awaitError("Maximum Payload Violation");
            log.await(io.nats.client.ConnectionListener.Events.RECONNECTED);
        }
    }

    @EachProgram
    void carriesLargeMessages(ServerProgram program) throws Exception {
        byte[] large = new byte[1 << 20];
        for (int i = 0; i < large.length; i++) {
            large[i] = (byte) (i * 31);
        }
        try (TestServer server = Servers.start(program, "", directory);
                Connection publisher = log.connect(server);
                Connection subscriber = log.connect(server)) {
            Subscription subscription = subscriber.subscribe("large");
            subscriber.flush(PATIENCE);
            for (int i = 0; i < 10; i++) {
                publisher.publish("large", large);
            }
            for (int i = 0; i < 10; i++) {
                assertThat(next(subscription).getData()).isEqualTo(large);
            }
        }
    }

    @EachProgram
    void saysWhoItIs(ServerProgram program) throws Exception {
        try (TestServer server = Servers.start(program, "server_name: somebody", directory);
                Connection connection = Nats.connect(log.options(server)
                        .connectionName("flow")
                        .verbose()
                        .pedantic()
                        .build())) {
            var info = connection.getServerInfo();
            assertThat(info.getServerName()).isEqualTo("somebody");
            assertThat(info.getServerId()).matches("N[A-Z2-7]{55}");
            assertThat(info.isNewerVersionThan("2.14.99")).isTrue();
            assertThat(info.getProtocolVersion()).isEqualTo(1);
            assertThat(info.isHeadersSupported()).isTrue();
            assertThat(info.getPort()).isEqualTo(server.port());
            assertThat(info.getClientIp()).isEqualTo("127.0.0.1");
            assertThat(info.isAuthRequired()).isFalse();
            assertThat(connection.RTT()).isPositive();
            assertThat(log.errors()).isEmpty();
        }
    }

    private static Message next(Subscription subscription) throws InterruptedException {
        return Objects.requireNonNull(subscription.nextMessage(PATIENCE), "no message came");
    }

    private static List<String> drained(Subscription subscription) throws InterruptedException {
        List<String> texts = new ArrayList<>();
        while (subscription.getPendingMessageCount() > 0) {
            texts.add(textOf(next(subscription)));
        }
        return texts;
    }

    private static String textOf(Message message) {
        return new String(message.getData(), UTF_8);
    }
}
