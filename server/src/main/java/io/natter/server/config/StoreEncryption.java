package io.natter.server.config;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * How stream files are encrypted. Immutable. (B109)
 *
 * @param cipher cipher of the files
 * @param key what the file keys are derived from
 * @param previousKey what they were derived from before, or null
 * @param tpm security chip that keeps the key instead, or null
 */
public record StoreEncryption(
        Cipher cipher,
        @Nullable Secret key,
        @Nullable Secret previousKey,
        @Nullable Tpm tpm) {

    /** What holds when the configuration says nothing. */
    public static StoreEncryption defaults() {
        return new StoreEncryption(Cipher.CHACHA, null, null, null);
    }

    /** Cipher of the files. */
    public enum Cipher {
        /** ChaCha20-Poly1305. */
        CHACHA,
        /** AES-GCM. */
        AES
    }

    /**
     * A security chip that keeps the key. Immutable.
     *
     * @param keysFile file of the sealed keys
     * @param encryptionPassword password of those
     * @param srkPassword password of the storage root key
     * @param pcr platform register the keys are bound to
     */
    public record Tpm(
            @Nullable Path keysFile,
            @Nullable Secret encryptionPassword,
            @Nullable Secret srkPassword,
            int pcr) {}

    /** A copy with another cipher. */
    public StoreEncryption withCipher(Cipher cipher) {
        return Copy.with(this, "cipher", cipher);
    }

    /** A copy with another key. */
    public StoreEncryption withKey(@Nullable Secret key) {
        return Copy.with(this, "key", key);
    }

    /** A copy with another previousKey. */
    public StoreEncryption withPreviousKey(@Nullable Secret previousKey) {
        return Copy.with(this, "previousKey", previousKey);
    }

    /** A copy with another tpm. */
    public StoreEncryption withTpm(@Nullable Tpm tpm) {
        return Copy.with(this, "tpm", tpm);
    }
}
