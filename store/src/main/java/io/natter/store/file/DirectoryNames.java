package io.natter.store.file;

import io.natter.store.disk.Disk;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The names in a directory, which last once the directory was forced after they were given.
 *
 * <p>Thread-safe. Whoever comes while it is forced shares the next force with all who came by then.
 */
final class DirectoryNames {
    private final Disk disk;
    private final String directory;
    private final @Nullable DirectoryNames parent;
    private final AtomicInteger changes = new AtomicInteger();
    private volatile int forced; // so many of the changes are on disk; written under the lock
    private volatile int changeOfParent; // this directory's own name

    /**
     * A directory whose names are on disk.
     *
     * @param parent where its own name is; null when that is on disk for good
     */
    DirectoryNames(Disk disk, String directory, @Nullable DirectoryNames parent) {
        this.disk = disk;
        this.directory = directory;
        this.parent = parent;
    }

    /** A name was given or taken. */
    void changed() {
        changes.incrementAndGet();
    }

    /** The directory itself was made, or may have been. */
    void made() {
        changed();
        if (parent != null) {
            changeOfParent = parent.changes.incrementAndGet();
        }
    }

    /** Makes all changes so far last. */
    void force() throws IOException {
        force(changes.get());
        if (parent != null && changeOfParent > 0) {
            parent.force(changeOfParent);
        }
    }

    private void force(int change) throws IOException {
        if (forced - change < 0) {
            forceOnce(change);
        }
    }

    private synchronized void forceOnce(int change) throws IOException {
        if (forced - change < 0) {
            int now = changes.get();
            disk.forceDirectory(directory);
            forced = now;
        }
    }
}
