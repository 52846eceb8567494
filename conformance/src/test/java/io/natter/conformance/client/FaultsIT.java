package io.natter.conformance.client;

import static io.natter.conformance.client.Testbed.PATIENCE;
import static io.natter.conformance.client.Testbed.next;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.natter.client.ConnectionState;
import io.natter.client.Message;
import io.natter.client.Nats;
import io.natter.client.NatsConnection;
import io.natter.client.NatsException;
import io.natter.client.NatsOptions;
import io.natter.client.Outgoing;
import io.natter.client.RequestOptions;
import io.natter.client.RetryPolicy;
import io.natter.client.SyncSubscription;
import io.natter.conformance.EachProgram;
import io.natter.conformance.ServerProgram;
import io.natter.protocol.wire.Headers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A bad network between client and server.
 *
 * <p>Random faults come from a seed in the test's name; {@code -Dnatter.client.seed=N} runs that one,
 * {@code -Dnatter.client.seeds=N} runs so many.
 */
final class FaultsIT {
    @TempDir
    private Path directory;

    @RegisterExtension
    private final Testbed testbed = new Testbed();

    private final EventLog log = new EventLog();

    static LongStream seeds() {
        Long one = Long.getLong("natter.client.seed");
        return one != null
                ? LongStream.of(one)
                : LongStream.concat(
                        LongStream.of(1, 2),
                        ThreadLocalRandom.current().longs(Integer.getInteger("natter.client.seeds", 2), 0, 1L << 32));
    }

    private NatsOptions through(FaultProxy proxy, Site site) {
        return site.options()
                .servers(proxy.url())
                .ignoreDiscovered(true)
                .listeners(log)
                .build();
    }

    @EachProgram
    @DisplayName("bytes that come one by one, or in any other pieces, mean the same")
    void readsAtEverySplit(ServerProgram program) {
        Site site = testbed.start(Setting.open(program), directory);
        for (int size : new int[] {1, 2, 3, 5, 7, 11, 13, 64}) {
            FaultProxy proxy =
                    testbed.add(FaultProxy.start(site.server().port(), number -> Fault.downInPiecesOf(size)));
            NatsConnection nats = testbed.connect(through(proxy, site));
            SyncSubscription subscription = nats.subscribe("foo.*");
            Headers headers = Headers.of("Name", "value: \u00e4");
            nats.publish("foo.a", "plain");
            nats.publish(Outgoing.of("foo.b", "headed").withHeaders(headers).withReplyTo("answer.here"));
            nats.publish("foo.c", "");
            assertThat(next(subscription).text()).isEqualTo("plain");
            Message headed = next(subscription);
            assertThat(headed.text()).isEqualTo("headed");
            assertThat(headed.headers()).isEqualTo(headers);
            assertThat(headed.replyTo()).isEqualTo("answer.here");
            assertThat(next(subscription).payload()).isEmpty();
            assertThatThrownBy(() -> nats.request("nobody", "x"))
                    .isInstanceOf(io.natter.client.NoRespondersException.class);
            subscription.close();
        }
    }

    @EachProgram
    @DisplayName("a connection cut at any byte of the handshake is tried again, or fails in time")
    void survivesCutsInTheHandshake(ServerProgram program) {
        Site site = testbed.start(Setting.open(program), directory);
        for (int cut : new int[] {0, 1, 4, 5, 100, 250, 400, 500}) {
            FaultProxy proxy = testbed.add(FaultProxy.start(
                    site.server().port(), number -> number == 0 ? Fault.cutDownAfter(cut) : Fault.NONE));
            NatsOptions options =
                    through(proxy, site).toBuilder().connectInBackground(true).build();
            NatsConnection nats = testbed.connect(options);
            Testbed.await("being connected after a cut at " + cut, () -> nats.state() == ConnectionState.CONNECTED);
            nats.closeNow();
        }
    }

    @EachProgram
    @DisplayName("a server that says nothing is given up in time")
    void doesNotWaitForASilentServer(ServerProgram program) {
        Site site = testbed.start(Setting.open(program), directory);
        Fault silent = new Fault(Fault.Way.FINE, Fault.Way.FINE.silentFrom(0));
        FaultProxy proxy = testbed.add(FaultProxy.start(site.server().port(), number -> silent));
        NatsOptions options = through(proxy, site).toBuilder()
                .connectTimeout(Duration.ofMillis(200))
                .build();
        assertThatThrownBy(() -> Nats.connect(options)).isInstanceOf(NatsException.class);
    }

