package io.natter.store.sim;

import io.natter.store.disk.Disk;
import io.natter.store.disk.DiskFile;
import io.natter.store.disk.NoSpaceException;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * A disk in memory that loses what was not forced, and fails on demand. Seeded, and the same for the same seed.
 *
 * <p>Confined to one thread.
 *
 * <pre>
 *  file        cached = what the process sees             durable = what is on the platter
 *              dirty sectors of 512 bytes lie in between; force() brings them down, a crash keeps any of them it likes
 *  directory   names the process sees                     names on the platter
 *              forceDirectory() brings them down; a crash keeps any prefix of the changes, in order
 * </pre>
 */
public final class SimDisk implements Disk {
    static final int SECTOR = 512;

    /** What goes wrong, asked before each operation. */
    public interface Faults {
        /** Throws to make an operation fail: one of create, write, force, forceDirectory, rename, delete, truncate, read. */
        void before(String operation, String path) throws IOException;

        /** Whether a force brings nothing down, and says it did. */
        default boolean isForceDropped(String path) {
            return false;
        }

        /** Whether a force of a directory brings nothing down, and says it did. */
        default boolean isDirectoryForceDropped(String path) {
            return false;
        }
    }

    private static final Faults NO_FAULTS = (operation, path) -> {};

    private final RandomGenerator random;
    private final Map<String, Node> names = new TreeMap<>();
    private final Map<String, Node> durableNames = new TreeMap<>();
    private final List<NameChange> pendingChanges = new ArrayList<>();
    private Faults faults = NO_FAULTS;
    private long capacity = Long.MAX_VALUE;
    private int epoch;
    private boolean isLocked;
    private long operations;
    private long crashAt = Long.MAX_VALUE;

    /** A file or a directory. */
    private static final class Node {
        final boolean isDirectory;
        byte[] cached = {};
        int cachedLength;
        byte[] durable = {};
        int durableLength;
        final TreeSet<Integer> dirty = new TreeSet<>();

        Node(boolean isDirectory) {
            this.isDirectory = isDirectory;
        }
    }

    /** A change of names that a crash may take back. */
    private record NameChange(String path, @Nullable Node node) {}

    /** Thrown when the power goes: everything stops. */
    public static final class PowerCut extends RuntimeException {
        private static final long serialVersionUID = 1;

        PowerCut() {
            super("power cut");
        }
    }

    public SimDisk(RandomGenerator random) {
        this.random = random;
    }

    public void faults(Faults other) {
        faults = other;
    }

    public void capacity(long bytes) {
        capacity = bytes;
    }

    /** The power goes at the n-th operation from now. */
    public void crashAfter(long count) {
        crashAt = operations + count;
    }

    public long operations() {
        return operations;
    }

    private void before(String operation, String path) throws IOException {
        if (++operations >= crashAt) {
            throw new PowerCut();
        }
        faults.before(operation, path);
    }

    /** The power goes, and comes back: what was not forced is lost, or not, piece by piece. All open files are dead. */
    public void powerCycle() {
        epoch++;
        isLocked = false;
        crashAt = Long.MAX_VALUE;
        int kept = random.nextInt(3) == 0 ? 0 : random.nextInt(pendingChanges.size() + 1);
        for (NameChange change : pendingChanges.subList(0, kept)) {
            apply(durableNames, change);
        }
        pendingChanges.clear();
        names.clear();
        names.putAll(durableNames);
        int mode = random.nextInt(3);
        for (Node node : names.values()) {
            settle(node, mode);
        }
    }

    /** The process dies, the system lives: nothing that was written is lost. */
    public void killProcess() {
        epoch++;
        isLocked = false;
        crashAt = Long.MAX_VALUE;
    }

    private static void apply(Map<String, Node> target, NameChange change) {
        if (change.node == null) {
            target.remove(change.path);
        } else {
            target.put(change.path, change.node);
        }
    }

