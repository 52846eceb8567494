package io.natter.store.file;

import static org.assertj.core.api.Assertions.assertThat;

import io.natter.store.Commit;
import io.natter.store.RecordDraft;
import io.natter.store.Removal;
import io.natter.store.StoreOptions;
import io.natter.store.StreamOptions;
import io.natter.store.StreamStore;
import io.natter.store.sim.SimDisk;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The last sequence of a stream without records outlives a power cut, whichever file knows it. */
class LastSequenceSimTest {
    private static final int RECORDS = 20;
    private static final int SEEDS = 50;

    @ParameterizedTest(name = "lazily: {0}")
    @ValueSource(booleans = {false, true})
    void aFileThatIsNotOnDiskDoesNotStandForTheOneBefore(boolean isLazy) {
        for (int seed = 0; seed < SEEDS; seed++) {
            var random = new Random(seed);
            var disk = new SimDisk(random);
            FileRecordStore store = open(disk, random, isLazy);
            StreamStore stream = stream(store);
            append(stream, RECORDS);
            for (long seq = 1; seq <= RECORDS; seq++) {
                stream.writer().remove(seq, Removal.FORGET);
            }
            store.close(); // ends the file

            store = open(disk, random, isLazy);
            stream = stream(store);
            append(stream, 1);
            for (int step = 0; step < 5; step++) {
                stream.writer().maintain();
            }
            disk.powerCycle();

            store = open(disk, random, isLazy);
            assertThat(stream(store).reader().lastSeq()).as("seed %s", seed).isGreaterThanOrEqualTo(RECORDS);
            store.close();
        }
    }

    private static void append(StreamStore stream, int count) {
        for (int i = 0; i < count; i++) {
            stream.writer().append(new RecordDraft().subject(new byte[] {'s'}).payload(new byte[100]));
        }
        stream.writer().commit(Commit.IGNORED);
    }

    private static StreamStore stream(FileRecordStore store) {
        return store.open("s", StreamOptions.defaults().withSegmentBytes(StreamOptions.SEGMENT_BYTES_MIN));
    }

    private static FileRecordStore open(SimDisk disk, Random random, boolean isLazy) {
        StoreOptions options = StoreOptions.defaults().withReserveBytes(0).withCaches(0, 0);
        return FileRecordStore.open(
                disk,
                isLazy ? options.withSyncInterval(Duration.ofMinutes(2)) : options,
                new FileRecordStore.Environment(() -> 0, () -> 0, random::nextInt, false));
    }
}
