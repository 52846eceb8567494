package io.natter.server.interest;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What one event loop remembers of one account's interest, nothing-reached answers included.
 *
 * <p>Confined to that loop. Holds at most {@value #ROUTES_MAX} routes; when full it forgets all and begins anew.
 */
public final class InterestCache {
    static final int ROUTES_MAX = 8192;
    private static final int CAPACITY_MIN = 64;
    private static final int DOORKEEPER_SLOTS = 4096;

    private final Interest interest;
    private @Nullable Route[] table = new Route[CAPACITY_MIN];
    private int count;
    private long hitCount;
    private long missCount;

    /*
     * A subject enters the cache when it is seen a second time while its hash still stands here. Inbox subjects are used once
     * each: without this they would push everything else out, and cost an entry apiece.
     */
    private int @Nullable [] doorkeeper;

    /** The answer for a subject that did not enter; overwritten by the next. */
    private final Matches passing = new Matches();

    private @Nullable Route found;

    public InterestCache(Interest interest) {
        this.interest = interest;
    }

    /** The account's whole index. */
    public Interest interest() {
        return interest;
    }

    /**
     * What a literal subject reaches. Valid until the next call.
     *
     * <p>{@link #route()} then tells whether the answer is a kept one.
     */
    public Matches match(byte[] bytes, int from, int length) {
        int hash = SubjectHash.of(bytes, from, length);
        Route route = lookup(hash, bytes, from, length);
        if (route == null) {
            route = admit(hash, bytes, from, length);
        } else if (route.isFresh(interest)) {
            hitCount++;
        } else {
            missCount++;
            route.refresh(interest);
        }
        found = route;
        if (route != null) {
            return route.matches();
        }
        missCount++;
        passing.clear();
        interest.match(bytes, from, length, hash, passing);
        return passing;
    }

    /** The kept route behind the last answer; null when the subject did not enter the cache. */
    public @Nullable Route route() {
        return found;
    }

    /** Whether a route that {@link #route()} gave for this very subject still holds. */
    public boolean isFresh(Route route, byte[] bytes, int from, int length) {
        byte[] subject = route.subject();
        return Arrays.equals(subject, 0, subject.length, bytes, from, from + length) && route.isFresh(interest);
    }

    /** Counts an answer that a caller took from a route it kept itself. */
    public void countHit() {
        hitCount++;
    }

    public int routeCount() {
        return count;
    }

    /** The most subscriptions a kept route reaches. */
    public long fanoutMax() {
        long max = 0;
        for (Route route : table) {
            max = route == null ? max : Math.max(max, route.matches().subscriptionCount());
        }
        return max;
    }

    /** The subscriptions all kept routes reach, added up. */
    public long fanoutTotal() {
        long total = 0;
        for (Route route : table) {
            total += route == null ? 0 : route.matches().subscriptionCount();
        }
        return total;
    }

    public long hitCount() {
        return hitCount;
    }

    public long missCount() {
        return missCount;
    }

    private @Nullable Route lookup(int hash, byte[] bytes, int from, int length) {
        int mask = table.length - 1;
        int slot = hash & mask;
        for (Route route = table[slot]; route != null; route = table[slot]) {
            if (route.hash() == hash
                    && Arrays.equals(route.subject(), 0, route.subject().length, bytes, from, from + length)) {
                return route;
            }
            slot = slot + 1 & mask;
        }
        return null;
    }

    private @Nullable Route admit(int hash, byte[] bytes, int from, int length) {
        if (doorkeeper == null) {
            doorkeeper = new int[DOORKEEPER_SLOTS];
        }
        int door = hash >>> 7 & DOORKEEPER_SLOTS - 1;
        if (doorkeeper[door] != hash) {
            doorkeeper[door] = hash;
            return null;
        }
        if (count == ROUTES_MAX) {
            table = new Route[CAPACITY_MIN];
            count = 0;
        }
        var route = new Route(Arrays.copyOfRange(bytes, from, from + length), hash);
        missCount++;
        route.refresh(interest);
        if ((count + 1) * 2 > table.length) {
            grow();
        }
        place(route);
        count++;
        return route;
    }

    private void place(Route route) {
        int mask = table.length - 1;
        int slot = route.hash() & mask;
        while (table[slot] != null) {
            slot = slot + 1 & mask;
        }
        table[slot] = route;
    }

    private void grow() {
        @Nullable Route[] old = table;
        table = new Route[old.length * 2];
        for (Route route : old) {
            if (route != null) {
                place(route);
            }
        }
    }
}
