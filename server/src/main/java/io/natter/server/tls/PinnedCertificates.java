package io.natter.server.tls;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;

/**
 * The only public keys that peers may have ({@code pinned_certs}, B123). Immutable.
 *
 * @param keySha256s lower-case hex of the sha256 of the key with its algorithm (SubjectPublicKeyInfo); empty for all
 */
public record PinnedCertificates(Set<String> keySha256s) {
    /** Copies the set. */
    public PinnedCertificates {
        keySha256s = Set.copyOf(keySha256s);
    }

    /** Whether a peer that showed these certificates, its own first, may connect. */
    public boolean allow(List<X509Certificate> certificates) {
        return keySha256s.isEmpty() || (!certificates.isEmpty() && keySha256s.contains(keySha256(certificates.get(0))));
    }

    /** The hash that names the public key of {@code certificate}, in lower-case hex; connz shows it too. */
    public static String keySha256(X509Certificate certificate) {
        return sha256(certificate.getPublicKey().getEncoded());
    }

    /** The hash of the whole certificate, in lower-case hex. */
    public static String certificateSha256(X509Certificate certificate) {
        try {
            return sha256(certificate.getEncoded());
        } catch (CertificateEncodingException e) {
            throw new IllegalArgumentException("certificate: got one without an encoding", e);
        }
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every JDK has SHA-256", e);
        }
    }
}
