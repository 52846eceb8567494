package io.natter.store.memory;

import static org.assertj.core.api.Assertions.assertThat;

import io.natter.store.Commit;
import io.natter.store.RecordDraft;
import io.natter.store.RecordSnapshot;
import io.natter.store.Removal;
import io.natter.store.StoredRecord;
import io.natter.store.StreamOptions;
import io.natter.store.StreamReader;
import io.natter.store.index.Segment;
import io.natter.store.stream.IndexedReader;
import io.natter.store.stream.IndexedWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Memory is given back as records go, whatever their order, and those that stay are read as they were. */
class MemoryBackingTest {
    private static final int COUNT = 20_000;

    private final MemoryBacking backing = new MemoryBacking(StreamOptions.defaults());
    private final IndexedWriter writer =
            new IndexedWriter(backing, StreamOptions.defaults().limits());
    private final StreamReader reader = new IndexedReader(backing);
    private final RecordDraft draft = new RecordDraft();

    @Test
    void whatIsRemovedFromTheFrontTakesNoMemory() {
        appendAll(COUNT);
        for (long seq = 1; seq < COUNT - 10; seq++) {
            writer.remove(seq, Removal.FORGET);
        }
        assertThat(heldBytes()).isLessThan(2L * MemorySegment.CHUNK_BYTES_MAX);
        assertThat(segments()).hasSize(1);
        assertReadable(reader, COUNT - 10);
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 10, 1000})
    void whatIsRemovedFromBetweenTakesAsMuchAsTheRestAtMost(int stays) {
        appendAll(COUNT);
        for (long seq = 1; seq <= COUNT; seq++) {
            if (seq % stays != 0) {
                writer.remove(seq, Removal.FORGET);
            }
        }
        long liveBytes = 0;
        for (long seq = stays; seq <= COUNT; seq += stays) {
            assertReadable(reader, seq);
            liveBytes += draftFor(seq).payloadLength() + draft.headersLength() + 32;
        }
        assertThat(heldBytes()).isLessThan(2 * liveBytes + 2L * MemorySegment.CHUNK_BYTES_MAX);
        assertThat(segments().length).isLessThan(COUNT / stays / 500 + 16);
    }

    @Test
    void aStreamWhoseRecordsAllGoKeepsNoSegmentsOfTheirs() {
        for (long seq = 1; seq <= COUNT; seq++) {
            writer.append(draftFor(seq));
            writer.remove(seq, Removal.FORGET);
        }
        assertThat(segments()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void anyOrderOfRemovalsLeavesTheOthers(long seed) {
        var random = new Random(seed);
        var left = new TreeMap<Long, Integer>();
        for (int step = 0; step < 30_000; step++) {
            int what = random.nextInt(100);
            if (what < 60 - step / 1000) {
                left.put(append(random), 0);
            } else if (what < 99 && !left.isEmpty()) {
                long last = reader.lastSeq();
                Long seq = left.ceilingKey(last - Math.min(last, (long) (Math.abs(random.nextGaussian()) * 4000)));
                if (seq != null && left.remove(seq) != null) {
                    assertThat(writer.remove(seq, random.nextInt(50) == 0 ? Removal.ERASE : Removal.FORGET))
                            .isTrue();
                }
            } else if (random.nextInt(20) == 0) {
                writer.commit(Commit.IGNORED);
            } else if (random.nextInt(40) == 0) {
                long last = Math.max(0, reader.lastSeq() - random.nextInt(300));
                writer.truncate(last);
                left.tailMap(last, false).clear();
            }
        }
        assertThat(reader.count()).as("seed %s", seed).isEqualTo(left.size());
        for (long seq = 1; seq <= reader.lastSeq(); seq++) {
            if (left.containsKey(seq)) {
                assertReadable(reader, seq);
            } else {
                assertThat(reader.get(seq)).as("seed %s, %s", seed, seq).isNull();
            }
        }
    }

    @Test
    void anErasedRecordIsNoLongerInMemoryAndItsNeighboursAre() {
        appendAll(10);
        StoredRecord before = Objects.requireNonNull(reader.get(5));
        writer.remove(5, Removal.ERASE);
        assertReadable(reader, 4);
        assertReadable(reader, 6);
        StoredRecord neighbour = Objects.requireNonNull(reader.get(4));
        assertThat(new String(neighbour.bytes(), StandardCharsets.ISO_8859_1)).doesNotContain("<5>");
        assertThat(new String(before.payload(), StandardCharsets.ISO_8859_1)).contains("<5>");
    }

    @Test
    void aSnapshotReadsWhatWasThereWhateverIsRemovedMeanwhile() {
        appendAll(COUNT);
        var seen = new ArrayList<Long>();
        try (RecordSnapshot snapshot = reader.snapshot()) {
            for (long seq = 1; seq <= COUNT; seq++) {
                if (seq % 7 != 0) {
                    writer.remove(seq, seq % 50 == 0 ? Removal.ERASE : Removal.FORGET);
                }
            }
            for (StoredRecord each = snapshot.next(); each != null; each = snapshot.next()) {
                assertThat(each.payload()).isEqualTo(payload(each.seq()));
                seen.add(each.seq());
            }
        }
        assertThat(seen).hasSize(COUNT);
    }

    @Test
    void readersOnOtherThreadsSeeWholeRecordsWhileOthersGo() throws InterruptedException {
        var isOver = new AtomicBoolean();
        var wrong = new AtomicReference<@Nullable String>();
        var readers = List.of(
                new Thread(() -> readOnAndOn(new Random(1), isOver, wrong)),
                new Thread(() -> readOnAndOn(new Random(2), isOver, wrong)));
        readers.forEach(Thread::start);
        var random = new Random(3);
        for (long seq = 1; seq <= COUNT; seq++) {
            writer.append(draftFor(seq));
            for (int i = 0; i < 2; i++) {
                long other = seq - (long) (random.nextDouble() * Math.min(seq, 3000));
                if (other % 5 != 0) {
                    writer.remove(other, random.nextInt(30) == 0 ? Removal.ERASE : Removal.FORGET);
                }
            }
        }
        isOver.set(true);
        for (Thread each : readers) {
            each.join();
        }
        assertThat(wrong.get()).isNull();
    }

    // Every fifth record stays; the others are there whole, or not at all.
    private void readOnAndOn(Random random, AtomicBoolean isOver, AtomicReference<@Nullable String> wrong) {
        while (!isOver.get()) {
            long last = reader.lastSeq();
            long seq = last - (long) (random.nextDouble() * Math.min(last, 3000));
            StoredRecord record = seq < 1 ? null : reader.get(seq);
            if (record == null && seq >= 1 && seq % 5 == 0) {
                wrong.compareAndSet(null, seq + " is not there");
            }
            if (record != null && (record.seq() != seq || !java.util.Arrays.equals(record.payload(), payload(seq)))) {
                wrong.compareAndSet(null, seq + " is read as " + record);
            }
        }
    }

    private void appendAll(int count) {
        for (long seq = 1; seq <= count; seq++) {
            assertThat(writer.append(draftFor(seq))).isEqualTo(seq);
        }
    }

    private long append(Random random) {
        long seq = reader.lastSeq() + 1 + (random.nextInt(500) == 0 ? random.nextInt(100) : 0);
        return writer.append(draftFor(seq).seq(seq));
    }

    private RecordDraft draftFor(long seq) {
        return draft.subject(("s." + seq % 100).getBytes(StandardCharsets.UTF_8))
                .headers(new byte[(int) (seq % 3) * 100])
                .payload(payload(seq))
                .timeNs(seq * 1000)
                .expiryNs(seq % 4 == 0 ? RecordDraft.STAYS : 0)
                .seq(0);
    }

    // One in three hundred is larger than what shares a chunk.
    private static byte[] payload(long seq) {
        int length = seq % 300 == 0 ? 5_000 : (int) (seq * 31 % 200);
        return ("<" + seq + ">" + "p".repeat(length)).getBytes(StandardCharsets.UTF_8);
    }

    private void assertReadable(StreamReader from, long seq) {
        StoredRecord record = Objects.requireNonNull(from.get(seq), () -> "record " + seq);
        RecordDraft expected = draftFor(seq);
        assertThat(record.seq()).isEqualTo(seq);
        assertThat(record.timeNs()).isEqualTo(seq * 1000);
        assertThat(record.expiryNs()).isEqualTo(expected.expiryNs());
        assertThat(record.subject()).isEqualTo(expected.subjectBytes());
        assertThat(record.headers()).isEqualTo(expected.headersBytes());
        assertThat(record.payload()).isEqualTo(payload(seq));
    }

    private Segment[] segments() {
        return backing.index().view().segments();
    }

    private long heldBytes() {
        long bytes = 0;
        for (Segment each : segments()) {
            bytes += ((MemorySegment) each.bytes()).heldBytes();
        }
        return bytes;
    }
}
