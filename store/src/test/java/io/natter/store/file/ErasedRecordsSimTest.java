package io.natter.store.file;

import static org.assertj.core.api.Assertions.assertThat;

import io.natter.store.Commit;
import io.natter.store.Limits;
import io.natter.store.PurgeRequest;
import io.natter.store.RecordDraft;
import io.natter.store.Removal;
import io.natter.store.StoreException;
import io.natter.store.StoreOptions;
import io.natter.store.StreamOptions;
import io.natter.store.StreamStore;
import io.natter.store.SubjectFilter;
import io.natter.store.sim.RandomWork;
import io.natter.store.sim.SimDisk;
import io.natter.store.sim.StreamModel;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What waits to be overwritten is overwritten before a store is closed, and whatever else happens to its file; nothing else changes. */
class ErasedRecordsSimTest {
    private static final int SEEDS = CrashSimTest.SEEDS / 20;
    private static final StoreOptions FORCED =
            StoreOptions.defaults().withReserveBytes(0).withCaches(0, 0);
    private static final StoreOptions LAZY = FORCED.withSyncInterval(Duration.ofMinutes(2));

    private final Random random = new Random(3);
    private final SimDisk disk = new SimDisk(random);
    private long nowNs;
    private long nsACall;

    private FileRecordStore open(StoreOptions options) {
        return FileRecordStore.open(
                disk,
                options,
                new FileRecordStore.Environment(() -> 0, () -> nowNs += nsACall, random::nextInt, false));
    }

    private static StreamStore stream(FileRecordStore store) {
        return store.open("s", StreamOptions.defaults().withSegmentBytes(StreamOptions.SEGMENT_BYTES_MIN));
    }

    // Each sequence has a text of its own, too long for a checksum to be it by chance.
    private static String text(long seq) {
        return "<text " + seq + ">";
    }

    private static void append(StreamStore stream, int count) {
        for (int i = 0; i < count; i++) {
            long seq = stream.reader().lastSeq() + 1;
            stream.writer()
                    .append(new RecordDraft()
                            .subject(("s." + seq % 3).getBytes(StandardCharsets.UTF_8))
                            .payload(
                                    (text(seq) + "x".repeat((int) (seq * 37 % 300))).getBytes(StandardCharsets.UTF_8)));
            if (i % 4 == 3) {
                stream.writer().commit(Commit.IGNORED); // files are ended between units
            }
        }
        stream.writer().commit(Commit.IGNORED);
    }

    private static void erase(StreamStore stream, LongStream seqs) {
        seqs.forEach(seq -> stream.writer().remove(seq, Removal.ERASE));
        stream.writer().commit(Commit.IGNORED);
    }

