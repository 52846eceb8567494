package io.natter.server.jetstream.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.natter.protocol.jetstream.StreamConfig;
import io.natter.protocol.json.JsonException;
import io.natter.server.jetstream.StreamRestore;
import io.natter.server.jetstream.backup.ArchiveEntry;
import io.natter.server.jetstream.backup.BackupException;
import io.natter.server.jetstream.backup.BackupReader;
import io.natter.server.jetstream.backup.BackupTarget;
import io.natter.server.jetstream.consumer.Consumers;
import io.natter.server.jetstream.consumer.KeptConsumer;
import io.natter.server.jetstream.rules.ApiLevel;
import io.natter.server.jetstream.rules.ConsumerRules;
import io.natter.server.jetstream.stream.MessageTtl;
import io.natter.store.PurgeRequest;
import io.natter.store.RecordDraft;
import io.natter.store.Removal;
import io.natter.store.StoreException;
import io.natter.store.StreamWriter;
import java.time.Instant;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What a backup becomes: its messages, written to the store of the stream to be (D31).
 *
 * <p>Confined to the loop of the stream to be; {@link #write} and {@link #end} may be called from any thread, one after the other.
 */
final class RestoredStream implements BackupTarget {
    private final StreamRestore restore;
    private final StreamConfig config;
    private final BackupReader backup;
    private final RecordDraft draft = new RecordDraft();

    RestoredStream(StreamRestore restore, StreamConfig config, long payloadBytesMost) {
        this.restore = restore;
        this.config = config;
        this.backup = new BackupReader(config.name(), payloadBytesMost, this);
    }

    /** Writes what a chunk completes; {@code done} is told, on any thread, when that is on disk: nothing, or what went wrong. */
    void write(byte[] chunk, Consumer<String> done) {
        restore.execute(() -> guarded(done, () -> backup.add(chunk)));
    }

    /** Checks that nothing is missing. */
    void end(Consumer<String> done) {
        restore.execute(() -> guarded(done, backup::end));
    }

    private void guarded(Consumer<String> done, Runnable task) {
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

    @Override
    public void skipTo(long nextSeq) {
        if (nextSeq > restore.lastSeq() + 1) {
            restore.writer().skipTo(nextSeq);
        }
    }

    @Override
    public void add(ArchiveEntry message) {
        int length = message.headers().length + message.payload().length;
        if (config.maxMessageBytes() >= 0 && length > config.maxMessageBytes()) {
            throw new BackupException("message sequence " + message.seq() + " exceeds maximum message size");
        }
        if (message.seq() <= restore.lastSeq()) {
            throw new BackupException("message sequence " + message.seq() + " out of order");
        }
        if (message.seq() - restore.lastSeq() > StreamWriter.LEAP_MAX) {
            restore.writer().commit(failed -> {}); // a later one fails as well
        }
        long expiryNs = config.allowMessageTtl() ? MessageTtl.expiryNs(message.headers(), message.timeNs()) : 0;
        restore.writer()
                .append(draft.subject(message.name().getBytes(UTF_8))
                        .headers(message.headers())
                        .payload(message.payload())
                        .timeNs(message.timeNs())
                        .expiryNs(expiryNs)
                        .seq(message.seq()));
    }

    @Override
    public void remove(long seq) {
        restore.writer().remove(seq, Removal.FORGET);
    }

    @Override
    public void removeBefore(long seq) {
        restore.writer().purge(PurgeRequest.before(seq));
    }

    @Override
    public long lastSeq() {
        return restore.lastSeq();
    }

    /** When the stream was created, or null where the backup does not tell. */
    @Nullable
    Instant created() {
        return backup.created();
    }

    /** Makes the consumers; each goes on where it was. */
    void restoreConsumers(Consumers made) {
        for (KeptConsumer kept : backup.consumers()) {
            if (!kept.name().isEmpty() && made.find(kept.name()) == null) {
                made.restore(ConsumerRules.settled(ApiLevel.stored(kept.config())), kept);
            }
        }
    }
}
