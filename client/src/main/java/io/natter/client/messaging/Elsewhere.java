package io.natter.client.messaging;

import java.util.concurrent.Executor;

/**
 * A task for an executor of the user's, which runs anywhere but within the call that hands it over.
 *
 * <p>Thread-safe. An executor that runs tasks on the thread of whoever brings them ({@code Runnable::run}, {@code CallerRunsPolicy}) would have
 * handlers run on the thread that reads, or under a lock; such a task goes to a thread of the client instead.
 */
final class Elsewhere implements Runnable {
    private final Runnable task;
    private final Executor own;
    private final Runnable onHop;
    private final Thread bringer = Thread.currentThread();
    private boolean isBrought; // the bringer's

    /**
     * A task that is about to be handed over by the calling thread.
     *
     * @param own starts it on another thread, where the executor does not
     * @param onHop told when that was needed
     */
    Elsewhere(Runnable task, Executor own, Runnable onHop) {
        this.task = task;
        this.own = own;
        this.onHop = onHop;
    }

    /** The call that handed it over has returned; by the same thread. */
    void brought() {
        isBrought = true;
    }

    @Override
    public void run() {
        if (Thread.currentThread().equals(bringer) && !isBrought) {
            own.execute(task);
            onHop.run();
            return;
        }
        task.run();
    }
}
