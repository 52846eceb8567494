package io.natter.server.jetstream.stream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

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
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A stream's own work with messages that are no longer in memory, on a disk that answers when the test says so: its loop reads none of
 * them, and whatever comes behind waits its turn.
 */
class ColdStreamIT {
    private static final int MESSAGES = 300;

    @TempDir
    Path directory;

    private final FakeEnvironment environment = new FakeEnvironment();

    /** A stream of which nothing is in memory, after it was filled. */
    private final class Cold implements AutoCloseable {
        final LimitedDisk disk = new LimitedDisk(directory);
        final FileRecordStore store;
        final StreamBench bench;

        Cold(UnaryOperator<StreamConfigBuilder> config, Consumer<StreamBench> filling) throws IOException {
            try (FileRecordStore before = open(disk)) {
                StreamBench filled = StreamBench.createStepping(
                        environment,
                        before,
                        each -> config.apply(each.storage(StorageType.FILE)),
                        () -> environment.settle(before));
                filling.accept(filled);
                String headers = filled.stream.config().allowCounter() ? "Nats-Incr: 1" : "";
                for (int i = 1; i <= MESSAGES; i++) {
                    filled.send("s.more", headers, "", "r");
                }
                environment.settle(before);
                filled.stream.stop();
            }
            store = open(disk);
            bench = StreamBench.open(environment, store);
            environment.settle(store);
            environment.isWorkerSlow = true;
            environment.takePublished();
        }

        /** What happens until the disk is waited for; nothing of it reads. */
        List<String> passWithoutReading() {
            int readCount = disk.readCount.get();
            environment.settle(store);
            assertThat(disk.readCount).hasValue(readCount);
            return environment.takePublished();
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
                        .withSegmentBytes(1 << 20)
                        .withCaches(0, 1 << 20));
    }

    @Test
    void increasesACounterThatIsOnDiskOnly() throws IOException {
        try (Cold cold = new Cold(config -> config.allowCounter(true), filled -> {
            filled.send("s.a", "Nats-Incr: 5", "", "r");
            filled.send("s.b", "Nats-Incr: 7", "", "r");
        })) {
            cold.bench.send("s.a", "Nats-Incr: 1", "", "r1");
            cold.bench.send("s.b", "Nats-Incr: 1", "", "r2");
            cold.bench.send("s.a", "Nats-Incr: 1", "", "r3");
            cold.bench.send("s.new", "Nats-Incr: 1", "", "r4");
            assertThat(cold.passWithoutReading()).isEmpty();
            environment.workOnce();
            assertThat(cold.passWithoutReading())
                    .singleElement()
                    .asString()
                    .startsWith("r1|")
                    .contains("\"val\":\"6\"");
            environment.workOnce();
            List<String> answers = cold.passWithoutReading();
            assertThat(answers).hasSize(3);
            assertThat(answers.get(0)).startsWith("r2|").contains("\"val\":\"8\"");
            assertThat(answers.get(1)).startsWith("r3|").contains("\"val\":\"7\"");
            assertThat(answers.get(2)).startsWith("r4|").contains("\"val\":\"1\"");
        }
    }

    @Test
    void findsTheDuplicateOfAMessageThatIsOnDiskOnly() throws IOException {
        try (Cold cold = new Cold(config -> config, filled -> filled.send("s.a", "Nats-Msg-Id: one", "", "r"))) {
            cold.bench.send("s.a", "Nats-Msg-Id: one", "", "r1");
            cold.bench.send("s.a", "", "waits its turn", "r2");
            cold.bench.send("s.a", "Nats-Msg-Id: two", "", "r3");
            assertThat(cold.passWithoutReading()).isEmpty();
            environment.workOnce();
            List<String> answers = cold.passWithoutReading();
            assertThat(answers).hasSize(3);
            assertThat(answers.get(0)).startsWith("r1|").contains("\"seq\":1,\"duplicate\"");
            assertThat(answers.get(1)).startsWith("r2|").contains("\"seq\":" + (MESSAGES + 2));
            assertThat(answers.get(2)).startsWith("r3|").contains("\"seq\":" + (MESSAGES + 3));
        }
    }

    @Test
    void expiresMessagesThatAreOnDiskOnly() throws IOException {
        Duration age = Duration.ofMinutes(10);
        try (Cold cold = new Cold(config -> config.maxAge(age), filled -> {
            filled.send("s.old", "", "x", "r");
            environment.nowNs += Duration.ofMinutes(5).toNanos();
        })) {
            int readCount = cold.disk.readCount.get();
            environment.advance(Duration.ofMinutes(5).toNanos() + 30_000_000L);
            assertThat(cold.bench.stream.reader().firstSeq()).isEqualTo(1);
            assertThat(cold.disk.readCount).hasValue(readCount);
            environment.workOnce();
            cold.passWithoutReading();
            environment.workOnce(); // the next one, which is not old yet
            cold.passWithoutReading();
            assertThat(cold.bench.stream.reader().firstSeq()).isEqualTo(2);
            assertThat(cold.bench.stream.reader().count()).isEqualTo(MESSAGES);
        }
    }

