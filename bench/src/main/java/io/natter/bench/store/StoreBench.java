package io.natter.bench.store;

import io.natter.store.Commit;
import io.natter.store.RecordDraft;
import io.natter.store.StoreOptions;
import io.natter.store.StoreStats;
import io.natter.store.StreamOptions;
import io.natter.store.StreamStore;
import io.natter.store.SubjectFilter;
import io.natter.store.file.FileRecordStore;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.Semaphore;
import java.util.stream.Stream;

/**
 * Measures the store by itself: appends under group commit, recovery, memory for subjects. {@code bench/bin/store}.
 *
 * <p>Confined to the main thread, but for the owners of streams.
 */
public final class StoreBench {
    private static final int PAYLOAD_BYTES = 128;
    private static final int IN_FLIGHT_MAX = 8;
    private static final Duration MEASURED = Duration.ofSeconds(3);

    private StoreBench() {}

    /**
     * Runs one measurement.
     *
     * @param args {@code append group|lazy}, {@code recover COUNT}, {@code subjects COUNT}, {@code files SUBJECTS}, or {@code pending COUNT}; then a directory to work in
     */
    public static void main(String[] args) throws Exception {
        Path directory = Files.createTempDirectory(Path.of(args[2]), "store-bench");
        try {
            switch (args[0]) {
                case "append" -> append(directory, args[1].equals("lazy"));
                case "recover" -> recover(directory, Integer.parseInt(args[1]));
                case "subjects" -> subjects(directory, Integer.parseInt(args[1]));
                case "files" -> OwnerTurns.files(directory, Integer.parseInt(args[1]));
                case "pending" -> OwnerTurns.pending(directory, Integer.parseInt(args[1]));
                default -> throw new IllegalArgumentException("measurement: got " + args[0]);
            }
        } finally {
            deleteAll(directory);
        }
    }

    private static void append(Path directory, boolean isLazy) throws Exception {
        System.out.println("| streams | records a unit | records/s | units/s | units a force | mean force, us |");
        System.out.println("|---|---|---|---|---|---|");
        for (int streams : new int[] {1, 8}) {
            for (int batch : new int[] {1, 16, 500}) {
                append(directory.resolve(streams + "-" + batch), isLazy, streams, batch);
            }
        }
    }

    private static void append(Path directory, boolean isLazy, int streams, int batch) throws Exception {
        StoreOptions options = StoreOptions.defaults().withSyncInterval(isLazy ? Duration.ofMinutes(2) : null);
        try (FileRecordStore store = FileRecordStore.open(directory, options)) {
            var owners = new ArrayList<Owner>();
            for (int i = 0; i < streams; i++) {
                owners.add(new Owner(store.open("s" + i, StreamOptions.defaults()), batch));
            }
            runAll(owners, MEASURED.dividedBy(2));
            StoreStats before = store.stats();
            long begin = System.nanoTime();
            long records = runAll(owners, MEASURED);
            double seconds = (System.nanoTime() - begin) / 1e9;
            StoreStats after = store.stats();
            long forces = Math.max(1, after.forceCount() - before.forceCount());
            System.out.printf(
                    Locale.ROOT,
                    "| %d | %d | %,.0f | %,.0f | %.1f | %.0f |%n",
                    streams,
                    batch,
                    records / seconds,
                    records / seconds / batch,
                    (after.commitCount() - before.commitCount()) / (double) forces,
                    (after.forceNs() - before.forceNs()) / 1e3 / forces);
        }
        deleteAll(directory);
    }

    private static long runAll(List<Owner> owners, Duration duration) throws InterruptedException {
        var threads = new ArrayList<Thread>();
        long before = owners.stream().mapToLong(Owner::lastSeq).sum();
        for (Owner owner : owners) {
            var thread = new Thread(() -> owner.run(duration), "owner");
            thread.start();
            threads.add(thread);
        }
        for (Thread thread : threads) {
            thread.join();
        }
        return owners.stream().mapToLong(Owner::lastSeq).sum() - before;
    }

