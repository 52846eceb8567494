package io.natter.protocol.keys;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * The Salsa20 stream cipher with 20 rounds, its hash, and the form with a long nonce. Thread-safe: pure functions.
 *
 * <pre>
 *  state, 16 words, little-endian:   c0 k0 k1 k2
 *                                    k3 c1 n0 n1        c "expand 32-byte k"   k key   n nonce, then counter
 *                                    n2 n3 c2 k4
 *                                    k5 k6 k7 c3
 * </pre>
 */
final class Salsa20 {
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final int[] CONSTANTS = {0x61707865, 0x3320646e, 0x79622d32, 0x6b206574};
    private static final int BLOCK_BYTES = 64;
    private static final int[][] QUARTERS = {
        {0, 4, 8, 12}, {5, 9, 13, 1}, {10, 14, 2, 6}, {15, 3, 7, 11}, // columns
        {0, 1, 2, 3}, {5, 6, 7, 4}, {10, 11, 8, 9}, {15, 12, 13, 14} // rows
    };
    private static final int[] HASH_WORDS = {0, 5, 10, 15, 6, 7, 8, 9};

    private Salsa20() {}

    /** HSalsa20: 32 bytes from a key of 32 and an input of 16. */
    static byte[] hash(byte[] key, byte[] input) {
        int[] words = state(key, input);
        rounds(words);
        byte[] out = new byte[32];
        for (int i = 0; i < HASH_WORDS.length; i++) {
            INT.set(out, i * Integer.BYTES, words[HASH_WORDS[i]]);
        }
        return out;
    }

    /** XSalsa20: xors the key stream of a nonce of 24 bytes into the text, in place. */
    static void xorExtended(byte[] text, byte[] nonce, byte[] key) {
        byte[] subKey = hash(key, Arrays.copyOf(nonce, 16));
        byte[] shortNonce = new byte[16];
        System.arraycopy(nonce, 16, shortNonce, 0, 8);
        byte[] stream = new byte[BLOCK_BYTES];
        for (int start = 0, block = 0; start < text.length; start += BLOCK_BYTES, block++) {
            INT.set(shortNonce, 8, block);
            block(stream, state(subKey, shortNonce));
            int end = Math.min(text.length - start, BLOCK_BYTES);
            for (int i = 0; i < end; i++) {
                text[start + i] ^= stream[i];
            }
        }
        Arrays.fill(subKey, (byte) 0);
        Arrays.fill(stream, (byte) 0);
    }

    private static void block(byte[] out, int[] state) {
        int[] words = state.clone();
        rounds(words);
        for (int i = 0; i < words.length; i++) {
            INT.set(out, i * Integer.BYTES, words[i] + state[i]);
        }
    }

    private static int[] state(byte[] key, byte[] input) {
        int[] words = new int[16];
        for (int i = 0; i < 4; i++) {
            words[5 * i] = CONSTANTS[i];
            words[1 + i] = (int) INT.get(key, i * Integer.BYTES);
            words[6 + i] = (int) INT.get(input, i * Integer.BYTES);
            words[11 + i] = (int) INT.get(key, (4 + i) * Integer.BYTES);
        }
        return words;
    }

    private static void rounds(int[] x) {
        for (int round = 0; round < 20; round += 2) {
            for (int[] q : QUARTERS) {
                x[q[1]] ^= Integer.rotateLeft(x[q[0]] + x[q[3]], 7);
                x[q[2]] ^= Integer.rotateLeft(x[q[1]] + x[q[0]], 9);
                x[q[3]] ^= Integer.rotateLeft(x[q[2]] + x[q[1]], 13);
                x[q[0]] ^= Integer.rotateLeft(x[q[3]] + x[q[2]], 18);
            }
        }
    }
}
