package io.natter.server.jetstream.api;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;

/**
 * Makes, changes and deletes streams of an account one after the other, so that each sees what the one before it made.
 *
 * <p>Confined to the api loop. Holds no more than the requests being served, whose number is limited.
 */
final class AccountQueue {
    private final Map<String, Deque<Task>> waiting = new HashMap<>();

    /** Something that says when it is over. */
    @FunctionalInterface
    interface Task {
        /**
         * Begins. What it throws ends it.
         *
         * @param done to be run once, on the api loop
         */
        void run(Runnable done);
    }

    /** Runs a task now or when those before it are over; where it is refused, that is the answer to the call. */
    void submit(Call call, Task task) {
        String account = call.request().account();
        Task guarded = done -> call.guarded(() -> {
            try {
                task.run(done);
            } catch (RuntimeException refusedOrBroken) {
                done.run();
                throw refusedOrBroken;
            }
        });
        Deque<Task> others = waiting.get(account);
        if (others != null) {
            others.add(guarded);
            return;
        }
        waiting.put(account, new ArrayDeque<>());
        guarded.run(() -> next(account));
    }

    private void next(String account) {
        Deque<Task> others = waiting.get(account);
        Task task = others == null ? null : others.poll();
        if (task == null) {
            waiting.remove(account);
        } else {
            task.run(() -> next(account));
        }
    }
}
