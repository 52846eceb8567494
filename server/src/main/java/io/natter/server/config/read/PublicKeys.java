package io.natter.server.config.read;

/** Checks of public nkeys in a configuration. Thread-safe: pure functions. */
final class PublicKeys {
    private static final String BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    private PublicKeys() {}

    /** Whether this is a public key of the kind whose text begins with {@code kind}, such as {@code U} for users. */
    static boolean isValid(String key, char kind) {
        return !key.isEmpty() && key.charAt(0) == kind && isValid(key);
    }

    /** Whether this is a public key of any kind. */
    static boolean isValid(String key) {
        if (key.length() != 56 || "UAONCX".indexOf(key.charAt(0)) < 0) {
            return false;
        }
        byte[] bytes = new byte[35];
        int bits = 0;
        int value = 0;
        int at = 0;
        for (int i = 0; i < key.length(); i++) {
            int digit = BASE32.indexOf(key.charAt(i));
            if (digit < 0) {
                return false;
            }
            value = ((value << 5) | digit) & 0xfff;
            bits += 5;
            if (bits >= 8) {
                bits -= 8;
                bytes[at++] = (byte) (value >> bits);
            }
        }
        int checksum = (bytes[33] & 0xff) | ((bytes[34] & 0xff) << 8);
        return crc16(bytes, 33) == checksum;
    }

    private static int crc16(byte[] bytes, int length) {
        int crc = 0;
        for (int i = 0; i < length; i++) {
            crc ^= (bytes[i] & 0xff) << 8;
            for (int bit = 0; bit < 8; bit++) {
                crc = (crc & 0x8000) != 0 ? ((crc << 1) ^ 0x1021) & 0xffff : (crc << 1) & 0xffff;
            }
        }
        return crc;
    }
}
