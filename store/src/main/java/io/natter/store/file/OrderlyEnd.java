package io.natter.store.file;

import io.natter.store.disk.Disk;
import io.natter.store.disk.DiskFile;
import io.natter.store.format.LittleEndian;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * The file that says that the store was closed with everything in it on disk, so that opening it has nothing to prove.
 *
 * <p>Thread-safe: pure functions of the disk.
 *
 * <pre>
 *  store.closed   0 u64 magic "NATTRCLO"   8 u32 version: 1
 * </pre>
 */
final class OrderlyEnd {
    /** Its name. */
    static final String FILE = "store.closed";

    private static final long MAGIC = 0x4f4c43525454414eL;
    private static final int VERSION = 1;
    private static final int BYTES = 12;

    private OrderlyEnd() {}

    /** Says so; everything was forced before. */
    static void write(Disk disk) throws IOException {
        disk.delete(FILE);
        byte[] bytes = new byte[BYTES];
        LittleEndian.put64(bytes, 0, MAGIC);
        LittleEndian.put32(bytes, 8, VERSION);
        try (DiskFile file = disk.create(FILE)) {
            file.write(ByteBuffer.wrap(bytes), 0);
            file.force();
        }
        disk.forceDirectory("");
    }

    /** Whether it says so; from here on it does not, whatever happens. */
    static boolean take(Disk disk) throws IOException {
        if (!disk.exists(FILE)) {
            return false;
        }
        byte[] bytes = new byte[BYTES];
        try (DiskFile file = disk.open(FILE)) {
            file.read(ByteBuffer.wrap(bytes), 0);
        }
        disk.delete(FILE);
        disk.forceDirectory("");
        return LittleEndian.i64(bytes, 0) == MAGIC && LittleEndian.i32(bytes, 8) == VERSION;
    }
}
