package io.natter.server;

import java.security.SecureRandom;

/** The id a server takes at start. Thread-safe. */
final class ServerId {
    private static final String BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    private static final int LENGTH = 56;

    private ServerId() {}

    static String next() {
        var random = new SecureRandom();
        var id = new StringBuilder("N");
        while (id.length() < LENGTH) {
            id.append(BASE32.charAt(random.nextInt(BASE32.length())));
        }
        return id.toString();
    }
}
