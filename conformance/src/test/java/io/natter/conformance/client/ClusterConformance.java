package io.natter.conformance.client;

import static io.natter.conformance.client.Testbed.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;

import io.natter.client.ConnectionEvent;
import io.natter.client.Message;
import io.natter.client.NatsConnection;
import io.natter.client.NatsOptions;
import io.natter.client.NatsOptionsBuilder;
import io.natter.client.Outgoing;
import io.natter.client.RequestOptions;
import io.natter.client.SyncSubscription;
import io.natter.conformance.TestServer.Signal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A cluster of three whose nodes go away, with notice and without. */
final class ClusterConformance {
    @TempDir
    private Path directory;

    @RegisterExtension
    private final Testbed testbed = new Testbed();

    private final EventLog log = new EventLog();

    private Cluster cluster() {
        Cluster cluster = testbed.add(new Cluster(directory));
        for (int node = 0; node < 3; node++) {
            try (NatsConnection probe = testbed.connect(options(cluster, node).build())) {
                Testbed.await("three nodes known", () -> probe.servers().size() == 3);
            }
        }
        return cluster;
    }

    private static NatsOptionsBuilder options(Cluster cluster, int node) {
        return NatsOptions.builder()
                .servers(cluster.url(node))
                .reconnect(Testbed.QUICK)
                .connectTimeout(PATIENCE)
                .requestTimeout(PATIENCE);
    }

    /** Publishes until the other side of the cluster knows of the interest. */
    private static void awaitInterest(NatsConnection from, String subject, SyncSubscription subscription) {
        Testbed.await("interest in " + subject, () -> {
            from.publish(subject, "-1");
            return subscription.next(Duration.ofMillis(20)).isPresent();
        });
        from.flush(PATIENCE);
        while (subscription.next(Duration.ofMillis(200)).isPresent()) {
            assertThat(subscription.isActive()).isTrue();
        }
    }

    @Test
    @DisplayName("NJ-45 the answer to a slow request arrives although its node went lame; the node is found again")
    void answersOverALameDuck() throws Exception {
        Cluster cluster = cluster();
        NatsConnection asking =
                testbed.connect(options(cluster, 0).listeners(log).build());
        NatsConnection service = testbed.connect(options(cluster, 1).build());
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        service.reply("ping", Message::payload);
        service.reply("slow", request -> {
            asked.countDown();
            go.await();
            return "at last";
        });
        service.flush(PATIENCE);
        Testbed.await("interest in the service", () -> {
            try {
                return asking.request("ping", "x", Duration.ofSeconds(1)).text().equals("x");
            } catch (io.natter.client.NatsException notYet) {
                return false;
            }
        });
        CompletableFuture<Message> answer =
                asking.requestAsync(Outgoing.of("slow", "?"), RequestOptions.within(PATIENCE));
        asked.await();
        cluster.node(0).signal(Signal.LAME_DUCK);
        log.await(ConnectionEvent.LameDuck.class);
        log.awaitConnected(2);
        assertThat(asking.server()).doesNotContain(":" + cluster.port(0));
        asking.flush(PATIENCE);
        awaitEcho(asking, service);
        go.countDown();
        assertThat(answer.get(PATIENCE.toSeconds(), TimeUnit.SECONDS).text()).isEqualTo("at last");
        cluster.node(0).close();
        cluster.start(0);
        NatsConnection late = testbed.connect(options(cluster, 1).build());
        Testbed.await("the node again", () -> late.servers().size() == 3);
        assertThat(log.isConsistent()).isTrue();
    }

    /** Waits until the inbox of one is known where the other is. */
    private static void awaitEcho(NatsConnection asking, NatsConnection service) {
        Testbed.await("an answer to a new request", () -> {
            service.flush(PATIENCE);
            try {
                return asking.request("ping", "x", Duration.ofSeconds(1)).text().equals("x");
            } catch (io.natter.client.NatsException notYet) {
                return false;
            }
        });
    }

