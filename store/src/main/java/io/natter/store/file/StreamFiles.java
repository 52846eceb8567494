package io.natter.store.file;

import io.natter.store.StreamOptions;
import io.natter.store.disk.Disk;
import io.natter.store.disk.DiskFile;
import io.natter.store.format.SegmentHeader;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * The files of records of one stream: their names, and how a new one comes to be.
 *
 * <p>Immutable.
 *
 * <pre>
 *  0000000000000001.seg           ordinal in hex; ordinals are never used twice
 *  0000000000000007.seg.tmp       a file being rewritten
 *  0000000000000003.seg.damaged   set aside
 * </pre>
 */
record StreamFiles(Surroundings around, String directory, StreamOptions options) {
    static final String SUFFIX = ".seg";
    static final String TEMPORARY = ".seg.tmp";
    static final String DAMAGED = ".damaged";

    private static final int ORDINAL_DIGITS = 16;

    String path(long ordinal, String suffix) {
        return directory + "/" + String.format("%016x", ordinal) + suffix;
    }

    /** The ordinal in a name with this suffix; -1 when the name is none. */
    static long ordinal(String name, String suffix) {
        if (name.length() != ORDINAL_DIGITS + suffix.length() || !name.endsWith(suffix)) {
            return -1;
        }
        try {
            return Long.parseLong(name, 0, ORDINAL_DIGITS, 16);
        } catch (NumberFormatException noNumber) {
            return -1;
        }
    }

    /** When a file is full. */
    int segmentBytes() {
        return options.segmentBytes() == 0 ? around.options().segmentBytes() : options.segmentBytes();
    }

    /** Makes a file that is there for good, name and header, when this returns. After an exception there is none. */
    SegmentFile create(SegmentHeader header) throws IOException {
        String path = path(header.ordinal(), SUFFIX);
        Disk disk = around.disk();
        DiskFile file = disk.create(path);
        try {
            file.write(ByteBuffer.wrap(header.encode()), 0);
            file.force();
            disk.forceDirectory(directory);
        } catch (IOException e) {
            discard(file, path, e);
            throw e;
        }
        var segment = new SegmentFile(around, path, header, options, SegmentHeader.BYTES, SegmentHeader.BYTES);
        segment.opened(file);
        return segment;
    }

    private void discard(DiskFile file, String path, IOException cause) {
        try {
            file.close();
            around.disk().delete(path);
        } catch (IOException e) {
            cause.addSuppressed(e);
        }
    }
}
