package io.natter.server.jetstream.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.natter.protocol.jetstream.ConsumerConfig;
import io.natter.protocol.jetstream.PurgeRequest;
import io.natter.protocol.jetstream.RetentionPolicy;
import io.natter.protocol.jetstream.StorageType;
import io.natter.protocol.jetstream.StreamConfigBuilder;
import io.natter.protocol.jetstream.StreamSource;
import io.natter.store.StoreOptions;
import io.natter.store.file.FileRecordStore;
import io.natter.store.memory.MemoryRecordStore;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a stream promises its publishers of the disk: forces are made by hand here. */
class StreamOnDiskIT {
    @TempDir
    Path directory;

    private final FakeEnvironment environment = new FakeEnvironment();

    private FileRecordStore open(LimitedDisk disk) {
        return environment.store(disk, StoreOptions.defaults().withReserveBytes(1));
    }

    private static StreamConfigBuilder inFiles(StreamConfigBuilder config) {
        return config.storage(StorageType.FILE);
    }

    private StreamBench create(FileRecordStore store) {
        return StreamBench.createStepping(
                environment, store, config -> inFiles(config), () -> environment.settle(store));
    }

    @Test
    void acknowledgesWhatWasForcedAndNothingBefore() throws IOException {
        try (FileRecordStore store = open(new LimitedDisk(directory))) {
            StreamBench bench = create(store);
            bench.send("s.a", "", "1", "r1");
            environment.pass();
            bench.send("s.a", "", "2", "r2");
            environment.pass();
            assertThat(environment.takePublished()).isEmpty();
            assertThat(bench.stream.deliverableSeq()).isZero();
            environment.settle(store);
            assertThat(environment.takePublished())
                    .containsExactly("r1||{\"stream\":\"S\",\"seq\":1}", "r2||{\"stream\":\"S\",\"seq\":2}");
            assertThat(bench.stream.deliverableSeq()).isEqualTo(2);
        }
    }

    @Test
    void knowsIdsConfigurationAndLastIdAfterARestart() throws IOException {
        try (FileRecordStore store = open(new LimitedDisk(directory))) {
            StreamBench bench = create(store);
            bench.send("s.a", "Nats-Msg-Id: one", "1", "r");
            bench.stream.update(
                    bench.stream.config().toBuilder().description("changed").build(), outcome -> {});
            environment.settle(store);
            bench.stream.stop();
        }
        environment.takePublished();
        try (FileRecordStore store = open(new LimitedDisk(directory))) {
            StreamBench bench = StreamBench.open(environment, store);
            assertThat(bench.stream.config().description()).isEqualTo("changed");
            bench.send("s.a", "Nats-Msg-Id: one", "1", "r");
            bench.send("s.a", "Nats-Expected-Last-Msg-Id: one", "2", "r");
            environment.settle(store);
            assertThat(environment.takePublished())
                    .containsExactly(
                            "r||{\"stream\":\"S\",\"seq\":1,\"duplicate\": true}", "r||{\"stream\":\"S\",\"seq\":2}");
        }
    }

    @ParameterizedTest(name = "found out when writing: {0}")
    @ValueSource(booleans = {false, true})
    void refusesOnAFullDiskAndGoesOnWhenThereIsSpace(boolean hidden) throws IOException {
        var disk = new LimitedDisk(directory);
        try (FileRecordStore store = open(disk)) {
            StreamBench bench = create(store);
            bench.send("s.a", "", "1", "r");
            environment.settle(store);
            environment.takePublished();
            disk.hidesThat = hidden;
            disk.isFull = true;
            String large = "x".repeat(5 << 20); // past what is written without a look at the space
            bench.send("s.a", "Nats-Msg-Id: two", large, "r");
            environment.settle(store);
            assertThat(environment.takePublished())
                    .singleElement()
                    .asString()
                    .contains("\"err_code\":10023")
                    .contains("insufficient resources");
            assertThat(bench.stream.reader().lastSeq()).isEqualTo(1);
            disk.isFull = false;
            bench.send("s.a", "Nats-Msg-Id: two", "2", "r");
            environment.settle(store);
            assertThat(environment.takePublished()).containsExactly("r||{\"stream\":\"S\",\"seq\":2}");
            assertThat(bench.stored()).containsExactly("1 s.a 1", "2 s.a 2");
            assertThat(environment.bytes).isEqualTo(bench.stream.reader().bytes());
        }
    }

