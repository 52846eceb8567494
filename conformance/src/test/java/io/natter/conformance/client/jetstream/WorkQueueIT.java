package io.natter.conformance.client.jetstream;

import static io.natter.conformance.client.jetstream.JetStreamSite.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.natter.client.Codec;
import io.natter.client.CodecException;
import io.natter.client.Codecs;
import io.natter.client.Message;
import io.natter.client.Nats;
import io.natter.client.NatsConnection;
import io.natter.client.NatsOptions;
import io.natter.client.jetstream.JetStream;
import io.natter.client.queue.QueueItem;
import io.natter.client.queue.WorkQueue;
import io.natter.client.queue.WorkQueueConfig;
import io.natter.conformance.EachProgram;
import io.natter.conformance.ServerProgram;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A queue that several programs share. */
final class WorkQueueIT {
    private static final WorkQueueConfig CONFIG = WorkQueueConfig.of("jobs");

    @TempDir
    private Path directory;

    @RegisterExtension
    private final JetStreamSite site = new JetStreamSite();

    private static WorkQueue<String> open(JetStream js, WorkQueueConfig config) {
        return WorkQueue.open(js, config, String.class);
    }

    private static <T> CompletableFuture<T> inBackground(Supplier<T> work) {
        return CompletableFuture.supplyAsync(work, task -> new Thread(task, "test-background").start());
    }

