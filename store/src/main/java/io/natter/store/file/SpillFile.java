package io.natter.store.file;

import io.natter.store.Spill;
import io.natter.store.StoreFailedException;
import io.natter.store.disk.Disk;
import io.natter.store.disk.DiskFile;
import io.natter.store.disk.NoSpaceException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.zip.CRC32C;

/**
 * Bytes that wait in a file of their own, which is never forced: the next opening of the store deletes what a crash left of it.
 *
 * <p>Confined to the stream's owner.
 *
 * <pre>
 *  file   | bytes 0 | bytes 1 | ...      where they end, and their checksums, are in memory
 * </pre>
 */
final class SpillFile implements Spill {
    /** Where such files are. */
    static final String DIRECTORY = "spill";

    private final Disk disk;
    private final String path;
    private final StreamHealth health;
    private final DiskFile file;
    private long[] ends = new long[16];
    private int[] checksums = new int[16];
    private int count;
    private boolean isClosed;

    /** Whether a file in that directory is one of ours, by its name. */
    static boolean isOwn(String name) {
        return name.chars().allMatch(each -> each >= '0' && each <= '9');
    }

    /** Makes the file. */
    SpillFile(Disk disk, String path, StreamHealth health) throws IOException {
        this.disk = disk;
        this.path = path;
        this.health = health;
        file = disk.create(path);
    }

    @Override
    public int put(byte[] bytes, int length) {
        health.checkWritable();
        health.checkSpace(length);
        long begin = count == 0 ? 0 : ends[count - 1];
        try {
            file.write(ByteBuffer.wrap(bytes, 0, length), begin);
        } catch (NoSpaceException e) {
            throw health.full(e);
        } catch (IOException e) {
            throw new StoreFailedException(path + ": cannot be written", e);
        }
        if (count == ends.length) {
            ends = Arrays.copyOf(ends, count * 2);
            checksums = Arrays.copyOf(checksums, count * 2);
        }
        ends[count] = begin + length;
        checksums[count] = checksum(bytes, length);
        return count++;
    }

    @Override
    public byte[] get(int number) {
        long begin = number == 0 ? 0 : ends[number - 1];
        byte[] bytes = new byte[(int) (ends[number] - begin)];
        int length;
        try {
            length = file.read(ByteBuffer.wrap(bytes), begin);
        } catch (IOException e) {
            throw new StoreFailedException(path + ": cannot be read", e);
        }
        if (length < bytes.length || checksum(bytes, length) != checksums[number]) {
            throw new StoreFailedException(path + ": got other bytes than were written at " + begin, null);
        }
        return bytes;
    }

    private static int checksum(byte[] bytes, int length) {
        var crc = new CRC32C();
        crc.update(bytes, 0, length);
        return (int) crc.getValue();
    }

    @Override
    public void close() {
        if (isClosed) {
            return;
        }
        isClosed = true;
        try (file) {
            disk.delete(path);
        } catch (IOException left) {
            // the next opening of the store deletes it
        }
    }
}
