package io.natter.server.jetstream.backup;

import io.natter.protocol.jetstream.StreamState;
import io.natter.server.jetstream.consumer.KeptConsumer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A backup in the form of an archive: the stream's state, its consumers, its messages, and an end. Confined to one thread. */
final class StreamArchive implements Backup {
    private static final String STATE = "state.json";
    private static final String CONSUMER = "consumers/";

    private final ArchiveReader archive;
    private final BackupTarget target;
    private final List<KeptConsumer> consumers = new ArrayList<>();
    private @Nullable StreamState state;
    private boolean hasEnded;

    StreamArchive(long messageBytesMost, BackupTarget target) {
        this.archive = new ArchiveReader(messageBytesMost);
        this.target = target;
    }

    @Override
    public void add(byte[] bytes) {
        archive.add(bytes);
        for (ArchiveEntry entry = archive.next(); entry != null; entry = archive.next()) {
            take(entry);
        }
    }

    private void take(ArchiveEntry entry) {
        if (hasEnded) {
            throw new BackupException("archive: invalid archive stream");
        }
        if (state == null) {
            state = state(entry);
            target.skipTo(state.firstSequence());
        } else if (entry.isEnd()) {
            hasEnded = true;
        } else if (entry.seq() == 0 && entry.name().startsWith(CONSUMER)) {
            String name = entry.name().substring(CONSUMER.length());
            consumers.add(KeptConsumer.JSON.read(entry.payload()).named(name));
        } else if (entry.seq() == 0) {
            throw new BackupException("expected message sequence");
        } else {
            target.add(entry);
        }
    }

    private static StreamState state(ArchiveEntry entry) {
        if (!entry.name().equals(STATE)) {
            throw new BackupException("expected state.json first");
        }
        return StreamState.JSON.read(entry.payload());
    }

    @Override
    public void end() {
        if (!hasEnded || state == null) {
            throw new BackupException("backup was truncated");
        }
        target.skipTo(state.lastSequence() + 1); // there were messages behind the last one
    }

    @Override
    public List<KeptConsumer> consumers() {
        return consumers;
    }

    @Override
    public @Nullable Instant created() {
        return null;
    }
}
