package io.natter.server.jetstream.stream;

import io.natter.protocol.wire.ByteBuilder;
import io.natter.server.core.OutgoingMessage;
import io.natter.store.Commit;
import io.natter.store.StoreException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What waits for one unit of changes to be on disk: answers to publishers, messages to publish again, and callers.
 *
 * <p>Confined to the stream's loop, but for {@link #done}. Used again when it was settled.
 *
 * <pre>
 *  bytes    subject headers payload | subject headers payload | ...
 *  ends     end of each of the three, and the kind, of each message
 * </pre>
 */
final class Unit implements Commit, Runnable {
    private static final int BYTES_KEPT = 1 << 18;
    private static final int ENTRY = 4;

    /** What a message waits for. */
    private static final int IF_STORED = 0;

    private static final int IF_STORED_ELSE_ERROR = 1;
    private static final int ALWAYS = 2;

    private final Units units;
    private final ByteBuilder bytes = new ByteBuilder(1024);
    private int[] ends = new int[64 * ENTRY];
    private int count;
    private List<Consumer<@Nullable StoreException>> waiting = new ArrayList<>();
    private volatile @Nullable StoreException failure;

    Unit(Units units) {
        this.units = units;
    }

    /** Whether nobody waits for it. */
    boolean isEmpty() {
        return count == 0 && waiting.isEmpty();
    }

    /** Where the next message's parts are appended, in order; {@link #headersHere} and one of the others close it. */
    ByteBuilder subject(byte[] subject, int from, int length) {
        if (count * ENTRY == ends.length) {
            ends = Arrays.copyOf(ends, ends.length * 2);
        }
        bytes.append(subject, from, length);
        ends[count * ENTRY] = bytes.length();
        ends[count * ENTRY + 1] = bytes.length();
        return bytes;
    }

    /** What was appended so far is the headers. */
    ByteBuilder headersHere() {
        ends[count * ENTRY + 1] = bytes.length();
        return bytes;
    }

    /** What was appended is an acknowledgement; it becomes an error when the unit is not stored. */
    void ackHere() {
        close(IF_STORED_ELSE_ERROR);
    }

    /** What was appended is published when the unit is stored. */
    void publicationHere() {
        close(IF_STORED);
    }

    /** What was appended is published whatever becomes of the unit, but not before. */
    void answerHere() {
        close(ALWAYS);
    }

    private void close(int kind) {
        ends[count * ENTRY + 2] = bytes.length();
        ends[count * ENTRY + 3] = kind;
        count++;
    }

    /** Tells somebody on the loop when the unit is on disk, or why not. */
    void whenDone(Consumer<@Nullable StoreException> waiter) {
        waiting.add(waiter);
    }

    @Override
    public void done(@Nullable StoreException failed) {
        failure = failed;
        units.onDone(this);
    }

    @Override
    public void run() {
        units.settle(this, failure);
    }

    /** Publishes what is to be published, and tells those who wait. */
    void settle(@Nullable StoreException failed, OutgoingMessage out, byte[] refusal) {
        int from = 0;
        for (int i = 0; i < count; i++) {
            int at = i * ENTRY;
            int kind = ends[at + 3];
            if (failed == null || kind != IF_STORED) {
                byte[] array = bytes.array();
                out.to(array, from, ends[at] - from)
                        .headers(array, ends[at], ends[at + 1] - ends[at])
                        .payload(array, ends[at + 1], ends[at + 2] - ends[at + 1]);
                if (failed != null && kind == IF_STORED_ELSE_ERROR) {
                    out.payload(refusal);
                }
                units.publish(out);
            }
            from = ends[at + 2];
        }
        count = 0;
        if (!waiting.isEmpty()) {
            List<Consumer<@Nullable StoreException>> told = waiting;
            waiting = new ArrayList<>();
            told.forEach(waiter -> waiter.accept(failed));
        }
    }

    /** Makes it ready to be used again; false when it has grown too large to be kept. */
    boolean clear() {
        bytes.clear();
        failure = null;
        return bytes.array().length <= BYTES_KEPT;
    }
}
