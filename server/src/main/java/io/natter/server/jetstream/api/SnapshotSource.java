package io.natter.server.jetstream.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.natter.protocol.jetstream.StreamState;
import io.natter.server.jetstream.backup.ArchiveEntry;
import io.natter.server.jetstream.backup.ArchiveWriter;
import io.natter.server.jetstream.consumer.KeptConsumer;
import io.natter.store.CorruptRecordException;
import io.natter.store.RecordSnapshot;
import io.natter.store.StoredRecord;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of a backup, chunk by chunk: state, consumers, messages (D30).
 *
 * <p>Confined to one thread at a time.
 */
final class SnapshotSource implements AutoCloseable {
    private static final byte[] NONE = {};

    private final String stream;
    private final RecordSnapshot records;
    private final ArchiveWriter archive = new ArchiveWriter();
    private byte[] rest = NONE;
    private int at;
    private boolean isOver;

    SnapshotSource(String stream, RecordSnapshot records, StreamState state, List<KeptConsumer> consumers) {
        this.stream = stream;
        this.records = records;
        add("state.json", StreamState.JSON.write(state));
        for (KeptConsumer consumer : consumers) {
            add("consumers/" + consumer.name(), KeptConsumer.JSON.write(consumer));
        }
    }

    /** The name of the stream. */
    String stream() {
        return stream;
    }

    private void add(String name, byte[] json) {
        archive.write(new ArchiveEntry(name, 1, 0, NONE, json));
    }

    /** The next bytes, fewer than asked for at the end only. May read the disk. */
    byte[] read(int length) {
        byte[] chunk = new byte[length];
        int filled = 0;
        while (filled < length) {
            if (at == rest.length && !fill()) {
                break;
            }
            int count = Math.min(length - filled, rest.length - at);
            System.arraycopy(rest, at, chunk, filled, count);
            at += count;
            filled += count;
        }
        return filled == length ? chunk : Arrays.copyOf(chunk, filled);
    }

    private boolean fill() {
        while (archive.size() == 0 && !isOver) {
            StoredRecord record = next();
            if (record == null) {
                isOver = true;
                archive.end();
            } else {
                String subject = new String(record.subject(), UTF_8);
                archive.write(
                        new ArchiveEntry(subject, record.timeNs(), record.seq(), record.headers(), record.payload()));
            }
        }
        rest = archive.take();
        at = 0;
        return rest.length > 0;
    }

    // A damaged record is left out; its sequence is missing then.
    private @Nullable StoredRecord next() {
        StoredRecord record = null;
        boolean isDamaged;
        do {
            isDamaged = false;
            try {
                record = records.next();
            } catch (CorruptRecordException damaged) {
                isDamaged = true;
            }
        } while (isDamaged);
        return record;
    }

    @Override
    public void close() {
        records.close();
    }
}
