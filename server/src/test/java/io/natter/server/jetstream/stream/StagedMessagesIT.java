package io.natter.server.jetstream.stream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.natter.protocol.jetstream.StorageType;
import io.natter.store.RecordStore;
import io.natter.store.StoreOptions;
import io.natter.store.StreamOptions;
import io.natter.store.StreamStore;
import io.natter.store.file.FileRecordStore;
import io.natter.store.memory.MemoryRecordStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The messages of a batch come back as they went in, from memory and from disk. */
class StagedMessagesIT {
    private static final int MANY = 40;
    private static final String LARGE = "x".repeat(100_000);

    @TempDir
    Path directory;

    private final FakeEnvironment environment = new FakeEnvironment();

    @ParameterizedTest(name = "in files {0}, messages up to {1} bytes, seed {2}")
    @CsvSource(textBlock = """
        false,    300, 1
        false, 200000, 2
        true,     300, 3
        true,  100000, 4
        true,  200000, 5
        true,    5000, 6
        """)
    void comeBackAsTheyWentInOrWereChanged(boolean isInFiles, int bytesMax, long seed) throws IOException {
        var random = new Random(seed);
        try (RecordStore records = isInFiles ? open(new LimitedDisk(directory)) : new MemoryRecordStore();
                StreamStore store = records.open("S", StreamOptions.defaults())) {
            var staged = new StagedMessages(store);
            for (int round = 0; round < 4; round++) {
                var model = new ArrayList<Publish>();
                for (int i = random.nextInt(400); i >= 0; i--) {
                    Publish message = message(random, bytesMax);
                    staged.add(message);
                    model.add(message.copy());
                }
                assertThat(staged.isSpilled()).isEqualTo(isInFiles && sum(model) > StagedMessages.MEMORY_BYTES_MAX);
                changeSome(staged, model, random);
                assertSame(staged, model, seed);
                if (!staged.clear()) {
                    staged = new StagedMessages(store);
                }
            }
            staged.clear();
        }
    }

    private static void changeSome(StagedMessages staged, List<Publish> model, Random random) {
        var shown = new Publish();
        for (int i = 0; i < model.size(); i++) {
            staged.show(i, shown);
            if (random.nextInt(4) == 0) {
                byte[] other = ("changed." + i).getBytes(UTF_8);
                switch (random.nextInt(3)) {
                    case 0 -> model.get(i).subject(shown.subject(other).subject);
                    case 1 -> model.get(i).headers(shown.headers(other).headers);
                    default -> model.get(i).payload(shown.payload(other).payload);
                }
            }
            staged.keep(i, shown);
        }
    }

    private static void assertSame(StagedMessages staged, List<Publish> model, long seed) {
        var shown = new Publish();
        assertThat(staged.count()).isEqualTo(model.size());
        for (int i = 0; i < model.size(); i++) {
            staged.show(i, shown);
            Publish copy = shown.copy();
            assertThat(copy.subject).as("seed %s, %s", seed, i).isEqualTo(model.get(i).subject);
            assertThat(copy.headers).as("seed %s, %s", seed, i).isEqualTo(model.get(i).headers);
            assertThat(copy.payload).as("seed %s, %s", seed, i).isEqualTo(model.get(i).payload);
        }
    }

    private static Publish message(Random random, int bytesMax) {
        byte[] payload = new byte[random.nextInt(bytesMax)];
        random.nextBytes(payload);
        return new Publish()
                .subject(("s." + random.nextInt(1000)).getBytes(UTF_8))
                .headers("h".repeat(random.nextInt(3) * 50).getBytes(UTF_8))
                .payload(payload);
    }

    private static long sum(List<Publish> messages) {
        return messages.stream().mapToLong(Publish::sizeBytes).sum();
    }

    @Test
    void aLargeBatchWaitsOnDiskAndIsStoredWhole() throws IOException {
        try (FileRecordStore records = open(new LimitedDisk(directory))) {
            StreamBench bench = create(records);
            sendMany(bench);
            assertThat(environment.heldBytes).isLessThan(StagedMessages.MEMORY_BYTES_MAX + 200_000L);
            assertThat(spilled()).hasSize(1);
            bench.send("s.last", batch(MANY + 1, "; Nats-Batch-Commit: 1"), "end", "r");
            environment.settle(records);
            assertThat(environment.takePublished()).last().asString().contains("\"count\":" + (MANY + 1));
            assertThat(bench.stored()).hasSize(MANY + 1).first().isEqualTo("1 s.1 1" + LARGE);
            assertThat(spilled()).isEmpty();
            assertThat(environment.heldBytes).isZero();
        }
    }

    @Test
    void aFullDiskRefusesTheBatchAndNothingElse() throws IOException {
        var disk = new LimitedDisk(directory);
        try (FileRecordStore records = open(disk)) {
            StreamBench bench = create(records);
            disk.isFull = true;
            sendMany(bench);
            environment.settle(records);
            assertThat(environment.takePublished())
                    .contains("advisory|b|large")
                    .anyMatch(each -> each.contains("10023"));
            assertThat(spilled()).isEmpty();
            assertThat(environment.heldBytes).isZero();
            disk.isFull = false;
            sendMany(bench);
            bench.send("s.last", batch(MANY + 1, "; Nats-Batch-Commit: 1"), "end", "r");
            environment.settle(records);
            assertThat(bench.stored()).hasSize(MANY + 1);
        }
    }

    @Test
    void isAbandonedAtItsCommitWhenTheServerHasNoMemoryToWriteIt() throws IOException {
        try (FileRecordStore records = open(new LimitedDisk(directory))) {
            StreamBench bench = create(records);
            environment.heldBytesMost = 2 << 20;
            sendMany(bench);
            bench.send("s.last", batch(MANY + 1, "; Nats-Batch-Commit: 1"), "end", "r");
            environment.settle(records);
            assertThat(environment.takePublished())
                    .contains("advisory|b|large")
                    .anyMatch(each -> each.contains("10023"));
            assertThat(bench.stored()).isEmpty();
            assertThat(spilled()).isEmpty();
            assertThat(environment.heldBytes).isZero();
        }
    }

    @Test
    void whatACrashLeavesIsDeletedWhenTheStoreIsOpened() throws IOException {
        open(new LimitedDisk(directory)).close();
        Files.createDirectories(directory.resolve("spill"));
        Files.writeString(directory.resolve("spill/1"), "left");
        try (FileRecordStore records = open(new LimitedDisk(directory))) {
            assertThat(spilled()).isEmpty();
            assertThat(records.streams()).isNotNull();
        }
    }

    private static String batch(int seq, String more) {
        return "Nats-Batch-Id: b; Nats-Batch-Sequence: " + seq + more;
    }

    private static void sendMany(StreamBench bench) {
        for (int i = 1; i <= MANY; i++) {
            bench.send("s." + i, batch(i, ""), i + LARGE, "r");
        }
    }

    private FileRecordStore open(LimitedDisk disk) {
        return environment.store(disk, StoreOptions.defaults().withReserveBytes(1));
    }

    private StreamBench create(FileRecordStore records) {
        return StreamBench.createStepping(
                environment,
                records,
                config -> config.storage(StorageType.FILE).allowAtomic(true),
                () -> environment.settle(records));
    }

    private List<String> spilled() throws IOException {
        if (!Files.exists(directory.resolve("spill"))) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(directory.resolve("spill"))) {
            return files.map(Path::getFileName).map(Path::toString).toList();
        }
    }
}
