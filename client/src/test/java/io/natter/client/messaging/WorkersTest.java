package io.natter.client.messaging;

import static io.natter.client.transport.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.natter.client.Subscription;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Several handlers at work, with and without order. */
class WorkersTest {
    private final Rig rig = new Rig();

    @Test
    void asManyHandlersRunAsAreAllowedAndNoMore() throws Exception {
        CountDownLatch three = new CountDownLatch(3);
        CountDownLatch release = new CountDownLatch(1);
        AtomicInteger most = new AtomicInteger();
        Subscription subscription = rig.messaging.subscribe("a", Rig.defaults().withConcurrency(3), message -> {
            three.countDown();
            release.await();
        });
        for (int i = 0; i < 10; i++) {
            rig.message("a", 2, "" + i);
        }
        assertThat(three.await(1, TimeUnit.MINUTES)).isTrue();
        most.set(subscription.statistics().running());
        assertThat(most).hasValue(3);
        assertThat(subscription.statistics().pending()).isEqualTo(7);
        release.countDown();
        await().until(() -> subscription.statistics().delivered() == 10
                && subscription.statistics().running() == 0);
    }

    @Test
    void othersOvertakeAKeyThatIsAtWork() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        List<String> handled = Collections.synchronizedList(new ArrayList<>());
        Subscription subscription = rig.messaging.subscribe(
                "*", Rig.defaults().withConcurrency(2).orderedBy(message -> message.subject()), message -> {
                    if (message.text().equals("1")) {
                        release.await();
                    }
                    handled.add(message.subject() + message.text());
                });
        rig.receive(Rig.msg("a", 2, "1") + Rig.msg("a", 2, "2") + Rig.msg("b", 2, "3") + Rig.msg("b", 2, "4"));
        await().until(() -> handled.size() == 2);
        assertThat(handled).containsExactly("b3", "b4");
        release.countDown();
        await().until(() -> subscription.statistics().delivered() == 4
                && subscription.statistics().running() == 0);
        assertThat(handled).endsWith("a1", "a2");
    }

    @ParameterizedTest(name = "{0} workers")
    @ValueSource(ints = {2, 5, 16})
    void eachKeyKeepsItsOrder(int workers) {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        Map<String, List<Integer>> byKey = new ConcurrentHashMap<>();
        Map<String, AtomicInteger> atWork = new ConcurrentHashMap<>();
        AtomicInteger overlaps = new AtomicInteger();
        Subscription subscription = rig.messaging.subscribe(
                "*", Rig.defaults().withConcurrency(workers).orderedBy(message -> message.subject()), message -> {
                    AtomicInteger running = atWork.computeIfAbsent(message.subject(), key -> new AtomicInteger());
                    if (running.incrementAndGet() > 1) {
                        overlaps.incrementAndGet();
                    }
                    byKey.computeIfAbsent(message.subject(), key -> Collections.synchronizedList(new ArrayList<>()))
                            .add(Integer.valueOf(message.text()));
                    running.decrementAndGet();
                });
        int sent = 0;
        while (sent < 20_000) {
            StringBuilder pass = new StringBuilder();
            for (int i = random.nextInt(40); i >= 0; i--) {
                pass.append(Rig.msg("k" + random.nextInt(7), 2, "" + sent++));
            }
            rig.receive(pass.toString());
        }
        int total = sent;
        await().until(() -> subscription.statistics().delivered() == total
                && subscription.statistics().running() == 0);
        assertThat(overlaps).as("seed %s", seed).hasValue(0);
        byKey.values().forEach(list -> assertThat(list).as("seed %s", seed).isSorted());
        assertThat(byKey.values().stream().mapToInt(List::size).sum()).isEqualTo(total);
    }

    @Test
    void aKeyFunctionThatFailsCostsItsMessageOnly() {
        Subscription subscription = rig.messaging.subscribe(
                "a",
                Rig.defaults().withConcurrency(2).orderedBy(message -> Integer.valueOf(message.text())),
                message -> {});
        rig.receive(Rig.msg("a", 2, "1") + Rig.msg("a", 2, "none") + Rig.msg("a", 2, "3"));
        await().until(() -> subscription.statistics().delivered() == 3
                && subscription.statistics().running() == 0);
        assertThat(subscription.statistics().failed()).isEqualTo(1);
    }

    @Test
    void manySubscriptionsHaveExactFigures() throws Exception {
        List<Subscription> subscriptions = new ArrayList<>();
        AtomicInteger handled = new AtomicInteger();
        for (int i = 0; i < 1_000; i++) {
            subscriptions.add(rig.messaging.subscribe("a." + i, Rig.defaults(), message -> handled.incrementAndGet()));
        }
        for (int round = 0; round < 10; round++) {
            StringBuilder pass = new StringBuilder();
            for (int i = 0; i < 1_000; i++) {
                pass.append(Rig.msg("a." + i, i + 2, "x"));
            }
            rig.receive(pass.toString());
        }
        var drained = rig.messaging.drain(java.time.Duration.ofMinutes(1), null);
        rig.receive("PONG\r\n");
        assertThat(drained.get(1, TimeUnit.MINUTES).isComplete()).isTrue();
        assertThat(handled).hasValue(10_000);
        assertThat(subscriptions).allSatisfy(one -> {
            assertThat(one.statistics().delivered()).isEqualTo(10);
            assertThat(one.statistics().received()).isEqualTo(10);
            assertThat(one.statistics().pendingBytes()).isZero();
        });
        assertThat(rig.messaging.subscriptionCount()).isZero();
    }
}
