package io.natter.server.jetstream.backup;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Reads entries of an archive, however its bytes are cut.
 *
 * <p>Confined to one thread. Keeps what belongs to an entry that is not complete, and refuses one that claims to be too large.
 */
final class ArchiveReader {
    private static final int NAME_BYTES_MOST = 64 << 10;
    private static final int NUMBER_BYTES_MOST = 10;
    private static final int PART_BYTES_MOST =
            8 << 20; // of what is no message: a consumer with some 100,000 deliveries
    private static final long INCOMPLETE = -1;

    private final long entryBytesMost;
    private byte[] buffer = {};
    private int at;
    private boolean isBegun;
    private int next; // within one attempt to read an entry

    /**
     * For one archive.
     *
     * @param entryBytesMost most bytes of a message's headers and payload
     */
    ArchiveReader(long entryBytesMost) {
        this.entryBytesMost = entryBytesMost;
    }

    /** Adds bytes, out of their frames. */
    void add(byte[] bytes) {
        byte[] joined = new byte[buffer.length - at + bytes.length];
        System.arraycopy(buffer, at, joined, 0, buffer.length - at);
        System.arraycopy(bytes, 0, joined, buffer.length - at, bytes.length);
        buffer = joined;
        at = 0;
    }

    /**
     * The next entry, or null when more bytes are needed.
     *
     * @throws BackupException if there is something else
     */
    @Nullable
    ArchiveEntry next() {
        if (!isBegun && !begins()) {
            return null;
        }
        next = at;
        long name = number();
        long time = name == INCOMPLETE ? INCOMPLETE : rawNumber();
        long seq = isShort() ? 0 : rawNumber();
        long headers = isShort() ? 0 : number();
        long payload = isShort() ? 0 : number();
        if (name == INCOMPLETE || isShort()) {
            return null;
        }
        long bytesMost = seq == 0 ? Math.max(PART_BYTES_MOST, entryBytesMost) : entryBytesMost;
        boolean isTooLarge = name > NAME_BYTES_MOST
                || headers < 0
                || payload < 0
                || headers > bytesMost
                || payload > bytesMost - headers;
        if (isTooLarge) {
            throw new BackupException("archive: invalid archive stream");
        }
        if (buffer.length - next < name + headers + payload) {
            return null;
        }
        int headersFrom = next + (int) name;
        int payloadFrom = headersFrom + (int) headers;
        at = payloadFrom + (int) payload;
        return new ArchiveEntry(
                new String(buffer, next, (int) name, UTF_8),
                time >>> 1 ^ -(time & 1),
                seq,
                Arrays.copyOfRange(buffer, headersFrom, payloadFrom),
                Arrays.copyOfRange(buffer, payloadFrom, at));
    }

    private boolean begins() {
        if (buffer.length < ArchiveWriter.MAGIC.length) {
            return false;
        }
        if (!Arrays.equals(buffer, 0, ArchiveWriter.MAGIC.length, ArchiveWriter.MAGIC, 0, ArchiveWriter.MAGIC.length)) {
            throw new BackupException("archive: invalid archive stream");
        }
        at = ArchiveWriter.MAGIC.length;
        isBegun = true;
        return true;
    }

    private boolean isShort() {
        return next < 0;
    }

    // A number that cannot be negative, or INCOMPLETE.
    private long number() {
        long number = rawNumber();
        if (number < 0 && !isShort()) {
            throw new BackupException("archive: invalid archive stream");
        }
        return isShort() ? INCOMPLETE : number;
    }

    // 64 bits; next is below 0 when the bytes end within them.
    private long rawNumber() {
        if (isShort()) {
            return 0;
        }
        long number = 0;
        for (int i = 0; i < NUMBER_BYTES_MOST; i++) {
            if (next >= buffer.length) {
                next = -1;
                return 0;
            }
            int read = buffer[next++];
            number |= (long) (read & 0x7f) << 7 * i;
            if (read >= 0) {
                return number;
            }
        }
        throw new BackupException("archive: invalid archive stream");
    }
}
