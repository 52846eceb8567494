package io.natter.server.jetstream.stream;

import io.natter.protocol.jetstream.ApiError;
import io.natter.protocol.jetstream.ApiErrorCode;
import io.natter.protocol.jetstream.PurgeRequest;
import io.natter.protocol.jetstream.StorageType;
import io.natter.store.Removal;
import io.natter.store.StoreException;
import io.natter.store.StreamStore;
import io.natter.store.StreamWriter;
import io.natter.store.SubjectFilter;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Removes messages of a stream because somebody asked for it (D27, D29).
 *
 * <p>Confined to the stream's loop.
 */
final class Purging {
    private final Stream stream;

    Purging(Stream stream) {
        this.stream = stream;
    }

    /** Removes what a request names; answers with how many there were when that is on disk. */
    void purge(PurgeRequest request, Consumer<Outcome<Long>> done) {
        ApiError error = purgeError();
        if (error != null) {
            done.accept(Outcome.failed(error));
            return;
        }
        try {
            long count = purge(stream.store(), request);
            stream.retention().onPurged(request);
            stream.consumers().onPurged(request.filter());
            whenDone(count, done);
        } catch (StoreException refused) {
            done.accept(Outcome.failed(Units.error(refused)));
        }
    }

    /** Removes one message, and overwrites its bytes when it is erased; answers when that is on disk. */
    void remove(long seq, boolean isErased, Consumer<Outcome<Boolean>> done) {
        ApiError error = removalError(seq);
        if (error != null) {
            done.accept(Outcome.failed(error));
            return;
        }
        try {
            byte[] subject = stream.reader().subject(seq);
            if (subject == null || !stream.writer().remove(seq, isErased ? Removal.ERASE : Removal.FORGET)) {
                done.accept(Outcome.failed(ApiErrorCode.SEQUENCE_NOT_FOUND.error(Long.toUnsignedString(seq))));
                return;
            }
            stream.consumers().onRemoved(seq, subject);
            whenDone(true, done);
        } catch (StoreException refused) {
            done.accept(Outcome.failed(Units.error(refused)));
        }
    }

    private <T> void whenDone(T value, Consumer<Outcome<T>> done) {
        stream.units()
                .open()
                .whenDone(failure ->
                        done.accept(failure == null ? Outcome.of(value) : Outcome.failed(Units.error(failure))));
    }

    private static long purge(StreamStore store, PurgeRequest request) {
        SubjectFilter filter = request.filter().isEmpty() ? SubjectFilter.all() : SubjectFilter.of(request.filter());
        long before = request.sequence() == 0 ? Long.MAX_VALUE : bounded(request.sequence());
        long keep = bounded(request.keep());
        long count = store.writer().purge(new io.natter.store.PurgeRequest(filter, before, keep));
        // Purging up to a sequence that was never reached leaves the stream there.
        if (filter.isAll()
                && before <= StreamWriter.SEQ_MAX
                && before > store.reader().lastSeq() + 1) {
            store.writer().skipTo(before);
        }
        return count;
    }

    // Unsigned in the API; nothing is ever stored beyond the signed range.
    private static long bounded(long unsigned) {
        return unsigned < 0 ? Long.MAX_VALUE : unsigned;
    }

    // What stands in the way; null for nothing.
    private @Nullable ApiError purgeError() {
        if (stream.config().sealed()) {
            return ApiErrorCode.STREAM_SEALED.error();
        }
        if (stream.config().denyPurge()) {
            return ApiErrorCode.STREAM_PURGE_FAILED.error("stream purge not permitted");
        }
        return stream.isClosed() ? ApiErrorCode.STREAM_NOT_FOUND.error() : null;
    }

    private @Nullable ApiError removalError(long seq) {
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
