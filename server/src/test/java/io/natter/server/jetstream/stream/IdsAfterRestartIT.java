package io.natter.server.jetstream.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.natter.protocol.jetstream.StorageType;
import io.natter.store.Removal;
import io.natter.store.StoreOptions;
import io.natter.store.file.FileRecordStore;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Ids of messages that were stored before a stream was opened are read when one is needed: none is missed, and nobody is overtaken. */
class IdsAfterRestartIT {
    private static final int STORED = 3 * MessageIds.READ_AT_ONCE;

    @TempDir
    Path directory;

    private final FakeEnvironment environment = new FakeEnvironment();

    private FileRecordStore open() {
        return FileRecordStore.open(directory, StoreOptions.defaults().withSyncInterval(Duration.ofMinutes(2)));
    }

    // Every third message has an id; the clock goes on by a millisecond with each.
    private void fill(boolean isStopped) {
        try (FileRecordStore store = open()) {
            StreamBench bench = StreamBench.create(environment, store, config -> config.storage(StorageType.FILE));
            for (int i = 1; i <= STORED; i++) {
                environment.nowNs += 1_000_000;
                bench.send("s.a", i % 3 == 0 ? "Nats-Msg-Id: " + i : "Other: " + i, "x", "");
            }
            environment.pass();
            if (isStopped) {
                bench.stream.stop();
            }
        }
    }

    @ParameterizedTest(name = "stopped in order: {0}")
    @ValueSource(booleans = {true, false})
    void findsTheSameDuplicatesAsIfItHadNeverEnded(boolean isStopped) {
        fill(isStopped);
        long seed = Long.getLong("natter.seed", System.nanoTime());
        var random = new Random(seed);
        Map<Integer, Long> known = new HashMap<>();
        for (int i = 3; i <= STORED; i += 3) {
            known.put(i, (long) i);
        }
        long next = STORED + 1;
        try (FileRecordStore store = open()) {
            StreamBench bench = StreamBench.open(environment, store);
            List<String> expected = new ArrayList<>();
            for (int i = 0; i < 1_000; i++) {
                int id = 1 + random.nextInt(2 * STORED);
                boolean hasId = random.nextBoolean();
                bench.send("s.a", hasId ? "Nats-Msg-Id: " + id : "", "y", "r" + i);
                Long seq = hasId ? known.putIfAbsent(id, next) : null;
                expected.add("r" + i + "||{\"stream\":\"S\",\"seq\":"
                        + (seq == null ? next++ + "}" : seq + ",\"duplicate\": true}"));
                if (random.nextInt(20) == 0) {
                    environment.pass();
                }
            }
            environment.pass();
            assertThat(environment.takePublished()).as("seed " + seed).isEqualTo(expected);
        }
    }

    @Test
    void goesOnWithoutReadingWhileNoMessageHasAnId() {
        fill(true);
        try (FileRecordStore store = open()) {
            StreamBench bench = StreamBench.open(environment, store);
            bench.publish("s.a", "Other: 1", "y");
            assertThat(bench.stream.storing().ids().areKnown()).isFalse();
            bench.send("s.a", "Nats-Msg-Id: 3", "y", "r");
            assertThat(bench.stream.storing().ids().areKnown())
                    .as("read at once")
                    .isFalse();
            environment.pass();
            assertThat(environment.takePublished())
                    .containsExactly("r||{\"stream\":\"S\",\"seq\":3,\"duplicate\": true}");
        }
    }

    @Test
    void readsAtOnceWhenMoreCameThanMayWait() {
        fill(true);
        try (FileRecordStore store = open()) {
            StreamBench bench = StreamBench.open(environment, store);
            String payload = "y".repeat(1 << 20);
            for (int i = 1; i <= 6; i++) {
                bench.send("s.a", "Nats-Msg-Id: new" + i, payload, "r" + i);
            }
            assertThat(bench.stream.storing().ids().areKnown()).isTrue();
            environment.pass();
            assertThat(environment.takePublished())
                    .hasSize(6)
                    .first()
                    .isEqualTo("r1||{\"stream\":\"S\",\"seq\":" + (STORED + 1) + "}");
        }
    }

    @Test
    void theNewestOfTheStoredMessagesMayBeGone() {
        fill(true);
        try (FileRecordStore store = open()) {
            StreamBench bench = StreamBench.open(environment, store);
            for (long seq = STORED - 9; seq <= STORED; seq++) {
                bench.stream.writer().remove(seq, Removal.FORGET);
            }
            environment.isWorkerSlow = true;
            bench.send("s.a", "Nats-Msg-Id: 3", "y", "r1");
            bench.send("s.a", "Nats-Msg-Id: new", "y", "r2");
            for (int i = 0; i <= STORED / MessageIds.READ_AT_ONCE; i++) {
                environment.pass();
                environment.workOnce();
            }
            environment.pass();
            assertThat(environment.takePublished())
                    .containsExactly(
                            "r1||{\"stream\":\"S\",\"seq\":3,\"duplicate\": true}",
                            "r2||{\"stream\":\"S\",\"seq\":" + (STORED + 1) + "}");
        }
    }

    @Test
    void forgetsWhatIsOlderThanTheWindow() {
        fill(true);
        environment.nowNs +=
                Duration.ofMinutes(2).toNanos() - Duration.ofMillis(100).toNanos();
        try (FileRecordStore store = open()) {
            StreamBench bench = StreamBench.open(environment, store);
            assertThat(bench.publish("s.a", "Nats-Msg-Id: 3", "y")).contains("\"seq\":" + (STORED + 1) + "}");
            assertThat(bench.publish("s.a", "Nats-Msg-Id: " + STORED, "y")).contains("duplicate");
        }
    }
}
