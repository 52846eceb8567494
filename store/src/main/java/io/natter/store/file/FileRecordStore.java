package io.natter.store.file;

import io.natter.store.RecordStore;
import io.natter.store.Spill;
import io.natter.store.StoreException;
import io.natter.store.StoreFailedException;
import io.natter.store.StoreFormatException;
import io.natter.store.StoreLockedException;
import io.natter.store.StoreOptions;
import io.natter.store.StoreStats;
import io.natter.store.StreamOptions;
import io.natter.store.StreamStore;
import io.natter.store.disk.Disk;
import io.natter.store.disk.DiskFile;
import io.natter.store.disk.NoSpaceException;
import io.natter.store.disk.OsDisk;
import io.natter.store.disk.ProcessFiles;
import io.natter.store.format.LittleEndian;
import io.natter.store.format.RecordCheck;
import io.natter.store.index.ColumnsCache;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A store in a directory.
 *
 * <p>Thread-safe. One process at a time: a lock file holds off others.
 *
 * <pre>
 *  {directory}/store.lock    locked while the store is open
 *  {directory}/store         0 u64 magic "NATTRDIR"  8 u32 version: 1
 *  {directory}/store.closed  while it is closed, and nothing in it is in doubt
 *  {directory}/streams/...   one directory a stream
 *  {directory}/spill/...     what waits outside of memory; deleted when the store is opened
 * </pre>
 */
public final class FileRecordStore implements RecordStore {
    private static final String LOCK = "store.lock";
    private static final String IDENTITY = "store";
    private static final long MAGIC = 0x524944525454414eL;
    private static final int VERSION = 1;
    private static final int IDENTITY_BYTES = 12;
    private static final int NAME_LENGTH_MAX = 512;

    private final Surroundings around;
    private final Closeable lock;
    private final @Nullable Thread committing;

    private final Set<String> opened = ConcurrentHashMap.newKeySet(); // directories
    private final AtomicLong spillCount = new AtomicLong();

    // guarded by this
    private final Map<String, FileStreamStore> open = new LinkedHashMap<>();
    private final Set<String> opening = new HashSet<>();
    private boolean isClosed;
    private boolean isInDoubt;

    private FileRecordStore(Surroundings around, Closeable lock, boolean hasThread) {
        this.around = around;
        this.lock = lock;
        committing = hasThread ? new Thread(around.committer(), "natter-store-commit") : null;
    }

    /**
     * Opens the store in a directory, which is made if need be.
     *
     * @throws StoreLockedException when another process has it open, or this one has
     * @throws StoreFormatException when the directory holds other things, or a newer format; nothing was touched
     * @throws StoreFailedException when the disk cannot be read or written
     */
    public static FileRecordStore open(Path directory, StoreOptions options) {
        try {
            var random = new SecureRandom();
            return open(
                    OsDisk.open(directory),
                    options,
                    new Environment(Clocks.REAL, System::nanoTime, random::nextInt, true));
        } catch (IOException e) {
            throw new StoreFailedException(directory + ": cannot be opened", e);
        }
    }

    /**
     * What time and chance come from, and whether the committer has a thread of its own.
     *
     * <p>Immutable.
     *
     * @param nowNs the time, in ns since 1970
     * @param nanoTime for durations, in ns
     * @param random salts
     * @param hasThread whether commits are forced by a thread; without, by {@link FileRecordStore#step}
     */
    public record Environment(LongSupplier nowNs, LongSupplier nanoTime, IntSupplier random, boolean hasThread) {}

    /** The system's clock. */
    private static final class Clocks {
        static final LongSupplier REAL = () -> {
            Instant now = Instant.now();
            return now.getEpochSecond() * 1_000_000_000L + now.getNano();
        };

        private Clocks() {}
    }

    /** Opens the store on any disk; see {@link #open(Path, StoreOptions)}. */
    public static FileRecordStore open(Disk disk, StoreOptions options, Environment environment) {
        return open(disk, options, environment, RecordCheck.CHECKSUM);
    }

