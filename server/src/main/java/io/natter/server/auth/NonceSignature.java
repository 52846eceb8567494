package io.natter.server.auth;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.natter.protocol.keys.Nkey;
import java.util.Base64;

/** The answer to a nonce: an nkey's Ed25519 signature in base64 (C33, C92). Immutable, without state. */
final class NonceSignature {
    /** A signature has 64 bytes, which is 88 characters with padding. */
    private static final int CHARS_MAX = 88;

    private NonceSignature() {}

    /** Whether {@code signature}, raw URL or standard base64, is that of the public {@code nkey} over {@code nonce}. */
    static boolean isBy(String nkey, String signature, String nonce) {
        if (nonce.isEmpty() || signature.isEmpty() || signature.length() > CHARS_MAX) {
            return false;
        }
        boolean isUrl = signature.indexOf('+') < 0 && signature.indexOf('/') < 0;
        Base64.Decoder decoder = isUrl ? Base64.getUrlDecoder() : Base64.getDecoder();
        try {
            return Nkey.verify(nkey, nonce.getBytes(US_ASCII), decoder.decode(signature));
        } catch (IllegalArgumentException notBase64) {
            return false;
        }
    }
}
