package io.natter.protocol.keys;

import java.security.GeneralSecurityException;
import java.security.InvalidAlgorithmParameterException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.spec.NamedParameterSpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.HexFormat;

/** The JDK's two curves, spoken to in raw bytes. Immutable. */
enum Curve {
    ED25519("Ed25519", "302a300506032b6570032100"),
    X25519("X25519", "302a300506032b656e032100");

    private final String algorithm;
    private final String derPrefix; // what comes before the 32 bytes in a SubjectPublicKeyInfo

    Curve(String algorithm, String derPrefix) {
        this.algorithm = algorithm;
        this.derPrefix = derPrefix;
    }

    /** A source of randomness that gives a known seed: the JDK derives public keys in its generator only. */
    private static final class Fixed extends SecureRandom {
        private static final long serialVersionUID = 1;

        @SuppressWarnings("serial") // never serialized
        private final byte[] seed;

        Fixed(byte[] seed) {
            this.seed = seed;
        }

        @Override
        public void nextBytes(byte[] bytes) {
            System.arraycopy(seed, 0, bytes, 0, bytes.length);
        }
    }

    private KeyPair pairOf(byte[] seed) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
            generator.initialize(new NamedParameterSpec(algorithm), new Fixed(seed));
            return generator.generateKeyPair();
        } catch (InvalidAlgorithmParameterException e) {
            throw new IllegalStateException(algorithm + ": not known to this JDK", e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(algorithm + ": not in this JDK; is module jdk.crypto.ec there?", e);
        }
    }

    PrivateKey privateKey(byte[] seed) {
        return pairOf(seed).getPrivate();
    }

    byte[] publicOf(byte[] seed) {
        byte[] encoded = pairOf(seed).getPublic().getEncoded();
        return Arrays.copyOfRange(encoded, encoded.length - KeyText.RAW_BYTES, encoded.length);
    }

    PublicKey publicKey(byte[] raw) throws GeneralSecurityException {
        byte[] prefix = HexFormat.of().parseHex(derPrefix);
        byte[] encoded = Arrays.copyOf(prefix, prefix.length + raw.length);
        System.arraycopy(raw, 0, encoded, prefix.length, raw.length);
        return KeyFactory.getInstance(algorithm).generatePublic(new X509EncodedKeySpec(encoded));
    }
}
