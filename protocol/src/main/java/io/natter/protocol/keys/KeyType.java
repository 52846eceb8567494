package io.natter.protocol.keys;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Whom a key stands for; the first letter of its text form says so. Immutable. */
public enum KeyType {
    /** O: signs accounts. */
    OPERATOR(14),
    /** A: signs users. */
    ACCOUNT(0),
    /** U: signs the nonce when it connects. */
    USER(20),
    /** N: a server's identity. */
    SERVER(13),
    /** C: a cluster's identity. */
    CLUSTER(2),
    /** X: encrypts; it cannot sign. */
    CURVE(23);

    private final int letter;

    KeyType(int letter) {
        this.letter = letter;
    }

    /** The first letter of public keys of this type. */
    public char letter() {
        return (char) Base32.digit(letter);
    }

    /** The byte that comes before the raw key, whose upper five bits make the first letter. */
    byte prefix() {
        return (byte) (letter << 3);
    }

    static @Nullable KeyType ofPrefix(int prefix) {
        for (KeyType type : values()) {
            if (type.prefix() == (byte) prefix) {
                return type;
            }
        }
        return null;
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
