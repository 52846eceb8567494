package io.natter.server.jetstream.stream;

import io.natter.store.StoreException;
import io.natter.store.StoredRecord;
import java.util.ArrayDeque;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Increments that wait while the counter of the first of them is read: by another thread, since it is not in memory.
 *
 * <p>Confined to the stream's loop. All that come behind it go on in their order. At most 4 MiB wait: past that the loop reads, and
 * publishers are held back as by any busy loop.
 */
final class AwaitedCounters {
    private static final int MESSAGE_BYTES = 256; // what one costs beside its bytes

    private final Stream stream;
    private final Counters counters;
    private final Consumer<Publish> next;
    private final ArrayDeque<Publish> waiting = new ArrayDeque<>();
    private long waitingBytes;

    /**
     * Nothing waits yet.
     *
     * @param next takes a message that need not wait any more
     */
    AwaitedCounters(Stream stream, Counters counters, Consumer<Publish> next) {
        this.stream = stream;
        this.counters = counters;
        this.next = next;
    }

    /** Takes a message that has to wait; false when it can go on. */
    boolean holds(Publish message) {
        if (waiting.isEmpty() && (!stream.config().allowCounter() || counters.coldSeq(message) == 0)) {
            return false;
        }
        if (waitingBytes > AwaitedIds.WAITING_BYTES_MAX) {
            goOn(true);
            return false;
        }
        boolean isFirst = waiting.isEmpty();
        waiting.add(message.copy());
        waitingBytes += message.sizeBytes() + MESSAGE_BYTES;
        if (isFirst) {
            goOn(false);
        }
        return true;
    }

    private void goOn(boolean mayWait) {
        for (Publish first = waiting.peek(); first != null; first = waiting.peek()) {
            long coldSeq = mayWait ? 0 : counters.coldSeq(first);
            if (coldSeq != 0) {
                stream.environment().work(() -> read(coldSeq));
                return;
            }
            waiting.remove();
            waitingBytes -= first.sizeBytes() + MESSAGE_BYTES;
            next.accept(first);
        }
    }

    // On another thread.
    private void read(long seq) {
        StoredRecord record = tryRead(seq);
        stream.environment().execute(() -> {
            if (!stream.isClosed()) {
                counters.fetched(seq, record);
                goOn(false);
            }
        });
    }

    private @Nullable StoredRecord tryRead(long seq) {
        try {
            return stream.reader().get(seq);
        } catch (StoreException unreadable) {
            return null; // who needs it is told why
        }
    }
}
