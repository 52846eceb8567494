package io.natter.protocol.keys;

import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.security.Signature;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A key that signs: an operator's, account's, user's, server's or cluster's; Ed25519.
 *
 * <p>Thread-safe. With its seed it signs and verifies, from a public key alone it only verifies. {@link #close} wipes
 * the seed it holds; copies inside the JDK's cryptography live until they are collected.
 */
public final class Nkey implements AutoCloseable {
    /** Bytes of a signature. */
    public static final int SIGNATURE_BYTES = 64;

    private final KeyType type;
    private final byte[] rawPublic;
    private final String publicKey;
    private byte @Nullable [] rawSeed; // null from a public key, and after close; guarded by this

    private Nkey(KeyType type, byte[] rawPublic, byte @Nullable [] rawSeed) {
        this.type = type;
        this.rawPublic = rawPublic;
        this.rawSeed = rawSeed;
        this.publicKey = KeyText.ofPublic(type, rawPublic);
    }

    /** A new key. */
    public static Nkey create(KeyType type) {
        return create(type, new SecureRandom());
    }

    /**
     * A new key from the given randomness.
     *
     * @throws IllegalArgumentException for {@link KeyType#CURVE}, whose keys are {@link CurveKey}s
     */
    public static Nkey create(KeyType type, SecureRandom random) {
        byte[] seed = new byte[KeyText.RAW_BYTES];
        random.nextBytes(seed);
        return ofRawSeed(type, seed);
    }

    /**
     * The key of a seed (S...); the array stays the caller's, to be wiped.
     *
     * @throws NkeyException if it is not the seed of a signing key
     */
    public static Nkey fromSeed(byte[] seed) {
        KeyText.Key key = KeyText.parseSeed(seed);
        if (key.type() == KeyType.CURVE) {
            throw new NkeyException("seed: got a curve key's, expected a signing key's");
        }
        return ofRawSeed(key.type(), key.raw());
    }

    /**
     * A key that only verifies.
     *
     * @throws NkeyException if it is not the public key of a signing key
     */
    public static Nkey fromPublicKey(String publicKey) {
        KeyText.Key key = KeyText.parsePublic(publicKey);
        if (key.type() == KeyType.CURVE) {
            throw new NkeyException("public key: got a curve key, expected a signing key");
        }
        return new Nkey(key.type(), key.raw(), null);
    }

    private static Nkey ofRawSeed(KeyType type, byte[] seed) {
        if (type == KeyType.CURVE) {
            throw new IllegalArgumentException("type: got curve, expected a type that signs");
        }
        return new Nkey(type, Curve.ED25519.publicOf(seed), seed);
    }

    /** Whether it is a well-formed public key of this type. Never throws. */
    public static boolean isPublicKey(@Nullable String text, KeyType type) {
        return typeOf(text) == type;
    }

    /** The type of a well-formed public key, or null if it is none. Never throws. */
    public static @Nullable KeyType typeOf(@Nullable String publicKey) {
        try {
            return publicKey == null ? null : KeyText.parsePublic(publicKey).type();
        } catch (NkeyException notAKey) {
            return null;
        }
    }

    /**
     * Whether the signature is this public key's for the data. Never throws: a malformed key or signature is no match.
     */
    public static boolean verify(String publicKey, byte[] data, byte[] signature) {
        KeyType type = typeOf(publicKey);
        return type != null && type != KeyType.CURVE && fromPublicKey(publicKey).verify(data, signature);
    }

    /** Whom the key stands for. */
    public KeyType type() {
        return type;
    }

    /** The public key: 56 characters, the first tells the type. */
    public String publicKey() {
        return publicKey;
    }

    /** Whether there is a seed to sign with. */
    public synchronized boolean canSign() {
        return rawSeed != null;
    }

    /**
     * The seed (S...), 58 characters in an array that becomes the caller's, to be wiped.
     *
     * @throws IllegalStateException if there is none
     */
    public synchronized byte[] seed() {
        return KeyText.ofSeed(type, requireSeed());
    }

    /**
     * The signature of the data.
     *
     * @return {@link #SIGNATURE_BYTES} bytes
     * @throws IllegalStateException if there is no seed
     */
    public synchronized byte[] sign(byte[] data) {
        try {
            Signature signer = Signature.getInstance("Ed25519");
            signer.initSign(Curve.ED25519.privateKey(requireSeed()));
            signer.update(data);
            return signer.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("ed25519: cannot sign", e);
        }
    }

    /** Whether the signature is this key's for the data. Never throws: a malformed signature is no match. */
    public boolean verify(byte[] data, byte[] signature) {
        if (signature.length != SIGNATURE_BYTES) {
            return false;
        }
        try {
            Signature verifier = Signature.getInstance("Ed25519");
            verifier.initVerify(Curve.ED25519.publicKey(rawPublic));
            verifier.update(data);
            return verifier.verify(signature);
        } catch (GeneralSecurityException | RuntimeException notAPointOrNotASignature) {
            return false; // the JDK answers some malformed points with unchecked exceptions
        }
    }

    /** Wipes the seed; the key still verifies. */
    @Override
    public synchronized void close() {
        if (rawSeed != null) {
            Arrays.fill(rawSeed, (byte) 0);
            rawSeed = null;
        }
    }

    private byte[] requireSeed() {
        if (rawSeed == null) {
            throw new IllegalStateException("key " + publicKey + ": has no seed, or was closed");
        }
        return rawSeed;
    }

    /** The public key only. */
    @Override
    public String toString() {
        return publicKey;
    }
}
