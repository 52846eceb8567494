package io.natter.client.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import io.natter.client.NatsOptions;
import io.natter.client.SubscriptionStatistics;
import io.natter.client.WhenFull;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Bounds, order, episodes and figures of a subscription's queue. */
class MessageQueueTest {
    private final List<String> told = new ArrayList<>();
    private final MessageQueue.Listener listener = new MessageQueue.Listener() {
        @Override
        public void full() {
            told.add("full");
        }

        @Override
        public void room(long dropped) {
            told.add("room " + dropped);
        }

        @Override
        public void dropped(long messages) {
            told.add("dropped " + messages);
        }
    };

    @Test
    void dropsTheNewestAndTellsOnce() {
        MessageQueue queue = new MessageQueue(4, 1_000, WhenFull.DROP_NEW, listener);
        queue.push(Messages.chain("1", "2", "3", "4", "5", "6"));
        queue.push(Messages.chain("7"));
        assertThat(told).containsExactly("dropped 2", "full", "dropped 1");
        assertThat(takenAndHandled(queue, 2)).containsExactly("1", "2");
        assertThat(told).endsWith("dropped 1", "room 3");
        queue.push(Messages.chain("8"));
        assertThat(takenAndHandled(queue, 9)).containsExactly("3", "4", "8");
        assertThat(queue.statistics()).isEqualTo(new SubscriptionStatistics(8, 8, 0, 0, 5, 0, 3, 0));
    }

    @Test
    void aWakeUpEndsOneWaitAndNoMessageIsLostToIt() throws Exception {
        MessageQueue queue = new MessageQueue(3, 1_000, WhenFull.DROP_NEW, listener);
        queue.wakeUp();
        assertThat(queue.await(Long.MAX_VALUE)).isNull();
        queue.wakeUp();
        queue.wakeUp();
        queue.push(Messages.chain("1"));
        assertThat(queue.await(Long.MAX_VALUE)).isNotNull();
        assertThat(queue.await(Long.MAX_VALUE)).isNull();
        queue.push(Messages.chain("2"));
        assertThat(queue.await(Long.MAX_VALUE)).isNotNull();
    }

    @Test
    void dropsTheOldest() {
        MessageQueue queue = new MessageQueue(3, 1_000, WhenFull.DROP_OLD, listener);
        queue.push(Messages.chain("1", "2", "3", "4", "5"));
        assertThat(told).containsExactly("dropped 2", "full");
        assertThat(takenAndHandled(queue, 9)).containsExactly("3", "4", "5");
        assertThat(told).endsWith("room 2");
    }

    @Test
    void keepsAllWhereReadingIsToStop() {
        MessageQueue queue = new MessageQueue(2, 1_000, WhenFull.BLOCK, listener);
        queue.push(Messages.chain("1", "2", "3"));
        assertThat(told).containsExactly("full");
        assertThat(takenAndHandled(queue, 9)).containsExactly("1", "2", "3");
        assertThat(told).containsExactly("full", "room 0");
    }

    @Test
    void countsWhatABatchHoldsAsWaiting() {
        MessageQueue queue = new MessageQueue(3, 1_000, WhenFull.DROP_NEW, listener);
        queue.push(Messages.chain("1", "2", "3"));
        @Nullable ReceivedMessage[] batch = new @Nullable ReceivedMessage[8];
        assertThat(queue.take(batch)).isEqualTo(3);
        queue.push(Messages.chain("4"));
        assertThat(queue.statistics().pending()).isEqualTo(3);
        assertThat(queue.statistics().dropped()).isEqualTo(1);
        queue.begin(Messages.present(batch[0]));
        queue.push(Messages.chain("5"));
        assertThat(queue.statistics().pending()).isEqualTo(3);
        assertThat(queue.statistics().running()).isEqualTo(1);
    }

    @Test
    void boundsBytesButTakesOneLargeMessageAlone() {
        MessageQueue queue = new MessageQueue(100, 10, WhenFull.DROP_NEW, listener);
        queue.push(Messages.chain("a message that is larger than the bound"));
        assertThat(queue.statistics().pending()).isEqualTo(1);
        queue.push(Messages.chain("x"));
        assertThat(queue.statistics().dropped()).isEqualTo(1);
    }

