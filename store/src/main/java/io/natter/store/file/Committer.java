package io.natter.store.file;

import io.natter.store.Commit;
import io.natter.store.StoreException;
import io.natter.store.StoreFailedException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Forces the files of a store: all units that wait share a force of each file, and the next round begins when the last one ends.
 *
 * <p>Thread-safe. One thread runs {@link #run}; a test may call {@link #step} instead. In lazy mode files are forced once an
 * interval, or when {@link #hurry hurried}, and nobody waits for that.
 *
 * <p>The queue's bound: each stream refuses appends while too many of its bytes wait (StoreOptions.waitingBytesMax).
 */
final class Committer implements Runnable {
    /** A unit that waits for a file. */
    interface Waiting extends Commit {
        /** What is to be forced. */
        Forceable file();
    }

    private record WaitingCommit(Forceable file, Commit commit) implements Waiting {
        @Override
        public void done(@Nullable StoreException failure) {
            commit.done(failure);
        }
    }

    /** Rounds of no more units leave nothing to the collector but the units. */
    private static final int KEPT_MAX = 4_096;

    private static final long IDLE_NS = TimeUnit.HOURS.toNanos(1);

    private final ReentrantLock lock = new ReentrantLock();
    private final ForceTimes times = new ForceTimes();
    private final LongSupplier nanoTime;
    private final long intervalNs;

    // guarded by lock
    private List<Waiting> waiting = new ArrayList<>();
    private boolean isStopping;
    private boolean isHurried;
    private @Nullable Thread sleeping; // who forces, while there is nothing to do

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
        submit(new WaitingCommit(file, commit));
    }

    /** Has the unit's file forced, and the unit told. */
    void submit(Waiting unit) {
        Thread woken = null;
        lock.lock();
        try {
            waiting.add(unit);
            if (!isLazy()) {
                woken = toWake();
            }
        } finally {
            lock.unlock();
        }
        LockSupport.unpark(woken);
    }

    /** In lazy mode: begins the next round now, since much is not forced yet. */
    void hurry() {
        Thread woken;
        lock.lock();
        try {
            isHurried = true;
            woken = toWake();
        } finally {
            lock.unlock();
        }
        LockSupport.unpark(woken);
    }

    /** Forces until {@link #stop}, and once more. */
    @Override
    public void run() {
        while (awaitWork()) {
            step();
        }
        step();
    }

    // Parks rather than awaits: a condition makes an object for each wait, here for each message published one by one.
    private boolean awaitWork() {
        long beginNs = System.nanoTime();
        long leftNs = isLazy() ? intervalNs : IDLE_NS;
        while (true) {
            lock.lock();
            try {
                if (isStopping || isHurried || (isLazy() ? leftNs <= 0 : !waiting.isEmpty())) {
                    sleeping = null;
                    return !isStopping;
                }
                sleeping = Thread.currentThread();
            } finally {
                lock.unlock();
            }
            LockSupport.parkNanos(this, leftNs);
            if (Thread.interrupted()) {
                return false; // as stop
            }
            leftNs = isLazy() ? intervalNs - (System.nanoTime() - beginNs) : IDLE_NS;
        }
    }

    // With the lock; woken without it, which it takes first. Who was woken looks before it sleeps again, so once is
    // enough.
    private @Nullable Thread toWake() {
        Thread thread = sleeping;
        sleeping = null;
        return thread;
    }

    /** Forces everything that waits now, and tells who waited. Returns whether there was anything. */
    boolean step() {
        List<Waiting> round = takeWaiting();
        int count = round.size();
        try {
            if (count == 1) {
                force(round.get(0).file());
            } else {
                forceAll(round);
            }
            for (int i = 0; i < count; i++) {
                tell(round.get(i));
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
            files.add(each.file());
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
        StoreFailedException failure = each.file().isForceFailed()
                ? new StoreFailedException("force: failed before this unit was on disk", null)
                : null;
        try {
            each.done(failure);
        } catch (RuntimeException thrownByCallback) {
            Thread thread = Thread.currentThread();
            thread.getUncaughtExceptionHandler().uncaughtException(thread, thrownByCallback);
        }
    }

    /** Ends {@link #run} after one more round. */
    void stop() {
        Thread woken;
        lock.lock();
        try {
            isStopping = true;
            woken = toWake();
        } finally {
            lock.unlock();
        }
        LockSupport.unpark(woken);
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
