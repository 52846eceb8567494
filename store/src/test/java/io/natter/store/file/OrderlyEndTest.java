package io.natter.store.file;

import static org.assertj.core.api.Assertions.assertThat;

import io.natter.store.Commit;
import io.natter.store.RecordDraft;
import io.natter.store.StoreOptions;
import io.natter.store.StreamOptions;
import io.natter.store.StreamStore;
import io.natter.store.sim.SimDisk;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a disk is asked for when streams are made, and when a store is opened that was closed in order, or was not. */
class OrderlyEndTest {
    private static final List<String> CHANGES = List.of("create", "write", "force", "forceDirectory", "truncate");

    private final SimDisk disk = new SimDisk(new Random(1));
    private final List<String> asked = new ArrayList<>();
    private @Nullable String broken;

    @BeforeEach
    void watch() {
        disk.faults((operation, path) -> {
            if (CHANGES.contains(operation)) {
                asked.add(operation + " " + path);
            }
            if ((operation + " " + path).equals(broken)) {
                throw new IOException("broken");
            }
        });
    }

    private FileRecordStore open(StoreOptions options) {
        return FileRecordStore.open(
                disk,
                options.withReserveBytes(0),
                new FileRecordStore.Environment(() -> 0, () -> 0, new Random(5)::nextInt, false));
    }

    private FileRecordStore open() {
        return open(StoreOptions.defaults());
    }

    private static void fill(StreamStore stream) {
        stream.side().put("config", new byte[700]);
        stream.side().commit(Commit.IGNORED);
        stream.writer().append(new RecordDraft().subject(new byte[] {'s'}));
        stream.writer().commit(Commit.IGNORED);
    }

    private List<String> forces() {
        List<String> forces =
                asked.stream().filter(each -> each.startsWith("force")).toList();
        asked.clear();
        return forces;
    }

    @Test
    void aStreamIsMadeWithAForceOfItsValuesAndOneOfEachDirectory() {
        FileRecordStore store = open();
        asked.clear();
        StreamStore stream = store.open("s", StreamOptions.defaults());
        assertThat(forces()).isEmpty();
        stream.side().put("config", new byte[700]);
        stream.side().commit(Commit.IGNORED);
        assertThat(forces())
                .containsExactly("force streams/s/side.log.tmp", "forceDirectory streams/s", "forceDirectory streams");
        stream.writer().append(new RecordDraft().subject(new byte[] {'s'}));
        stream.writer().commit(Commit.IGNORED);
        assertThat(forces()).isEmpty();
        store.step();
        assertThat(forces()).containsExactly("force streams/s/0000000000000001.seg", "forceDirectory streams/s");
        store.close();
    }

    @Test
    void nothingIsForcedLazilyUntilTheIntervalIsOver() {
        FileRecordStore store = open(StoreOptions.defaults().withSyncInterval(Duration.ofMinutes(2)));
        asked.clear();
        fill(store.open("s", StreamOptions.defaults()));
        fill(store.open("t", StreamOptions.defaults()));
        assertThat(forces()).isEmpty();
        store.step();
        assertThat(forces())
                .containsExactly(
                        "force streams/s/side.log.tmp", // renamed by now
                        "forceDirectory streams/s",
                        "forceDirectory streams",
                        "force streams/s/0000000000000001.seg",
                        "force streams/t/side.log.tmp",
                        "forceDirectory streams/t",
                        "force streams/t/0000000000000001.seg");
        store.close();
    }

    @Test
    void aStoreThatWasClosedInOrderIsOpenedWithoutChangingAStream() {
        try (FileRecordStore store = open()) {
            fill(store.open("s", StreamOptions.defaults()));
        }
        asked.clear();
        FileRecordStore store = open();
        store.open("s", StreamOptions.defaults());
        store.step();
        assertThat(asked).containsExactly("forceDirectory ");
        assertThat(disk.exists(OrderlyEnd.FILE)).isFalse();
        store.close();
        assertThat(disk.exists(OrderlyEnd.FILE)).isTrue();
    }

    @Test
    void aStoreWhoseProcessWasKilledProvesWhatItFinds() {
        FileRecordStore store = open();
        fill(store.open("s", StreamOptions.defaults()));
        store.step();
        disk.killProcess();
        asked.clear();
        store = open();
        store.open("s", StreamOptions.defaults());
        store.step();
        assertThat(asked)
                .contains(
                        "write streams/s/0000000000000001.seg",
                        "force streams/s/0000000000000001.seg",
                        "forceDirectory streams/s",
                        "forceDirectory streams");
        store.close();
    }

    @Test
    void aStoreWithAForceThatFailedDoesNotSayItWasClosedInOrder() {
        FileRecordStore store = open();
        fill(store.open("s", StreamOptions.defaults()));
        broken = "force streams/s/0000000000000001.seg";
        store.step();
        broken = null;
        store.close();
        assertThat(disk.exists(OrderlyEnd.FILE)).isFalse();
    }

    @Test
    void aStreamThatNobodyOpenedIsStillInDoubt() {
        FileRecordStore store = open();
        fill(store.open("s", StreamOptions.defaults()));
        fill(store.open("t", StreamOptions.defaults()));
        store.step();
        disk.killProcess();
        store = open();
        store.open("s", StreamOptions.defaults());
        store.close();
        assertThat(disk.exists(OrderlyEnd.FILE)).isFalse();
        store = open();
        store.open("t", StreamOptions.defaults());
        store.open("s", StreamOptions.defaults());
        store.close();
        assertThat(disk.exists(OrderlyEnd.FILE)).isTrue();
    }
}
