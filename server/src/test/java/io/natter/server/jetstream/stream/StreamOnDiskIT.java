package io.natter.server.jetstream.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.natter.protocol.jetstream.StorageType;
import io.natter.protocol.jetstream.StreamConfigBuilder;
import io.natter.store.StoreOptions;
import io.natter.store.file.FileRecordStore;
import java.io.IOException;
import java.nio.file.Path;
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
        return FileRecordStore.open(
                disk,
                StoreOptions.defaults().withReserveBytes(1),
                new FileRecordStore.Environment(
                        () -> environment.nowNs, () -> environment.nowNs, () -> environment.random.nextInt(), false));
    }

    private static StreamConfigBuilder inFiles(StreamConfigBuilder config) {
        return config.storage(StorageType.FILE);
    }

    // A pass, and all forces that come of it.
    private void settle(FileRecordStore store) {
        do {
            environment.pass();
        } while (store.step());
        environment.pass();
    }

    private StreamBench create(FileRecordStore store) {
        return StreamBench.createStepping(environment, store, config -> inFiles(config), () -> settle(store));
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
            settle(store);
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
            settle(store);
            bench.stream.stop();
        }
        environment.takePublished();
        try (FileRecordStore store = open(new LimitedDisk(directory))) {
            StreamBench bench = StreamBench.open(environment, store);
            assertThat(bench.stream.config().description()).isEqualTo("changed");
            bench.send("s.a", "Nats-Msg-Id: one", "1", "r");
            bench.send("s.a", "Nats-Expected-Last-Msg-Id: one", "2", "r");
            settle(store);
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
            settle(store);
            environment.takePublished();
            disk.hidesThat = hidden;
            disk.isFull = true;
            String large = "x".repeat(5 << 20); // past what is written without a look at the space
            bench.send("s.a", "Nats-Msg-Id: two", large, "r");
            settle(store);
            assertThat(environment.takePublished())
                    .singleElement()
                    .asString()
                    .contains("\"err_code\":10023")
                    .contains("insufficient resources");
            assertThat(bench.stream.reader().lastSeq()).isEqualTo(1);
            disk.isFull = false;
            bench.send("s.a", "Nats-Msg-Id: two", "2", "r");
            settle(store);
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
            settle(store);
            disk.isBroken = false;
            bench.send("s.a", "", "2", "r");
            settle(store);
            assertThat(environment.takePublished())
                    .hasSize(2)
                    .allSatisfy(answer -> assertThat(answer).contains("\"err_code\":10077"));
        }
    }
}
