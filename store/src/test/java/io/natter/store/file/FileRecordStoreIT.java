package io.natter.store.file;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.natter.store.Commit;
import io.natter.store.Limits;
import io.natter.store.RecordDraft;
import io.natter.store.StoreException;
import io.natter.store.StoreLockedException;
import io.natter.store.StoreOptions;
import io.natter.store.StoredRecord;
import io.natter.store.StreamOptions;
import io.natter.store.StreamStore;
import io.natter.store.StreamWriter;
import io.natter.store.SubjectFilter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The store on a real disk, with its own thread. */
class FileRecordStoreIT {
    @TempDir
    Path directory;

    private static RecordDraft draft(String subject, int i) {
        return new RecordDraft()
                .subject(utf8(subject))
                .payload(utf8("payload " + i))
                .timeNs(i);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void commitsOfManyStreamsAreForcedAndThereAfterReopening() throws Exception {
        int streams = 4;
        int units = 200;
        try (FileRecordStore store = FileRecordStore.open(directory, StoreOptions.defaults())) {
            var done = new CountDownLatch(streams * units);
            var failures = new AtomicInteger();
            for (int s = 0; s < streams; s++) {
                StreamStore stream = store.open("acc/stream " + s, StreamOptions.defaults());
                for (int i = 1; i <= units; i++) {
                    stream.writer().append(draft("a." + i % 7, i));
                    stream.writer().commit(failure -> {
                        failures.addAndGet(failure == null ? 0 : 1);
                        done.countDown();
                    });
                }
            }
            assertThat(done.await(60, TimeUnit.SECONDS)).isTrue();
            assertThat(failures).hasValue(0);
            assertThat(store.stats().forceCount()).isPositive().isLessThanOrEqualTo((long) streams * units);
        }
        try (FileRecordStore store = FileRecordStore.open(directory, StoreOptions.defaults())) {
            assertThat(store.streams()).hasSize(streams).contains("acc/stream 3");
            StreamStore stream = store.open("acc/stream 3", StreamOptions.defaults());
            assertThat(stream.reader().count(SubjectFilter.of("a.3"))).isEqualTo(29);
            // What no later write vouched for is forced once more, by the store's thread.
            await().atMost(Duration.ofMinutes(1)).until(() -> stream.reader().durableSeq() == units);
            stream.close();
            store.delete("acc/stream 3");
            assertThat(store.streams()).hasSize(streams - 1);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {5, 1L << 31, 1L << 32, 1L << 61})
    void sequencesMayLeapAsFarAsTheyLike(long to) {
        for (boolean isEmpty : new boolean[] {true, false}) {
            String name = "leap " + isEmpty;
            long last = isEmpty ? 0 : 3;
            try (FileRecordStore store = FileRecordStore.open(directory, StoreOptions.defaults())) {
                StreamStore stream = store.open(name, StreamOptions.defaults());
                for (int i = 1; i <= last; i++) {
                    stream.writer().append(draft("a", i));
                }
                stream.writer().commit(failure -> assertThat(failure).isNull());
                stream.writer().skipTo(to);
                stream.writer().commit(failure -> assertThat(failure).isNull());
                stream.writer().append(draft("a", 9));
                stream.writer().commit(failure -> assertThat(failure).isNull());
                stream.writer().append(draft("b", 9).seq(to + 10 + (to >> 1)));
                stream.writer().commit(failure -> assertThat(failure).isNull());
            }
            try (FileRecordStore store = FileRecordStore.open(directory, StoreOptions.defaults())) {
                StreamStore stream = store.open(name, StreamOptions.defaults());
                assertThat(stream.reader().count()).isEqualTo(last + 2);
                assertThat(stream.reader().next(SubjectFilter.all(), last + 1)).isNotNull();
                assertThat(stream.reader().lastSeqOf(utf8("a"), 0, 1)).isEqualTo(to);
                assertThat(stream.reader().lastSeq()).isEqualTo(to + 10 + (to >> 1));
                assertThat(stream.writer().append(draft("a", 10))).isEqualTo(to + 10 + (to >> 1) + 1);
                assertThatThrownBy(() -> stream.writer().skipTo(StreamWriter.SEQ_MAX + 1))
                        .isInstanceOf(IllegalArgumentException.class);
            }
        }
    }

    @Test
    void whatWasReadOfTheEndOfAFileIsAtHandAndSoIsWhatComesBehindIt() throws Exception {
        try (FileRecordStore store = FileRecordStore.open(directory, StoreOptions.defaults())) {
            appendAndCommit(store.open("s", StreamOptions.defaults()), 1, 9);
        }
        try (FileRecordStore store = FileRecordStore.open(directory, StoreOptions.defaults())) {
            StreamStore stream = store.open("s", StreamOptions.defaults());
            assertThat(stream.reader().isAtHand(9)).isFalse();
            assertThat(stream.reader().get(3)).isNotNull();
            assertThat(stream.reader().isAtHand(9)).isTrue();
            appendAndCommit(stream, 10, 20);
        }
        try (FileRecordStore store = FileRecordStore.open(directory, StoreOptions.defaults())) {
            StreamStore stream = store.open("s", StreamOptions.defaults());
            for (int seq = 20; seq > 0; seq--) {
                StoredRecord record = stream.reader().get(seq);
                assertThat(new String(Objects.requireNonNull(record).payload(), UTF_8))
                        .isEqualTo("payload " + seq);
            }
        }
    }

    private static void appendAndCommit(StreamStore stream, int from, int to) {
        for (int i = from; i <= to; i++) {
            stream.writer().append(draft("a", i));
        }
        stream.writer().commit(Commit.IGNORED);
    }

    @Test
    void readersNeverWaitAndSeeWholeRecords() throws Exception {
        try (FileRecordStore store = FileRecordStore.open(
                directory, StoreOptions.defaults().withSegmentBytes(1 << 16).withCaches(1 << 16, 1 << 12))) {
            StreamStore stream = store.open("s", StreamOptions.defaults().withLimits(new Limits(500, 0, 3, 0)));
            var isOver = new AtomicBoolean();
            var seen = new AtomicInteger();
            var wrong = new AtomicInteger();
            var readers = new ArrayList<Thread>();
            for (int r = 0; r < 2; r++) {
                var reader = new Thread(() -> {
                    while (!isOver.get()) {
                        long from = stream.reader().firstSeq();
                        StoredRecord record = stream.reader().next(SubjectFilter.of("s.1*", "s.*"), from);
                        if (record != null) {
                            String text = new String(record.payload(), StandardCharsets.UTF_8);
                            wrong.addAndGet(text.equals("payload " + record.seq()) ? 0 : 1);
                            seen.incrementAndGet();
                        }
                        stream.reader().lastSeqOf(utf8("s.1"), 0, 3);
                        stream.reader().pending(SubjectFilter.of("s.2"), from);
                    }
                });
                reader.start();
                readers.add(reader);
            }
            for (int i = 1; i <= 30_000; i++) {
                stream.writer().append(draft("s." + i % 300, i));
                if (i % 50 == 0) {
                    stream.writer().commit(Commit.IGNORED);
                    stream.writer().maintain();
                }
            }
            isOver.set(true);
            for (Thread reader : readers) {
                reader.join();
            }
            assertThat(wrong).hasValue(0);
            assertThat(seen.get()).isPositive();
        }
    }

    @Test
    void filesArePrivateToTheUser() throws Exception {
        try (FileRecordStore store = FileRecordStore.open(directory.resolve("store"), StoreOptions.defaults())) {
            StreamStore stream = store.open("s", StreamOptions.defaults());
            stream.writer().append(draft("a", 1));
            stream.side().put("k", utf8("v"));
            stream.side().write();
            stream.writer().commit(Commit.IGNORED);
            try (Stream<Path> files = Files.walk(directory.resolve("store"))) {
                for (Path file : files.toList()) {
                    String expected = Files.isDirectory(file) ? "rwx------" : "rw-------";
                    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                            .as(file.toString())
                            .isEqualTo(expected);
                }
            }
        }
    }

    @Test
    void aSecondStoreInTheSameDirectoryIsRefused() {
        try (FileRecordStore store = FileRecordStore.open(directory, StoreOptions.defaults())) {
            assertThat(store.streams()).isEmpty();
            assertThatThrownBy(() -> FileRecordStore.open(directory, StoreOptions.defaults()))
                    .isInstanceOf(StoreLockedException.class);
        }
        FileRecordStore.open(directory, StoreOptions.defaults()).close();
    }

    @Test
    void anInterruptedReaderClosesNothing() {
        try (FileRecordStore store =
                FileRecordStore.open(directory, StoreOptions.defaults().withCaches(0, 0))) {
            StreamStore stream = store.open("s", StreamOptions.defaults());
            stream.writer().append(draft("a", 1));
            stream.writer().commit(Commit.IGNORED);
            stream.close();
            StreamStore again = store.open("s", StreamOptions.defaults());
            Thread.currentThread().interrupt();
            assertThat(again.reader().get(1)).isNotNull();
            assertThat(Thread.interrupted()).isTrue();
            assertThat(again.reader().get(1)).isNotNull();
        }
    }

    @Test
    void namesOfAllKindsAreKept() {
        String longName = "x".repeat(300) + "/é.*";
        try (FileRecordStore store = FileRecordStore.open(directory, StoreOptions.defaults())) {
            store.open(longName, StreamOptions.defaults());
            store.open("../etc", StreamOptions.defaults());
            store.open("$G/ORDERS", StreamOptions.defaults());
            assertThat(store.streams()).containsExactly("$G/ORDERS", "../etc", longName);
        }
    }

    @Test
    void aRecordStaysWhatItIsForWhoeverHasReadIt() throws Exception {
        StoreOptions crowded = StoreOptions.defaults().withCaches(1 << 20, 1 << 20);
        try (FileRecordStore store = FileRecordStore.open(directory, crowded)) {
            StreamStore stream = store.open("acc/reused", StreamOptions.defaults());
            var isOver = new AtomicBoolean();
            var wrong = new ConcurrentLinkedQueue<String>();
            var readCount = new AtomicInteger();
            var reader = new Thread(() -> {
                var kept = new ArrayDeque<StoredRecord>();
                var random = new SplittableRandom(7);
                while (!isOver.get()) {
                    long lastSeq = stream.reader().lastSeq();
                    StoredRecord record = stream.reader().get(Math.max(1, lastSeq - random.nextInt(20_000)));
                    if (record != null) {
                        kept.add(record);
                        readCount.incrementAndGet();
                    }
                    StoredRecord checked = kept.size() > 100 ? kept.remove() : record;
                    if (checked != null && !new String(checked.payload(), UTF_8).startsWith(checked.seq() + " ")) {
                        wrong.add(checked + " as " + new String(checked.payload(), UTF_8));
                    }
                }
            });
            reader.start();
            // Most chunks are never read, and so used again: 40 MiB of records in 8 MiB of them.
            for (int i = 1; i <= 100_000; i++) {
                stream.writer().append(draft("a", i).payload(utf8(i + " " + "x".repeat(300))));
                if (i % 100 == 0) {
                    stream.writer().commit(Commit.IGNORED);
                }
            }
            isOver.set(true);
            reader.join();
            assertThat(wrong).isEmpty();
            assertThat(readCount.get()).isPositive();
        }
    }

    @Test
    void lazyCommitsAreForcedWithinTheirInterval() {
        StoreOptions lazy = StoreOptions.defaults().withSyncInterval(Duration.ofMillis(20));
        try (FileRecordStore store = FileRecordStore.open(directory, lazy)) {
            StreamStore stream = store.open("s", StreamOptions.defaults());
            for (int i = 1; i <= 3; i++) {
                long before = store.stats().forceCount();
                stream.writer()
                        .append(new RecordDraft().subject(new byte[] {'s'}).timeNs(i));
                stream.writer().commit(Commit.IGNORED);
                await().atMost(Duration.ofMinutes(1)).until(() -> store.stats().forceCount() > before);
            }
            assertThat(store.stats().forceFailureCount()).isZero();
        }
    }

    @Test
    void readingWhatWasClosedIsRefusedAndDoesNotHang() {
        FileRecordStore store =
                FileRecordStore.open(directory, StoreOptions.defaults().withCaches(0, 0));
        StreamStore stream =
                store.open("s", StreamOptions.defaults().withSegmentBytes(StreamOptions.SEGMENT_BYTES_MIN));
        for (int i = 1; i <= 200; i++) {
            stream.writer().append(draft("s", i));
            stream.writer().commit(Commit.IGNORED);
        }
        store.close();
        assertThatThrownBy(() -> stream.reader().next(SubjectFilter.all(), 1)).isInstanceOf(StoreException.class);
    }
}