    @Test
    void acknowledgesNothingMoreWhenAForceFailed() throws IOException {
        var disk = new LimitedDisk(directory);
        try (FileRecordStore store = open(disk)) {
            StreamBench bench = create(store);
            disk.isBroken = true;
            bench.send("s.a", "", "1", "r");
            environment.settle(store);
            disk.isBroken = false;
            bench.send("s.a", "", "2", "r");
            environment.settle(store);
            assertThat(environment.takePublished())
                    .hasSize(2)
                    .allSatisfy(answer -> assertThat(answer).contains("\"err_code\":10077"));
        }
    }

    @Test
    void knowsHowFarASourceWasCopiedWhenTheCopiesAreGone() throws IOException {
        StreamBench origin = StreamBench.create(environment, new MemoryRecordStore(), config -> config.name("O"));
        environment.addOrigin(origin.stream);
        origin.publish("s.a", "", "1");
        origin.publish("s.a", "", "2");
        try (FileRecordStore store = open(new LimitedDisk(directory))) {
            StreamBench bench = StreamBench.createStepping(
                    environment,
                    store,
                    config -> inFiles(config)
                            .subjects(List.of("t"))
                            .sources(List.of(StreamSource.builder("O").build())),
                    () -> environment.settle(store));
            assertThat(bench.stored()).containsExactly("1 s.a 1", "2 s.a 2");
            bench.stream.purge(new PurgeRequest(0, "", 0), outcome -> {});
            environment.settle(store);
            bench.stream.stop();
        }
        origin.publish("s.a", "", "3");
        try (FileRecordStore store = open(new LimitedDisk(directory))) {
            StreamBench bench = StreamBench.open(environment, store);
            environment.settle(store);
            assertThat(bench.stored()).containsExactly("3 s.a 3");
        }
    }

    @ParameterizedTest(name = "stopped in order: {0}")
    @ValueSource(booleans = {true, false})
    void findsItsSchedulesAgainWhereverTheyAre(boolean isStopped) throws IOException {
        try (FileRecordStore store = open(new LimitedDisk(directory))) {
            StreamBench bench = StreamBench.createStepping(
                    environment,
                    store,
                    config -> inFiles(config).allowSchedules(true).allowRollup(true),
                    () -> environment.settle(store));
            bench.send("s.early", "Nats-Schedule: @every 1h; Nats-Schedule-Target: s.target", "early", "");
            bench.send("s.ended", "Nats-Schedule: @every 1h; Nats-Schedule-Target: s.target", "ended", "");
            for (int i = 0; i < 12_000; i++) { // past what the index leaves out
                bench.send("s.other", "", "x", "");
            }
            environment.settle(store);
            bench.send("s.late", "Nats-Schedule: @every 1h; Nats-Schedule-Target: s.target", "late", "");
            bench.send("s.x", "Nats-Scheduler: s.ended; Nats-Schedule-Next: purge", "", "");
            environment.settle(store);
            if (isStopped) {
                bench.stream.stop();
            }
        }
        try (FileRecordStore store = open(new LimitedDisk(directory))) {
            StreamBench bench = StreamBench.open(environment, store);
            environment.settle(store);
            long before = bench.stream.reader().lastSeq();
            environment.advance(Duration.ofMinutes(61).toNanos());
            environment.settle(store);
            assertThat(bench.stream.reader().lastSeq()).isEqualTo(before + 2);
            assertThat(bench.stored()).endsWith(before + 1 + " s.target early", before + 2 + " s.target late");
        }
    }

