package io.natter.store.file;

import static org.assertj.core.api.Assertions.assertThat;

import io.natter.store.PurgeRequest;
import io.natter.store.RecordDraft;
import io.natter.store.RecordSnapshot;
import io.natter.store.Removal;
import io.natter.store.StoredRecord;
import io.natter.store.StreamStore;
import io.natter.store.SubjectFilter;
import io.natter.store.sim.SimDisk;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A snapshot tells the stream as it was, whatever becomes of the stream, its files and their inner indexes while it is read. */
class SnapshotSimTest {
    private static final int RECORDS = 400;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void isAsTheStreamWasWhateverHappensMeanwhile(long seed) {
        var random = new Random(seed);
        var disk = new SimDisk(new Random(seed));
        try (FileRecordStore store = BareStore.open(disk);
                StreamStore stream = store.open("s", BareStore.smallFiles())) {
            for (int i = 0; i < RECORDS; i++) {
                append(stream, store);
                if (random.nextInt(4) == 0) {
                    remove(stream, store, random);
                }
            }
            List<String> expected = new ArrayList<>();
            try (RecordSnapshot all = stream.reader().snapshot()) {
                readTo(all, expected, Integer.MAX_VALUE);
            }
            assertThat(expected).hasSize((int) stream.reader().count());
            List<String> found = new ArrayList<>();
            try (RecordSnapshot snapshot = stream.reader().snapshot()) {
                while (readTo(snapshot, found, 1 + random.nextInt(60))) {
                    change(stream, store, random);
                }
            }
            assertThat(found).as("seed %d", seed).isEqualTo(expected);
        }
    }

    private static void change(StreamStore stream, FileRecordStore store, Random random) {
        switch (random.nextInt(5)) {
            case 0 -> stream.writer().purge(new PurgeRequest(SubjectFilter.of("s.1"), Long.MAX_VALUE, 1));
            case 1 -> stream.writer().purge(new PurgeRequest(SubjectFilter.all(), Long.MAX_VALUE, 0));
            case 2 -> {
                stream.writer().truncate(Math.max(1, stream.reader().lastSeq() - 20));
                append(stream, store);
            }
            default -> {
                for (int i = 0; i < 40; i++) {
                    append(stream, store);
                    remove(stream, store, random);
                }
            }
        }
        commit(stream, store);
        for (int i = 0; i < 50 && stream.writer().maintain(); i++) {
            store.step();
        }
    }

    /** Reads on; false when that was all. */
    private static boolean readTo(RecordSnapshot snapshot, List<String> into, int count) {
        for (int i = 0; i < count; i++) {
            StoredRecord record = snapshot.next();
            if (record == null) {
                return false;
            }
            into.add(record.seq() + " " + new String(record.subject(), StandardCharsets.UTF_8) + " "
                    + new String(record.payload(), StandardCharsets.UTF_8));
        }
        return true;
    }

    private static void append(StreamStore stream, FileRecordStore store) {
        long seq = stream.reader().lastSeq() + 1;
        String payload = "payload " + seq + "x".repeat(300);
        stream.writer()
                .append(new RecordDraft()
                        .subject(("s." + seq % 3).getBytes(StandardCharsets.UTF_8))
                        .payload(payload.getBytes(StandardCharsets.UTF_8))
                        .timeNs(seq));
        commit(stream, store);
    }

    private static void remove(StreamStore stream, FileRecordStore store, Random random) {
        long first = stream.reader().firstSeq();
        long last = stream.reader().lastSeq();
        stream.writer().remove(first + random.nextInt((int) Math.max(1, last - first)), Removal.FORGET);
        commit(stream, store);
    }

    private static void commit(StreamStore stream, FileRecordStore store) {
        stream.writer().commit(failure -> assertThat(failure).isNull());
        store.step();
    }
}
