package io.natter.server.jetstream.stream;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The messages of a batch that is not stored yet, in order, without their reply subjects.
 *
 * <p>Confined to the stream's loop. Used again for another batch.
 *
 * <pre>
 *  chunks    | subject headers payload subject headers payload ... | subject headers payload ... |      4 KiB, then up to 64 KiB each
 *  entries   chunk, position, length of subject, headers, payload; of each message
 * </pre>
 */
final class StagedMessages {
    private static final int CHUNK_BYTES_MIN = 4 << 10;
    private static final int CHUNK_BYTES_MAX = 64 << 10;
    private static final int KEPT_BYTES = 64 << 10;
    private static final int ENTRY = 5;

    private final List<byte[]> chunks = new ArrayList<>();
    private int[] entries = new int[16 * ENTRY];
    private int count;
    private int chunk;
    private int used; // of that chunk
    private long chunkBytes;

    /** What is no longer as it was added; null elsewhere, empty while all are as they were. */
    private final ArrayList<@Nullable Publish> changed = new ArrayList<>();

    /** Nothing yet. */
    StagedMessages() {}

    /** How many there are. */
    int count() {
        return count;
    }

    /** Adds a copy of a message. */
    void add(Publish message) {
        int length = message.subjectLength + message.headersLength + message.payloadLength;
        byte[] bytes = room(length);
        int at = count * ENTRY;
        if (at == entries.length) {
            entries = Arrays.copyOf(entries, at * 2);
        }
        entries[at] = chunk;
        entries[at + 1] = used;
        entries[at + 2] = message.subjectLength;
        entries[at + 3] = message.headersLength;
        entries[at + 4] = message.payloadLength;
        System.arraycopy(message.subject, message.subjectFrom, bytes, used, message.subjectLength);
        used += message.subjectLength;
        System.arraycopy(message.headers, message.headersFrom, bytes, used, message.headersLength);
        used += message.headersLength;
        System.arraycopy(message.payload, message.payloadFrom, bytes, used, message.payloadLength);
        used += message.payloadLength;
        count++;
    }

    private byte[] room(int length) {
        while (chunk < chunks.size() && chunks.get(chunk).length - used < length) {
            chunk++;
            used = 0;
        }
        if (chunk == chunks.size()) {
            int wanted = (int) Math.min(CHUNK_BYTES_MAX, Math.max(CHUNK_BYTES_MIN, chunkBytes));
            byte[] added = new byte[Math.max(length, wanted)];
            chunkBytes += added.length;
            chunks.add(added);
        }
        return chunks.get(chunk);
    }

    /** Shows a message as it is now; valid until this is cleared. */
    void show(int index, Publish into) {
        Publish other = index < changed.size() ? changed.get(index) : null;
        if (other != null) {
            into.of(other);
            return;
        }
        int at = index * ENTRY;
        byte[] bytes = chunks.get(entries[at]);
        int headersFrom = entries[at + 1] + entries[at + 2];
        into.subject(bytes, entries[at + 1], entries[at + 2])
                .reply(bytes, 0, 0)
                .headers(bytes, headersFrom, entries[at + 3])
                .payload(bytes, headersFrom + entries[at + 3], entries[at + 4]);
    }

    /** Takes over what became of a message that was shown: other bytes may stand for its subject, headers or payload. */
    @SuppressWarnings("ReferenceEquality") // whether it is still the chunk's own bytes
    void keep(int index, Publish shown) {
        byte[] bytes = chunks.get(entries[index * ENTRY]);
        if (shown.subject == bytes
                && shown.headers == bytes
                && shown.payload == bytes
                && shown.headersLength == entries[index * ENTRY + 3]) {
            return;
        }
        while (changed.size() <= index) {
            changed.add(null);
        }
        changed.set(index, new Publish().of(shown));
    }

    /** Forgets them all; false when this has grown too large to be used again. */
    boolean clear() {
        count = 0;
        chunk = 0;
        used = 0;
        changed.clear();
        return chunkBytes <= KEPT_BYTES && entries.length <= KEPT_BYTES;
    }
}
