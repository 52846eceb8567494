package io.natter.server.jetstream.stream;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;

/**
 * The id of a batch as the bytes it came in, to be looked up without a copy.
 *
 * <p>Confined to the stream's loop. One whose bytes are changed is for looking up only: a map keeps a {@link #copy}.
 */
final class BatchId {
    private byte[] bytes = {};
    private int from;
    private int length;
    private int hash;

    /** Shows other bytes. */
    BatchId of(byte[] source, int sourceFrom, int sourceLength) {
        bytes = source;
        from = sourceFrom;
        length = sourceLength;
        hash = 0;
        for (int i = from; i < from + length; i++) {
            hash = 31 * hash + bytes[i];
        }
        return this;
    }

    /** The same with bytes of its own. */
    BatchId copy() {
        return new BatchId().of(Arrays.copyOfRange(bytes, from, from + length), 0, length);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof BatchId id
                && hash == id.hash
                && Arrays.equals(bytes, from, from + length, id.bytes, id.from, id.from + id.length);
    }

    @Override
    public int hashCode() {
        return hash;
    }

    /** The same as text. */
    String text() {
        return new String(bytes, from, length, UTF_8);
    }

    @Override
    public String toString() {
        return text();
    }
}
