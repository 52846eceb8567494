package io.natter.store.file;

import static org.assertj.core.api.Assertions.assertThat;

import io.natter.store.Commit;
import io.natter.store.RecordDraft;
import io.natter.store.StreamStore;
import io.natter.store.sim.SimDisk;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What recovery cuts off does not come back with the next power cut, under whatever was written there since. */
class ForcedCutSimTest {
    private static final int SEEDS = 50;

    @Test
    void aCutOffUnitStaysCutOff() {
        for (int seed = 0; seed < SEEDS; seed++) {
            var disk = new SimDisk(new Random(seed));
            FileRecordStore store = BareStore.open(disk);
            StreamStore stream = store.open("s", BareStore.smallFiles());
            append(stream);
            String path = fileOf(disk, ".seg");
            int whole = disk.size(path);
            append(stream);
            store.step();
            tear(disk, path);

            BareStore.open(disk).open("s", BareStore.smallFiles());
            disk.powerCycle();
            assertThat(disk.size(path)).as("seed %s", seed).isEqualTo(whole);
        }
    }

    @Test
    void aCutOffSideRecordStaysCutOff() {
        for (int seed = 0; seed < SEEDS; seed++) {
            var disk = new SimDisk(new Random(seed));
            FileRecordStore store = BareStore.open(disk);
            StreamStore stream = store.open("s", BareStore.smallFiles());
            put(stream, "a");
            String path = fileOf(disk, "side.log");
            int whole = disk.size(path);
            put(stream, "b");
            store.step();
            tear(disk, path);

            BareStore.open(disk).open("s", BareStore.smallFiles());
            disk.powerCycle();
            assertThat(disk.size(path)).as("seed %s", seed).isEqualTo(whole);
        }
    }

    private static void append(StreamStore stream) {
        stream.writer().append(new RecordDraft().subject(new byte[] {'s'}).payload(new byte[1_000]));
        stream.writer().commit(Commit.IGNORED);
    }

    private static void put(StreamStore stream, String key) {
        stream.side().put(key, new byte[1_000]);
        stream.side().commit(Commit.IGNORED);
    }

    private static String fileOf(SimDisk disk, String end) {
        return disk.files("streams/s/").stream()
                .filter(path -> path.endsWith(end))
                .findFirst()
                .orElseThrow();
    }

    // The process is killed while it writes; all it wrote is on the platter.
    private static void tear(SimDisk disk, String path) {
        disk.killProcess();
        byte[] bytes = disk.bytes(path);
        disk.put(path, Arrays.copyOf(bytes, bytes.length - 10));
    }
}
