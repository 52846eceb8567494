package io.natter.conformance.client;

import static io.natter.conformance.client.Testbed.PATIENCE;
import static io.natter.conformance.client.Testbed.next;
import static org.assertj.core.api.Assertions.assertThat;

import io.natter.client.ConnectionState;
import io.natter.client.Message;
import io.natter.client.NatsConnection;
import io.natter.client.Outgoing;
import io.natter.client.RequestOptions;
import io.natter.client.RetryPolicy;
import io.natter.client.Subscription;
import io.natter.client.SyncSubscription;
import io.natter.conformance.EachProgram;
import io.natter.conformance.ServerProgram;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The server goes away and comes back. */
final class RestartsIT {
    @TempDir
    private Path directory;

    @RegisterExtension
    private final Testbed testbed = new Testbed();

    private final EventLog log = new EventLog();

    private Site start(ServerProgram program) {
        return testbed.start(Setting.open(program), directory);
    }

    private NatsConnection connect(Site site) {
        return testbed.connect(site.options().listeners(log).build());
    }

    @EachProgram
    @DisplayName("NJ-16 NJ-17 a forced reconnect keeps subscriptions and what is buffered")
    void reconnectsWhenAsked(ServerProgram program) {
        Site site = start(program);
        NatsConnection nats = connect(site);
        SyncSubscription subscription = nats.subscribe("foo");
        nats.flush(PATIENCE);
        for (int i = 0; i < 3; i++) {
            nats.publish("foo", "before " + i);
            nats.flush(PATIENCE);
            nats.reconnect().join();
            nats.publish("foo", "after " + i);
            assertThat(next(subscription).text()).isEqualTo("before " + i);
            assertThat(next(subscription).text()).isEqualTo("after " + i);
        }
        log.awaitConnected(4);
        assertThat(log.isConsistent()).isTrue();
        assertThat(nats.statistics().reconnects()).isEqualTo(3);
    }

    @EachProgram
    @DisplayName("NJ-48 after a restart requests work again")
    void asksAfterARestart(ServerProgram program) {
        Site site = start(program);
        NatsConnection nats = connect(site);
        NatsConnection service = site.connect();
        service.reply("echo", Message::payload);
        service.flush(PATIENCE);
        site.restart();
        log.awaitConnected(2);
        RequestOptions patient = RequestOptions.within(PATIENCE)
                .withRetry(RetryPolicy.exponential(1_000, Duration.ofMillis(10), Duration.ofMillis(100)));
        assertThat(nats.request(Outgoing.of("echo", "x"), patient).text()).isEqualTo("x");
    }

    @EachProgram
    @DisplayName("NJ-49 a request that is in flight during a restart is answered, and so is the next")
    void keepsRequestsInFlight(ServerProgram program) throws Exception {
        Site site = start(program);
        NatsConnection nats = connect(site);
        EventLog serviceLog = new EventLog();
        NatsConnection service =
                testbed.connect(site.options().listeners(serviceLog).build());
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        service.reply("slow", request -> {
            asked.countDown();
            go.await();
            return "answer " + request.text();
        });
        service.flush(PATIENCE);
        CompletableFuture<Message> answer =
                nats.requestAsync(Outgoing.of("slow", "1"), RequestOptions.within(PATIENCE));
        asked.await();
        site.restart();
        log.awaitConnected(2);
        serviceLog.awaitConnected(2);
        nats.flush(PATIENCE);
        go.countDown();
        assertThat(answer.get().text()).isEqualTo("answer 1");
        service.flush(PATIENCE);
        assertThat(nats.request("slow", "2").text()).isEqualTo("answer 2");
    }

    @EachProgram
    @DisplayName("NJ-50 NJ-51 four hundred requests over a restart are all answered, with a retry each")
    void answersHundredsOverARestart(ServerProgram program) throws Exception {
        Site site = start(program);
        NatsConnection nats = connect(site);
        NatsConnection service = site.connect();
        CountDownLatch some = new CountDownLatch(50);
        service.reply("work", request -> {
            some.countDown();
            return request.payload();
        });
        service.flush(PATIENCE);
        RequestOptions retried = RequestOptions.within(Duration.ofSeconds(2))
                .withRetry(RetryPolicy.exponential(30, Duration.ofMillis(20), Duration.ofMillis(200)));
        List<CompletableFuture<Message>> answers = new ArrayList<>();
        for (int i = 0; i < 400; i++) {
            answers.add(nats.requestAsync(Outgoing.of("work", "" + i), retried));
        }
        some.await();
        site.restart();
        for (int i = 0; i < 400; i++) {
            assertThat(answers.get(i).get().text()).isEqualTo("" + i);
        }
    }

    @EachProgram
    @DisplayName("NJ-52 three restarts during a flood: what arrives is in order and arrives once")
    void keepsOrderOverRestarts(ServerProgram program) {
        Site site = start(program);
        NatsConnection nats = connect(site);
        List<Integer> seen = new ArrayList<>(); // by one handler at a time
        AtomicInteger count = new AtomicInteger();
        Subscription subscription = nats.subscribe("foo", message -> {
            seen.add(Integer.parseInt(message.text()));
            count.incrementAndGet();
        });
        AtomicBoolean stop = new AtomicBoolean();
        CompletableFuture<Integer> published = Testbed.inBackground(() -> {
            int number = 0;
            while (!stop.get()) {
                Testbed.awaitRoom(subscription);
                nats.publish("foo", "" + number++);
            }
            return number;
        });
        for (int restart = 1; restart <= 3; restart++) {
            int before = count.get();
            Testbed.await("messages", () -> count.get() > before + 2_000);
            site.restart();
            log.awaitConnected(restart + 1);
        }
        int before = count.get();
        Testbed.await("messages again", () -> count.get() > before + 2_000);
        stop.set(true);
        int last = published.join();
        nats.drain(PATIENCE);
        assertThat(seen).isSorted().doesNotHaveDuplicates();
        assertThat(seen.get(seen.size() - 1)).isEqualTo(last - 1);
        assertThat(log.isConsistent()).isTrue();
    }

    @EachProgram
    @DisplayName(
            "NJ-53 what is published while the server is away comes when it is back, and a drain then waits no longer")
    void buffersWhileDisconnected(ServerProgram program) {
        Site site = start(program);
        NatsConnection nats = connect(site);
        SyncSubscription subscription = nats.subscribe("foo");
        nats.flush(PATIENCE);
        site.stop();
        Testbed.await("the loss", () -> nats.state() == ConnectionState.RECONNECTING);
        for (int i = 0; i < 100; i++) {
            nats.publish("foo", "" + i);
        }
        site.start();
        for (int i = 0; i < 100; i++) {
            assertThat(next(subscription).text()).isEqualTo("" + i);
        }
        site.stop();
        Testbed.await("the loss", () -> nats.state() == ConnectionState.RECONNECTING);
        nats.drain(Duration.ofMillis(100));
        assertThat(nats.state()).isEqualTo(ConnectionState.CLOSED);
    }
}
