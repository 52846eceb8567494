package io.natter.store.file;

import io.natter.store.StreamOptions;
import io.natter.store.disk.DiskFile;
import io.natter.store.format.SegmentHeader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.HexFormat;

/**
 * The files of records of one stream: their names, and how a new one comes to be.
 *
 * <p>Immutable.
 *
 * @param directory where they are
 * @param names the names in it
 * @param isProven whether all that is in the files is on disk, because the store was closed in order
 *
 * <pre>
 *  0000000000000001.seg           ordinal in hex; ordinals are never used twice
 *  0000000000000007.seg.tmp       a file being rewritten
 *  0000000000000003.seg.damaged   set aside
 * </pre>
 */
record StreamFiles(
        Surroundings around, String directory, StreamOptions options, DirectoryNames names, boolean isProven) {
    static final String SUFFIX = ".seg";
    static final String TEMPORARY = ".seg.tmp";
    static final String DAMAGED = ".damaged";

    private static final int ORDINAL_DIGITS = 16;

    String path(long ordinal, String suffix) {
        return directory + "/" + HexFormat.of().toHexDigits(ordinal) + suffix;
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

    /**
     * Makes a file, which is there for good, name and header, when it was forced. After an exception there is none.
     *
     * @param isForced whether it is forced before this returns
     */
    SegmentFile create(SegmentHeader header, boolean isForced) throws IOException {
        String path = path(header.ordinal(), SUFFIX);
        DiskFile file = around.disk().create(path);
        try {
            file.write(ByteBuffer.wrap(header.encode()), 0);
            names.changed();
            if (isForced) {
                file.force();
                names.force();
            }
        } catch (IOException e) {
            discard(file, path, e);
            throw e;
        }
        int forced = isForced ? SegmentHeader.BYTES : 0;
        var segment = new SegmentFile(this, path, header, SegmentHeader.BYTES, forced);
        segment.opened(file, isForced);
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
