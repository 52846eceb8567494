package io.natter.protocol.keys;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Base 32 of RFC 4648 without padding, in arrays that can be wiped. Thread-safe: pure functions. */
final class Base32 {
    private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    private static final byte[] VALUES = new byte[128];

    static {
        Arrays.fill(VALUES, (byte) -1);
        for (int i = 0; i < ALPHABET.length(); i++) {
            VALUES[ALPHABET.charAt(i)] = (byte) i;
        }
    }

    private Base32() {}

    static byte digit(int value) {
        return (byte) ALPHABET.charAt(value);
    }

    static byte[] encode(byte[] raw) {
        byte[] text = new byte[(raw.length * 8 + 4) / 5];
        int bits = 0;
        int count = 0;
        int at = 0;
        for (byte b : raw) {
            bits = (bits << 8 | (b & 0xff)) & 0xffff;
            count += 8;
            while (count >= 5) {
                count -= 5;
                text[at++] = digit(bits >> count & 31);
            }
        }
        if (count > 0) {
            text[at] = digit(bits << (5 - count) & 31);
        }
        return text;
    }

    /** The bytes, or null for a character outside the alphabet, or spare bits that are not zero. */
    static byte @Nullable [] decode(byte[] text) {
        byte[] raw = new byte[text.length * 5 / 8];
        int bits = 0;
        int count = 0;
        int at = 0;
        for (byte c : text) {
            int value = c < 0 ? -1 : VALUES[c];
            if (value < 0) {
                return null;
            }
            bits = (bits << 5 | value) & 0xfff;
            count += 5;
            if (count >= 8) {
                count -= 8;
                raw[at++] = (byte) (bits >> count);
            }
        }
        return (bits & (1 << count) - 1) == 0 ? raw : null;
    }
}
