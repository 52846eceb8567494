package io.natter.server.auth;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.natter.server.config.Secret;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.mindrot.jbcrypt.BCrypt;

/**
 * A configured password or token, in a form that can tell the right one but not show it (B68).
 *
 * <p>Immutable. Comparing takes a time that tells nothing of where, or how early, two texts differ.
 */
sealed interface StoredSecret {
    /** Whether {@link #matches} takes a noticeable time. */
    boolean isSlow();

    /** Whether this is what was configured, or what its hash was made of. */
    boolean matches(String shown);

    /** Whether whoever proved to know one of both knows the other. */
    boolean isSameAs(StoredSecret other);

    /** Compiles a secret; none is the empty password. */
    static StoredSecret of(@Nullable Secret secret) {
        if (secret == null) {
            return new Plain("");
        }
        return secret.isBcrypt() ? new Bcrypt(secret.reveal()) : new Plain(secret.reveal());
    }

    /** What unknown users are compared with, so that a refusal tells nothing of whether they exist. */
    static StoredSecret decoyOf(StoredSecret model) {
        if (model instanceof Bcrypt bcrypt) {
            return bcrypt.decoy();
        }
        byte[] noise = new byte[16];
        new SecureRandom().nextBytes(noise);
        return new Plain(Arrays.toString(noise));
    }

    /** A plain text, kept as its digest under a key that this process made up. Immutable. */
    final class Plain implements StoredSecret {
        private static final byte[] KEY = new byte[32];

        static {
            new SecureRandom().nextBytes(KEY);
        }

        private final byte[] digest;

        private Plain(String text) {
            this.digest = digest(text);
        }

        private static byte[] digest(String text) {
            try {
                MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
                sha256.update(KEY);
                return sha256.digest(text.getBytes(UTF_8));
            } catch (NoSuchAlgorithmException everyJdkHasIt) {
                throw new IllegalStateException("SHA-256: got none, expected it in every JDK", everyJdkHasIt);
            }
        }

        @Override
        public boolean isSlow() {
            return false;
        }

        @Override
        public boolean matches(String shown) {
            return MessageDigest.isEqual(digest, digest(shown));
        }

        @Override
        public boolean isSameAs(StoredSecret other) {
            return other instanceof Plain that && MessageDigest.isEqual(digest, that.digest);
        }
    }

    /**
     * A bcrypt hash with any of its four prefixes, which all stand for the same function here, as in nats-server.
     *
     * <p>Immutable. A hash that is malformed, or whose cost is out of range, matches nothing.
     */
    final class Bcrypt implements StoredSecret {
        /** Costs that are computed: 2^20 rounds take about a minute, and no client waits that long. */
        static final int COST_MAX = 20;

        private static final int COST_MIN = 4;
        private static final Pattern FORM = Pattern.compile("\\$2[abxy]\\$(\\d\\d)\\$[./A-Za-z0-9]{53}");

        private final String hash;
        private final boolean isSound;

        private Bcrypt(String hash) {
            // The library knows the prefix 2a only.
            this.hash = "$2a" + hash.substring(3);
            var form = FORM.matcher(this.hash);
            this.isSound = form.matches() && inRange(Integer.parseInt(form.group(1)));
        }

        private static boolean inRange(int cost) {
            return cost >= COST_MIN && cost <= COST_MAX;
        }

        StoredSecret decoy() {
            return new Bcrypt(
                    isSound ? hash.substring(0, 7) + "natter".repeat(9).substring(1) : hash);
        }

        @Override
        public boolean isSlow() {
            return true;
        }

        @Override
        public boolean matches(String shown) {
            return isSound && MessageDigest.isEqual(BCrypt.hashpw(shown, hash).getBytes(UTF_8), hash.getBytes(UTF_8));
        }

        @Override
        public boolean isSameAs(StoredSecret other) {
            return other instanceof Bcrypt that && hash.equals(that.hash);
        }
    }
}
