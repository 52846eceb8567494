package io.natter.server.jetstream.stream;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * The eight characters that stand for a name where it must be short and of one token, the same as in nats-server.
 *
 * <p>Thread-safe: a pure function.
 */
public final class NameHash {
    private static final String DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private static final int LENGTH = 8;

    private NameHash() {}

    /** Eight letters and digits. */
    public static String of(String name) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(name.getBytes(UTF_8));
            var text = new StringBuilder();
            for (int i = 0; i < LENGTH; i++) {
                text.append(DIGITS.charAt((digest[i] & 0xff) % DIGITS.length()));
            }
            return text.toString();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-256 is part of every JDK", e);
        }
    }
}