    /** Opens the store with another check of records than the checksum's: for tests of what it is good for. */
    static FileRecordStore open(Disk disk, StoreOptions options, Environment environment, RecordCheck check) {
        Closeable lock = null;
        try {
            checkContents(disk);
            lock = disk.tryLock(LOCK);
            if (lock == null) {
                throw new StoreLockedException(disk.location() + ": in use by another process", null);
            }
            boolean isProven = OrderlyEnd.take(disk);
            prepare(disk);
            long intervalNs =
                    options.syncInterval() == null ? 0 : options.syncInterval().toNanos();
            var around = new Surroundings(
                    disk,
                    new OpenFiles(openFilesMax(options)),
                    new DirectoryNames(disk, StreamHome.STREAMS, null),
                    isProven,
                    options,
                    new Committer(environment.nanoTime(), intervalNs),
                    new BlockCache(options.cacheBytesMax() / 2),
                    new ColumnsCache(options.indexBytesMax()),
                    new AtomicLong(),
                    new SpareChunks(),
                    new AtomicLong(),
                    new ClosingTime(environment.nanoTime()),
                    environment.nowNs(),
                    environment.random(),
                    check);
            var store = new FileRecordStore(around, lock, environment.hasThread());
            store.start();
            return store;
        } catch (IOException e) {
            closeQuietly(lock);
            throw new StoreFailedException(disk.location() + ": cannot be opened", e);
        } catch (StoreException e) {
            closeQuietly(lock);
            throw e;
        }
    }

    // The other half is for connections.
    private static int openFilesMax(StoreOptions options) {
        return options.openFilesMax() > 0 ? options.openFilesMax() : ProcessFiles.limit() / 2;
    }

    private static void closeQuietly(@Nullable Closeable lock) {
        try {
            if (lock != null) {
                lock.close();
            }
        } catch (IOException theFirstErrorCounts) {
            // reported is why the store could not be opened
        }
    }

    private void start() {
        if (committing != null) {
            committing.setDaemon(true);
            committing.start();
        }
    }

    // Files of others are not ours to add to: a directory is empty, or a store.
    private static void checkContents(Disk disk) throws IOException {
        List<String> names = disk.list("");
        if (names.contains(IDENTITY)) {
            byte[] bytes = readIdentity(disk);
            boolean isOurs = LittleEndian.i64(bytes, 0) == MAGIC;
            if (isOurs && LittleEndian.i32(bytes, 8) != VERSION) {
                throw new StoreFormatException(
                        disk.location() + ": got store format " + LittleEndian.i32(bytes, 8) + ", expected " + VERSION
                                + "; was it written by a newer version?",
                        null);
            }
            if (!isOurs && !isBlank(bytes)) {
                throw foreign(disk, IDENTITY);
            }
            return;
        }
        for (String name : names) {
            if (!name.equals(LOCK) && !name.equals(StreamHome.STREAMS) && !name.equals("lost+found")) {
                throw foreign(disk, name);
            }
        }
    }

    // Zeros stand for what is not there: a crash may leave the file shorter, or empty.
    private static byte[] readIdentity(Disk disk) throws IOException {
        byte[] bytes = new byte[IDENTITY_BYTES];
        try (DiskFile file = disk.open(IDENTITY)) {
            int length = file.read(ByteBuffer.wrap(bytes), 0);
            return length < bytes.length ? new byte[IDENTITY_BYTES] : bytes;
        }
    }

    private static boolean isBlank(byte[] bytes) {
        return Arrays.equals(bytes, new byte[bytes.length]);
    }

    private static StoreFormatException foreign(Disk disk, String name) {
        return new StoreFormatException(
                disk.location() + ": got a directory with " + name + " of another program, expected a store or nothing",
                null);
    }

