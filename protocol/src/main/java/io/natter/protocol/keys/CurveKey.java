package io.natter.protocol.keys;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import javax.crypto.KeyAgreement;
import org.jspecify.annotations.Nullable;

/**
 * A key that encrypts for another one (X...): X25519, XSalsa20 and Poly1305, as nkeys' boxes.
 *
 * <p>Thread-safe. {@link #close} wipes the seed it holds; copies inside the JDK's cryptography live until they are
 * collected.
 *
 * <pre>
 *  box   | "xkv1", 4 | nonce, 24 | tag, 16 | ciphertext, as long as the text |
 * </pre>
 */
public final class CurveKey implements AutoCloseable {
    private static final byte[] VERSION = "xkv1".getBytes(US_ASCII);
    private static final int HEAD_BYTES = VERSION.length + SecretBox.NONCE_BYTES;

    private final String publicKey;
    private byte @Nullable [] rawSeed; // null after close; guarded by this

    private CurveKey(byte[] rawSeed) {
        this.rawSeed = rawSeed;
        this.publicKey = KeyText.ofPublic(KeyType.CURVE, Curve.X25519.publicOf(rawSeed));
    }

    /** A new key. */
    public static CurveKey create() {
        byte[] seed = new byte[KeyText.RAW_BYTES];
        new SecureRandom().nextBytes(seed);
        return new CurveKey(seed);
    }

    /**
     * The key of a seed (SX...); the array stays the caller's, to be wiped.
     *
     * @throws NkeyException if it is not the seed of a curve key
     */
    public static CurveKey fromSeed(byte[] seed) {
        KeyText.Key key = KeyText.parseSeed(seed);
        if (key.type() != KeyType.CURVE) {
            throw new NkeyException("seed: got one of type " + key.type() + ", expected a curve key's");
        }
        return new CurveKey(key.raw());
    }

    /** The public key: 56 characters beginning with X. */
    public String publicKey() {
        return publicKey;
    }

    /** The seed (SX...), 58 characters in an array that becomes the caller's, to be wiped. */
    public synchronized byte[] seed() {
        return KeyText.ofSeed(KeyType.CURVE, requireSeed());
    }

    /**
     * A box that only the recipient opens, and only as coming from this key.
     *
     * @throws NkeyException if the recipient is no usable curve key
     */
    public byte[] seal(byte[] text, String recipientPublicKey) {
        byte[] nonce = new byte[SecretBox.NONCE_BYTES];
        new SecureRandom().nextBytes(nonce);
        return seal(text, recipientPublicKey, nonce);
    }

    byte[] seal(byte[] text, String recipientPublicKey, byte[] nonce) {
        byte[] key = sharedKey(recipientPublicKey);
        byte[] sealed = SecretBox.seal(text, nonce, key);
        Arrays.fill(key, (byte) 0);
        byte[] box = new byte[HEAD_BYTES + sealed.length];
        System.arraycopy(VERSION, 0, box, 0, VERSION.length);
        System.arraycopy(nonce, 0, box, VERSION.length, nonce.length);
        System.arraycopy(sealed, 0, box, HEAD_BYTES, sealed.length);
        return box;
    }

    /**
     * What is in a box the sender made for this key.
     *
     * @throws NkeyException if it is no box, is damaged, or was made by another or for another
     */
    public byte[] open(byte[] box, String senderPublicKey) {
        if (box.length < HEAD_BYTES + SecretBox.TAG_BYTES) {
            throw new NkeyException(
                    "box: got " + box.length + " bytes, expected at least " + (HEAD_BYTES + SecretBox.TAG_BYTES));
        }
        if (!Arrays.equals(box, 0, VERSION.length, VERSION, 0, VERSION.length)) {
            throw new NkeyException("box: got an unknown version, expected xkv1");
        }
        byte[] key = sharedKey(senderPublicKey);
        byte[] nonce = Arrays.copyOfRange(box, VERSION.length, HEAD_BYTES);
        byte[] text = SecretBox.open(Arrays.copyOfRange(box, HEAD_BYTES, box.length), nonce, key);
        Arrays.fill(key, (byte) 0);
        if (text == null) {
            throw new NkeyException("box: does not open with these keys");
        }
        return text;
    }

    private synchronized byte[] sharedKey(String otherPublicKey) {
        KeyText.Key other = KeyText.parsePublic(otherPublicKey);
        if (other.type() != KeyType.CURVE) {
            throw new NkeyException("public key: got one of type " + other.type() + ", expected a curve key");
        }
        byte[] seed = requireSeed();
        try {
            KeyAgreement agreement = KeyAgreement.getInstance("X25519");
            agreement.init(Curve.X25519.privateKey(seed));
            agreement.doPhase(Curve.X25519.publicKey(other.raw()), true);
            return SecretBox.keyOf(agreement.generateSecret());
        } catch (GeneralSecurityException | IllegalStateException e) {
            throw new NkeyException("public key: not a usable point of the curve", e);
        }
    }

    /** Wipes the seed; nothing can be sealed or opened any more. */
    @Override
    public synchronized void close() {
        if (rawSeed != null) {
            Arrays.fill(rawSeed, (byte) 0);
            rawSeed = null;
        }
    }

    private byte[] requireSeed() {
        if (rawSeed == null) {
            throw new IllegalStateException("key " + publicKey + ": was closed");
        }
        return rawSeed;
    }

    /** The public key only. */
    @Override
    public String toString() {
        return publicKey;
    }
}
