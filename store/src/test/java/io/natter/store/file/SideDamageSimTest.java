package io.natter.store.file;

import static org.assertj.core.api.Assertions.assertThat;

import io.natter.store.Commit;
import io.natter.store.RecordDraft;
import io.natter.store.StoreOptions;
import io.natter.store.StreamOptions;
import io.natter.store.StreamStore;
import io.natter.store.sim.SimDisk;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What is known of a stream is damaged, lost or old, and its records are not: they stay, and what is missing is told (T9 to T11). */
class SideDamageSimTest {
    private static final String SIDE = "streams/s/side.log";
    private static final String NAME = "streams/s/stream";
    private static final int RECORDS = 5;
    private static final byte[] VALUE = "what the stream is to be".getBytes(StandardCharsets.UTF_8);
    private static final byte[] LATER = "what a consumer has seen".getBytes(StandardCharsets.UTF_8);

    private static FileRecordStore open(SimDisk disk) {
        var salts = new Random(5);
        return FileRecordStore.open(
                disk,
                StoreOptions.defaults().withReserveBytes(0),
                new FileRecordStore.Environment(() -> 0, () -> 0, salts::nextInt, false));
    }

    private static SimDisk prepared() {
        var disk = new SimDisk(new Random(1));
        FileRecordStore store = open(disk);
        StreamStore stream = store.open("s", StreamOptions.defaults());
        stream.side().put("config", VALUE);
        stream.side().commit(Commit.IGNORED);
        store.step();
        for (int i = 1; i <= RECORDS; i++) {
            stream.writer().append(new RecordDraft().subject(new byte[] {'s'}).timeNs(i));
            stream.writer().commit(Commit.IGNORED);
        }
        stream.side().put("state", LATER);
        stream.side().commit(Commit.IGNORED);
        store.close();
        return disk;
    }

    // Every value is as it was put or is not there; then the report says so. The records are there in any case.
    private static void check(SimDisk disk, String what) {
        FileRecordStore store = open(disk);
        assertThat(store.streams()).as(what).containsExactly("s");
        StreamStore stream = store.open("s", StreamOptions.defaults());
        byte @Nullable [] config = stream.side().get("config");
        byte @Nullable [] state = stream.side().get("state");
        assertThat(config == null || Arrays.equals(config, VALUE)).as(what).isTrue();
        assertThat(state == null || Arrays.equals(state, LATER)).as(what).isTrue();
        if (config == null || state == null) {
            assertThat(stream.recovery().events()).as(what).isNotEmpty();
        }
        if (config == null) {
            assertThat(stream.recovery().isDamaged()).as(what).isTrue();
        }
        assertThat(stream.reader().lastSeq()).as(what).isEqualTo(RECORDS);
        assertThat(stream.reader().get(1)).as(what).isNotNull();
        store.close();
    }

    @Test
    void aFlippedBitLosesOneValueAtMostAndSaysSo() {
        int length = prepared().size(SIDE);
        for (int at = 0; at < length; at++) {
            for (int bit = 0; bit < 8; bit += 3) {
                SimDisk disk = prepared();
                disk.flipBit(SIDE, at, bit);
                check(disk, "byte " + at + " bit " + bit);
            }
        }
    }

    @Test
    void aFlippedBitInTheNameOfAStreamDoesNotMakeItAnother() {
        int length = prepared().size(NAME);
        for (int at = 0; at < length; at++) {
            SimDisk disk = prepared();
            disk.flipBit(NAME, at, at % 8);
            check(disk, "byte " + at);
        }
    }

    @Test
    void aLostNameIsFoundAgainInTheDirectory() {
        SimDisk disk = prepared();
        disk.put(NAME, new byte[0]);
        check(disk, "empty name");
    }

    @Test
    void anEmptyFileIsWhatACrashLeavesAndNoDamage() {
        for (int length : new int[] {0, 1, 64, 300}) {
            SimDisk disk = prepared();
            disk.put(SIDE, new byte[length]);
            StreamStore stream = open(disk).open("s", StreamOptions.defaults());
            assertThat(stream.recovery().isDamaged()).isFalse();
            assertThat(stream.recovery().events()).hasSize(1);
            assertThat(stream.reader().lastSeq()).isEqualTo(RECORDS);
        }
    }

    @Test
    void aFileThatIsNoneOfOursIsSetAside() {
        SimDisk disk = prepared();
        disk.put(SIDE, "something else".getBytes(StandardCharsets.UTF_8));
        StreamStore stream = open(disk).open("s", StreamOptions.defaults());
        assertThat(stream.recovery().isDamaged()).isTrue();
        assertThat(disk.files("streams/s")).contains(SIDE + ".damaged");
        assertThat(stream.reader().lastSeq()).isEqualTo(RECORDS);
    }
}
