package io.natter.server.jetstream.stream;

import io.natter.store.Spill;
import io.natter.store.StreamStore;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The messages of a batch that is not stored yet, in order, without their reply subjects.
 *
 * <p>Confined to the stream's loop. Used again for another batch. Past {@link #MEMORY_BYTES_MAX} they wait on disk, where the stream's store has one.
 *
 * <pre>
 *  chunks    | subject headers payload subject headers payload ... | subject headers payload ... |      4 KiB, then up to 64 KiB each
 *            the first ones may be on disk; one of those at a time is read back
 *  entries   chunk, position, length of subject, headers, payload; of each message
 * </pre>
 */
final class StagedMessages {
    /** How much of a batch is in memory while it waits, but for its last message. */
    static final long MEMORY_BYTES_MAX = 1 << 20;

    private static final int CHUNK_BYTES_MIN = 4 << 10;
    private static final int CHUNK_BYTES_MAX = 64 << 10;
    private static final int KEPT_BYTES = 64 << 10;
    private static final int ENTRY = 5;
    private static final byte[] ON_DISK = {};

    private final StreamStore store;
    private final List<byte[]> chunks = new ArrayList<>();
    private int[] ends = new int[8]; // of each chunk, how much of it is filled
    private int[] entries = new int[16 * ENTRY];
    private int count;
    private int chunk;
    private long chunkBytes;
    private long memoryBytes;

    private @Nullable Spill spill;
    private int spilled; // so many chunks
    private byte[] readBack = ON_DISK;
    private int readBackChunk = -1;

    /** What is no longer as it was added; empty while all are as they were. */
    private final ArrayList<@Nullable Change> changes = new ArrayList<>();

    /**
     * What stands for the parts of a message; null where it is as it was added.
     *
     * <p>Immutable.
     */
    @SuppressWarnings("ArrayRecordComponent") // identity is never asked for
    private record Change(byte @Nullable [] subject, byte @Nullable [] headers, byte @Nullable [] payload) {}

    /** Nothing yet, for a stream with this store. */
    StagedMessages(StreamStore store) {
        this.store = store;
    }

    /** How many there are. */
    int count() {
        return count;
    }

    /** Bytes of those that wait in memory. */
    long memoryBytes() {
        return memoryBytes;
    }

    /** Whether some wait on disk. */
    boolean isSpilled() {
        return spilled > 0;
    }

    /**
     * Adds a copy of a message.
     *
     * @throws io.natter.store.StoreException when the disk does not take it; nothing can be done then but {@link #clear}
     */
    void add(Publish message) {
        int length = message.subjectLength + message.headersLength + message.payloadLength;
        byte[] bytes = room(length);
        int at = count * ENTRY;
        if (at == entries.length) {
            entries = Arrays.copyOf(entries, at * 2);
        }
        int to = ends[chunk];
        entries[at] = chunk;
        entries[at + 1] = to;
        entries[at + 2] = message.subjectLength;
        entries[at + 3] = message.headersLength;
        entries[at + 4] = message.payloadLength;
        System.arraycopy(message.subject, message.subjectFrom, bytes, to, message.subjectLength);
        to += message.subjectLength;
        System.arraycopy(message.headers, message.headersFrom, bytes, to, message.headersLength);
        to += message.headersLength;
        System.arraycopy(message.payload, message.payloadFrom, bytes, to, message.payloadLength);
        ends[chunk] = to + message.payloadLength;
        count++;
        memoryBytes += length;
        if (memoryBytes > MEMORY_BYTES_MAX) {
            putOnDisk();
        }
    }

    private byte[] room(int length) {
        while (chunk < chunks.size() && chunks.get(chunk).length - ends[chunk] < length) {
            chunk++;
        }
        if (chunk == chunks.size()) {
            int wanted = (int) Math.min(CHUNK_BYTES_MAX, Math.max(CHUNK_BYTES_MIN, chunkBytes));
            byte[] added = new byte[Math.max(length, wanted)];
            chunkBytes += added.length;
            chunks.add(added);
            if (chunks.size() > ends.length) {
                ends = Arrays.copyOf(ends, chunk * 2);
            }
        }
        return chunks.get(chunk);
    }

    private void putOnDisk() {
        if (spill == null) {
            spill = store.spill();
        }
        Spill target = spill;
        if (target == null) {
            return;
        }
        for (; spilled < chunks.size(); spilled++) {
            target.put(chunks.get(spilled), ends[spilled]);
            chunks.set(spilled, ON_DISK);
        }
        memoryBytes = 0;
    }

    private byte[] chunk(int number) {
        Spill source = spill;
        if (number >= spilled || source == null) {
            return chunks.get(number);
        }
        if (number != readBackChunk) {
            readBack = source.get(number);
            readBackChunk = number;
        }
        return readBack;
    }

    /**
     * Shows a message as it is now; valid until another one is shown, or this is cleared.
     *
     * @throws io.natter.store.StoreException when it cannot be read from disk
     */
    void show(int index, Publish into) {
        int at = index * ENTRY;
        byte[] bytes = chunk(entries[at]);
        int headersFrom = entries[at + 1] + entries[at + 2];
        into.subject(bytes, entries[at + 1], entries[at + 2])
                .reply(bytes, 0, 0)
                .headers(bytes, headersFrom, entries[at + 3])
                .payload(bytes, headersFrom + entries[at + 3], entries[at + 4]);
        Change change = index < changes.size() ? changes.get(index) : null;
        if (change != null && change.subject != null) {
            into.subject(change.subject);
        }
        if (change != null && change.headers != null) {
            into.headers(change.headers);
        }
        if (change != null && change.payload != null) {
            into.payload(change.payload);
        }
    }

    /** Takes over what became of the message that was shown last: arrays of their own may stand for its subject, headers or payload. */
    void keep(int index, Publish shown) {
        byte[] bytes = chunk(entries[index * ENTRY]);
        byte[] subject = isOther(shown.subject, bytes) ? shown.subject : null;
        byte[] headers = isOther(shown.headers, bytes) ? shown.headers : null;
        byte[] payload = isOther(shown.payload, bytes) ? shown.payload : null;
        if (subject == null && headers == null && payload == null) {
            return;
        }
        while (changes.size() <= index) {
            changes.add(null);
        }
        changes.set(index, new Change(subject, headers, payload));
    }

    @SuppressWarnings("ReferenceEquality") // whether it is the chunk's own bytes
    private static boolean isOther(byte[] part, byte[] chunk) {
        return part != chunk;
    }

    /** Forgets them all; false when this is not worth keeping. */
    boolean clear() {
        Spill source = spill;
        if (source != null) {
            source.close();
            return false;
        }
        Arrays.fill(ends, 0);
        count = 0;
        chunk = 0;
        memoryBytes = 0;
        changes.clear();
        return chunkBytes <= KEPT_BYTES && entries.length <= KEPT_BYTES;
    }
}