    private static void prepare(Disk disk) throws IOException {
        disk.createDirectory(StreamHome.STREAMS);
        if (!disk.exists(IDENTITY)) {
            disk.create(IDENTITY).close();
        }
        if (isBlank(readIdentity(disk))) {
            try (DiskFile file = disk.open(IDENTITY)) {
                byte[] bytes = new byte[IDENTITY_BYTES];
                LittleEndian.put64(bytes, 0, MAGIC);
                LittleEndian.put32(bytes, 8, VERSION);
                file.write(ByteBuffer.wrap(bytes), 0);
                file.force();
            }
            disk.forceDirectory("");
        }
        for (String name : disk.list(StreamHome.STREAMS)) {
            if (StreamHome.isDoomed(name)) {
                deleteLeft(disk, StreamHome.STREAMS + "/" + name, StreamHome::isOwn);
            }
        }
        if (disk.exists(SpillFile.DIRECTORY)) {
            deleteLeft(disk, SpillFile.DIRECTORY, SpillFile::isOwn);
        }
    }

    private static void deleteLeft(Disk disk, String directory, Predicate<String> isOwn) {
        try {
            StreamHome.deleteOwn(disk, directory, isOwn);
        } catch (IOException notNow) {
            // nobody needs it; it is tried again with the next opening
        }
    }

    @Override
    public StreamStore open(String name, StreamOptions options) {
        if (name.isEmpty() || name.length() > NAME_LENGTH_MAX) {
            throw new IllegalArgumentException(
                    "stream name: got " + name.length() + " characters, expected 1 to " + NAME_LENGTH_MAX);
        }
        begin(name);
        FileStreamStore stream = null;
        try {
            stream = read(name, options);
            return stream;
        } catch (IOException e) {
            throw new StoreFailedException(
                    around.disk().location() + "/" + StreamHome.directory(name) + ": cannot be opened", e);
        } finally {
            end(name, stream);
        }
    }

    private synchronized void begin(String name) {
        checkOpen();
        if (open.containsKey(name) || !opening.add(name)) {
            throw new IllegalStateException("stream " + name + ": open already");
        }
    }

    private synchronized void end(String name, @Nullable FileStreamStore stream) {
        opening.remove(name);
        if (stream != null) {
            open.put(name, stream);
        }
        notifyAll();
    }

    private FileStreamStore read(String name, StreamOptions options) throws IOException {
        String directory = StreamHome.directory(name);
        Disk disk = around.disk();
        // What a store left behind that was closed in order concerns a stream once, before it is written.
        boolean isProven = around.isProven() && !opened.contains(directory);
        var names = new DirectoryNames(disk, directory, around.home());
        if (!isProven) {
            names.made();
        }
        List<String> found = disk.list(directory);
        boolean hasName = found.contains(StreamHome.NAME_FILE);
        if (!found.isEmpty() && !hasName && found.stream().noneMatch(StreamHome::isOwn)) {
            throw foreign(disk, directory);
        }
        if (!hasName || !isProven && StreamHome.readName(disk, directory) == null) {
            StreamHome.create(disk, directory, name);
            names.made();
        }
        var files = new StreamFiles(around, directory, options, names, isProven);
        SideLog side = SideLog.open(files, found);
        var stream = new FileStreamStore(this, name, files, StreamRecovery.recover(files, found), side);
        opened.add(directory);
        return stream;
    }

    /** Makes a file for what is to wait outside of memory. */
    Spill spill(StreamHealth health) {
        Disk disk = around.disk();
        String path = SpillFile.DIRECTORY + "/" + spillCount.incrementAndGet();
        try {
            disk.createDirectory(SpillFile.DIRECTORY);
            return new SpillFile(disk, path, health);
        } catch (NoSpaceException e) {
            throw health.full(e);
        } catch (IOException e) {
            throw new StoreFailedException(disk.location() + "/" + path + ": cannot be made", e);
        }
    }

    /** Takes a stream off the list. */
    synchronized void onClosed(FileStreamStore stream) {
        isInDoubt |= !stream.isWhole();
        open.remove(stream.name(), stream);
    }