    @Test
    @DisplayName(
            "NJ-46 numbered messages during a move: others get all once, the moved one loses fewer than five, none twice")
    void movesWithItsMessages() {
        Cluster cluster = cluster();
        // To where the publisher is: a third node may be behind both, and bring what the old one had brought long
        // before.
        NatsConnection moving = testbed.connect(options(cluster, 0)
                .servers(cluster.url(0), cluster.url(1))
                .keepServerOrder(true)
                .ignoreDiscovered(true)
                .listeners(log)
                .build());
        NatsConnection publisher = testbed.connect(options(cluster, 1).build());
        NatsConnection other = testbed.connect(options(cluster, 2).build());
        SyncSubscription moved = moving.subscribe("numbers");
        SyncSubscription stayed = other.subscribe("numbers");
        awaitInterest(publisher, "numbers", moved);
        awaitInterest(publisher, "numbers", stayed);
        moved.drainTo(new ArrayList<>(), Integer.MAX_VALUE);
        for (int i = 0; i < 1_500; i++) {
            publisher.publish("numbers", "" + i);
            LockSupport.parkNanos(500_000);
            if (i == 750) {
                cluster.node(0).signal(Signal.LAME_DUCK);
            }
        }
        log.awaitConnected(2);
        publisher.publish("numbers", "end");
        publisher.flush(PATIENCE);
        assertThat(untilEnd(stayed)).containsExactlyElementsOf(CoreScenariosIT.numbers(1_500));
        List<String> seen = untilEnd(moved);
        assertThat(moving.server()).endsWith(":" + cluster.port(1));
        assertThat(seen).doesNotHaveDuplicates().hasSizeGreaterThan(1_495);
        assertThat(seen.stream().map(Integer::valueOf).toList()).isSorted();
    }

    private static List<String> untilEnd(SyncSubscription subscription) {
        List<String> texts = new ArrayList<>();
        for (Message message = Testbed.next(subscription);
                !message.text().equals("end");
                message = Testbed.next(subscription)) {
            if (!message.text().equals("-1")) {
                texts.add(message.text());
            }
        }
        return texts;
    }

    @Test
    @DisplayName("NJ-47 a publisher in full flood moves, and nothing it published is lost or repeated")
    void losesNoPublishWhenItMoves() {
        Cluster cluster = cluster();
        NatsConnection publisher =
                testbed.connect(options(cluster, 0).listeners(log).build());
        NatsConnection receiver = testbed.connect(options(cluster, 1).build());
        SyncSubscription subscription = receiver.subscribe("flood");
        awaitInterest(publisher, "flood", subscription);
        int count = Integer.getInteger("natter.client.flood", 100_000);
        for (int i = 0; i < count; i++) {
            publisher.publish("flood", "" + i);
            if (i == count / 2) {
                cluster.node(0).signal(Signal.LAME_DUCK);
            }
            if (i % 1_000 == 0) {
                LockSupport.parkNanos(5_000_000);
            }
        }
        log.awaitConnected(2);
        publisher.publish("flood", "end");
        publisher.flush(PATIENCE);
        List<Integer> seen =
                untilEnd(subscription).stream().map(Integer::valueOf).toList();
        assertThat(seen).doesNotHaveDuplicates().hasSize(count);
        assertThat(publisher.server()).doesNotContain(":" + cluster.port(0));
    }

    @Test
    @DisplayName("a node that is lost without notice is left for another one, and subscriptions go along")
    void leavesALostNode() {
        Cluster cluster = cluster();
        NatsConnection nats = testbed.connect(options(cluster, 0).listeners(log).build());
        NatsConnection other = testbed.connect(options(cluster, 1).build());
        SyncSubscription subscription = nats.subscribe("foo");
        awaitInterest(other, "foo", subscription);
        cluster.node(0).signal(Signal.STOP);
        log.awaitConnected(2);
        assertThat(nats.server()).doesNotContain(":" + cluster.port(0));
        awaitInterest(other, "foo", subscription);
        assertThat(log.isConsistent()).isTrue();
        assertThat(nats.statistics().reconnects()).isEqualTo(1);
    }
}