    // mode 0: nothing that was not forced; 1: any sectors; 2: a prefix of the sectors, the last one torn
    private void settle(Node node, int mode) {
        var survivors = new TreeSet<Integer>();
        if (mode == 1) {
            node.dirty.stream().filter(sector -> random.nextBoolean()).forEach(survivors::add);
        } else if (mode == 2 && !node.dirty.isEmpty()) {
            int limit = random.nextInt(node.dirty.last() + 2);
            node.dirty.stream().filter(sector -> sector < limit).forEach(survivors::add);
        }
        boolean isLengthKept = mode != 0 && random.nextBoolean();
        int length = node.durableLength;
        for (int sector : survivors) {
            length = Math.max(length, Math.min(node.cachedLength, (sector + 1) * SECTOR));
        }
        if (isLengthKept) {
            length = node.cachedLength;
        }
        byte[] bytes = Arrays.copyOf(node.durable, Math.max(length, 0));
        for (int sector : survivors) {
            int from = sector * SECTOR;
            int to = Math.min(length, Math.min(node.cachedLength, from + SECTOR));
            if (to > from) {
                System.arraycopy(node.cached, from, bytes, from, to - from);
            }
        }
        node.durable = bytes;
        node.durableLength = length;
        node.cached = bytes.clone();
        node.cachedLength = length;
        node.dirty.clear();
    }

    /** Flips a bit on the platter and in the cache. */
    public void flipBit(String path, int at, int bit) {
        Node node = names.get(path);
        if (node != null && at < node.cachedLength) {
            node.cached[at] ^= (byte) (1 << bit);
            if (at < node.durableLength) {
                node.durable[at] ^= (byte) (1 << bit);
            }
        }
    }

    /** All files below a directory. */
    public List<String> files(String prefix) {
        return names.entrySet().stream()
                .filter(entry -> !entry.getValue().isDirectory && entry.getKey().startsWith(prefix))
                .map(Map.Entry::getKey)
                .toList();
    }

    public int size(String path) {
        Node node = names.get(path);
        return node == null ? -1 : node.cachedLength;
    }

    public byte[] bytes(String path) {
        Node node = names.get(path);
        return node == null ? new byte[0] : Arrays.copyOf(node.cached, node.cachedLength);
    }

    /** Puts a file there, forced. */
    public void put(String path, byte[] bytes) {
        var node = new Node(false);
        node.cached = bytes.clone();
        node.durable = bytes.clone();
        node.cachedLength = bytes.length;
        node.durableLength = bytes.length;
        names.put(path, node);
        durableNames.put(path, node);
    }

    private void change(String path, @Nullable Node node) {
        var change = new NameChange(path, node);
        apply(names, change);
        pendingChanges.add(change);
    }

    @Override
    public String location() {
        return "sim";
    }

    @Override
    public DiskFile open(String path) throws IOException {
        before("open", path);
        Node node = names.get(path);
        if (node == null || node.isDirectory) {
            throw new NoSuchFileException(path);
        }
        return new SimFile(path, node);
    }

    @Override
    public DiskFile create(String path) throws IOException {
        before("create", path);
        if (names.containsKey(path)) {
            throw new FileAlreadyExistsException(path);
        }
        checkSpace(path, SECTOR);
        var node = new Node(false);
        change(path, node);
        return new SimFile(path, node);
    }

    @Override
    public void createDirectory(String path) throws IOException {
        before("createDirectory", path);
        if (!names.containsKey(path)) {
            change(path, new Node(true));
        }
    }

    @Override
    public List<String> list(String path) throws IOException {
        before("list", path);
        String prefix = path.isEmpty() ? "" : path + "/";
        return names.keySet().stream()
                .filter(name -> name.startsWith(prefix)
                        && name.length() > prefix.length()
                        && name.indexOf('/', prefix.length()) < 0)
                .map(name -> name.substring(prefix.length()))
                .toList();
    }

    @Override
    public boolean exists(String path) {
        return names.containsKey(path);
    }

    @Override
    public void rename(String source, String target) throws IOException {
        before("rename", source);
        Node node = names.get(source);
        if (node == null) {
            throw new NoSuchFileException(source);
        }
        if (node.isDirectory) {
            for (String name : List.copyOf(names.keySet())) {
                if (name.startsWith(source + "/")) {
                    Node child = names.get(name);
                    change(name, null);
                    change(target + name.substring(source.length()), child);
                }
            }
        }
        change(source, null);
        change(target, node);
    }

    @Override
    public void delete(String path) throws IOException {
        before("delete", path);
        if (names.containsKey(path)) {
            change(path, null);
        }
    }

