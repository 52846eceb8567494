package io.natter.protocol;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Short identifiers that are unique and cheap.
 *
 * <p>They have 22 characters of base 62: a random prefix, and a counter that moves in random steps.
 *
 * <p>Thread-safe: each thread counts by itself under a prefix of its own. Unique, not secret: whoever sees one can
 * guess the next.
 *
 * <pre>
 *  |--- prefix, 12, from a secure source ---|--- sequence, 10, random start and step ---|
 * </pre>
 */
public final class Nuid {
    /** Characters in an identifier. */
    public static final int LENGTH = 22;

    private static final int PREFIX_LENGTH = 12;
    private static final byte[] DIGITS =
            "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz".getBytes(StandardCharsets.US_ASCII);
    private static final long SEQUENCE_BOUND = 839_299_365_868_340_224L; // 62^10
    private static final int STEP_MIN = 33;
    private static final int STEP_BOUND = 333;
    private static final SecureRandom SECURE = new SecureRandom();
    private static final ThreadLocal<Nuid> OF_THREAD = ThreadLocal.withInitial(Nuid::new);

    private final byte[] text = new byte[LENGTH];
    private long sequence;
    private int step;

    private Nuid() {
        startOver();
    }

    /** A new identifier. */
    public static String next() {
        byte[] text = OF_THREAD.get().advance();
        return new String(text, 0, LENGTH, StandardCharsets.ISO_8859_1);
    }

    /** Writes a new identifier of {@link #LENGTH} bytes at {@code at}, without garbage. */
    public static void next(byte[] target, int at) {
        System.arraycopy(OF_THREAD.get().advance(), 0, target, at, LENGTH);
    }

    private byte[] advance() {
        sequence += step;
        if (sequence >= SEQUENCE_BOUND) {
            startOver();
        }
        long rest = sequence;
        for (int i = LENGTH - 1; i >= PREFIX_LENGTH; i--) {
            text[i] = DIGITS[(int) (rest % DIGITS.length)];
            rest /= DIGITS.length;
        }
        return text;
    }

    private void startOver() {
        for (int i = 0; i < PREFIX_LENGTH; i++) {
            text[i] = DIGITS[SECURE.nextInt(DIGITS.length)];
        }
        sequence = ThreadLocalRandom.current().nextLong(SEQUENCE_BOUND);
        step = ThreadLocalRandom.current().nextInt(STEP_MIN, STEP_BOUND);
    }
}