    @Test
    void dropsAllAtItsEnd() {
        MessageQueue queue = new MessageQueue(10, 1_000, WhenFull.DROP_NEW, listener);
        queue.push(Messages.chain("1", "2"));
        queue.discard();
        queue.push(Messages.chain("3"));
        assertThat(told).containsExactly("dropped 2", "dropped 1");
        assertThat(queue.unfinished()).isZero();
        assertThat(queue.takeOne()).isNull();
    }

    @ParameterizedTest
    @EnumSource
    void agreesWithItsModel(WhenFull whenFull) {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        MessageQueue queue = new MessageQueue(20, 400, whenFull, listener);
        Model model = new Model(20, 400, whenFull);
        for (int i = 0; i < 5_000; i++) {
            if (random.nextInt(3) == 0) {
                String[] texts = new String[1 + random.nextInt(12)];
                for (int j = 0; j < texts.length; j++) {
                    texts[j] = i + "-" + "x".repeat(random.nextInt(40));
                    model.push(texts[j]);
                }
                queue.push(Messages.chain(texts));
            } else {
                int most = 1 + random.nextInt(8);
                assertThat(takenAndHandled(queue, most))
                        .as("seed %s, step %s", seed, i)
                        .isEqualTo(model.take(most));
            }
            SubscriptionStatistics statistics = queue.statistics();
            assertThat(statistics.pending()).as("seed %s, step %s", seed, i).isEqualTo(model.waiting.size());
            assertThat(statistics.pendingBytes())
                    .as("seed %s, step %s", seed, i)
                    .isEqualTo(model.size());
            assertThat(statistics.dropped()).as("seed %s, step %s", seed, i).isEqualTo(model.dropped);
        }
    }

    private static List<String> takenAndHandled(MessageQueue queue, int most) {
        List<String> texts = new ArrayList<>();
        @Nullable ReceivedMessage[] batch = new @Nullable ReceivedMessage[most];
        int taken = queue.take(batch);
        for (int i = 0; i < taken; i++) {
            ReceivedMessage message = Messages.present(batch[i]);
            queue.begin(message);
            queue.done();
            texts.add(message.text());
        }
        queue.endEpisodeIfRoom();
        return texts;
    }

    /** The same with a list and no cleverness. Confined to the test. */
    private static final class Model {
        private final int messagesMax;
        private final long bytesMax;
        private final WhenFull whenFull;
        private final Deque<String> waiting = new ArrayDeque<>();
        private long dropped;

        Model(int messagesMax, long bytesMax, WhenFull whenFull) {
            this.messagesMax = messagesMax;
            this.bytesMax = bytesMax;
            this.whenFull = whenFull;
        }

        void push(String text) {
            if (whenFull == WhenFull.DROP_OLD) {
                while (!hasRoom(text)) {
                    waiting.removeFirst();
                    dropped++;
                }
            }
            if (whenFull == WhenFull.BLOCK || hasRoom(text)) {
                waiting.addLast(text);
            } else {
                dropped++;
            }
        }

        private boolean hasRoom(String text) {
            return waiting.isEmpty() || (waiting.size() < messagesMax && size() + 1 + text.length() <= bytesMax);
        }

        long size() {
            return waiting.stream().mapToLong(text -> 1 + text.length()).sum();
        }

        List<String> take(int most) {
            List<String> taken = new ArrayList<>();
            while (taken.size() < most && !waiting.isEmpty()) {
                taken.add(waiting.removeFirst());
            }
            return taken;
        }
    }

    /** Messages that came for the subject "s". */
    static final class Messages {
        private static final MessageSource NOWHERE = new MessageSource.Unsubscribed(
                new MessagingContext(NatsOptions.DEFAULTS, new FakeOutbound(), new FakeTimers(), event -> {}));

        private Messages() {}

        static ReceivedMessage chain(String... texts) {
            ReceivedMessage first = null;
            for (int i = texts.length - 1; i >= 0; i--) {
                ReceivedMessage message = one(texts[i]);
                message.next = first;
                first = message;
            }
            return present(first);
        }

        static ReceivedMessage one(String text) {
            return Received.of(NOWHERE, Rig.msg("s", 1, text));
        }

        static ReceivedMessage present(@Nullable ReceivedMessage message) {
            if (message == null) {
                throw new AssertionError("no message");
            }
            return message;
        }
    }
}
