package io.natter.client.messaging;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Time that passes when the test says so. Thread-safe. */
final class FakeTimers implements Timers {
    private final List<Due> due = new ArrayList<>();
    private Duration now = Duration.ZERO;

    private record Due(Duration at, Runnable task) {}

    @Override
    public synchronized Timer after(Duration delay, Runnable task) {
        Due one = new Due(now.plus(delay), task);
        due.add(one);
        return () -> cancel(one);
    }

    private synchronized void cancel(Due one) {
        due.remove(one);
    }

    synchronized int size() {
        return due.size();
    }

    /** Lets time pass, and runs what is due, in order. */
    void pass(Duration time) {
        List<Due> ready = new ArrayList<>();
        synchronized (this) {
            now = now.plus(time);
            due.stream()
                    .filter(one -> one.at.compareTo(now) <= 0)
                    .sorted(Comparator.comparing(Due::at))
                    .forEach(ready::add);
            due.removeAll(ready);
        }
        ready.forEach(one -> one.task.run());
    }
}