    private static String take(BlockingQueue<String> queue) {
        try {
            return queue.take();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @EachProgram
    @DisplayName("NJ-67 first in, first out; a full queue makes putting wait")
    void isAQueueWithACapacity(ServerProgram program) throws Exception {
        JetStream js = site.start(program, directory);
        WorkQueue<String> queue = open(js, CONFIG.withCapacity(3));
        assertThat(queue.poll()).isNull();
        assertThat(queue.peek()).isNull();
        assertThat(queue.poll(10, TimeUnit.MILLISECONDS)).isNull();
        queue.put("a");
        queue.put("b");
        queue.put("c");
        assertThat(queue.offer("d")).isFalse();
        assertThat(queue.offer("d", 20, TimeUnit.MILLISECONDS)).isFalse();
        assertThatThrownBy(() -> queue.add("d")).isInstanceOf(IllegalStateException.class);
        assertThat(queue.size()).isEqualTo(3);
        assertThat(queue.remainingCapacity()).isZero();
        assertThat(queue).containsExactly("a", "b", "c");
        assertThat(queue.contains("b")).isTrue();
        WorkQueue<String> other = open(JetStream.of(site.connect()), CONFIG.withCapacity(3));
        CompletableFuture<Boolean> waiting = inBackground(() -> {
            try {
                other.put("d");
                return true;
            } catch (InterruptedException e) {
                return false;
            }
        });
        assertThat(queue.take()).isEqualTo("a");
        assertThat(waiting.get(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(queue.remove("c")).isTrue();
        assertThat(queue.peek()).isEqualTo("b");
        List<String> rest = new ArrayList<>();
        assertThat(queue.drainTo(rest)).isEqualTo(2);
        assertThat(rest).containsExactly("b", "d");
        queue.put("e");
        queue.clear();
        assertThat(queue).isEmpty();
        assertThat(queue.delete()).isTrue();
        assertThatThrownBy(() -> queue.put("x")).isInstanceOf(io.natter.client.NatsException.class);
    }

    @EachProgram
    @DisplayName("NJ-70 NJ-71 many puts before the takes, many takes before the puts")
    void waitsForElements(ServerProgram program) throws Exception {
        JetStream js = site.start(program, directory);
        WorkQueue<String> queue = open(js, CONFIG.inMemory());
        for (int i = 0; i < 200; i++) {
            queue.put("" + i);
        }
        for (int i = 0; i < 200; i++) {
            assertThat(queue.take()).isEqualTo("" + i);
        }
        List<CompletableFuture<String>> takes = IntStream.range(0, 50)
                .mapToObj(i -> inBackground(() -> take(queue)))
                .toList();
        List<String> put = IntStream.range(0, 50).mapToObj(i -> "late " + i).toList();
        for (String element : put) {
            queue.put(element);
        }
        assertThat(takes.stream().map(CompletableFuture::join)).containsExactlyInAnyOrderElementsOf(put);
    }

    @EachProgram
    @DisplayName("NJ-72 two that put and three that take over five connections: thirty elements, each once")
    void sharesElementsAmongConnections(ServerProgram program) {
        open(site.start(program, directory), CONFIG);
        ConcurrentLinkedQueue<String> taken = new ConcurrentLinkedQueue<>();
        List<CompletableFuture<Void>> work = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            WorkQueue<String> queue = open(JetStream.of(site.connect()), CONFIG);
            work.add(inBackground(() -> {
                for (int n = 0; n < 10; n++) {
                    taken.add(take(queue));
                }
                return null;
            }));
        }
        for (int i = 0; i < 2; i++) {
            WorkQueue<String> queue = open(JetStream.of(site.connect()), CONFIG);
            String name = "p" + i + "-";
            work.add(inBackground(() -> {
                IntStream.range(0, 15).forEach(n -> queue.add(name + n));
                return null;
            }));
        }
        work.forEach(CompletableFuture::join);
        assertThat(taken).hasSize(30).doesNotHaveDuplicates();
    }

    @EachProgram
    void keepsWhatIsTakenUntilItIsDone(ServerProgram program) throws Exception {
        JetStream js = site.start(program, directory);
        WorkQueue<String> queue = open(js, CONFIG);
        queue.put("a");
        try (QueueItem<String> item = queue.takeItem()) {
            assertThat(item.value()).isEqualTo("a");
            assertThat(item.deliveredCount()).isEqualTo(1);
            assertThat(queue.size()).isEqualTo(1);
            assertThat(queue.poll()).isNull();
        }
        try (QueueItem<String> again = queue.takeItem()) {
            assertThat(again.deliveredCount()).isEqualTo(2);
            again.inProgress();
            again.done();
        }
        assertThat(queue).isEmpty();
        queue.put("b");
        queue.takeItem().discard("useless");
        JetStreamSite.await("it to be gone", queue::isEmpty);
        assertThat(queue.pollItem(Duration.ZERO)).isEqualTo(Optional.empty());
    }

    @EachProgram
    void leavesWhatCannotBeRead(ServerProgram program) throws Exception {
        WorkQueue<String> texts = open(site.start(program, directory), CONFIG);
        Codec<Integer> numbers = new Codec<>() {
            @Override
            public byte[] encode(Integer value) {
                return value.toString().getBytes(StandardCharsets.US_ASCII);
            }

            @Override
            public Integer decode(Message message) {
                return Integer.valueOf(message.text());
            }
        };
        NatsOptions options = site.options().toBuilder()
                .codecs(Codecs.BUILT_IN.with(Integer.class, numbers))
                .build();
        try (NatsConnection nats = Nats.connect(options)) {
            WorkQueue<Integer> queue = WorkQueue.open(JetStream.of(nats), CONFIG, Integer.class);
            texts.put("no number");
            queue.put(5);
            assertThatThrownBy(queue::take).isInstanceOf(CodecException.class);
            assertThat(queue.take()).isEqualTo(5);
            assertThat(texts.peek()).isEqualTo("no number");
            assertThatThrownBy(() -> WorkQueue.open(JetStream.of(nats), CONFIG, Thread.class))
                    .isInstanceOf(CodecException.class);
        }
    }

    @EachProgram
    void canBeInterruptedAndGoesOnAfterARestart(ServerProgram program) throws Exception {
        WorkQueue<String> queue = open(site.start(program, directory), CONFIG);
        CountDownLatch ended = new CountDownLatch(1);
        Thread taker = new Thread(
                () -> {
                    try {
                        queue.take();
                    } catch (InterruptedException expected) {
                        ended.countDown();
                    }
                },
                "test-taker");
        taker.start();
        taker.interrupt();
        assertThat(ended.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        CompletableFuture<String> waiting = inBackground(() -> take(queue));
        site.restart();
        WorkQueue<String> other = open(JetStream.of(site.connect()), CONFIG);
        other.put("after the restart");
        assertThat(waiting.get(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isEqualTo("after the restart");
    }
}
