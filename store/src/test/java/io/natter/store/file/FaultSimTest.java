package io.natter.store.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.natter.store.Commit;
import io.natter.store.CorruptRecordException;
import io.natter.store.RecordDraft;
import io.natter.store.Removal;
import io.natter.store.SequenceRange;
import io.natter.store.StoreBusyException;
import io.natter.store.StoreException;
import io.natter.store.StoreFailedException;
import io.natter.store.StoreFormatException;
import io.natter.store.StoreFullException;
import io.natter.store.StoreLockedException;
import io.natter.store.StoreOptions;
import io.natter.store.StoredRecord;
import io.natter.store.StreamOptions;
import io.natter.store.StreamStore;
import io.natter.store.SubjectFilter;
import io.natter.store.format.LittleEndian;
import io.natter.store.format.RecordFormat;
import io.natter.store.sim.RandomWork;
import io.natter.store.sim.SimDisk;
import io.natter.store.sim.StreamModel;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a disk that fails does to a stream (T4 to T7, T11, T24 of the specification), on a simulated disk. */
class FaultSimTest {
    private final Random random = new Random(7);
    private final SimDisk disk = new SimDisk(random);

    private FileRecordStore open() {
        return open(StoreOptions.defaults().withReserveBytes(0).withCaches(0, 0));
    }

    private FileRecordStore open(StoreOptions options) {
        return FileRecordStore.open(
                disk, options, new FileRecordStore.Environment(() -> 0, () -> 0, random::nextInt, false));
    }

    private static StreamOptions options() {
        return StreamOptions.defaults().withOverhead(30, 4).withSegmentBytes(StreamOptions.SEGMENT_BYTES_MIN);
    }

    private static RecordDraft draft(int i) {
        return new RecordDraft()
                .subject(("s." + i % 3).getBytes(StandardCharsets.UTF_8))
                .payload(("payload " + i + " " + "x".repeat(100)).getBytes(StandardCharsets.UTF_8))
                .timeNs(i);
    }

    private static void fill(StreamStore stream, int from, int to) {
        for (int i = from; i <= to; i++) {
            stream.writer().append(draft(i));
            stream.writer().commit(Commit.IGNORED);
        }
    }

    @Test
    void anyCommitOnAFullDiskIsUndoneAndWorkGoesOnWhenThereIsSpace() {
        for (long seed = 0; seed < 60; seed++) {
            try {
                fullDisk(seed);
            } catch (AssertionError | RuntimeException e) {
                throw new AssertionError("seed " + seed, e);
            }
        }
    }

    private static void fullDisk(long seed) {
        var random = new Random(seed);
        var disk = new SimDisk(random);
        FileRecordStore store = FileRecordStore.open(
                disk,
                StoreOptions.defaults().withReserveBytes(0).withCaches(random.nextInt(50_000), 0),
                new FileRecordStore.Environment(() -> 0, () -> 0, random::nextInt, false));
        StreamStore stream = store.open("s", options());
        var work = new RandomWork(random, new StreamModel());
        work.listen(stream);
        var written = new StreamModel();
        int refusals = 0;
        for (int i = 0; i < 150; i++) {
            disk.capacity(random.nextInt(3) == 0 ? disk.used() + random.nextInt(900) : Long.MAX_VALUE);
            try {
                for (int n = random.nextInt(5); n > 0; n--) {
                    work.change(stream);
                }
            } catch (StoreFullException refused) {
                refusals++;
                work.model(work.model().copy());
            }
            if (random.nextInt(8) == 0) {
                stream.writer().rollBack();
                StreamModel undone = written.copy();
                undone.limits = work.model().limits;
                work.model(undone);
                work.check(stream);
            }
            StreamModel before = work.model().copy();
            var failure = new AtomicReference<@Nullable StoreException>();
            stream.writer().commit(failure::set);
            store.step();
            if (failure.get() == null) {
                written = before;
            } else {
                assertThat(failure.get()).isInstanceOf(StoreFullException.class);
                refusals++;
                StreamModel undone = written.copy();
                undone.limits = before.limits;
                work.model(undone);
            }
            work.check(stream);
        }
        assertThat(refusals).isPositive();
        disk.capacity(Long.MAX_VALUE);
        stream.writer().commit(Commit.IGNORED);
        stream.writer().append(draft(1));
        store.close();
    }

