package io.natter.server.jetstream.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.natter.protocol.jetstream.ConsumerConfig;
import io.natter.protocol.jetstream.StreamConfig;
import io.natter.protocol.jetstream.StreamState;
import io.natter.protocol.json.JsonException;
import io.natter.server.jetstream.StreamRestore;
import io.natter.server.jetstream.api.SnapshotSource.KeptConsumer;
import io.natter.server.jetstream.backup.ArchiveEntry;
import io.natter.server.jetstream.backup.ArchiveReader;
import io.natter.server.jetstream.backup.BackupException;
import io.natter.server.jetstream.consumer.Consumer;
import io.natter.server.jetstream.consumer.Consumers;
import io.natter.server.jetstream.rules.ApiLevel;
import io.natter.server.jetstream.rules.ConsumerRules;
import io.natter.store.RecordDraft;
import io.natter.store.StoreException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a backup becomes: its entries, written to the store of the stream to be (D31).
 *
 * <p>Confined to the loop of the stream to be; {@link #write} and {@link #end} may be called from any thread, one after the other.
 */
final class RestoredStream {
    private static final String STATE = "state.json";
    private static final String CONSUMER = "consumers/";

    private final StreamRestore restore;
    private final StreamConfig config;
    private final ArchiveReader archive;
    private final RecordDraft draft = new RecordDraft();
    private final List<KeptConsumer> consumers = new ArrayList<>();
    private @Nullable StreamState state;
    private boolean hasEnded;

    RestoredStream(StreamRestore restore, StreamConfig config, long payloadBytesMost) {
        this.restore = restore;
        this.config = config;
        this.archive = new ArchiveReader(payloadBytesMost);
    }

    /** Writes what a chunk completes; {@code done} is told, on any thread, when that is on disk: nothing, or what went wrong. */
    void write(byte[] chunk, java.util.function.Consumer<String> done) {
        restore.execute(() -> guarded(done, () -> {
            archive.add(chunk);
            for (ArchiveEntry entry = archive.next(); entry != null; entry = archive.next()) {
                take(entry);
            }
        }));
    }

    /** Checks that nothing is missing, and leaves out the sequences that had no message at the end. */
    void end(java.util.function.Consumer<String> done) {
        restore.execute(() -> guarded(done, () -> {
            StreamState known = state;
            if (!hasEnded || known == null) {
                throw new BackupException("backup was truncated");
            }
            if (known.lastSequence() > restore.lastSeq()) {
                restore.writer().skipTo(known.lastSequence() + 1);
            }
        }));
    }

    private void guarded(java.util.function.Consumer<String> done, Runnable task) {
        try {
            task.run();
            restore.writer().commit(failure -> done.accept(failure == null ? "" : text(failure)));
        } catch (BackupException | JsonException | StoreException | IllegalArgumentException e) {
            done.accept(text(e));
        }
    }

    private static String text(Throwable failure) {
        return failure.getMessage() == null ? failure.toString() : failure.getMessage();
    }

    private void take(ArchiveEntry entry) {
        if (hasEnded) {
            throw new BackupException("archive: invalid archive stream");
        }
        if (state == null) {
            takeState(entry);
        } else if (entry.isEnd()) {
            hasEnded = true;
        } else if (entry.seq() == 0 && entry.name().startsWith(CONSUMER)) {
            consumers.add(KeptConsumer.JSON.read(entry.payload()));
        } else if (entry.seq() == 0) {
            throw new BackupException("expected message sequence");
        } else {
            takeMessage(entry);
        }
    }

    private void takeState(ArchiveEntry entry) {
        if (!entry.name().equals(STATE)) {
            throw new BackupException("expected state.json first");
        }
        StreamState known = StreamState.JSON.read(entry.payload());
        if (known.firstSequence() > 1) {
            restore.writer().skipTo(known.firstSequence());
        }
        state = known;
    }

    private void takeMessage(ArchiveEntry entry) {
        int length = entry.headers().length + entry.payload().length;
        if (config.maxMessageBytes() >= 0 && length > config.maxMessageBytes()) {
            throw new BackupException("message sequence " + entry.seq() + " exceeds maximum message size");
        }
        if (entry.seq() <= restore.lastSeq()) {
            throw new BackupException("message sequence " + entry.seq() + " out of order");
        }
        restore.writer()
                .append(draft.subject(entry.name().getBytes(UTF_8))
                        .headers(entry.headers())
                        .payload(entry.payload())
                        .timeNs(entry.timeNs())
                        .seq(entry.seq()));
    }

    /** Makes the consumers; each goes on behind the last message of which all before were acknowledged. */
    void restoreConsumers(Consumers made) {
        for (KeptConsumer kept : consumers) {
            ConsumerConfig wanted = kept.config();
            String name = wanted.name().isEmpty() ? wanted.durableName() : wanted.name();
            if (name.isEmpty() || made.find(name) != null) {
                continue;
            }
            ConsumerConfig named = wanted.toBuilder().name(name).build();
            Consumer consumer = made.create(ConsumerRules.settled(ApiLevel.stored(named)));
            if (kept.ackFloor().streamSequence() > 0) {
                consumer.reset(kept.ackFloor().streamSequence() + 1);
            }
        }
    }
}