    // Those whose text is anywhere on the disk.
    private List<Long> readable(LongStream seqs) {
        String all = String.join(
                "",
                disk.files("").stream()
                        .map(path -> new String(disk.bytes(path), StandardCharsets.ISO_8859_1))
                        .toList());
        return seqs.filter(seq -> all.contains(text(seq))).boxed().toList();
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            # appended, erased from, to, then appended, lazily
            1,    1,   1,   0,   false
            3,    2,   2,   0,   false
            3,    3,   3,   0,   true
            40,   1,   40,  0,   false
            40,   5,   9,   40,  true
            900,  1,   900, 0,   false
            900,  300, 700, 5,   false
            900,  300, 700, 5,   true
            900,  899, 900, 0,   true
            """)
    void overwritesWhatWaits(int count, int from, int to, int more, boolean isLazy) {
        FileRecordStore store = open(isLazy ? LAZY : FORCED);
        StreamStore stream = stream(store);
        append(stream, count);
        erase(stream, LongStream.rangeClosed(from, to));
        append(stream, more);
        StreamModel before = RandomWork.read(stream, Limits.NONE);
        store.close();
        assertThat(store.stats().unerasedCount()).isZero();
        assertThat(readable(LongStream.rangeClosed(from, to))).isEmpty();
        assertThat(disk.exists(OrderlyEnd.FILE)).isTrue();
        FileRecordStore again = open(FORCED);
        StreamStore found = stream(again);
        assertThat(RandomWork.read(found, Limits.NONE).isSame(before)).isTrue();
        assertThat(found.recovery().isDamaged()).isFalse();
        again.close();
    }

    @Test
    void overwritesWhatTheCommitterHadNotBegunWith() {
        FileRecordStore store = open(FORCED);
        StreamStore stream = stream(store);
        append(stream, 600);
        erase(stream, LongStream.rangeClosed(1, 500));
        store.step();
        stream.writer().maintain(); // hands the first of them to the committer
        stream.close();
        assertThat(readable(LongStream.rangeClosed(1, 500))).isEmpty();
        store.close();
    }

    @Test
    void overwritesWhatARewritingHadCopied() {
        for (int steps = 0; steps < 12; steps++) {
            new ErasedRecordsSimTest().eraseWhileRewriting(steps);
        }
    }

    private void eraseWhileRewriting(int steps) {
        FileRecordStore store = open(FORCED);
        StreamStore stream = stream(store);
        append(stream, 200);
        LongStream.rangeClosed(1, 200)
                .filter(seq -> seq % 5 != 0)
                .forEach(seq -> stream.writer().remove(seq, Removal.FORGET));
        stream.writer().commit(Commit.IGNORED);
        store.step();
        int before = disk.size("streams/s/0000000000000001.seg");
        for (int i = 0; i < steps; i++) {
            stream.writer().maintain();
        }
        erase(stream, LongStream.of(5, 10, 50));
        store.step();
        while (stream.writer().maintain()) {
            store.step();
        }
        assertThat(readable(LongStream.of(5, 10, 50)))
                .as("after %s steps", steps)
                .isEmpty();
        assertThat(readable(LongStream.of(15, 55))).containsExactly(15L, 55L);
        assertThat(disk.size("streams/s/0000000000000001.seg"))
                .as("rewritten, after %s steps", steps)
                .isLessThan(before);
        store.close();
    }

    @Test
    void leavesWhatThereIsNoTimeForAndSaysSo() {
        FileRecordStore store = open(FORCED);
        StreamStore stream = stream(store);
        append(stream, 2_000);
        long[] erased = LongStream.rangeClosed(1, 2_000)
                .filter(seq -> seq % 7 != 0) // each file keeps some
                .toArray();
        erase(stream, LongStream.of(erased));
        StreamModel before = RandomWork.read(stream, Limits.NONE);
        nsACall = ClosingTime.NS_MAX / 4;
        store.close();
        int left = readable(LongStream.of(erased)).size();
        assertThat(left).isBetween(1, erased.length - 1);
        assertThat(store.stats().unerasedCount()).isEqualTo(left);
        FileRecordStore again = open(FORCED);
        assertThat(RandomWork.read(stream(again), Limits.NONE).isSame(before)).isTrue();
        again.close();
    }

    @Test
    void countsWhatADiskRefusesToOverwrite() {
        FileRecordStore store = open(FORCED);
        StreamStore stream = stream(store);
        append(stream, 3);
        erase(stream, LongStream.of(2));
        store.step();
        disk.faults((operation, path) -> {
            if (operation.equals("write")) {
                throw new IOException("broken");
            }
        });
        store.close();
        assertThat(store.stats().unerasedCount()).isEqualTo(1);
        assertThat(disk.exists(OrderlyEnd.FILE)).isFalse();
    }

    @Test
    void aForceThatFailsAtTheEndIsNotMadeGoodByALaterOne() {
        FileRecordStore store = open(FORCED);
        StreamStore stream = stream(store);
        stream.writer().append(new RecordDraft().subject(new byte[] {'s'}));
        var outcomes = new ArrayList<@Nullable StoreException>();
        stream.writer().commit(outcomes::add);
        int[] failures = {1};
        disk.faults((operation, path) -> {
            if (operation.equals("force") && path.endsWith(".seg") && failures[0]-- > 0) {
                throw new IOException("broken once");
            }
        });
        store.close();
        assertThat(outcomes).hasSize(1).doesNotContainNull();
        assertThat(disk.exists(OrderlyEnd.FILE)).isFalse();
    }

    @ParameterizedTest(name = "lazily: {0}")
    @ValueSource(booleans = {false, true})
    void leavesNothingReadableAfterAnyWork(boolean isLazy) {
        for (int seed = 0; seed < SEEDS; seed++) {
            var test = new ErasedRecordsSimTest();
            try {
                test.work(new Random(seed), isLazy ? LAZY : FORCED);
            } catch (AssertionError | RuntimeException e) {
                throw new AssertionError("seed " + seed, e);
            }
        }
    }

    // Files are rewritten, deleted and closed meanwhile.
    private void work(Random choice, StoreOptions options) {
        var erased = new TreeSet<Long>();
        for (int round = 0; round < 3; round++) {
            FileRecordStore store = open(options);
            StreamStore stream = stream(store);
            append(stream, 30);
            int steps = choice.nextInt(60);
            for (int i = 0; i < steps; i++) {
                long seq = 1 + choice.nextLong(stream.reader().lastSeq());
                switch (choice.nextInt(8)) {
                    case 0, 1 -> append(stream, 1 + choice.nextInt(30));
                    case 2 -> stream.writer().remove(seq, Removal.FORGET);
                    case 3 -> store.step();
                    case 4 -> RandomWork.maintain(stream.writer(), choice);
                    case 5 -> stream.writer().purge(new PurgeRequest(SubjectFilter.of("s.1"), seq, 3));
                    default -> {
                        for (long each = seq; each < seq + 1 + choice.nextInt(9); each++) {
                            if (stream.writer().remove(each, Removal.ERASE)) {
                                erased.add(each);
                            }
                        }
                    }
                }
            }
            StreamModel before = RandomWork.read(stream, Limits.NONE);
            store.close();
            assertThat(store.stats().unerasedCount()).isZero();
            assertThat(readable(erased.stream().mapToLong(Long::longValue))).isEmpty();
            FileRecordStore again = open(options);
            assertThat(RandomWork.read(stream(again), Limits.NONE).isSame(before))
                    .isTrue();
            again.close();
        }
    }
}
