package io.natter.protocol.keys;

import java.security.MessageDigest;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Encryption and authentication under a shared key: XSalsa20 with Poly1305, the "secretbox" of NaCl.
 *
 * <p>Thread-safe: pure functions. The JDK has neither cipher. A sealed text is its tag of 16 bytes, then the
 * ciphertext; the first 32 bytes of the key stream are the key of the tag.
 */
final class SecretBox {
    static final int NONCE_BYTES = 24;
    static final int TAG_BYTES = 16;
    private static final int TAG_KEY_BYTES = 32;

    private SecretBox() {}

    /** The key of two parties, from the secret they agreed on. */
    static byte[] keyOf(byte[] agreedSecret) {
        return Salsa20.hash(agreedSecret, new byte[16]);
    }

    static byte[] seal(byte[] text, byte[] nonce, byte[] key) {
        byte[] padded = new byte[TAG_KEY_BYTES + text.length];
        System.arraycopy(text, 0, padded, TAG_KEY_BYTES, text.length);
        Salsa20.xorExtended(padded, nonce, key);
        byte[] tagKey = Arrays.copyOf(padded, TAG_KEY_BYTES);
        byte[] tag = Poly1305.tag(padded, TAG_KEY_BYTES, text.length, tagKey);
        byte[] sealed = new byte[TAG_BYTES + text.length];
        System.arraycopy(tag, 0, sealed, 0, TAG_BYTES);
        System.arraycopy(padded, TAG_KEY_BYTES, sealed, TAG_BYTES, text.length);
        return sealed;
    }

    /** The text, or null if the tag does not fit. */
    static byte @Nullable [] open(byte[] sealed, byte[] nonce, byte[] key) {
        int length = sealed.length - TAG_BYTES;
        byte[] tagKey = new byte[TAG_KEY_BYTES];
        Salsa20.xorExtended(tagKey, nonce, key);
        byte[] tag = Poly1305.tag(sealed, TAG_BYTES, length, tagKey);
        if (!MessageDigest.isEqual(tag, Arrays.copyOf(sealed, TAG_BYTES))) {
            return null;
        }
        byte[] padded = new byte[TAG_KEY_BYTES + length];
        System.arraycopy(sealed, TAG_BYTES, padded, TAG_KEY_BYTES, length);
        Salsa20.xorExtended(padded, nonce, key);
        return Arrays.copyOfRange(padded, TAG_KEY_BYTES, padded.length);
    }
}
