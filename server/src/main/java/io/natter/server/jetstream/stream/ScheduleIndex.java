package io.natter.server.jetstream.stream;

import io.natter.store.StoreException;
import java.nio.ByteBuffer;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/**
 * Which messages of a stream are schedules, as a side record that is written now and then.
 *
 * <p>So that an opening looks at those, and at what came after, and not at every message.
 *
 * <p>Confined to the stream's loop. It is written when all it counts is on disk, so it is never ahead of the messages.
 *
 * <pre>
 *  byte   0             8            16
 *  value  | up to seq   | seq        | seq ...     big-endian
 * </pre>
 */
final class ScheduleIndex {
    private static final String KEY = "schedules";
    private static final long STORED_BETWEEN_MIN = 10_000;
    private static final int STORED_FOR_EACH = 4; // so that it costs little beside the messages

    private final Stream stream;
    private long upToSeq;
    private boolean isWaiting;

    ScheduleIndex(Stream stream) {
        this.stream = stream;
    }

    /**
     * What is known.
     *
     * @param upToSeq messages behind this one are not counted in
     * @param seqs messages that were schedules then
     */
    @SuppressWarnings("ArrayRecordComponent") // identity is never asked for
    record Known(long upToSeq, long[] seqs) {}

    /** What was written last; nothing up to 0 when there is none, or the stream has lost what it counts. */
    Known load() {
        Known known = read(stream.side().get(KEY));
        upToSeq = known.upToSeq;
        return known;
    }

    private Known read(byte @Nullable [] value) {
        if (value == null || value.length < Long.BYTES || value.length % Long.BYTES != 0) {
            return new Known(0, new long[0]);
        }
        ByteBuffer in = ByteBuffer.wrap(value);
        long upTo = in.getLong();
        if (upTo < 0 || upTo > stream.reader().lastSeq()) {
            return new Known(0, new long[0]);
        }
        long[] seqs = new long[in.remaining() / Long.BYTES];
        in.asLongBuffer().get(seqs);
        return new Known(upTo, seqs);
    }

    /** A message was stored: writes the index when it has fallen far behind. */
    void onStored(long seq, Collection<Schedules.Due> schedules) {
        if (!isWaiting && seq - upToSeq >= Math.max(STORED_BETWEEN_MIN, (long) schedules.size() * STORED_FOR_EACH)) {
            isWaiting = true;
            byte[] value = encode(seq, schedules);
            stream.units().open().whenDone(failure -> {
                isWaiting = false;
                if (failure == null && !stream.isClosed()) {
                    write(seq, value);
                }
            });
        }
    }

    /** Writes the index with the last changes of a stream that stops. */
    void close(Collection<Schedules.Due> schedules) {
        long seq = stream.reader().lastSeq();
        if (seq > upToSeq) {
            stream.side().put(KEY, encode(seq, schedules));
        }
    }

    private static byte[] encode(long seq, Collection<Schedules.Due> schedules) {
        ByteBuffer out =
                ByteBuffer.allocate(Long.BYTES * (1 + schedules.size())).putLong(seq);
        schedules.forEach(due -> out.putLong(due.seq()));
        return out.array();
    }

    private void write(long seq, byte[] value) {
        upToSeq = seq;
        stream.side().put(KEY, value);
        try {
            stream.side().write();
        } catch (StoreException refused) {
            stream.warn("the index of schedules is not written: " + refused.getMessage());
        }
    }
}