    @Test
    void aReserveIsLeftToRemovals() {
        FileRecordStore store = open(StoreOptions.defaults().withReserveBytes(100_000));
        StreamStore stream = store.open("s", options());
        fill(stream, 1, 20);
        disk.capacity(disk.used() + 50_000);
        assertThatThrownBy(() -> {
                    for (int i = 0; i < 100; i++) {
                        stream.writer().append(draft(1).payload(new byte[100_000]));
                    }
                })
                .isInstanceOf(StoreFullException.class);
        disk.capacity(Long.MAX_VALUE);
        stream.writer().append(draft(21));
        store.close();
    }

    @Test
    void aFailedForceIsNeverTakenBackByALaterOne() {
        FileRecordStore store = open();
        StreamStore stream = store.open("s", options().withSegmentBytes(1 << 20));
        fill(stream, 1, 5);
        store.step();
        disk.faults((operation, path) -> {
            if (operation.equals("force")) {
                throw new IOException("input/output error");
            }
        });
        var failures = new ArrayList<@Nullable StoreException>();
        stream.writer().append(draft(6));
        stream.writer().commit(failures::add);
        store.step();
        disk.faults((operation, path) -> {});
        assertThatThrownBy(() -> stream.writer().append(draft(7))).isInstanceOf(StoreFailedException.class);
        stream.writer().commit(failures::add);
        assertThat(failures).hasSize(2).allMatch(StoreFailedException.class::isInstance);
        assertThat(stream.reader().durableSeq()).isEqualTo(5);
        assertThat(stream.reader().get(5)).isNotNull();
        store.close();

        StreamStore again = open().open("s", options());
        again.writer().append(draft(8));
        assertThat(again.reader().lastSeq()).isEqualTo(7);
    }

    @Test
    void whatAFailedForceLostIsWrittenAgainByTheNextOpening() {
        FileRecordStore store = open();
        StreamStore stream = store.open("s", options().withSegmentBytes(1 << 20));
        fill(stream, 1, 5);
        store.step();
        disk.faults((operation, path) -> {
            if (operation.equals("force")) {
                throw new IOException("input/output error");
            }
        });
        fill(stream, 6, 6);
        store.step();
        disk.faults((operation, path) -> {});
        disk.killProcess();
        FileRecordStore again = open();
        StreamStore reopened = again.open("s", options());
        assertThat(reopened.reader().lastSeq()).isEqualTo(6);
        assertThat(reopened.reader().durableSeq()).isLessThan(6);
        again.step();
        assertThat(reopened.reader().durableSeq()).isEqualTo(6);
        disk.powerCycle();
        assertThat(open().open("s", options()).reader().lastSeq()).isEqualTo(6);
    }

