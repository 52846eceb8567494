package io.natter.server.jetstream.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.natter.protocol.jetstream.ConsumerConfig;
import io.natter.protocol.jetstream.ConsumerInfo;
import io.natter.protocol.jetstream.SequenceInfo;
import io.natter.protocol.jetstream.StreamState;
import io.natter.protocol.json.JsonForm;
import io.natter.protocol.json.ObjectReader;
import io.natter.protocol.json.ObjectWriter;
import io.natter.server.jetstream.backup.ArchiveEntry;
import io.natter.server.jetstream.backup.ArchiveWriter;
import io.natter.store.CorruptRecordException;
import io.natter.store.RecordSnapshot;
import io.natter.store.StoredRecord;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of a backup, chunk by chunk: state, consumers, messages (D30).
 *
 * <p>Confined to one thread at a time.
 */
final class SnapshotSource implements AutoCloseable {
    private static final byte[] NONE = {};

    private final RecordSnapshot records;
    private final ArchiveWriter archive = new ArchiveWriter();
    private byte[] rest = NONE;
    private int at;
    private boolean isOver;

    /** A consumer as it stands in a backup: what it is to be, and up to where all was acknowledged. */
    record KeptConsumer(ConsumerConfig config, SequenceInfo delivered, SequenceInfo ackFloor) {
        static final JsonForm<KeptConsumer> JSON = JsonForm.of(KeptConsumer::read, KeptConsumer::write);
        private static final JsonForm<KeptConsumer> STATE = JsonForm.of(
                KeptConsumer::read,
                (kept, out) -> out.always("delivered", kept.delivered, SequenceInfo.JSON)
                        .always("ack_floor", kept.ackFloor, SequenceInfo.JSON));
        private static final JsonForm<SequenceInfo> FLOOR = JsonForm.of(
                in -> in.object("ack_floor", SequenceInfo.JSON),
                (floor, out) -> out.always("ack_floor", floor, SequenceInfo.JSON));

        // Messages that wait for an acknowledgement are to be delivered again.
        static KeptConsumer of(ConsumerInfo info) {
            SequenceInfo floor = bare(info.ackFloor());
            SequenceInfo delivered = info.ackPendingCount() > 0 ? floor : bare(info.delivered());
            ConsumerConfig config = Objects.requireNonNull(info.config());
            return new KeptConsumer(config, delivered, floor);
        }

        private static SequenceInfo bare(SequenceInfo info) {
            return new SequenceInfo(info.consumerSequence(), info.streamSequence(), null);
        }

        private static KeptConsumer read(ObjectReader in) {
            SequenceInfo floor = in.object("state", FLOOR);
            return new KeptConsumer(in.object("config", ConsumerConfig.JSON), floor, floor);
        }

        private void write(ObjectWriter out) {
            out.always("config", config, ConsumerConfig.JSON).always("state", this, STATE);
        }
    }

    SnapshotSource(RecordSnapshot records, StreamState state, List<ConsumerInfo> consumers) {
        this.records = records;
        add("state.json", StreamState.JSON.write(state));
        for (ConsumerInfo consumer : consumers) {
            add("consumers/" + consumer.name(), KeptConsumer.JSON.write(KeptConsumer.of(consumer)));
        }
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
