package io.natter.server.jetstream.stream;

import io.natter.protocol.jetstream.PurgeRequest;
import io.natter.store.StreamStore;
import io.natter.store.SubjectFilter;

/**
 * What a purge request of the API means for the store (D27).
 *
 * <p>Thread-safe: pure functions, called by the store's owner.
 */
final class Purging {
    private Purging() {}

    /** Purges; returns how many messages went. */
    static long purge(StreamStore store, PurgeRequest request) {
        SubjectFilter filter = request.filter().isEmpty() ? SubjectFilter.all() : SubjectFilter.of(request.filter());
        long before = request.sequence() == 0 ? Long.MAX_VALUE : bounded(request.sequence());
        long keep = bounded(request.keep());
        long count = store.writer().purge(new io.natter.store.PurgeRequest(filter, before, keep));
        // Purging up to a sequence that was never reached leaves the stream there.
        if (filter.isAll()
                && before != Long.MAX_VALUE
                && before > store.reader().lastSeq() + 1) {
            store.writer().skipTo(before);
        }
        return count;
    }

    // Unsigned in the API; nothing is ever stored beyond the signed range.
    private static long bounded(long unsigned) {
        return unsigned < 0 ? Long.MAX_VALUE : unsigned;
    }
}
