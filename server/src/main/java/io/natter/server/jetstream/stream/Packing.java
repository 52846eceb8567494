package io.natter.server.jetstream.stream;

import io.natter.store.ContentCodec;
import java.util.Arrays;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;
import org.jspecify.annotations.Nullable;

/**
 * Packs the messages of one stream by deflate at its quickest, while the stream wants that. What the API calls {@code s2} is kept like this:
 * nobody sees the difference (D72).
 *
 * <p>Thread-safe.
 */
public final class Packing implements ContentCodec {
    private static final int PACKED_BYTES_MIN = 128;

    private volatile boolean isOn;

    /** Packs nothing until it is told to; unpacks always. */
    public Packing() {}

    void use(boolean packs) {
        isOn = packs;
    }

    @Override
    public int id() {
        return 1;
    }

    @Override
    public boolean packs(int length) {
        return isOn && length >= PACKED_BYTES_MIN;
    }

    @Override
    public byte @Nullable [] pack(byte[] bytes, int from, int length) {
        if (!packs(length)) {
            return null;
        }
        var deflater = new Deflater(Deflater.BEST_SPEED, true);
        try {
            deflater.setInput(bytes, from, length);
            deflater.finish();
            byte[] packed = new byte[length - length / 8];
            int count = deflater.deflate(packed);
            return deflater.finished() ? Arrays.copyOf(packed, count) : null;
        } finally {
            deflater.end();
        }
    }

    @Override
    public byte[] unpack(byte[] bytes, int from, int length, int unpackedLength) {
        var inflater = new Inflater(true);
        try {
            inflater.setInput(bytes, from, length);
            byte[] unpacked = new byte[unpackedLength];
            int count = inflater.inflate(unpacked);
            if (count != unpackedLength) {
                throw new IllegalArgumentException("packed: got " + count + " bytes, expected " + unpackedLength);
            }
            return unpacked;
        } catch (DataFormatException e) {
            throw new IllegalArgumentException("packed: got something else, expected deflated bytes", e);
        } finally {
            inflater.end();
        }
    }
}
