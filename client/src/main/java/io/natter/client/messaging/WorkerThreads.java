package io.natter.client.messaging;

import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Runs workers marked as their connection's, and can interrupt those at work.
 *
 * <p>Thread-safe. An interrupt never outlives the worker it was meant for: threads may be pooled.
 */
final class WorkerThreads {
    private final Executor executor;
    private final Object owner;
    private final ReentrantLock lock = new ReentrantLock();
    private final Set<Thread> atWork = new HashSet<>(); // guarded by lock

    /** Workers of the owner, which {@link HandlerMark} tells. */
    WorkerThreads(Executor executor, Object owner) {
        this.executor = executor;
        this.owner = owner;
    }

    /** Starts one. */
    void start(Runnable worker) {
        executor.execute(new Marked(worker));
    }

    /** A worker with the marks that tell whose it is. */
    private final class Marked implements Runnable {
        private final Runnable worker;

        Marked(Runnable worker) {
            this.worker = worker;
        }

        @Override
        public void run() {
            runMarked(worker);
        }
    }

    private void runMarked(Runnable worker) {
        Thread thread = Thread.currentThread();
        boolean isOutermost = enter(thread);
        Object before = HandlerMark.enter(owner);
        try {
            worker.run();
        } finally {
            HandlerMark.leave(before);
            if (isOutermost) {
                leave(thread);
            }
        }
    }

    /** Interrupts all at work. */
    void interrupt() {
        lock.lock();
        try {
            atWork.forEach(Thread::interrupt);
        } finally {
            lock.unlock();
        }
    }

    /** Whether one of them runs on the calling thread. */
    boolean isAtWorkHere() {
        lock.lock();
        try {
            return atWork.contains(Thread.currentThread());
        } finally {
            lock.unlock();
        }
    }

    private boolean enter(Thread thread) {
        lock.lock();
        try {
            return atWork.add(thread);
        } finally {
            lock.unlock();
        }
    }

    private void leave(Thread thread) {
        lock.lock();
        try {
            atWork.remove(thread);
        } finally {
            lock.unlock();
        }
        Thread.interrupted(); // was meant for the worker that is over, not for the next one on this thread
    }
}
