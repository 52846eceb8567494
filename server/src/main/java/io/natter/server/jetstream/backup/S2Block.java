package io.natter.server.jetstream.backup;

/**
 * Decompresses one block of S2, which is a block of Snappy with repeated offsets.
 *
 * <p>Confined to one call. Claims nothing it was not given: the length a block tells is bounded, and every step is checked.
 *
 * <pre>
 *  block    varint: length when decompressed | tag ...
 *  tag      low two bits: 0 literal, 1 copy with an offset of 11 bits, 2 of 16 bits, 3 of 32 bits
 * </pre>
 */
final class S2Block {
    /** Most bytes of a block, decompressed. */
    static final int BYTES_MOST = 4 << 20;

    private static final int SHORT_LITERAL_MOST = 60;

    private final byte[] in;
    private final int end;
    private int at;
    private byte[] out = {};
    private int length;
    private int offset;

    private S2Block(byte[] in, int from, int end) {
        this.in = in;
        this.at = from;
        this.end = end;
    }

    /**
     * The bytes of a block.
     *
     * @throws BackupException if it is malformed
     */
    static byte[] decompress(byte[] in, int from, int count) {
        return new S2Block(in, from, from + count).run();
    }

    private byte[] run() {
        long size = 0;
        int shift = 0;
        int read;
        do {
            read = next();
            size |= (long) (read & 0x7f) << shift;
            shift += 7;
        } while ((read & 0x80) != 0 && shift < 35);
        if (size > BYTES_MOST) {
            throw malformed();
        }
        out = new byte[(int) size];
        while (at < end) {
            int tag = next();
            switch (tag & 3) {
                case 0 -> literal(tag >>> 2);
                case 1 -> shortCopy(tag);
                case 2 -> copy(1 + (tag >>> 2), number(2));
                default -> copy(1 + (tag >>> 2), number(4));
            }
        }
        if (length != out.length) {
            throw malformed();
        }
        return out;
    }

    private void literal(int size) {
        int count = 1 + (size < SHORT_LITERAL_MOST ? size : number(size - SHORT_LITERAL_MOST + 1));
        if (count <= 0 || count > end - at || count > out.length - length) {
            throw malformed();
        }
        System.arraycopy(in, at, out, length, count);
        at += count;
        length += count;
    }

    private void shortCopy(int tag) {
        int wanted = (tag & 0xe0) << 3 | next();
        int size = tag >>> 2 & 7;
        if (wanted != 0) {
            copy(size + 4, wanted);
            return;
        }
        int count = switch (size) {
            case 5 -> number(1) + 4;
            case 6 -> number(2) + (1 << 8);
            case 7 -> number(3) + (1 << 16);
            default -> size;
        };
        copy(count + 4, offset);
    }

    private void copy(int count, int distance) {
        offset = distance;
        if (distance <= 0 || distance > length || count <= 0 || count > out.length - length) {
            throw malformed();
        }
        for (int i = 0; i < count; i++, length++) { // what is copied may overlap what is written
            out[length] = out[length - distance];
        }
    }

    private int number(int bytes) {
        int value = 0;
        for (int i = 0; i < bytes; i++) {
            value |= next() << 8 * i;
        }
        return value;
    }

    private int next() {
        if (at >= end) {
            throw malformed();
        }
        return in[at++] & 0xff;
    }

    private static BackupException malformed() {
        return new BackupException("s2: corrupt input");
    }
}