    // Changes of one directory come down together with all that came before them, as in a journal.
    @Override
    public void forceDirectory(String path) throws IOException {
        before("forceDirectory", path);
        if (faults.isDirectoryForceDropped(path)) {
            return;
        }
        int last = -1;
        for (int i = 0; i < pendingChanges.size(); i++) {
            String changed = pendingChanges.get(i).path;
            int slash = changed.lastIndexOf('/');
            if ((slash < 0 ? "" : changed.substring(0, slash)).equals(path)) {
                last = i;
            }
        }
        for (NameChange change : pendingChanges.subList(0, last + 1)) {
            apply(durableNames, change);
        }
        pendingChanges.subList(0, last + 1).clear();
    }

    @Override
    public @Nullable Closeable tryLock(String path) {
        if (isLocked) {
            return null;
        }
        isLocked = true;
        int lockedIn = epoch;
        return () -> {
            if (lockedIn == epoch) {
                isLocked = false;
            }
        };
    }

    @Override
    public long usableBytes() {
        return capacity == Long.MAX_VALUE ? Long.MAX_VALUE : Math.max(0, capacity - used());
    }

    public long used() {
        return names.values().stream().mapToLong(node -> node.cachedLength).sum();
    }

    private void checkSpace(String path, long growth) throws NoSpaceException {
        if (growth > 0 && capacity != Long.MAX_VALUE && used() + growth > capacity) {
            throw new NoSpaceException(path + ": no space left", null);
        }
    }

    /** An open file. */
    private final class SimFile implements DiskFile {
        private final String path;
        private final Node node;
        private final int openedIn = epoch;
        private boolean isClosed;

        SimFile(String path, Node node) {
            this.path = path;
            this.node = node;
        }

        private void check(String operation) throws IOException {
            if (isClosed || openedIn != epoch) {
                throw new ClosedChannelException();
            }
            before(operation, path);
        }

        @Override
        public int read(ByteBuffer target, long position) throws IOException {
            check("read");
            int count = (int) Math.max(0, Math.min(target.remaining(), node.cachedLength - position));
            target.put(node.cached, (int) position, count);
            return count;
        }

        @Override
        public void write(ByteBuffer source, long position) throws IOException {
            check("write");
            int length = source.remaining();
            int end = (int) position + length;
            try {
                checkSpace(path, end - node.cachedLength);
            } catch (NoSpaceException e) {
                put(source, position, random.nextInt(length + 1));
                throw e;
            }
            put(source, position, length);
        }

        private void put(ByteBuffer source, long position, int length) {
            int end = (int) position + length;
            if (end > node.cached.length) {
                node.cached = Arrays.copyOf(node.cached, Math.max(end, node.cached.length * 2));
            }
            source.get(node.cached, (int) position, length);
            node.cachedLength = Math.max(node.cachedLength, end);
            for (int sector = (int) position / SECTOR; sector * SECTOR < end; sector++) {
                node.dirty.add(sector);
            }
        }

        @Override
        public void force() throws IOException {
            try {
                check("force");
            } catch (IOException e) {
                // As kernels do: the pages count as clean from now on, and what they held is not on the platter.
                node.dirty.clear();
                throw e;
            }
            if (!faults.isForceDropped(path)) {
                forceNode();
            }
        }

        private void forceNode() {
            node.durable = Arrays.copyOf(node.durable, node.cachedLength);
            for (int sector : node.dirty) {
                int from = sector * SECTOR;
                int to = Math.min(node.cachedLength, from + SECTOR);
                if (to > from) {
                    System.arraycopy(node.cached, from, node.durable, from, to - from);
                }
            }
            node.durableLength = node.cachedLength;
            node.dirty.clear();
        }

        @Override
        public long size() throws IOException {
            check("size");
            return node.cachedLength;
        }

        @Override
        public void truncate(long size) throws IOException {
            check("truncate");
            if (size < node.cachedLength) {
                Arrays.fill(node.cached, (int) size, node.cachedLength, (byte) 0);
                node.cachedLength = (int) size;
                node.dirty.removeIf(sector -> (long) sector * SECTOR >= size);
                node.dirty.add((int) size / SECTOR);
            }
        }

        @Override
        public void close() {
            isClosed = true;
        }
    }
}
