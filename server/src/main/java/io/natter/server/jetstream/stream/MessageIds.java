package io.natter.server.jetstream.stream;

import io.natter.protocol.jetstream.StorageType;
import io.natter.store.CorruptRecordException;
import io.natter.store.StoredRecord;
import io.natter.store.StreamReader;
import org.jspecify.annotations.Nullable;

/**
 * The ids of a stream's messages: those of the duplicate window (D101), and the last one.
 *
 * <p>Confined to the stream's loop. Ids are in the messages, so they survive whatever the messages survive. Those that were stored before
 * the stream was opened are read when they are first needed, which for most streams is never; by another thread where that may wait for the
 * disk ({@link AwaitedIds}), by the loop for a message that cannot wait: a copy from another stream.
 *
 * <pre>
 *  unread ── unread, take ──> being read, some messages at a time ── the newest was read ──> known: each id is added as it is stored
 * </pre>
 */
final class MessageIds {
    private static final long UNREAD = 0;
    private static final long KNOWN = Long.MAX_VALUE;
    private static final int FORGOTTEN_AT_ONCE = 16;

    static final int READ_AT_ONCE = 2_000;

    private final Stream stream;
    private final DuplicateWindow window;
    private final PublishHeaders stored = new PublishHeaders();
    private long windowNs;
    private long nextSeq; // the next message to look at
    private int version; // goes up when stored messages were taken back
    private @Nullable String last; // null while nobody asked

    MessageIds(Stream stream) {
        this.stream = stream;
        this.window = new DuplicateWindow(stream.environment().random().nextInt());
        nextSeq = stream.reader().lastSeq() == 0 ? KNOWN : UNREAD;
    }

    /** Remembers ids for so long from now on; 0 for not at all. */
    void windowNs(long ns) {
        windowNs = ns;
    }

    /** Whether every id that a message could repeat is known: {@link #find} need not read. */
    boolean areKnown() {
        return nextSeq == KNOWN || windowNs <= 0;
    }

    /** Whether they become known without waiting for a disk: nothing is stored, or all of it in memory. */
    boolean isReadAtOnce() {
        return stream.reader().count() == 0 || stream.config().storage() == StorageType.MEMORY;
    }

    /** What is to be read next: so many stored messages at most. Any thread may read it, one at a time. */
    StoredIds.Request unread(int countMax) {
        long sinceNs = stream.environment().wallNs() - windowNs;
        return new StoredIds.Request(stream.reader(), nextSeq, sinceNs, countMax, version);
    }

    /** Takes what was read; returns whether all ids are known now. What changed meanwhile is to be read again. */
    boolean take(StoredIds read) {
        StoredIds.Request request = read.request();
        if (areKnown() || request.version() != version || request.fromSeq() != nextSeq) {
            return areKnown();
        }
        read.found().forEach(each -> window.add(each.id(), 0, each.id().length, each.seq(), each.timeNs()));
        if (read.failure() != null) {
            stream.warn(
                    "ids of stored messages cannot be read: " + read.failure().getMessage());
        }
        boolean isEnd =
                read.isEnd() && (read.failure() != null || stream.reader().lastSeq() < read.nextSeq());
        nextSeq = isEnd ? KNOWN : Math.max(read.nextSeq(), 1);
        return isEnd;
    }

    /** Reads what is left, on the loop. */
    void readAll() {
        while (!areKnown() && !take(unread(READ_AT_ONCE).read())) {
            // some at a time, so that they need not be held twice
        }
    }

    private boolean has(StoredRecord record) {
        if (record.headersLength() == 0) {
            return false;
        }
        stored.read(record.bytes(), record.headersFrom(), record.headersLength());
        return stored.has(PublishHeader.MESSAGE_ID);
    }

    /** The sequence of the message with the same id that is there already, or 0. Reads whatever is left to be read. */
    long find(PublishHeaders headers) {
        readAll();
        forget(FORGOTTEN_AT_ONCE);
        return window.find(
                headers.bytes(), headers.from(PublishHeader.MESSAGE_ID), headers.length(PublishHeader.MESSAGE_ID));
    }

    /** A message was stored, and is the last now. */
    void onStored(PublishHeaders headers, long seq, long timeNs) {
        if (!headers.has(PublishHeader.MESSAGE_ID)) {
            last = "";
            return;
        }
        last = headers.text(PublishHeader.MESSAGE_ID);
        if (windowNs > 0 && nextSeq == KNOWN) { // else it will be read
            add(headers, seq, timeNs);
        }
    }

    private void add(PublishHeaders headers, long seq, long timeNs) {
        window.add(
                headers.bytes(),
                headers.from(PublishHeader.MESSAGE_ID),
                headers.length(PublishHeader.MESSAGE_ID),
                seq,
                timeNs);
    }

    /** The id of the last message, empty for none. */
    String last() {
        String known = last;
        if (known == null) {
            known = read(stream.reader());
            last = known;
        }
        return known;
    }

    private String read(StreamReader reader) {
        try {
            StoredRecord record = reader.get(reader.lastSeq());
            return record != null && has(record) ? stored.text(PublishHeader.MESSAGE_ID) : "";
        } catch (CorruptRecordException damaged) {
            return "";
        }
    }

    /** Forgets ids whose window is over, at most so many. */
    void forget(int countMax) {
        window.forgetUpTo(stream.environment().wallNs() - windowNs, countMax);
    }

    /** When the oldest id is to be forgotten; {@link Long#MAX_VALUE} for never. */
    long nextForgettingNs() {
        long oldest = window.oldestTimeNs();
        return oldest == Long.MAX_VALUE ? oldest : oldest + windowNs;
    }

    /** The newest messages were taken back: their ids go as well. */
    void rewind() {
        version++;
        long lastSeq = stream.reader().lastSeq();
        window.forgetAbove(lastSeq);
        if (nextSeq != KNOWN) {
            nextSeq = Math.min(nextSeq, lastSeq + 1);
        }
        last = null;
    }
}
