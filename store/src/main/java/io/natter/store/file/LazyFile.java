package io.natter.store.file;

import io.natter.store.disk.Disk;
import io.natter.store.disk.DiskFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import java.util.concurrent.atomic.AtomicLongFieldUpdater;
import org.jspecify.annotations.Nullable;

/**
 * A file that is opened when it is used, and may be closed while nobody uses it: a store has more files than a process may have open.
 *
 * <p>Thread-safe. Whoever gives its name to another file, or deletes it, {@link #pin pins} it before if
 * it is still to be read.
 *
 * <pre>
 *            used, opened again                         close
 *  resting <====================> open (OpenFiles) ---------------> closed
 *            rest, or its turn came: forced before, if need be
 * </pre>
 */
final class LazyFile implements DiskFile {
    private static final AtomicIntegerFieldUpdater<LazyFile> USERS =
            AtomicIntegerFieldUpdater.newUpdater(LazyFile.class, "users");
    private static final AtomicLongFieldUpdater<LazyFile> WRITES =
            AtomicLongFieldUpdater.newUpdater(LazyFile.class, "writes");
    private static final int CLOSING = -1;

    private final OpenFiles openFiles;
    private final Disk disk;
    private final String path;

    private volatile int users; // operations under way; CLOSING while there may be none
    private volatile @Nullable DiskFile file; // null while it rests
    private volatile boolean isClosed;
    private volatile boolean wasUsed;
    private volatile int pins;
    private volatile long writes; // how often it was written, and how many of those are forced
    private volatile long forcedWrites;
    private volatile @Nullable IOException failure; // of a force before it was closed

    /** A file that exists, and rests. */
    LazyFile(OpenFiles openFiles, Disk disk, String path) {
        this.openFiles = openFiles;
        this.disk = disk;
        this.path = path;
    }

    /**
     * Takes over the open file.
     *
     * @param isForced whether all that was written to it is on disk
     */
    void opened(DiskFile open, boolean isForced) {
        writes = isForced ? 0 : 1;
        file = open;
        wasUsed = true;
        openFiles.add(this);
    }

    private DiskFile enter() throws IOException {
        while (true) {
            int now = users;
            if (now != CLOSING && USERS.compareAndSet(this, now, now + 1)) {
                wasUsed = true;
                DiskFile open = file;
                return open == null ? openAgain() : open;
            }
            awaitRest();
        }
    }

    private synchronized void awaitRest() {
        // whoever closes it has the lock
    }

    private DiskFile openAgain() throws IOException {
        DiskFile open;
        try {
            open = openOnce();
        } catch (IOException e) {
            leave();
            throw e;
        }
        openFiles.add(this);
        return open;
    }

    private synchronized DiskFile openOnce() throws IOException {
        if (isClosed) {
            throw new ClosedChannelException();
        }
        DiskFile open = file;
        if (open == null) {
            open = disk.open(path);
            file = open;
        }
        return open;
    }

    private void leave() {
        USERS.decrementAndGet(this);
    }

    /** Whether it was used since this was last asked. */
    boolean wasUsed() {
        boolean was = wasUsed;
        wasUsed = false;
        return was;
    }

    /** Keeps it open until {@link #unpin}: its name will be another file's, or nobody's. */
    void pin() throws IOException {
        addPin(1);
        enter();
        leave();
    }

    @SuppressWarnings("NonAtomicVolatileUpdate") // under the lock
    private synchronized void addPin(int count) {
        pins += count;
    }

    /** Ends one {@link #pin}. */
    void unpin() {
        addPin(-1);
    }

    /** Closes it until it is used again, unless it is in use, or has something to be forced. */
    void rest() {
        if (writes == forcedWrites && tryRest()) {
            openFiles.remove(this);
        }
    }

    /** Closes it until it is used again, forced if need be; false when it is in use. A force that fails is told to the next one. */
    synchronized boolean tryRest() {
        if (pins > 0 || !USERS.compareAndSet(this, 0, CLOSING)) {
            return false;
        }
        try {
            DiskFile open = file;
            if (pins > 0 || open == null) {
                return open == null;
            }
            long written = writes;
            if (written != forcedWrites) {
                open.force();
                forcedWrites = written;
            }
            file = null;
            open.close();
        } catch (IOException e) {
            failure = e;
        } finally {
            users = 0;
        }
        return true;
    }

    @Override
    public int read(ByteBuffer target, long position) throws IOException {
        DiskFile open = enter();
        try {
            return open.read(target, position);
        } finally {
            leave();
        }
    }

    @Override
    public void write(ByteBuffer source, long position) throws IOException {
        DiskFile open = enter();
        try {
            noteWrite();
            open.write(source, position);
        } finally {
            leave();
        }
    }

    private void noteWrite() {
        WRITES.incrementAndGet(this);
    }

    @Override
    public void force() throws IOException {
        IOException earlier = failure;
        if (earlier != null) {
            throw new IOException(path + ": an earlier force failed", earlier);
        }
        long written = writes;
        if (written == forcedWrites) {
            return;
        }
        DiskFile open = enter();
        try {
            open.force();
            forcedWrites = Math.max(forcedWrites, written);
        } finally {
            leave();
        }
    }

    @Override
    public long size() throws IOException {
        DiskFile open = enter();
        try {
            return open.size();
        } finally {
            leave();
        }
    }

    @Override
    public void truncate(long size) throws IOException {
        DiskFile open = enter();
        try {
            noteWrite();
            open.truncate(size);
        } finally {
            leave();
        }
    }

    @Override
    public void close() throws IOException {
        DiskFile open;
        synchronized (this) {
            isClosed = true;
            open = file;
            file = null;
        }
        openFiles.remove(this);
        if (open != null) {
            open.close();
        }
    }
}
