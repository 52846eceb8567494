package io.natter.store.file;

import static org.assertj.core.api.Assertions.assertThat;

import io.natter.store.Commit;
import io.natter.store.Limits;
import io.natter.store.RecordDraft;
import io.natter.store.Removal;
import io.natter.store.StreamStore;
import io.natter.store.sim.RandomWork;
import io.natter.store.sim.SimDisk;
import io.natter.store.sim.StreamModel;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Records of a full file whose footer is damaged are overwritten as those of any other, and nothing is written for ever on their behalf. */
class DamagedFooterSimTest {
    private static final String FIRST = "streams/s/0000000000000001.seg";
    private static final String SECOND = "streams/s/0000000000000002.seg";
    private static final String ERASED = "<2>";
    private static final int STEPS_MOST = 100;
    private static final int WAYS_TO_CRASH = 6;

    /** What is damaged, and where that is, from the end of the file. */
    enum Damage {
        TRAILER(1),
        SUMMARY(40);

        private final int fromEnd;

        Damage(int fromEnd) {
            this.fromEnd = fromEnd;
        }

        void apply(SimDisk disk, String path) {
            disk.flipBit(path, disk.size(path) - fromEnd, 1);
        }
    }

    @ParameterizedTest
    @EnumSource
    void overwritesARecordAndComesToRest(Damage damage) {
        var disk = new SimDisk(new Random(1));
        damaged(disk, damage);
        FileRecordStore store = BareStore.open(disk);
        StreamStore stream = store.open("s", BareStore.smallFiles());
        remove(store, stream);
        int before = disk.size(SECOND);

        assertThat(maintain(store, stream)).as("steps").isLessThan(STEPS_MOST);
        assertThat(isReadable(disk)).isFalse();
        assertThat(disk.size(SECOND)).as("proofs were written").isEqualTo(before);
        store.close();
        assertThat(store.stats().unerasedCount()).isZero();
    }

    @ParameterizedTest
    @EnumSource
    void overwritesWhileClosing(Damage damage) {
        var disk = new SimDisk(new Random(1));
        damaged(disk, damage);
        FileRecordStore store = BareStore.open(disk);
        remove(store, store.open("s", BareStore.smallFiles()));
        store.close();
        assertThat(isReadable(disk)).isFalse();
        assertThat(store.stats().unerasedCount()).isZero();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
    void losesNothingWhenThePowerGoesMeanwhile(int operation) {
        for (Damage damage : Damage.values()) {
            for (int way = 0; way < WAYS_TO_CRASH; way++) {
                var disk = new SimDisk(new Random(way));
                damaged(disk, damage);
                FileRecordStore store = BareStore.open(disk);
                StreamStore stream = store.open("s", BareStore.smallFiles());
                remove(store, stream);
                StreamModel before = RandomWork.read(stream, Limits.NONE);
                disk.crashAfter(operation);
                try {
                    maintain(store, stream);
                } catch (SimDisk.PowerCut expected) {
                    // what this test is about
                }
                disk.powerCycle();

                store = BareStore.open(disk);
                stream = store.open("s", BareStore.smallFiles());
                assertThat(RandomWork.read(stream, Limits.NONE).isSame(before))
                        .as("%s, way %s", damage, way)
                        .isTrue();
                assertThat(stream.recovery().lost()).isEmpty();
                store.close();
            }
        }
    }

    // Two files, the first full, in a store that was closed.
    private static void damaged(SimDisk disk, Damage damage) {
        FileRecordStore store = BareStore.open(disk);
        StreamStore stream = store.open("s", BareStore.smallFiles());
        while (!disk.exists(SECOND)) {
            String text = "<" + (stream.reader().lastSeq() + 1) + ">" + "x".repeat(300);
            stream.writer()
                    .append(new RecordDraft().subject(new byte[] {'s'}).payload(text.getBytes(StandardCharsets.UTF_8)));
            stream.writer().commit(Commit.IGNORED);
        }
        store.close();
        damage.apply(disk, FIRST);
    }

    private static void remove(FileRecordStore store, StreamStore stream) {
        stream.writer().remove(2, Removal.ERASE);
        stream.writer().commit(Commit.IGNORED);
        while (store.step()) {}
    }

    private static int maintain(FileRecordStore store, StreamStore stream) {
        int steps = 0;
        while (steps < STEPS_MOST && stream.writer().maintain()) {
            steps++;
            store.step();
        }
        return steps;
    }

    private static boolean isReadable(SimDisk disk) {
        return disk.files("").stream()
                .anyMatch(path -> new String(disk.bytes(path), StandardCharsets.ISO_8859_1).contains(ERASED));
    }
}
