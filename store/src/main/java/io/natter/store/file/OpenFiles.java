package io.natter.store.file;

import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The files of a store that are open, of which there are not to be many more than a number.
 *
 * <p>Thread-safe. One that is opened past that closes another which was not used for the longest while, as far as a round of second
 * chances tells.
 */
final class OpenFiles {
    private static final int TRIES_MAX = 8;

    private final int countMax;

    // guarded by this
    private final Set<LazyFile> files = new LinkedHashSet<>();

    /** None yet, and so many at most. */
    OpenFiles(int countMax) {
        this.countMax = countMax;
    }

    /** A file was opened. */
    void add(LazyFile file) {
        LazyFile opened = file;
        for (int tries = 0; tries < TRIES_MAX; tries++) {
            LazyFile victim = addAndChoose(opened);
            if (victim == null || victim.tryRest()) {
                return;
            }
            opened = victim; // somebody uses it just now
        }
        keep(opened);
    }

    private synchronized void keep(LazyFile file) {
        files.add(file);
    }

    private synchronized @Nullable LazyFile addAndChoose(LazyFile opened) {
        files.add(opened);
        for (int left = 2 * files.size(); left > 0 && files.size() > countMax; left--) {
            LazyFile oldest = files.iterator().next();
            files.remove(oldest);
            if (!oldest.wasUsed()) {
                return oldest;
            }
            files.add(oldest);
        }
        return null;
    }

    /** A file was closed. */
    synchronized void remove(LazyFile file) {
        files.remove(file);
    }

    /** How many there are to be at most. */
    int countMax() {
        return countMax;
    }

    /** How many are open. */
    synchronized int count() {
        return files.size();
    }
}
