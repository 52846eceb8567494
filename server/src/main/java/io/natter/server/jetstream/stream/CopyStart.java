package io.natter.server.jetstream.stream;

import io.natter.protocol.jetstream.StreamSource;
import io.natter.store.StreamState;
import java.time.Instant;

/**
 * Where copying begins when nothing was copied yet (D71): by sequence, or by time where one is given.
 *
 * <p>Immutable.
 *
 * @param seq the first sequence of the origin; 0 for the first there is
 * @param timeNs when the first message was stored, at the earliest, in ns since 1970; 0 when the sequence counts
 */
record CopyStart(long seq, long timeNs) {
    /**
     * As nats-server has it: what the source says; but a stream that had messages and lost them takes nothing older than those.
     *
     * @param isAnother whether the origin is another stream than the one that was copied before
     */
    static CopyStart of(Stream stream, StreamSource source, boolean isAnother) {
        if (source.startSequence() != 0) {
            return new CopyStart(source.startSequence(), 0);
        }
        StreamState state = stream.reader().state();
        Instant time = source.startTime();
        if (stream.config().mirror() != null) {
            return new CopyStart(0, time == null ? 0 : Schedules.ns(time));
        }
        if (time != null) {
            return new CopyStart(0, Math.max(Schedules.ns(time), state.lastTimeNs()));
        }
        boolean wasUsed = state.firstSeq() > 1 && state.lastTimeNs() > 0;
        return new CopyStart(0, wasUsed && !isAnother ? state.lastTimeNs() : 0);
    }
}
