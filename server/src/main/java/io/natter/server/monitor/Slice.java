package io.natter.server.monitor;

import java.util.List;

/**
 * Which part of a long list a reader wants to see. Immutable.
 *
 * <p>Offset and limit come from outside and may be as large as they like: they are never added up, so nothing overflows.
 *
 * @param offset how many to skip, 0 or more
 * @param limit how many to show at most, 1 or more
 */
record Slice(long offset, long limit) {
    /** What is shown when no limit, or none that makes sense, is asked for. */
    static final long LIMIT_DEFAULT = 1024;

    /** The part that the options {@code offset} and {@code limit} name. */
    static Slice of(PageRequest request) {
        return of(request.number("offset"), request.number("limit"));
    }

    static Slice of(long offset, long limit) {
        return new Slice(Math.max(0, offset), limit <= 0 ? LIMIT_DEFAULT : limit);
    }

    /** The named part of {@code all}, empty when it lies behind the end. */
    <T> List<T> of(List<T> all) {
        int from = (int) Math.min(offset, all.size());
        int count = (int) Math.min(limit, all.size() - from);
        return all.subList(from, from + count);
    }
}
