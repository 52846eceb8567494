package io.natter.server.jetstream.stream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.natter.protocol.jetstream.AckPolicy;
import io.natter.protocol.jetstream.ConsumerConfig;
import io.natter.protocol.jetstream.ConsumerConfigBuilder;
import io.natter.protocol.jetstream.DeliverPolicy;
import io.natter.protocol.jetstream.StorageType;
import io.natter.store.StoreOptions;
import io.natter.store.file.FileRecordStore;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Messages that are no longer in memory, on a disk as slow as the test likes: the loop never reads them, and goes on with everything else.
 *
 * <p>The test is the loop, the thread that may wait for the disk, and the disk's forces; reads of the disk are counted.
 */
class ColdConsumerIT {
    private static final int MESSAGES = 600;
    private static final String NEXT = "$JS.API.CONSUMER.MSG.NEXT.S.C";

    @TempDir
    Path directory;

    private final FakeEnvironment environment = new FakeEnvironment();

    /** A stream of 600 messages of which none is in memory, and a consumer of it. */
    private final class Cold implements AutoCloseable {
        final LimitedDisk disk = new LimitedDisk(directory);
        final FileRecordStore store;
        final StreamBench bench;

        Cold(ConsumerConfigBuilder consumer) throws IOException {
            try (FileRecordStore before = open(disk)) {
                StreamBench filled = StreamBench.createStepping(
                        environment,
                        before,
                        config -> config.storage(StorageType.FILE),
                        () -> environment.settle(before));
                for (int i = 1; i <= MESSAGES; i++) {
                    filled.send(i % 2 == 0 ? "s.even" : "s.odd", "", "message " + i + " " + "x".repeat(1_000), "r");
                }
                environment.settle(before);
                filled.stream.stop();
            }
            store = open(disk);
            bench = StreamBench.open(environment, store);
            environment.isWorkerSlow = true;
            bench.stream.consumers().create("C", consumer.build());
            environment.settle(store);
            environment.takePublished();
        }

        void pull(int batch) {
            bench.environment.deliver(
                    NEXT,
                    new Publish()
                            .reply("in".getBytes(UTF_8))
                            .payload(("{\"batch\":" + batch + ",\"expires\":60000000000}").getBytes(UTF_8)));
        }

        /** Everything that happens until the disk is waited for: publishes go on, and nothing is read. */
        void passWithoutReading() {
            int readCount = disk.readCount.get();
            bench.send("s.more", "", "more", "r");
            environment.settle(store);
            assertThat(environment.published).anyMatch(answer -> answer.contains("\"stream\":\"S\",\"seq\":"));
            assertThat(disk.readCount).hasValue(readCount);
        }

        /** What is delivered when the disk answers, again and again. */
        List<String> deliveredWhileReading() {
            List<String> delivered = new ArrayList<>();
            do {
                passWithoutReading();
                environment.takePublished().stream()
                        .filter(message -> message.contains("|message "))
                        .map(message -> message.substring(message.indexOf("|message ") + 9, message.indexOf(" x")))
                        .forEach(delivered::add);
            } while (environment.workOnce());
            return delivered;
        }

        @Override
        public void close() {
            bench.stream.stop();
            store.close();
        }
    }

    private FileRecordStore open(LimitedDisk disk) {
        return environment.store(
                disk,
                StoreOptions.defaults()
                        .withReserveBytes(1)
                        .withSegmentBytes(1 << 17)
                        .withCaches(1 << 17, 1 << 12));
    }

    private static ConsumerConfigBuilder all() {
        return ConsumerConfig.durable("C").ackPolicy(AckPolicy.EXPLICIT).maxAckPending(-1);
    }

    private static List<String> numbers(int from, int step) {
        return IntStream.iterate(from, i -> i <= MESSAGES, i -> i + step)
                .mapToObj(String::valueOf)
                .toList();
    }

    @ParameterizedTest(name = "filter {0}")
    @CsvSource({"'', 1, 1", "s.even, 2, 2", "*.odd, 1, 2"})
    void deliversInOrderWhatAnotherThreadReads(String filter, int first, int step) throws IOException {
        ConsumerConfigBuilder config = all();
        try (Cold cold = new Cold(filter.isEmpty() ? config : config.filterSubjects(List.of(filter)))) {
            cold.pull(MESSAGES);
            assertThat(environment.takePublished()).isEmpty();
            assertThat(cold.deliveredWhileReading()).isEqualTo(numbers(first, step));
        }
    }

    @Test
    void deliversTheLastOfEachSubject() throws IOException {
        try (Cold cold = new Cold(all().deliverPolicy(DeliverPolicy.LAST_PER_SUBJECT))) {
            cold.pull(10);
            assertThat(cold.deliveredWhileReading()).containsExactly("" + (MESSAGES - 1), "" + MESSAGES);
        }
    }

    @Test
    void readsAgainWhatIsDeliveredAgain() throws IOException {
        try (Cold cold = new Cold(all().ackWait(Duration.ofSeconds(5)))) {
            cold.pull(MESSAGES);
            cold.deliveredWhileReading();
            environment.advance(Duration.ofSeconds(6).toNanos());
            environment.takePublished();
            cold.pull(MESSAGES);
            assertThat(cold.deliveredWhileReading()).isEqualTo(numbers(1, 1));
        }
    }

    @Test
    void deliversNothingThatWasRemovedWhileItWasRead() throws IOException {
        try (Cold cold = new Cold(all())) {
            cold.pull(MESSAGES);
            cold.bench.stream.remove(2, false, outcome -> {});
            environment.workOnce(); // reads the first ones, without 2
            cold.bench.stream.remove(3, false, outcome -> {});
            assertThat(cold.deliveredWhileReading()).startsWith("1", "4", "5").doesNotContain("2", "3");
        }
    }

    @Test
    void readsOnceMoreThanWhatIsDeliveredAndNotOftener() throws IOException {
        try (Cold cold = new Cold(all().maxAckPending(40))) {
            cold.pull(MESSAGES);
            int workCount = 0;
            while (environment.workOnce()) {
                workCount++;
                environment.settle(cold.store);
            }
            assertThat(environment.takePublished().stream().filter(message -> message.contains("|message ")))
                    .hasSize(40);
            assertThat(workCount)
                    .as("16 and what is in their blocks, 32 of which some went, and 64")
                    .isEqualTo(3);
        }
    }

    @Test
    void beginsNoSecondReadingWhileOneHangs() throws IOException {
        try (Cold cold = new Cold(all())) {
            for (int i = 0; i < 100; i++) {
                cold.pull(1);
                environment.advance(Duration.ofSeconds(61).toNanos());
            }
            int workCount = 0;
            while (environment.workOnce()) {
                workCount++;
            }
            assertThat(workCount).isEqualTo(1);
        }
    }
}
