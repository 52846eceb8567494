package io.natter.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.natter.store.file.FileRecordStore;
import io.natter.store.memory.MemoryRecordStore;
import io.natter.store.sim.RandomWork;
import io.natter.store.sim.SimDisk;
import io.natter.store.sim.StreamModel;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Streams in files and in memory do what the model does. */
class StreamStoreSimTest {
    private static final int STEPS = 400;

    static LongStream seeds() {
        Long one = Long.getLong("natter.seed");
        return one != null ? LongStream.of(one) : LongStream.range(0, Long.getLong("natter.seeds", 60));
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void inMemoryIsAsTheModel(long seed) {
        var random = new Random(seed);
        try (var store = new MemoryRecordStore()) {
            var work = new RandomWork(random, new StreamModel());
            StreamStore stream = store.open("s", options());
            work.listen(stream);
            for (int i = 0; i < STEPS; i++) {
                work.change(stream);
                if (i % 20 == 0) {
                    work.check(stream);
                }
            }
            work.check(stream);
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void inFilesIsAsTheModelAlsoAfterRestarts(long seed) {
        var random = new Random(seed);
        var disk = new SimDisk(random);
        var work = new RandomWork(random, new StreamModel());
        for (int restart = 0; restart < 6; restart++) {
            FileRecordStore store = open(disk, random);
            StreamStore stream = store.open("s", options().withLimits(work.model().limits));
            assertThat(stream.recovery().events()).isEmpty();
            work.listen(stream);
            work.check(stream);
            for (int i = 0; i < STEPS / 4; i++) {
                work.change(stream);
                if (random.nextInt(4) == 0) {
                    stream.writer().commit(Commit.IGNORED);
                }
                if (random.nextInt(6) == 0) {
                    store.step();
                }
                if (i % 20 == 0) {
                    work.check(stream);
                }
            }
            work.check(stream);
            if (random.nextBoolean()) {
                store.close();
            } else {
                stream.writer().commit(Commit.IGNORED);
                disk.killProcess();
            }
        }
    }

    static FileRecordStore open(SimDisk disk, Random random) {
        return FileRecordStore.open(
                disk,
                StoreOptions.defaults()
                        .withSegmentBytes(StreamOptions.SEGMENT_BYTES_MIN + random.nextInt(20_000))
                        .withReserveBytes(0),
                new FileRecordStore.Environment(() -> 0, () -> 0, random::nextInt, false));
    }

    private static StreamOptions options() {
        return StreamOptions.defaults().withOverhead(30, 4);
    }
}
