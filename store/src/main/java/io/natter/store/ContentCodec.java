package io.natter.store;

import org.jspecify.annotations.Nullable;

/** Packs the contents of records (headers and payload) for the disk. Thread-safe. */
public interface ContentCodec {
    /** A number from 1 to 255 kept with each packed record, so that another codec is not fed with it. */
    int id();

    /** Whether it would try to pack so many bytes now; asked before they are put together. */
    default boolean packs(int length) {
        return true;
    }

    /** Packs these bytes, or returns null when that is not worth it. */
    byte @Nullable [] pack(byte[] bytes, int from, int length);

    /**
     * Unpacks bytes.
     *
     * @param unpackedLength how many there must be
     * @throws IllegalArgumentException when they are not what {@link #pack} makes of so many
     */
    byte[] unpack(byte[] bytes, int from, int length, int unpackedLength);
}
