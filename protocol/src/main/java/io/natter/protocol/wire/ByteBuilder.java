package io.natter.protocol.wire;

import java.util.Arrays;

/**
 * Bytes that grow at their end; what a StringBuilder is for text.
 *
 * <p>Confined to one thread. It grows by doubling and never shrinks; {@link #clear} keeps the array for the next use.
 */
public final class ByteBuilder {
    private static final int DIGITS_MAX = 19;

    private byte[] bytes;
    private int length;

    /** Empty, with room for so many bytes. */
    public ByteBuilder(int capacity) {
        bytes = new byte[Math.max(16, capacity)];
    }

    /** The array; valid up to {@link #length}, and until the next append. */
    public byte[] array() {
        return bytes;
    }

    /** Bytes written. */
    public int length() {
        return length;
    }

    /** Forgets what was written. */
    public void clear() {
        length = 0;
    }

    /** Forgets the last bytes that were written. */
    public ByteBuilder shorten(int count) {
        if (count < 0 || count > length) {
            throw new IllegalArgumentException("count: got " + count + ", expected 0 to " + length);
        }
        length -= count;
        return this;
    }

    /** A copy of what was written. */
    public byte[] toBytes() {
        return Arrays.copyOf(bytes, length);
    }

    /** Appends a range. */
    public ByteBuilder append(byte[] source, int from, int count) {
        ensure(count);
        System.arraycopy(source, from, bytes, length, count);
        length += count;
        return this;
    }

    /** Appends all bytes. */
    public ByteBuilder append(byte[] source) {
        return append(source, 0, source.length);
    }

    /** Appends text in UTF-8, unpaired surrogates as question marks. */
    public ByteBuilder append(CharSequence text) {
        int chars = text.length();
        ensure(chars * 3);
        for (int i = 0; i < chars; i++) {
            char c = text.charAt(i);
            if (c < 0x80) {
                bytes[length++] = (byte) c;
            } else if (Character.isHighSurrogate(c) && i + 1 < chars && Character.isLowSurrogate(text.charAt(i + 1))) {
                i++;
                appendFour(Character.toCodePoint(c, text.charAt(i)));
            } else {
                appendFew(c);
            }
        }
        return this;
    }

    /** Appends a number in decimal. */
    public ByteBuilder append(long number) {
        if (number == Long.MIN_VALUE) {
            return append(Long.toString(number));
        }
        ensure(DIGITS_MAX + 1);
        long rest = number;
        if (rest < 0) {
            bytes[length++] = '-';
            rest = -rest;
        }
        int first = length;
        do {
            bytes[length++] = (byte) ('0' + rest % 10);
            rest /= 10;
        } while (rest != 0);
        reverse(first, length - 1);
        return this;
    }

    /** Appends CR and LF. */
    public ByteBuilder crlf() {
        ensure(2);
        bytes[length++] = '\r';
        bytes[length++] = '\n';
        return this;
    }

    private void appendFew(char c) {
        if (Character.isSurrogate(c)) {
            bytes[length++] = '?';
        } else if (c < 0x800) {
            bytes[length++] = (byte) (0xc0 | c >> 6);
            bytes[length++] = (byte) (0x80 | (c & 0x3f));
        } else {
            bytes[length++] = (byte) (0xe0 | c >> 12);
            bytes[length++] = (byte) (0x80 | (c >> 6 & 0x3f));
            bytes[length++] = (byte) (0x80 | (c & 0x3f));
        }
    }

    private void appendFour(int c) {
        bytes[length++] = (byte) (0xf0 | c >> 18);
        bytes[length++] = (byte) (0x80 | (c >> 12 & 0x3f));
        bytes[length++] = (byte) (0x80 | (c >> 6 & 0x3f));
        bytes[length++] = (byte) (0x80 | (c & 0x3f));
    }

    private void reverse(int from, int to) {
        for (int i = from, j = to; i < j; i++, j--) {
            byte swapped = bytes[i];
            bytes[i] = bytes[j];
            bytes[j] = swapped;
        }
    }

    private void ensure(int more) {
        int needed = Math.addExact(length, more);
        if (needed > bytes.length) {
            bytes = Arrays.copyOf(bytes, (int) Math.min(Integer.MAX_VALUE - 8L, Math.max(needed, bytes.length * 2L)));
        }
    }
}
