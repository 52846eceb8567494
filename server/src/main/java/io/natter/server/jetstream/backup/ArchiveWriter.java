package io.natter.server.jetstream.backup;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;

/**
 * Writes entries of an archive, to be taken away as bytes.
 *
 * <p>Confined to one thread.
 */
public final class ArchiveWriter {
    static final byte[] MAGIC = "NATSARC1".getBytes(UTF_8);

    private final ByteArrayOutputStream entry = new ByteArrayOutputStream();
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final S2Writer frames = new S2Writer(out);

    /** Begins an archive. */
    public ArchiveWriter() {
        frames.write(MAGIC, 0, MAGIC.length);
    }

    /** Writes an entry. */
    public void write(ArchiveEntry written) {
        byte[] name = written.name().getBytes(UTF_8);
        entry.reset();
        unsigned(name.length);
        unsigned(written.timeNs() << 1 ^ written.timeNs() >> 63);
        unsigned(written.seq());
        unsigned(written.headers().length);
        unsigned(written.payload().length);
        entry.writeBytes(name);
        entry.writeBytes(written.headers());
        entry.writeBytes(written.payload());
        byte[] bytes = entry.toByteArray();
        frames.write(bytes, 0, bytes.length);
    }

    /** Writes the entry that ends the archive. */
    public void end() {
        write(new ArchiveEntry("", 0, 0, new byte[0], new byte[0]));
        frames.flush();
    }

    /** How many bytes wait to be taken away; what was written last may be held back until the end. */
    public int size() {
        return out.size();
    }

    /** Takes away the bytes that wait. */
    public byte[] take() {
        byte[] bytes = out.toByteArray();
        out.reset();
        return bytes;
    }

    private void unsigned(long number) {
        long rest = number;
        while ((rest & ~0x7fL) != 0) {
            entry.write((int) (rest & 0x7f | 0x80));
            rest >>>= 7;
        }
        entry.write((int) rest);
    }
}
