package io.natter.client.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import io.natter.client.SubscriptionStatistics;
import io.natter.client.WhenFull;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One thread that reads and several that take: nothing is lost, doubled or miscounted, and pauses are balanced. */
class MessageQueueStressTest {
    private static final int MESSAGES = 60_000;

    private final ExecutorService threads = Executors.newCachedThreadPool();

    @AfterEach
    void stop() {
        threads.shutdownNow();
    }

    @ParameterizedTest(name = "{0}, {1} takers")
    @CsvSource({"DROP_NEW, 1", "DROP_NEW, 3", "DROP_OLD, 2", "BLOCK, 1", "BLOCK, 3"})
    void everyMessageIsTakenOrDropped(WhenFull whenFull, int takers) throws Exception {
        AtomicInteger paused = new AtomicInteger();
        AtomicInteger pausedLeast = new AtomicInteger();
        AtomicLong dropped = new AtomicLong();
        MessageQueue queue = new MessageQueue(50, 10_000, whenFull, new MessageQueue.Listener() {
            @Override
            public void full() {
                paused.incrementAndGet();
            }

            @Override
            public void room(long droppedMeanwhile) {
                pausedLeast.accumulateAndGet(paused.decrementAndGet(), Math::min);
            }

            @Override
            public void dropped(long messages) {
                dropped.addAndGet(messages);
            }
        });
        List<CompletableFuture<Long>> taken = new ArrayList<>();
        for (int i = 0; i < takers; i++) {
            taken.add(CompletableFuture.supplyAsync(() -> take(queue), threads));
        }
        for (int i = 0; i < MESSAGES; i += 3) {
            queue.push(MessageQueueTest.Messages.chain("a", "b", "c"));
        }
        queue.finish();
        long total = 0;
        for (CompletableFuture<Long> one : taken) {
            total += one.get(1, TimeUnit.MINUTES);
        }
        SubscriptionStatistics statistics = queue.statistics();
        assertThat(total + dropped.get()).isEqualTo(MESSAGES);
        assertThat(statistics)
                .isEqualTo(new SubscriptionStatistics(MESSAGES, MESSAGES, 0, 0, total, 0, dropped.get(), 0));
        assertThat(paused).hasValue(0);
        assertThat(pausedLeast).as("an episode never ends before it began").hasValue(0);
        assertThat(whenFull == WhenFull.BLOCK ? dropped.get() : 0).isZero();
    }

    private static long take(MessageQueue queue) {
        long taken = 0;
        while (true) {
            ReceivedMessage message;
            try {
                message = queue.await(Long.MAX_VALUE);
            } catch (InterruptedException stopped) {
                throw new AssertionError(stopped);
            }
            if (message == null) {
                return taken;
            }
            queue.beginShared(message);
            queue.doneShared();
            queue.endEpisodeIfRoom();
            taken++;
        }
    }
}