    /** Appends units, a few of them under way at a time. Confined to its thread. */
    private static final class Owner {
        private final StreamStore stream;
        private final int batch;
        private final RecordDraft draft = draft();
        private final Semaphore room = new Semaphore(IN_FLIGHT_MAX);

        Owner(StreamStore stream, int batch) {
            this.stream = stream;
            this.batch = batch;
        }

        long lastSeq() {
            return stream.reader().lastSeq();
        }

        void run(Duration duration) {
            Commit done = failure -> room.release();
            long end = System.nanoTime() + duration.toNanos();
            while (System.nanoTime() < end) {
                room.acquireUninterruptibly();
                for (int i = 0; i < batch; i++) {
                    stream.writer().append(draft);
                }
                stream.writer().commit(done);
            }
            room.acquireUninterruptibly(IN_FLIGHT_MAX);
            room.release(IN_FLIGHT_MAX);
        }
    }

    private static RecordDraft draft() {
        return new RecordDraft()
                .subject(utf8("orders.new"))
                .payload(new byte[PAYLOAD_BYTES])
                .timeNs(1);
    }

    private static void recover(Path directory, int count) throws Exception {
        Path killed = directory.resolve("killed");
        StoreOptions options = StoreOptions.defaults().withSyncInterval(Duration.ofMinutes(2));
        try (FileRecordStore store = FileRecordStore.open(directory.resolve("clean"), options)) {
            StreamStore stream = store.open("s", StreamOptions.defaults());
            RecordDraft draft = draft();
            for (int i = 1; i <= count; i++) {
                stream.writer().append(draft.subject(utf8("orders." + i % 1000)));
                if (i % 500 == 0) {
                    stream.writer().commit(Commit.IGNORED);
                }
            }
            stream.writer().commit(Commit.IGNORED);
            copy(directory.resolve("clean"), killed);
        }
        for (int round = 0; round < 3; round++) {
            report("clean", directory.resolve("clean"), options);
        }
        report("killed", killed, options);
    }

    private static void report(String name, Path directory, StoreOptions options) {
        long begin = System.nanoTime();
        try (FileRecordStore store = FileRecordStore.open(directory, options)) {
            StreamStore stream = store.open("s", StreamOptions.defaults());
            long count = stream.reader().state().count();
            double ms = (System.nanoTime() - begin) / 1e6;
            System.out.printf(
                    Locale.ROOT,
                    "| %s | %,d records | %.1f ms | %,d bytes scanned |%n",
                    name,
                    count,
                    ms,
                    stream.recovery().scannedBytes());
        }
    }

    private static void subjects(Path directory, int count) throws Exception {
        StoreOptions options = StoreOptions.defaults().withCaches(0, 0);
        try (FileRecordStore store = FileRecordStore.open(directory.resolve("subjects"), options)) {
            StreamStore stream = store.open("s", StreamOptions.defaults());
            long before = used();
            RecordDraft draft = new RecordDraft().timeNs(1);
            var random = new Random(1);
            for (int i = 1; i <= count; i++) {
                stream.writer().append(draft.subject(utf8(String.format("key.%016x", random.nextLong()))));
                if (i % 500 == 0) {
                    stream.writer().commit(Commit.IGNORED);
                }
            }
            stream.writer().commit(Commit.IGNORED);
            long bytes = used() - before;
            long begin = System.nanoTime();
            int matching = stream.reader().subjectCount(SubjectFilter.of("key.*"));
            double ms = (System.nanoTime() - begin) / 1e6;
            System.out.printf(
                    Locale.ROOT,
                    "| %,d subjects of 20 bytes | %.1f bytes each | all of them matched in %.1f ms (%,d) |%n",
                    count,
                    bytes / (double) count,
                    ms,
                    matching);
        }
    }

    private static long used() {
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static void copy(Path source, Path target) throws IOException {
        try (Stream<Path> files = Files.walk(source)) {
            for (Path file : files.toList()) {
                Path copied = target.resolve(source.relativize(file));
                if (Files.isDirectory(file)) {
                    Files.createDirectories(copied);
                } else {
                    Files.copy(file, copied);
                }
            }
        }
    }

    private static void deleteAll(Path directory) throws IOException {
        if (!Files.exists(directory)) {
            return;
        }
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
