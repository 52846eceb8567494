package io.natter.store.file;

import io.natter.store.CorruptRecordException;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * Some removed records that are overwritten: by the committer, whose thread may wait for the disk.
 *
 * <p>Made by the stream's owner, run once by the committer's thread, or {@link #cancel cancelled}. Until it is over none of its files
 * may be deleted, or get another's name.
 */
final class Overwriting implements Forceable {
    private final List<Place> places;
    private volatile boolean isOver; // written under the lock
    private volatile @Nullable IOException failure;

    /** Where a removed record is. */
    record Place(SegmentFile file, long seq, int at) {}

    Overwriting(List<Place> places) {
        this.places = places;
    }

    /** Whether it was run, or will not be. */
    boolean isOver() {
        return isOver;
    }

    /** The records. */
    LongStream seqs() {
        return places.stream().mapToLong(Place::seq);
    }

    /** Sees to it that it does not run any more; waits for the end when it does. */
    synchronized void cancel() {
        isOver = true;
    }

    /**
     * Lets go of what is in memory of the records. For the owner, when it is over.
     *
     * @throws IOException when it failed: which of the records are overwritten is not known
     */
    void finish() throws IOException {
        for (Place each : places) {
            each.file.forgetOverwritten(each.at);
        }
        IOException failed = failure;
        if (failed != null) {
            throw failed;
        }
    }

    @Override
    public synchronized void force() throws IOException {
        if (isOver) {
            return;
        }
        try {
            Set<SegmentFile> files = new LinkedHashSet<>();
            for (Place each : places) {
                overwrite(each);
                files.add(each.file);
            }
            for (SegmentFile file : files) {
                force(file);
            }
        } finally {
            isOver = true;
        }
    }

    private static void overwrite(Place place) throws IOException {
        try {
            place.file.overwrite(place.seq, place.at);
        } catch (CorruptRecordException | ClosedChannelException nothingToOverwrite) {
            // its bytes are not what they were, or the file was given up
        }
    }

    private static void force(SegmentFile file) throws IOException {
        try {
            file.open().force();
        } catch (ClosedChannelException givenUp) {
            // nobody reads it any more
        }
    }

    @Override
    public void onForceFailed(IOException cause) {
        failure = cause;
    }

    @Override
    public boolean isForceFailed() {
        return failure != null;
    }
}
