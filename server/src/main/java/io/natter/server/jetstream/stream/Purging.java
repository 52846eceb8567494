package io.natter.server.jetstream.stream;

import io.natter.protocol.jetstream.ApiError;
import io.natter.protocol.jetstream.ApiErrorCode;
import io.natter.protocol.jetstream.PurgeRequest;
import io.natter.protocol.jetstream.StorageType;
import io.natter.store.StreamStore;
import io.natter.store.SubjectFilter;
import org.jspecify.annotations.Nullable;

/**
 * What a purge request of the API means for the store (D27).
 *
 * <p>Thread-safe: pure functions, called by the stream's owner.
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

    /** What stands in the way of purging; null for nothing. */
    static @Nullable ApiError purgeError(Stream stream) {
        if (stream.config().sealed()) {
            return ApiErrorCode.STREAM_SEALED.error();
        }
        if (stream.config().denyPurge()) {
            return ApiErrorCode.STREAM_PURGE_FAILED.error("stream purge not permitted");
        }
        return stream.isClosed() ? ApiErrorCode.STREAM_NOT_FOUND.error() : null;
    }

    /** What stands in the way of removing one message; null for nothing. */
    static @Nullable ApiError removalError(Stream stream, long seq) {
        if (stream.isClosed()) {
            return ApiErrorCode.STREAM_NOT_FOUND.error();
        }
        if (stream.config().sealed()) {
            return ApiErrorCode.STREAM_SEALED.error();
        }
        if (stream.config().denyDelete()) {
            return ApiErrorCode.STREAM_MESSAGE_DELETE_FAILED.error("message delete not permitted");
        }
        boolean isInside =
                seq >= stream.reader().firstSeq() && seq <= stream.reader().lastSeq();
        if (isInside || stream.config().storage() == StorageType.MEMORY) {
            return null;
        }
        // A sequence of 2^63 and more is past the last one too.
        return ApiErrorCode.STREAM_MESSAGE_DELETE_FAILED.error(
                seq >= 0 && seq <= stream.reader().lastSeq() ? "no message found" : "stream store EOF");
    }
}