    @Override
    public synchronized List<String> streams() {
        checkOpen();
        var names = new ArrayList<String>();
        Disk disk = around.disk();
        try {
            for (String entry : disk.list(StreamHome.STREAMS)) {
                String name = StreamHome.name(disk, entry);
                if (name != null) {
                    names.add(name);
                }
            }
        } catch (IOException e) {
            throw new StoreFailedException(disk.location() + ": cannot be listed", e);
        }
        names.sort(null);
        return names;
    }

    @Override
    public synchronized void delete(String name) {
        checkOpen();
        if (open.containsKey(name) || opening.contains(name)) {
            throw new IllegalStateException("stream " + name + ": got a deletion, expected it closed");
        }
        String directory = StreamHome.directory(name);
        Disk disk = around.disk();
        try {
            if (!disk.exists(directory)) {
                return;
            }
            String doomed = directory
                    + StreamHome.DELETED
                    + Integer.toHexString(around.random().getAsInt());
            disk.rename(directory, doomed);
            disk.forceDirectory(StreamHome.STREAMS);
            StreamHome.deleteOwn(disk, doomed, StreamHome::isOwn);
        } catch (IOException e) {
            throw new StoreFailedException(disk.location() + "/" + directory + ": cannot be deleted", e);
        }
    }

    private void checkOpen() {
        if (isClosed) {
            throw new IllegalStateException("store: got a call, expected none after closing");
        }
    }

    @Override
    public StoreStats stats() {
        ForceTimes.Counts counts = around.committer().counts();
        long usable;
        try {
            usable = around.disk().usableBytes();
        } catch (IOException unknown) {
            usable = -1;
        }
        int count;
        synchronized (this) {
            count = open.size();
        }
        return new StoreStats(
                count,
                counts.count(),
                counts.failures(),
                counts.commits(),
                counts.sumNs(),
                counts.log2Us(),
                around.committer().waitingCount(),
                around.closing().leftCount(),
                usable);
    }

    /** Forces everything that waits, once: for a store without a thread. Returns whether there was anything. */
    public boolean step() {
        return around.committer().step();
    }

    @Override
    public void close() {
        List<FileStreamStore> closing = beginClosing();
        if (closing == null) {
            return;
        }
        around.closing().begin();
        closing.forEach(FileStreamStore::close);
        around.committer().stop();
        awaitCommitter();
        endInOrder();
        closeQuietly(lock);
    }

    // Null when it is closed already.
    private synchronized @Nullable List<FileStreamStore> beginClosing() {
        if (isClosed) {
            return null;
        }
        isClosed = true;
        boolean isInterrupted = false;
        while (!opening.isEmpty()) {
            try {
                wait();
            } catch (InterruptedException later) {
                isInterrupted = true;
            }
        }
        if (isInterrupted) {
            Thread.currentThread().interrupt();
        }
        return List.copyOf(open.values());
    }

    // A stream that nobody opened is as it was found.
    private void endInOrder() {
        Disk disk = around.disk();
        try {
            boolean isProven = around.isProven();
            for (String entry : isProven ? List.<String>of() : disk.list(StreamHome.STREAMS)) {
                if (!opened.contains(StreamHome.STREAMS + "/" + entry) && StreamHome.name(disk, entry) != null) {
                    return;
                }
            }
            if (!isInDoubt() && around.committer().counts().failures() == 0) {
                OrderlyEnd.write(disk);
            }
        } catch (IOException inDoubt) {
            // the next opening proves what it finds
        }
    }

    private synchronized boolean isInDoubt() {
        return isInDoubt;
    }

    private void awaitCommitter() {
        if (committing == null) {
            around.committer().step();
            return;
        }
        boolean isInterrupted = false;
        while (committing.isAlive()) {
            try {
                committing.join();
            } catch (InterruptedException later) {
                isInterrupted = true;
            }
        }
        if (isInterrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
