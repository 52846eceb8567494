package io.natter.server.jetstream.backup;

import io.natter.server.jetstream.consumer.KeptConsumer;
import java.io.ByteArrayOutputStream;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads a backup of either form, in frames of S2: today's archive, or the files of an older server.
 *
 * <p>Confined to one thread.
 */
public final class BackupReader {
    private final S2Reader frames = new S2Reader();
    private final ByteArrayOutputStream head = new ByteArrayOutputStream();
    private final String streamName;
    private final long messageBytesMost;
    private final BackupTarget target;
    private @Nullable Backup backup;

    /**
     * For one backup.
     *
     * @param streamName the stream it is to be of
     * @param messageBytesMost most bytes of a message's headers and payload
     */
    public BackupReader(String streamName, long messageBytesMost, BackupTarget target) {
        this.streamName = streamName;
        this.messageBytesMost = messageBytesMost;
        this.target = target;
    }

    /**
     * Takes more bytes, however they are cut.
     *
     * @throws BackupException if they are no backup
     */
    public void add(byte[] bytes) {
        frames.add(bytes);
        for (byte[] data = frames.next(); data != null; data = frames.next()) {
            if (backup == null) {
                head.writeBytes(data);
                begin();
            } else {
                backup.add(data);
            }
        }
    }

    private void begin() {
        byte[] bytes = head.toByteArray();
        int length = ArchiveWriter.MAGIC.length;
        if (bytes.length < length) {
            return;
        }
        boolean isArchive = Arrays.equals(bytes, 0, length, ArchiveWriter.MAGIC, 0, length);
        backup = isArchive
                ? new StreamArchive(messageBytesMost, target)
                : new StreamFiles(streamName, messageBytesMost, target);
        head.reset();
        backup.add(bytes);
    }

    /**
     * Says that there are no more bytes.
     *
     * @throws BackupException if something is missing
     */
    public void end() {
        if (backup == null || !frames.isEmpty()) {
            throw new BackupException("unexpected EOF");
        }
        backup.end();
    }

    /** The consumers it tells of. */
    public List<KeptConsumer> consumers() {
        return backup == null ? List.of() : backup.consumers();
    }

    /** When its stream was created, or null where it does not tell. */
    public @Nullable Instant created() {
        return backup == null ? null : backup.created();
    }
}