    @Test
    void whatNeverExpiresOutlivesTheAgeAndARestart() throws IOException {
        try (FileRecordStore store = open(new LimitedDisk(directory))) {
            StreamBench bench = StreamBench.createStepping(
                    environment,
                    store,
                    config -> inFiles(config).allowMessageTtl(true).maxAge(Duration.ofSeconds(10)),
                    () -> environment.settle(store));
            bench.send("s.a", "Nats-TTL: never", "kept", "");
            bench.send("s.b", "Nats-TTL: 1h", "aged", "");
            bench.send("s.b", "", "aged", "");
            environment.settle(store);
            environment.advance(Duration.ofSeconds(11).toNanos());
            environment.settle(store);
            assertThat(bench.stored()).containsExactly("1 s.a kept");
            bench.stream.stop();
        }
        environment.advance(Duration.ofSeconds(11).toNanos());
        try (FileRecordStore store = open(new LimitedDisk(directory))) {
            StreamBench bench = StreamBench.open(environment, store);
            bench.send("s.b", "", "new", "");
            environment.settle(store);
            environment.advance(Duration.ofSeconds(5).toNanos());
            environment.settle(store);
            assertThat(bench.stored()).containsExactly("1 s.a kept", "4 s.b new");
            environment.advance(Duration.ofSeconds(6).toNanos());
            environment.settle(store);
            assertThat(bench.stored()).containsExactly("1 s.a kept");
        }
    }

    @Test
    void aBatchThatDoesNotFitLeavesNothingBehindAndTheOthersStay() throws IOException {
        var disk = new LimitedDisk(directory);
        try (FileRecordStore store = open(disk)) {
            StreamBench bench = StreamBench.createStepping(
                    environment, store, config -> inFiles(config).allowAtomic(true), () -> environment.settle(store));
            String large = "x".repeat(3 << 19);
            for (int i = 1; i < 6; i++) {
                bench.send("s.batch", "Nats-Batch-Id: b; Nats-Batch-Sequence: " + i, large, "");
            }
            disk.saysSo = true; // after the batch found room to wait
            bench.send("s.other", "", "before", "r1");
            bench.send("s.batch", "Nats-Batch-Id: b; Nats-Batch-Sequence: 6; Nats-Batch-Commit: 1", "6", "r2");
            environment.settle(store);
            disk.saysSo = false;
            bench.send("s.other", "", "after", "r3");
            environment.settle(store);
            assertThat(environment.takePublished())
                    .hasSize(3)
                    .anySatisfy(answer -> assertThat(answer).startsWith("r1||").contains("\"seq\":1"))
                    .anySatisfy(answer -> assertThat(answer).startsWith("r2||").contains("\"err_code\":10023"))
                    .anySatisfy(answer -> assertThat(answer).startsWith("r3||").contains("\"seq\":2"));
            assertThat(bench.stored()).containsExactly("1 s.other before", "2 s.other after");
            assertThat(environment.bytes).isEqualTo(bench.stream.reader().bytes());
        }
        try (FileRecordStore store = open(disk)) {
            assertThat(StreamBench.open(environment, store).stored())
                    .containsExactly("1 s.other before", "2 s.other after");
        }
    }

    @Test
    void aStreamThatCannotBeWrittenIsStillReadAndLooksAfterItself() throws IOException {
        var disk = new LimitedDisk(directory);
        try (FileRecordStore store = open(disk)) {
            StreamBench bench = StreamBench.createStepping(
                    environment,
                    store,
                    config -> inFiles(config).maxAge(Duration.ofSeconds(5)).retention(RetentionPolicy.INTEREST),
                    () -> environment.settle(store));
            bench.stream
                    .consumers()
                    .create("C", ConsumerConfig.durable("C").name("C").build());
            bench.send("s.a", "", "1", "r");
            environment.settle(store);
            disk.isBroken = true;
            bench.send("s.a", "", "2", "r");
            environment.settle(store);
            environment.advance(Duration.ofSeconds(20).toNanos());
            assertThat(environment.warnings).isNotEmpty();
            assertThat(environment.warnings.size()).isLessThan(100);
            assertThat(bench.stream.reader().get(1)).isNotNull();
        }
    }
}
