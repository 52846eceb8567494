package io.natter.conformance.client.jetstream;

import java.util.ArrayList;
import java.util.List;

/** When the numbers 0, 1, 2 ... were stored: what a taker can be late with. Thread-safe. */
final class StoreTimes {
    private final List<Long> timesNs = new ArrayList<>(); // guarded by this

    /** The next number was stored. */
    synchronized void add() {
        timesNs.add(System.nanoTime());
    }

    /** How long a number has been there, 0 if it is not. */
    synchronized long ageNs(int number, long nowNs) {
        return number < timesNs.size() ? nowNs - timesNs.get(number) : 0;
    }

    synchronized int count() {
        return timesNs.size();
    }
}
