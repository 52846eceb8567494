package io.natter.store.disk;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * One open file.
 *
 * <p>Thread-safe. What is written lasts only after {@link #force}.
 */
public interface DiskFile extends Closeable {
    /**
     * Reads at a position until the buffer is full or the file ends.
     *
     * @return how many bytes were read; less than the buffer has room for only at the end of the file
     * @throws java.nio.channels.ClosedChannelException when the file was closed
     */
    int read(ByteBuffer target, long position) throws IOException;

    /**
     * Writes all of the buffer at a position. After an exception any part of it may be written.
     *
     * @throws NoSpaceException when the disk is full
     */
    void write(ByteBuffer source, long position) throws IOException;

    /** Makes what was written last. After an exception nothing is known of it, whatever a later force says. */
    void force() throws IOException;

    /** How long the file is, in bytes. */
    long size() throws IOException;

    /** Cuts the file. */
    void truncate(long size) throws IOException;

    @Override
    void close() throws IOException;
}