    @EachProgram
    @DisplayName("a black hole in either direction is noticed by pings without an answer")
    void noticesABlackHole(ServerProgram program) {
        Site site = testbed.start(Setting.open(program), directory);
        for (boolean isUp : new boolean[] {true, false}) {
            Fault.Way hole = Fault.Way.FINE.silentFrom(isUp ? 300 : 700);
            Fault fault = isUp ? new Fault(hole, Fault.Way.FINE) : new Fault(Fault.Way.FINE, hole);
            FaultProxy proxy =
                    testbed.add(FaultProxy.start(site.server().port(), number -> number == 0 ? fault : Fault.NONE));
            EventLog events = new EventLog();
            NatsConnection nats = testbed.connect(through(proxy, site).toBuilder()
                    .pingInterval(Duration.ofMillis(500))
                    .pingsOutMax(2)
                    .listeners(events)
                    .build());
            SyncSubscription subscription = nats.subscribe("foo");
            for (int i = 0; i < 20; i++) {
                nats.publish("foo", "0123456789".repeat(5));
            }
            events.awaitConnected(2);
            // Where the machine is slow, pings that short are missed without a hole too, and an end with them.
            Testbed.await("an end", () -> {
                nats.publish("foo", "end");
                return subscription
                        .next(Duration.ofMillis(100))
                        .filter(message -> message.text().equals("end"))
                        .isPresent();
            });
            subscription.close();
            assertThat(events.isConsistent()).isTrue();
        }
    }

    @ParameterizedTest(name = "natter, seed {0}")
    @MethodSource("seeds")
    @DisplayName("NJ-55 whatever the network does: what was confirmed is there, in order, and once a connection")
    void losesNothingConfirmed(long seed) {
        Site site = testbed.start(Setting.open(ServerProgram.NATTER), directory);
        Random random = new Random(seed);
        FaultProxy proxy = testbed.add(
                FaultProxy.start(site.server().port(), number -> number < 12 ? nextFault(random) : Fault.NONE));
        NatsConnection receiver = site.connect();
        Map<Integer, Integer> seen = new LinkedHashMap<>();
        List<Integer> order = new CopyOnWriteArrayList<>();
        receiver.subscribe("numbers", message -> {
            int number = Integer.parseInt(message.text());
            seen.merge(number, 1, Integer::sum);
            order.add(number);
        });
        receiver.flush(PATIENCE);
        NatsConnection sender = testbed.connect(
                through(proxy, site).toBuilder().connectInBackground(true).build());
        List<Integer> confirmed = new ArrayList<>();
        int number = 0;
        for (int batch = 0; batch < 60; batch++) {
            int first = number;
            long before = sender.statistics().reconnects();
            for (int i = 0; i < 40; i++) {
                sender.publish("numbers", "" + number++);
            }
            if (flushed(sender) && sender.statistics().reconnects() == before) {
                for (int i = first; i < number; i++) {
                    confirmed.add(i);
                }
            }
        }
        proxy.heal();
        Testbed.await("a flush", () -> flushed(sender));
        sender.publish("numbers", "-1");
        sender.drain(PATIENCE);
        Testbed.await("the last number", () -> order.contains(-1));
        order.remove(Integer.valueOf(-1));
        assertThat(order).as("order").isSorted();
        assertThat(seen.keySet()).as("confirmed numbers").containsAll(confirmed);
        assertThat(seen.values()).as("times each").containsOnly(1);
        assertThat(log.isConsistent()).isTrue();
    }

    private static synchronized Fault nextFault(Random random) {
        return Fault.random(random);
    }

    private static boolean flushed(NatsConnection connection) {
        try {
            connection.flush(Duration.ofSeconds(5));
            return true;
        } catch (NatsException lost) {
            return false;
        }
    }

    @ParameterizedTest(name = "natter, seed {0}")
    @MethodSource("seeds")
    @DisplayName("NJ-50 requests are answered through a bad network, and subscriptions are there again each time")
    void answersRequests(long seed) {
        Site site = testbed.start(Setting.open(ServerProgram.NATTER), directory);
        Random random = new Random(seed);
        FaultProxy proxy = testbed.add(
                FaultProxy.start(site.server().port(), number -> number < 8 ? nextFault(random) : Fault.NONE));
        NatsConnection service = testbed.connect(
                through(proxy, site).toBuilder().connectInBackground(true).build());
        service.reply("echo", Message::payload);
        NatsConnection nats = site.connect();
        RequestOptions retried = RequestOptions.within(Duration.ofSeconds(1))
                .withRetry(RetryPolicy.exponential(100, Duration.ofMillis(10), Duration.ofMillis(100)));
        for (int i = 0; i < 200; i++) {
            String text = "x".repeat(i) + i;
            assertThat(nats.request(Outgoing.of("echo", text), retried).text()).isEqualTo(text);
        }
    }

    @EachProgram
    @DisplayName("a request in flight when its connection is cut is answered over the next one")
    void answersOverTheNextConnection(ServerProgram program) throws Exception {
        Site site = testbed.start(Setting.open(program), directory);
        FaultProxy proxy = testbed.add(FaultProxy.start(site.server().port(), number -> Fault.NONE));
        NatsConnection service = site.connect();
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        service.reply("slow", request -> {
            asked.countDown();
            go.await();
            return "late";
        });
        service.flush(PATIENCE);
        NatsConnection nats = testbed.connect(through(proxy, site));
        var answer = nats.requestAsync(Outgoing.of("slow", "x"), RequestOptions.within(PATIENCE));
        asked.await();
        proxy.cut();
        log.awaitConnected(2);
        nats.flush(PATIENCE);
        go.countDown();
        assertThat(answer.get(PATIENCE.toSeconds(), TimeUnit.SECONDS).text()).isEqualTo("late");
        assertThat(proxy.accepted()).isEqualTo(2);
        assertThat(log.isConsistent()).isTrue();
    }
}
