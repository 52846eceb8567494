package io.natter.bench.store;

import io.natter.store.Commit;
import io.natter.store.RecordDraft;
import io.natter.store.Removal;
import io.natter.store.StoreOptions;
import io.natter.store.StreamOptions;
import io.natter.store.StreamStore;
import io.natter.store.SubjectFilter;
import io.natter.store.file.FileRecordStore;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.Semaphore;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * Measures how long the owner of a stream stands in the longest of its turns: ending full files, rewriting them, counting.
 *
 * <p>Confined to the main thread.
 */
final class OwnerTurns {
    private static final int PAYLOAD_BYTES = 128;
    private static final int UNIT_RECORDS = 100;
    private static final int FULL_FILES = 24;
    private static final int IN_FLIGHT_MAX = 8;

    private OwnerTurns() {}

    /** Fills files of 32 MiB with records of so many subjects, and rewrites them with every third record left. */
    static void files(Path directory, int subjectCount) throws Exception {
        try (FileRecordStore store = FileRecordStore.open(directory.resolve("files"), StoreOptions.defaults())) {
            StreamStore stream = store.open("s", StreamOptions.defaults());
            var room = new Semaphore(IN_FLIGHT_MAX);
            var turns = LongStream.builder();
            Path files = directory.resolve("files").resolve("streams");
            for (long unit = 0; unit % 1000 != 0 || segments(files) <= FULL_FILES; unit++) {
                appendUnit(stream, subjectCount);
                room.acquireUninterruptibly();
                long begin = System.nanoTime();
                stream.writer().commit(failure -> room.release());
                turns.add(System.nanoTime() - begin);
            }
            long[] sorted = turns.build().sorted().toArray();
            long full = segments(files) - 1;
            print("a file is ended", Arrays.copyOfRange(sorted, (int) (sorted.length - full), sorted.length));
            long last = stream.reader().lastSeq();
            for (long seq = 1; seq <= last; seq++) {
                if (seq % 3 != 0) {
                    stream.writer().remove(seq, Removal.FORGET);
                }
                if (seq % 100_000 == 0) {
                    stream.writer().commit(Commit.IGNORED);
                }
            }
            stream.writer().commit(Commit.IGNORED);
            print("a step of rewriting", maintained(stream));
        }
    }

    private static void appendUnit(StreamStore stream, int subjectCount) {
        RecordDraft draft = new RecordDraft().payload(new byte[PAYLOAD_BYTES]).timeNs(1);
        for (int i = 0; i < UNIT_RECORDS; i++) {
            stream.writer()
                    .append(draft.subject(utf8("orders." + stream.reader().lastSeq() % subjectCount)));
        }
    }

    private static long segments(Path directory) throws Exception {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(file -> file.toString().endsWith(".seg")).count();
        }
    }

    private static long[] maintained(StreamStore stream) {
        var steps = LongStream.builder();
        boolean isMore = true;
        while (isMore) {
            long begin = System.nanoTime();
            isMore = stream.writer().maintain();
            steps.add(System.nanoTime() - begin);
        }
        return steps.build()
                .sorted()
                .filter(ns -> ns > 10_000)
                .toArray(); // the others only look whether the disk has what was written
    }

    /** Counts what is to come of a stream of so many records, from its middle. */
    static void pending(Path directory, int count) {
        StoreOptions options = StoreOptions.defaults();
        try (FileRecordStore store = FileRecordStore.open(directory.resolve("pending"), options)) {
            StreamStore stream = store.open("s", StreamOptions.defaults());
            RecordDraft draft = new RecordDraft().timeNs(1);
            for (int i = 0; i < count; i++) {
                String half = i < count / 2 ? "old." : "new.";
                String subject = i % 2 == 0 ? "all." + i % 1000 : half + i % 1000;
                stream.writer().append(draft.subject(utf8(subject)));
                if (i % 500 == 0) {
                    stream.writer().commit(Commit.IGNORED);
                }
            }
            stream.writer().commit(Commit.IGNORED);
        }
        for (String filter : new String[] {"new.*", "all.*", "all.10"}) {
            try (FileRecordStore store = FileRecordStore.open(directory.resolve("pending"), options)) {
                StreamStore stream = store.open("s", StreamOptions.defaults());
                pending(stream, filter, "just opened", count / 2);
                pending(stream, filter, "again", count / 2);
                pending(stream, filter, "again", count / 2);
            }
        }
    }

    private static void pending(StreamStore stream, String filter, String when, long from) {
        long begin = System.nanoTime();
        long pending = stream.reader().pending(SubjectFilter.of(filter), from);
        System.out.printf(
                Locale.ROOT, "| %s | %s | %,d | %.2f ms |%n", filter, when, pending, (System.nanoTime() - begin) / 1e6);
    }

    private static void print(String what, long[] sortedNs) {
        System.out.printf(
                Locale.ROOT,
                "| %s | %,d | median %.1f ms | at most %.1f ms |%n",
                what,
                sortedNs.length,
                sortedNs[sortedNs.length / 2] / 1e6,
                sortedNs[sortedNs.length - 1] / 1e6);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
