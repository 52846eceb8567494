package io.natter.store.file;

import io.natter.store.Commit;
import io.natter.store.StoreFailedException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

/**
 * Forces the files of a store: all units that wait share a force of each file, and the next round begins when the last one ends.
 *
 * <p>Thread-safe. One thread runs {@link #run}; a test may call {@link #step} instead. In lazy mode files are forced once an
 * interval, or when {@link #hurry hurried}, and nobody waits for that.
 *
 * <p>The queue's bound: each stream refuses appends while too many of its bytes wait (StoreOptions.waitingBytesMax).
 */
final class Committer implements Runnable {
    /** A unit that waits. */
    private record Waiting(Forceable file, Commit commit) {}

    /** Rounds of no more units leave nothing to the collector but the units. */
    private static final int KEPT_MAX = 4_096;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final ForceTimes times = new ForceTimes();
    private final LongSupplier nanoTime;
    private final long intervalNs;

    // guarded by lock
    private List<Waiting> waiting = new ArrayList<>();
    private boolean isStopping;
    private boolean isHurried;

    // of the thread that forces
    private final Set<Forceable> files = new LinkedHashSet<>();
    private List<Waiting> spare = new ArrayList<>();

    /**
     * A committer that nobody runs yet.
     *
     * @param intervalNs 0 to force as soon as a unit waits; else how often to force
     */
    Committer(LongSupplier nanoTime, long intervalNs) {
        this.nanoTime = nanoTime;
        this.intervalNs = intervalNs;
    }

    /** Whether commits do not wait for the force. */
    boolean isLazy() {
        return intervalNs > 0;
    }

    /** Has a file forced, and the commit told. */
    void submit(Forceable file, Commit commit) {
        lock.lock();
        try {
            waiting.add(new Waiting(file, commit));
            if (!isLazy()) {
                changed.signal();
            }
        } finally {
            lock.unlock();
        }
    }

    /** In lazy mode: begins the next round now, since much is not forced yet. */
    void hurry() {
        lock.lock();
        try {
            isHurried = true;
            changed.signal();
        } finally {
            lock.unlock();
        }
    }

    /** Forces until {@link #stop}, and once more. */
    @Override
    public void run() {
        while (awaitWork()) {
            step();
        }
        step();
    }

    private boolean awaitWork() {
        lock.lock();
        try {
            long left = intervalNs;
            while (!isStopping && !isHurried && (isLazy() ? left > 0 : waiting.isEmpty())) {
                if (isLazy()) {
                    left = changed.awaitNanos(left);
                } else {
                    changed.await(1, TimeUnit.HOURS);
                }
            }
            return !isStopping;
        } catch (InterruptedException asStop) {
            return false;
        } finally {
            lock.unlock();
        }
    }

    /** Forces everything that waits now, and tells who waited. Returns whether there was anything. */
    boolean step() {
        List<Waiting> round = takeWaiting();
        int count = round.size();
        try {
            if (count == 1) {
                force(round.get(0).file);
            } else {
                forceAll(round);
            }
            for (Waiting each : round) {
                tell(each);
            }
        } finally {
            files.clear();
            round.clear();
            spare = count <= KEPT_MAX ? round : new ArrayList<>();
        }
        return count > 0;
    }

    private void forceAll(List<Waiting> round) {
        for (Waiting each : round) {
            files.add(each.file);
        }
        for (Forceable file : files) {
            force(file);
        }
    }

    private List<Waiting> takeWaiting() {
        lock.lock();
        try {
            isHurried = false;
            List<Waiting> round = waiting;
            waiting = spare;
            times.onRound(round.size());
            return round;
        } finally {
            lock.unlock();
        }
    }

    private void force(Forceable file) {
        if (file.isForceFailed()) {
            return;
        }
        long begin = nanoTime.getAsLong();
        IOException failure = null;
        try {
            file.force();
        } catch (IOException e) {
            failure = e;
            file.onForceFailed(e);
        }
        lock.lock();
        try {
            times.onForce(nanoTime.getAsLong() - begin, failure != null);
        } finally {
            lock.unlock();
        }
    }

    // One stream's mistake must not keep the others from being told.
    private static void tell(Waiting each) {
        StoreFailedException failure = each.file.isForceFailed()
                ? new StoreFailedException("force: failed before this unit was on disk", null)
                : null;
        try {
            each.commit.done(failure);
        } catch (RuntimeException thrownByCallback) {
            Thread thread = Thread.currentThread();
            thread.getUncaughtExceptionHandler().uncaughtException(thread, thrownByCallback);
        }
    }

    /** Ends {@link #run} after one more round. */
    void stop() {
        lock.lock();
        try {
            isStopping = true;
            changed.signal();
        } finally {
            lock.unlock();
        }
    }

    /** Units that wait now. */
    int waitingCount() {
        lock.lock();
        try {
            return waiting.size();
        } finally {
            lock.unlock();
        }
    }

    /** Counters so far. */
    ForceTimes.Counts counts() {
        lock.lock();
        try {
            return times.counts();
        } finally {
            lock.unlock();
        }
    }
}
