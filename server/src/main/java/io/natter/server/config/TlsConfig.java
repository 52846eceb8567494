package io.natter.server.config;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How connections are encrypted, and who peers must be. Immutable. (B120 to B125)
 *
 * @param keyPairs certificates the server shows, with their private keys; the best fit is chosen
 * @param caFile certificates that peers are checked against, or null for those of the system
 * @param verification what is asked of the peer's certificate
 * @param handshake when encryption begins, and how long that may take
 * @param crypto versions and algorithms
 * @param certStore certificates of the operating system, or null
 */
public record TlsConfig(
        List<KeyPair> keyPairs,
        @Nullable Path caFile,
        TlsVerification verification,
        TlsHandshake handshake,
        TlsCrypto crypto,
        @Nullable CertStoreConfig certStore) {
    /** Checks every value. */
    public TlsConfig {
        keyPairs = Copy.of(keyPairs);
    }

    /** What holds when the configuration says nothing. */
    public static TlsConfig defaults() {
        return new TlsConfig(
                List.of(), null, TlsVerification.defaults(), TlsHandshake.defaults(), TlsCrypto.defaults(), null);
    }

    /**
     * A certificate chain and its private key, both PEM files. Immutable.
     *
     * @param certFile certificate chain
     * @param keyFile private key
     */
    public record KeyPair(Path certFile, Path keyFile) {}

    /** The server shows this certificate; peers need none. */
    public static TlsConfig of(Path certFile, Path keyFile) {
        return defaults().withKeyPairs(List.of(new KeyPair(certFile, keyFile)));
    }

    /** A copy with another keyPairs. */
    public TlsConfig withKeyPairs(List<KeyPair> keyPairs) {
        return Copy.with(this, "keyPairs", keyPairs);
    }

    /** A copy with another caFile. */
    public TlsConfig withCaFile(@Nullable Path caFile) {
        return Copy.with(this, "caFile", caFile);
    }

    /** A copy with another verification. */
    public TlsConfig withVerification(TlsVerification verification) {
        return Copy.with(this, "verification", verification);
    }

    /** A copy with another handshake. */
    public TlsConfig withHandshake(TlsHandshake handshake) {
        return Copy.with(this, "handshake", handshake);
    }

    /** A copy with another crypto. */
    public TlsConfig withCrypto(TlsCrypto crypto) {
        return Copy.with(this, "crypto", crypto);
    }

    /** A copy with another certStore. */
    public TlsConfig withCertStore(@Nullable CertStoreConfig certStore) {
        return Copy.with(this, "certStore", certStore);
    }
}
