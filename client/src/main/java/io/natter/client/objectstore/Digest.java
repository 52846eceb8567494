package io.natter.client.objectstore;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/** SHA-256 over the chunks of an object, in the form ADR-20 wants. Confined to one thread. */
final class Digest {
    private static final String PREFIX = "SHA-256=";

    private final MessageDigest sha256;

    Digest() {
        try {
            sha256 = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }

    void update(byte[] chunk) {
        sha256.update(chunk);
    }

    /** The text; nothing can be added afterwards. */
    String text() {
        return PREFIX + Base64.getUrlEncoder().encodeToString(sha256.digest());
    }

    /** Whether two texts name the same digest; the algorithm may be written in any case, and the padding left out. */
    static boolean isSame(String one, String other) {
        return normal(one).equals(normal(other));
    }

    private static String normal(String text) {
        boolean isPrefixed = text.regionMatches(true, 0, PREFIX, 0, PREFIX.length());
        String digest = isPrefixed ? text.substring(PREFIX.length()) : text;
        while (digest.endsWith("=")) {
            digest = digest.substring(0, digest.length() - 1);
        }
        return digest;
    }
}
