package io.natter.server.auth;

/** The answer to a nonce: an nkey's Ed25519 signature in base64 (C33, C92). Immutable, without state. */
final class NonceSignature {
    private NonceSignature() {}

    /** Whether {@code signature}, raw URL or standard base64, is that of the public {@code nkey} over {@code nonce}. */
    static boolean isBy(String nkey, String signature, String nonce) {
        return false;
    }
}
