package io.natter.protocol.keys;

import java.util.Arrays;

/**
 * The Poly1305 one-time authenticator (RFC 8439, 2.5).
 *
 * <p>Thread-safe: pure functions. Numbers modulo 2^130 - 5 are kept as ten limbs of 13 bits, so that sums of products
 * fit an int and no step depends on secret values.
 */
final class Poly1305 {
    private static final int LIMBS = 10;
    private static final int LIMB_BITS = 13;
    private static final int LIMB_MASK = (1 << LIMB_BITS) - 1;
    private static final int BLOCK_BYTES = 16;

    private Poly1305() {}

    /** The tag of a range under a key of 32 bytes that is used for nothing else. */
    static byte[] tag(byte[] text, int from, int length, byte[] key) {
        byte[] clamped = Arrays.copyOf(key, BLOCK_BYTES + 1);
        clamped[BLOCK_BYTES] = 0;
        for (int i = 3; i < BLOCK_BYTES; i += 4) {
            clamped[i] &= 0x0f;
        }
        for (int i = 4; i < BLOCK_BYTES; i += 4) {
            clamped[i] &= (byte) 0xfc;
        }
        int[] r = limbs(clamped);
        int[] sum = new int[LIMBS];
        byte[] block = new byte[BLOCK_BYTES + 1];
        for (int start = 0; start < length; start += BLOCK_BYTES) {
            int bytes = Math.min(BLOCK_BYTES, length - start);
            Arrays.fill(block, (byte) 0);
            System.arraycopy(text, from + start, block, 0, bytes);
            block[bytes] = 1;
            int[] addend = limbs(block);
            for (int i = 0; i < LIMBS; i++) {
                sum[i] += addend[i];
            }
            sum = product(sum, r);
        }
        return finished(sum, key);
    }

    private static int[] limbs(byte[] littleEndian) {
        int[] limbs = new int[LIMBS];
        for (int bit = 0; bit < littleEndian.length * Byte.SIZE && bit < LIMBS * LIMB_BITS; bit++) {
            int value = littleEndian[bit / Byte.SIZE] >> (bit % Byte.SIZE) & 1;
            limbs[bit / LIMB_BITS] |= value << (bit % LIMB_BITS);
        }
        return limbs;
    }

    private static int[] product(int[] a, int[] b) {
        long[] wide = new long[LIMBS];
        for (int i = 0; i < LIMBS; i++) {
            for (int j = 0; j < LIMBS; j++) {
                int at = i + j;
                long term = (long) a[i] * b[j];
                wide[at % LIMBS] += at < LIMBS ? term : 5 * term; // 2^130 is 5
            }
        }
        return carried(wide);
    }

    private static int[] carried(long[] wide) {
        int[] limbs = new int[LIMBS];
        long carry = 0;
        for (int pass = 0; pass < 3; pass++) {
            for (int i = 0; i < LIMBS; i++) {
                long value = wide[i] + carry;
                wide[i] = value & LIMB_MASK;
                carry = value >> LIMB_BITS;
            }
            carry *= 5;
        }
        wide[0] += carry;
        for (int i = 0; i < LIMBS; i++) {
            limbs[i] = (int) wide[i];
        }
        return limbs;
    }

    /** Reduces fully, adds the second half of the key modulo 2^128. */
    private static byte[] finished(int[] sum, byte[] key) {
        int[] minusModulus = new int[LIMBS]; // sum + 5 - 2^130; not negative exactly if sum >= 2^130 - 5
        int carry = 5;
        for (int i = 0; i < LIMBS; i++) {
            int value = sum[i] + carry;
            minusModulus[i] = value & LIMB_MASK;
            carry = value >> LIMB_BITS;
        }
        int takeReduced = -carry; // all ones or all zeros
        byte[] tag = new byte[BLOCK_BYTES];
        int added = 0;
        for (int i = 0; i < BLOCK_BYTES; i++) {
            int value = 0;
            for (int bit = 0; bit < Byte.SIZE; bit++) {
                int at = i * Byte.SIZE + bit;
                int limb = (minusModulus[at / LIMB_BITS] & takeReduced) | (sum[at / LIMB_BITS] & ~takeReduced);
                value |= (limb >> at % LIMB_BITS & 1) << bit;
            }
            added += value + (key[BLOCK_BYTES + i] & 0xff);
            tag[i] = (byte) added;
            added >>>= Byte.SIZE;
        }
        return tag;
    }
}
