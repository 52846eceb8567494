package io.natter.protocol.keys;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.Arrays;

/**
 * The text forms of keys. Thread-safe: pure functions.
 *
 * <pre>
 *  public   | prefix, 1 | key, 32             | crc16, 2, little-endian |            in base 32: 56 characters
 *  seed     | 'S' and type, 2 | seed, 32      | crc16, 2, little-endian |            in base 32: 58 characters
 *
 *  type in a seed's first two bytes:  10010ttt ttttt000, so that the second character is that of the public key
 * </pre>
 */
final class KeyText {
    static final int RAW_BYTES = 32;
    private static final int PUBLIC_CHARS = 56;
    private static final int SEED_CHARS = 58;
    private static final int CRC_BYTES = 2;
    private static final int CRC_POLYNOMIAL = 0x1021; // CCITT, from zero, as in XMODEM
    private static final int SEED_PREFIX = 18 << 3;
    private static final int UPPER_FIVE_BITS = 0xf8;

    /** A raw key, and whom it stands for. Immutable by agreement: nobody writes into the array but to wipe it. */
    static final class Key {
        private final KeyType type;
        private final byte[] raw;

        private Key(KeyType type, byte[] raw) {
            this.type = type;
            this.raw = raw;
        }

        KeyType type() {
            return type;
        }

        byte[] raw() {
            return raw;
        }
    }

    private KeyText() {}

    static String ofPublic(KeyType type, byte[] raw) {
        byte[] bytes = new byte[1 + RAW_BYTES + CRC_BYTES];
        bytes[0] = type.prefix();
        System.arraycopy(raw, 0, bytes, 1, RAW_BYTES);
        return new String(sealed(bytes), ISO_8859_1);
    }

    static byte[] ofSeed(KeyType type, byte[] raw) {
        byte[] bytes = new byte[2 + RAW_BYTES + CRC_BYTES];
        int prefix = type.prefix() & 0xff;
        bytes[0] = (byte) (SEED_PREFIX | prefix >> 5);
        bytes[1] = (byte) ((prefix & 31) << 3);
        System.arraycopy(raw, 0, bytes, 2, RAW_BYTES);
        byte[] text = sealed(bytes);
        Arrays.fill(bytes, (byte) 0);
        return text;
    }

    static Key parsePublic(String text) {
        byte[] bytes = opened(text.getBytes(ISO_8859_1), PUBLIC_CHARS, "public key");
        KeyType type = KeyType.ofPrefix(bytes[0]);
        if (type == null) {
            throw new NkeyException("public key: got an unknown prefix, expected one of O A U N C X");
        }
        return new Key(type, Arrays.copyOfRange(bytes, 1, 1 + RAW_BYTES));
    }

    static Key parseSeed(byte[] text) {
        byte[] bytes = opened(text, SEED_CHARS, "seed");
        try {
            KeyType type = KeyType.ofPrefix((bytes[0] & 7) << 5 | (bytes[1] & UPPER_FIVE_BITS) >> 3);
            if ((bytes[0] & UPPER_FIVE_BITS) != SEED_PREFIX || type == null) {
                throw new NkeyException("seed: got an unknown prefix, expected S and one of O A U N C X");
            }
            return new Key(type, Arrays.copyOfRange(bytes, 2, 2 + RAW_BYTES));
        } finally {
            Arrays.fill(bytes, (byte) 0);
        }
    }

    private static byte[] sealed(byte[] bytes) {
        int end = bytes.length - CRC_BYTES;
        int crc = crc16(bytes, end);
        bytes[end] = (byte) crc;
        bytes[end + 1] = (byte) (crc >> 8);
        return Base32.encode(bytes);
    }

    private static byte[] opened(byte[] text, int length, String what) {
        if (text.length != length) {
            throw new NkeyException(what + ": got " + text.length + " characters, expected " + length);
        }
        byte[] bytes = Base32.decode(text);
        if (bytes == null) {
            throw new NkeyException(what + ": got something that is not base 32 without padding");
        }
        int end = bytes.length - CRC_BYTES;
        int crc = (bytes[end] & 0xff) | (bytes[end + 1] & 0xff) << 8;
        if (crc != crc16(bytes, end)) {
            throw new NkeyException(what + ": checksum does not match");
        }
        return bytes;
    }

    private static int crc16(byte[] bytes, int end) {
        int crc = 0;
        for (int i = 0; i < end; i++) {
            crc ^= (bytes[i] & 0xff) << 8;
            for (int bit = 0; bit < 8; bit++) {
                crc = (crc & 0x8000) != 0 ? crc << 1 ^ CRC_POLYNOMIAL : crc << 1;
            }
            crc &= 0xffff;
        }
        return crc;
    }
}
