package io.natter.server.jetstream.stream;

import io.natter.store.StoredRecord;
import io.natter.store.StreamReader;
import io.natter.store.SubjectFilter;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.PriorityQueue;

/**
 * Finds how far sources were copied.
 *
 * <p>Looks back from the newest message, a step at a time, until each source was met or nothing is left that its position does not count
 * in.
 *
 * <p>Confined to the stream's loop.
 */
final class CopiedScan {
    private static final int LOOKED_AT_ONCE = 1_000;

    private final Stream stream;
    private final Map<SourceName, SourcePosition> missing;

    /** Those with a position, from the one that counts most: as many as a stream may have, so none is looked at twice. */
    private final PriorityQueue<Map.Entry<SourceName, SourcePosition>> known;

    private final Map<SourceName, SourcePosition> found = new HashMap<>();
    private final java.util.function.Consumer<Map<SourceName, SourcePosition>> done;
    private final PublishHeaders headers = new PublishHeaders();
    private long nextSeq;

    /**
     * A scan that does nothing yet.
     *
     * @param known the sources, with what is known of them
     * @param done told once what was found, for each of them; not told when the stream ends before
     */
    CopiedScan(
            Stream stream,
            Map<SourceName, SourcePosition> known,
            java.util.function.Consumer<Map<SourceName, SourcePosition>> done) {
        this.stream = stream;
        this.missing = new HashMap<>(known);
        this.known = new PriorityQueue<>(
                Comparator.comparingLong(entry -> -entry.getValue().upToSeq()));
        this.known.addAll(known.entrySet());
        this.done = done;
        this.nextSeq = stream.reader().lastSeq();
    }

    /** Takes a step; the first one ends it where the stream is small. */
    void run() {
        if (stream.isClosed()) {
            return;
        }
        StreamReader reader = stream.reader();
        for (int i = 0; i < LOOKED_AT_ONCE; i++) {
            passOver();
            StoredRecord record =
                    missing.isEmpty() || nextSeq < 1 ? null : reader.previous(SubjectFilter.all(), nextSeq);
            if (record == null) {
                found.putAll(missing);
                done.accept(found);
                return;
            }
            look(record);
            nextSeq = record.seq() - 1;
        }
        stream.environment().execute(this::run);
    }

    // Whose position counts in all that is left need not be looked for.
    private void passOver() {
        for (var first = known.peek(); first != null && first.getValue().upToSeq() >= nextSeq; first = known.peek()) {
            known.remove();
            if (missing.remove(first.getKey()) != null) {
                found.put(first.getKey(), first.getValue());
            }
        }
    }

    private void look(StoredRecord record) {
        if (record.headersLength() == 0) {
            return;
        }
        headers.read(record.bytes(), record.headersFrom(), record.headersLength());
        String header = headers.text(PublishHeader.STREAM_SOURCE);
        SourceName name = header.isEmpty() ? null : SourceName.in(header);
        SourcePosition position = name == null ? null : SourceName.positionIn(header);
        if (name != null && position != null && missing.remove(name) != null) {
            found.put(name, position);
        }
    }
}