    @Test
    void aFailedWriteEndsWritingAndReadsGoOn() {
        FileRecordStore store = open();
        StreamStore stream = store.open("s", options());
        fill(stream, 1, 5);
        store.step();
        disk.faults((operation, path) -> {
            if (operation.equals("write")) {
                throw new IOException("input/output error");
            }
        });
        var failure = new AtomicReference<@Nullable StoreException>();
        stream.writer().append(draft(6));
        stream.writer().commit(failure::set);
        assertThat(failure.get()).isInstanceOf(StoreFailedException.class);
        assertThatThrownBy(() -> stream.writer().append(draft(7))).isInstanceOf(StoreFailedException.class);
        assertThat(stream.reader().lastSeq()).isEqualTo(5);
        assertThat(stream.reader().get(3)).isNotNull();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aFlippedBitHurtsNoNeighbourAndIsNeverSilent(boolean isSealed) {
        var sizes = new SimDisk(new Random(1));
        int length = prepare(sizes, isSealed).size(SEGMENT);
        for (int at = 0; at < length; at++) {
            SimDisk damaged = prepare(new SimDisk(new Random(1)), isSealed);
            damaged.flipBit(SEGMENT, at, at % 8);
            checkDamaged(damaged, at);
        }
    }

    private static final String SEGMENT = "streams/s/0000000000000001.seg";
    private static final int RECORDS = 12;

    private static SimDisk prepare(SimDisk disk, boolean isSealed) {
        var random = new Random(3);
        var environment = new FileRecordStore.Environment(() -> 0, () -> 0, random::nextInt, false);
        FileRecordStore store =
                FileRecordStore.open(disk, StoreOptions.defaults().withReserveBytes(0), environment);
        StreamStore stream = store.open("s", options().withSegmentBytes(isSealed ? 4096 : 1 << 20));
        for (int i = 1; i <= RECORDS; i++) {
            stream.writer().append(draft(i));
            stream.writer().commit(Commit.IGNORED);
            store.step();
        }
        stream.writer().remove(4, Removal.FORGET);
        stream.writer().commit(Commit.IGNORED);
        store.close();
        return disk;
    }

    // Read or refused, each record; all others as they were. What is cut or lost at the end is told by recovery.
    private static void checkDamaged(SimDisk disk, int at) {
        var random = new Random(4);
        var environment = new FileRecordStore.Environment(() -> 0, () -> 0, random::nextInt, false);
        FileRecordStore store =
                FileRecordStore.open(disk, StoreOptions.defaults().withReserveBytes(0), environment);
        StreamStore stream;
        try {
            stream = store.open("s", options());
        } catch (StoreFormatException | StoreFailedException refused) {
            return;
        }
        int unreadable = 0;
        for (int seq = 1; seq <= RECORDS; seq++) {
            if (seq == 4) {
                continue;
            }
            try {
                StoredRecord record = stream.reader().get(seq);
                if (record == null) {
                    unreadable++;
                    continue;
                }
                var expected = draft(seq);
                assertThat(record.payload()).as("byte %s record %s", at, seq).isEqualTo(expected.payloadBytes());
                assertThat(record.timeNs()).isEqualTo(seq);
            } catch (CorruptRecordException | StoreFailedException told) {
                unreadable++;
            }
        }
        boolean isHeader = at < 64;
        assertThat(unreadable).as("byte %s", at).isLessThanOrEqualTo(isHeader ? RECORDS : 1);
        if (unreadable > 0 && !isHeader) {
            boolean isTold = !stream.recovery().events().isEmpty() || isCorrupt(stream);
            assertThat(isTold).as("byte %s: %s", at, stream.recovery()).isTrue();
        }
        store.close();
    }

    private static boolean isCorrupt(StreamStore stream) {
        for (int seq = 1; seq <= RECORDS; seq++) {
            try {
                stream.reader().get(seq);
            } catch (CorruptRecordException | StoreFailedException told) {
                return true;
            }
        }
        return false;
    }

    @ParameterizedTest
    @ValueSource(ints = {20, 60})
    void whatWasLeftOutIsNotLost(int at) {
        FileRecordStore store = open();
        StreamStore stream = store.open("s", options().withSegmentBytes(1 << 20));
        fill(stream, 1, 4);
        stream.writer().skipTo(7);
        fill(stream, 7, 7);
        store.step();
        fill(stream, 8, 8); // says that all before is on disk
        store.close();

        byte[] payload = "payload 4 ".getBytes(StandardCharsets.UTF_8);
        int record = indexOf(disk.bytes(SEGMENT), payload) - 3 - RecordFormat.HEADER_BYTES;
        disk.flipBit(SEGMENT, record + at, 1);
        stream = open().open("s", options());
        assertThat(stream.recovery().lost()).isEqualTo(at < RecordFormat.HEADER_BYTES ? LOST_UNKNOWN : LOST_ONE);
        assertThat(stream.reader().count()).isEqualTo(5);
    }

    private static final List<SequenceRange> LOST_ONE = List.of(new SequenceRange(4, 4));
    private static final List<SequenceRange> LOST_UNKNOWN =
            List.of(new SequenceRange(4, 6)); // its own number is damaged

    private static int indexOf(byte[] bytes, byte[] part) {
        int at = 0;
        while (!Arrays.equals(bytes, at, at + part.length, part, 0, part.length)) {
            at++;
        }
        return at;
    }

    @Test
    void aTruncatedOrMissingFooterIsRebuiltFromTheRecords() {
        prepare(disk, false);
        byte[] whole = disk.bytes(SEGMENT);
        for (int length = whole.length; length > whole.length - 200; length--) {
            var other = new SimDisk(new Random(1));
            prepare(other, false);
            other.put(SEGMENT, Arrays.copyOf(whole, length));
            checkDamaged(other, length);
        }
    }

    @Test
    void lazyCommitsAreDoneAtOnceAndLoseAtMostTheEnd() {
        for (int seed = 0; seed < 200; seed++) {
            var lazyRandom = new Random(seed);
            var lazyDisk = new SimDisk(lazyRandom);
            var environment = new FileRecordStore.Environment(() -> 0, () -> 0, lazyRandom::nextInt, false);
            StoreOptions lazy = StoreOptions.defaults().withReserveBytes(0).withSyncInterval(Duration.ofMinutes(2));
            FileRecordStore store = FileRecordStore.open(lazyDisk, lazy, environment);
            StreamStore stream = store.open("s", options());
            int forced = lazyRandom.nextInt(30);
            fill(stream, 1, forced);
            store.step();
            fill(stream, forced + 1, forced + lazyRandom.nextInt(30));
            long last = stream.reader().lastSeq();
            assertThat(stream.reader().durableSeq()).isEqualTo(last);
            lazyDisk.powerCycle();
            StreamStore again =
                    FileRecordStore.open(lazyDisk, lazy, environment).open("s", options());
            long kept = again.reader().lastSeq();
            assertThat(kept).as("seed %s", seed).isBetween((long) forced, last);
            assertThat(again.reader().count(SubjectFilter.all())).isEqualTo(kept);
        }
    }

    @Test
    void aSlowDiskRefusesWhenTooMuchWaits() {
        FileRecordStore store = open(StoreOptions.defaults().withReserveBytes(0).withWaitingBytesMax(10_000));
        StreamStore stream = store.open("s", options().withSegmentBytes(1 << 20));
        assertThatThrownBy(() -> fill(stream, 1, 1000)).isInstanceOf(StoreBusyException.class);
        assertThat(stream.reader().lastSeq()).isBetween(50L, 100L);
        store.step();
        fill(stream, 1, 10);
        store.close();
    }

    @Test
    void lazyCommitsDoNotPileUp() {
        FileRecordStore store = open(StoreOptions.defaults()
                .withReserveBytes(0)
                .withWaitingBytesMax(1000)
                .withSyncInterval(Duration.ofMinutes(2)));
        StreamStore stream = store.open("s", options().withSegmentBytes(1 << 20));
        for (int i = 1; i <= 1000; i++) {
            fill(stream, i, i);
            stream.side().put("k", new byte[i]);
            stream.side().commit(Commit.IGNORED);
        }
        assertThat(store.stats().waitingCount()).isEqualTo(2);
        store.close();
    }

    @Test
    void filesOfOthersAndOfNewerVersionsAreLeftAlone() {
        disk.put("jetstream", new byte[] {1});
        assertThatThrownBy(this::open).isInstanceOf(StoreFormatException.class);
        assertThat(disk.files("")).containsExactly("jetstream");
    }

    @Test
    void aStreamOfANewerVersionIsRefusedUntouched() {
        prepare(disk, false);
        byte[] bytes = disk.bytes(SEGMENT);
        bytes[8] = 9;
        var crc = new CRC32C();
        crc.update(bytes, 0, 60);
        LittleEndian.put32(bytes, 60, (int) crc.getValue());
        disk.put(SEGMENT, bytes);
        FileRecordStore store = open();
        assertThatThrownBy(() -> store.open("s", options()))
                .isInstanceOf(StoreFormatException.class)
                .hasMessageContaining("newer version");
        assertThat(disk.bytes(SEGMENT)).isEqualTo(bytes);
        store.close();
    }

    @Test
    void aStoreIsOpenOnce() {
        open();
        assertThatThrownBy(this::open).isInstanceOf(StoreLockedException.class);
    }

    @Test
    void unknownFilesAreReportedAndKept() {
        prepare(disk, false);
        disk.put("streams/s/notes.txt", new byte[] {1});
        StreamStore stream = open().open("s", options());
        assertThat(stream.recovery().events()).containsExactly("notes.txt: unknown file, left alone");
        assertThat(disk.files("streams/s")).contains("streams/s/notes.txt");
        assertThat(List.of(stream.reader().lastSeq())).containsExactly((long) RECORDS);
    }
}
