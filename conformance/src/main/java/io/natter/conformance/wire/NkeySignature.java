package io.natter.conformance.wire;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.spec.EdECPrivateKeySpec;
import java.security.spec.NamedParameterSpec;
import java.util.Arrays;
import java.util.Base64;

/**
 * The {@code sig} of a CONNECT: a nonce signed with a user's seed (C33). Immutable.
 *
 * <p>Done with the JDK alone, so that it cannot share a mistake with the code under test.
 */
final class NkeySignature {
    private static final String BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    private static final int PREFIX_BYTES = 2;
    private static final int SEED_BYTES = 32;

    private NkeySignature() {}

    /** The signature of {@code nonce} with {@code seed} (SU...), base64 for URLs without padding. */
    static String of(String seed, String nonce) {
        byte[] raw = Arrays.copyOfRange(decodeBase32(seed), PREFIX_BYTES, PREFIX_BYTES + SEED_BYTES);
        try {
            Signature signature = Signature.getInstance("Ed25519");
            signature.initSign(KeyFactory.getInstance("Ed25519")
                    .generatePrivate(new EdECPrivateKeySpec(NamedParameterSpec.ED25519, raw)));
            signature.update(nonce.getBytes(StandardCharsets.US_ASCII));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("nonce: cannot be signed", e);
        }
    }

    private static byte[] decodeBase32(String text) {
        byte[] bytes = new byte[text.length() * 5 / 8];
        long bits = 0;
        int bitCount = 0;
        int at = 0;
        for (int i = 0; i < text.length(); i++) {
            bits = bits << 5 | BASE32.indexOf(text.charAt(i));
            bitCount += 5;
            if (bitCount >= 8) {
                bitCount -= 8;
                bytes[at++] = (byte) (bits >> bitCount);
            }
        }
        return bytes;
    }
}
