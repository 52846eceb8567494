package io.natter.server.auth;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Slows down whoever guesses: refuses attempts unseen once an address, or a user at an address, has failed too often.
 *
 * <p>Thread-safe: one lock guards the two maps, for a few operations per login. Time comes in as nanoseconds of a
 * monotonic clock. Each address may fail {@value #ADDRESS_FAILURES_MAX} times at once and then {@value
 * #ADDRESS_FAILURES_PER_SECOND} times a second; each user at one address {@value #USER_FAILURES_MAX} times and then
 * once a second. A right login clears the user's count. Other addresses are never affected, and other users at the same address only once the
 * address's own failures are used up: then nobody there is let in until some have come back. Each map holds
 * {@value #ENTRIES_MAX} entries; when it is full the entry longest without a failure is forgotten, which errs in
 * favour of the guesser.
 */
public final class FailedLogins {
    private static final int ADDRESS_FAILURES_MAX = 500;
    private static final int ADDRESS_FAILURES_PER_SECOND = 50;
    private static final int USER_FAILURES_MAX = 50;
    private static final int USER_FAILURES_PER_SECOND = 1;
    private static final int ENTRIES_MAX = 10_000;
    private static final double NANOS_PER_SECOND = 1e9;

    private final Object lock = new Object(); // guards both maps and what is in them
    private final Map<String, Bucket> addresses = new Recent<>(ENTRIES_MAX);
    private final Map<Pair, Bucket> users = new Recent<>(ENTRIES_MAX);

    /**
     * Whether an attempt should be looked at; if not, it is refused as if the credentials were wrong.
     *
     * @param user the name the connection claims; null or empty for a token or nothing
     */
    public boolean mayTry(String address, @Nullable String user, long nowNanos) {
        synchronized (lock) {
            Bucket byAddress = addresses.get(address);
            Bucket byUser = users.get(Pair.of(address, user));
            return (byAddress == null
                            || byAddress.fill(nowNanos, ADDRESS_FAILURES_MAX, ADDRESS_FAILURES_PER_SECOND) >= 1)
                    && (byUser == null || byUser.fill(nowNanos, USER_FAILURES_MAX, USER_FAILURES_PER_SECOND) >= 1);
        }
    }

    /** Takes note that credentials were shown and were wrong. */
    public void onFailed(String address, @Nullable String user, long nowNanos) {
        synchronized (lock) {
            addresses
                    .computeIfAbsent(address, absent -> new Bucket(ADDRESS_FAILURES_MAX, nowNanos))
                    .take(nowNanos, ADDRESS_FAILURES_MAX, ADDRESS_FAILURES_PER_SECOND);
            users.computeIfAbsent(Pair.of(address, user), absent -> new Bucket(USER_FAILURES_MAX, nowNanos))
                    .take(nowNanos, USER_FAILURES_MAX, USER_FAILURES_PER_SECOND);
        }
    }

    /** Takes note that the credentials were right. */
    public void onAdmitted(String address, @Nullable String user) {
        synchronized (lock) {
            users.remove(Pair.of(address, user));
        }
    }

    /** How many entries both maps hold. */
    int size() {
        synchronized (lock) {
            return addresses.size() + users.size();
        }
    }

    /** A user at an address; long names share one count, so that names cost no memory. Immutable. */
    private record Pair(String address, String user) {
        private static final int NAME_CHARS_MAX = 256;

        static Pair of(String address, @Nullable String user) {
            String name = user == null ? "" : user;
            return new Pair(address, name.length() > NAME_CHARS_MAX ? name.substring(0, NAME_CHARS_MAX) : name);
        }

        // By hand, for the first connection: what the JVM makes for records by itself is made anew in each process.
        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Pair that && address.equals(that.address) && user.equals(that.user);
        }

        @Override
        public int hashCode() {
            return address.hashCode() * 31 + user.hashCode();
        }
    }

    /** Failures that are still free; they come back with time. Guarded by the lock of the whole. */
    private static final class Bucket {
        private double free;
        private long filledAtNanos;

        Bucket(double free, long nowNanos) {
            this.free = free;
            this.filledAtNanos = nowNanos;
        }

        double fill(long nowNanos, double max, double perSecond) {
            double seconds = Math.max(0, nowNanos - filledAtNanos) / NANOS_PER_SECOND;
            free = Math.min(max, free + seconds * perSecond);
            filledAtNanos = nowNanos;
            return free;
        }

        void take(long nowNanos, double max, double perSecond) {
            free = Math.max(0, fill(nowNanos, max, perSecond) - 1);
        }
    }

    /** A map that forgets the entry longest unused. Guarded by the lock of the whole. */
    private static final class Recent<K, V> extends LinkedHashMap<K, V> {
        private static final long serialVersionUID = 1;

        private final int sizeMax;

        Recent(int sizeMax) {
            super(16, 0.75f, true);
            this.sizeMax = sizeMax;
        }

        @Override
        protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
            return size() > sizeMax;
        }
    }
}