    @Test
    void sweepsWhatIsOnDiskOnly() throws IOException {
        try (Cold cold = new Cold(config -> config, filled -> {
            for (int i = 0; i < 40; i++) {
                filled.send("s.large", "", "x".repeat(100_000), "r"); // files become full
            }
        })) {
            long count = cold.bench.stream.reader().count();
            int readCount = cold.disk.readCount.get();
            var interest = cold.bench.stream.config().toBuilder()
                    .retention(RetentionPolicy.INTEREST)
                    .build();
            cold.bench.stream.update(interest, done -> {});
            environment.pass();
            assertThat(cold.bench.stream.reader().count()).isEqualTo(count);
            assertThat(cold.disk.readCount).hasValue(readCount);
            while (environment.workOnce()) {
                int beforeCount = cold.disk.readCount.get();
                environment.pass();
                assertThat(cold.disk.readCount).hasValue(beforeCount);
            }
            assertThat(cold.bench.stream.reader().count()).isZero();
        }
    }

    @Test
    void placesTheMarkerOfAMessageThatIsOnDiskOnlyAndNoneOfAMarker() throws IOException {
        try (Cold cold = new Cold(
                config -> config.allowMessageTtl(true)
                        .deleteMarkerTtl(Duration.ofSeconds(30))
                        .allowRollup(true),
                filled -> {
                    filled.send("s.plain", "Nats-TTL: 60s", "x", "r");
                    filled.send("s.marker", "Nats-TTL: 60s; Nats-Marker-Reason: MaxAge", "", "r");
                })) {
            long last = cold.bench.stream.reader().lastSeq();
            int readCount = cold.disk.readCount.get();
            environment.advance(Duration.ofSeconds(60).toNanos() + 30_000_000L);
            assertThat(cold.disk.readCount).hasValue(readCount);
            assertThat(cold.bench.stream.reader().count()).isEqualTo(last);
            while (environment.workOnce()) {
                cold.passWithoutReading();
            }
            assertThat(cold.bench.stream.reader().lastSeq()).isEqualTo(last + 1);
            assertThat(cold.bench.headersOf(last + 1)).contains("Nats-Marker-Reason: MaxAge");
            assertThat(cold.bench.stream.reader().countOf("s.marker".getBytes(UTF_8), 0, 8))
                    .isZero();
        }
    }

    @Test
    void publishesAScheduleThatIsOnDiskOnly() throws IOException {
        Instant at = Instant.ofEpochSecond(0, environment.nowNs).plusSeconds(60);
        try (Cold cold = new Cold(
                config -> config.allowSchedules(true).allowRollup(true),
                filled -> filled.send(
                        "s.plan", "Nats-Schedule: @at " + at + "; Nats-Schedule-Target: s.target", "hello", "r"))) {
            long last = cold.bench.stream.reader().lastSeq();
            int readCount = cold.disk.readCount.get();
            environment.advance(Duration.ofSeconds(61).toNanos());
            environment.settle(cold.store);
            assertThat(cold.disk.readCount).hasValue(readCount);
            assertThat(cold.bench.stream.reader().lastSeq()).isEqualTo(last);
            environment.workOnce();
            environment.settle(cold.store);
            assertThat(cold.bench.stream.reader().lastSeq()).isEqualTo(last + 1);
            assertThat(cold.bench.headersOf(last + 1)).contains("Nats-Scheduler: s.plan");
        }
    }

    @Test
    void copiesAStreamThatIsOnDiskOnly() throws IOException {
        try (Cold cold = new Cold(config -> config, filled -> {})) {
            environment.addOrigin(cold.bench.stream);
            int readCount = cold.disk.readCount.get();
            StreamBench mirror = StreamBench.create(
                    environment,
                    new MemoryRecordStore(),
                    config -> config.name("M")
                            .subjects(List.of())
                            .mirror(StreamSource.builder("S").build()));
            assertThat(cold.disk.readCount).hasValue(readCount);
            assertThat(mirror.stream.reader().lastSeq()).isZero();
            while (environment.workOnce()) {
                cold.passWithoutReading();
            }
            assertThat(mirror.stream.reader().count()).isEqualTo(MESSAGES);
            assertThat(mirror.stream.reader().lastSeq()).isEqualTo(MESSAGES);
            mirror.stream.stop();
        }
    }

    @Test
    void looksForWhereACopyBeginsElsewhere() throws IOException {
        try (Cold cold = new Cold(config -> config, filled -> {})) {
            environment.addOrigin(cold.bench.stream);
            int readCount = cold.disk.readCount.get();
            StreamBench target = StreamBench.create(
                    environment,
                    new MemoryRecordStore(),
                    config -> config.name("T")
                            .subjects(List.of())
                            .sources(List.of(StreamSource.builder("S")
                                    .startTime(Instant.ofEpochSecond(1))
                                    .build())));
            assertThat(cold.disk.readCount).hasValue(readCount);
            while (environment.workOnce()) {
                cold.passWithoutReading();
            }
            assertThat(target.stream.reader().count()).isEqualTo(MESSAGES);
            target.stream.stop();
        }
    }

    @Test
    void letsGoOfWhatNobodyWantsWithoutReadingIt() throws IOException {
        try (Cold cold = new Cold(config -> config.retention(RetentionPolicy.WORK_QUEUE), filled -> {})) {
            int readCount = cold.disk.readCount.get();
            cold.bench.stream.remove(3, false, outcome -> {});
            cold.bench.stream.retention().onAcked(4);
            cold.bench.stream.retention().onCopied(List.of(5L));
            environment.settle(cold.store);
            assertThat(cold.disk.readCount).hasValue(readCount);
            assertThat(LongStream.of(3, 4, 5).mapToObj(cold.bench.stream.reader()::subject))
                    .containsOnlyNulls();
        }
    }
}
