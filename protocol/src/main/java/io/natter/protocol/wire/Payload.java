package io.natter.protocol.wire;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Bytes that stay as they are. Immutable. */
public final class Payload {
    /** No bytes. */
    public static final Payload EMPTY = new Payload(new byte[0]);

    private final byte[] bytes;

    private Payload(byte[] bytes) {
        this.bytes = bytes;
    }

    /** A copy of the range. */
    public static Payload of(byte[] bytes, int from, int length) {
        return length == 0 ? EMPTY : new Payload(Arrays.copyOfRange(bytes, from, from + length));
    }

    /** A copy of the bytes. */
    public static Payload of(byte[] bytes) {
        return of(bytes, 0, bytes.length);
    }

    /** The text in UTF-8. */
    public static Payload of(String text) {
        return of(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Number of bytes. */
    public int length() {
        return bytes.length;
    }

    /** A copy of the bytes. */
    public byte[] toBytes() {
        return bytes.clone();
    }

    /** The bytes read as UTF-8. */
    public String text() {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    /** The bytes themselves, for those in this package who do not write. */
    byte[] unsafeBytes() {
        return bytes;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Payload payload && Arrays.equals(bytes, payload.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    /** How many bytes, not which. */
    @Override
    public String toString() {
        return "Payload[" + bytes.length + " bytes]";
    }
}
