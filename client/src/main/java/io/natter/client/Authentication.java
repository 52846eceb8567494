package io.natter.client;

import io.natter.protocol.keys.CredentialsFile;
import io.natter.protocol.keys.Nkey;
import java.nio.file.Path;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Who the client says it is.
 *
 * <p>Thread-safe. Suppliers are asked again at each connect, so that what they give may change; what they throw fails
 * that attempt. The text forms show no secret.
 */
public sealed interface Authentication {
    /** Nothing is said, unless the server's address holds user and password or a token. */
    Authentication NONE = new None();

    /** A user and a password. */
    static Authentication userPassword(String user, String password) {
        return new UserPassword(() -> user, () -> password);
    }

    /** A token. */
    static Authentication token(String token) {
        return new Token(() -> token);
    }

    /** A user seed (SU...): signs the server's nonce. */
    static Authentication nkey(String seed) {
        return new NkeySeed(() -> seed);
    }

    /** A user JWT and the seed of its key. */
    static Authentication jwt(String jwt, String seed) {
        return new Jwt(() -> jwt, () -> seed);
    }

    /** A credentials file, read again at each connect. */
    static Authentication credentials(Path file) {
        return new Credentials(file);
    }

    /** What stands in a credentials file, from wherever it is kept; asked for at each connect. */
    static Authentication credentials(Supplier<String> text) {
        return new CredentialsText(text);
    }

    /** Says nothing. Immutable. */
    record None() implements Authentication {}

    /** A user and a password, both asked for at each connect. */
    record UserPassword(Supplier<String> user, Supplier<String> password) implements Authentication {
        @Override
        public String toString() {
            return "UserPassword";
        }
    }

    /** A token, asked for at each connect. */
    record Token(Supplier<String> token) implements Authentication {
        @Override
        public String toString() {
            return "Token";
        }
    }

    /** A user seed, asked for at each connect. */
    record NkeySeed(Supplier<String> seed) implements Authentication {
        @Override
        public String toString() {
            return "NkeySeed";
        }
    }

    /** A user JWT and a seed, both asked for at each connect; without a seed the JWT is a bearer token. */
    record Jwt(Supplier<String> jwt, @Nullable Supplier<String> seed) implements Authentication {
        @Override
        public String toString() {
            return "Jwt";
        }
    }

    /** A credentials file ({@link CredentialsFile}). */
    record Credentials(Path file) implements Authentication {}

    /** The text of a credentials file, asked for at each connect. */
    record CredentialsText(Supplier<String> text) implements Authentication {
        @Override
        public String toString() {
            return "CredentialsText";
        }
    }

    /**
     * Signing kept elsewhere, such as in a key store.
     *
     * @param publicKey the public user key (U...), or null where the JWT says it
     * @param jwt the user JWT, or null
     * @param sign gives the raw Ed25519 signature ({@link Nkey#SIGNATURE_BYTES}) of a nonce
     */
    record Signing(
            @Nullable Supplier<String> publicKey, @Nullable Supplier<String> jwt, Function<byte[], byte[]> sign)
            implements Authentication {
        @Override
        public String toString() {
            return "Signing";
        }
    }
}
