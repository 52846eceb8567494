package io.natter.server.core;

import java.security.SecureRandom;
import java.util.Base64;

/** The nonces that clients sign: 11 random bytes, 15 characters. Thread-safe. */
final class Nonces {
    private static final int RANDOM_BYTES = 11;
    private static final SecureRandom RANDOM = new SecureRandom();

    private Nonces() {}

    static String next() {
        byte[] raw = new byte[RANDOM_BYTES];
        RANDOM.nextBytes(raw);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(raw);
    }
}
