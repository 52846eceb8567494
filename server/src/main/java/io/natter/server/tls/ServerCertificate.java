package io.natter.server.tls;

import io.natter.server.config.TlsConfig.KeyPair;
import java.io.ByteArrayInputStream;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;

/**
 * A certificate chain and the key that belongs to it. Immutable.
 *
 * @param chain the server's own certificate first
 * @param key signs for the first certificate
 */
record ServerCertificate(List<X509Certificate> chain, PrivateKey key) {
    private static final byte[] PROBE = {1, 2, 3, 4};

    ServerCertificate {
        chain = List.copyOf(chain);
    }

    /** Reads both files and checks that they belong together; a TlsConfigException names the file at fault. */
    static ServerCertificate load(KeyPair files) {
        PemFile certificateFile = PemFile.read(files.certFile());
        PemFile keyFile = PemFile.read(files.keyFile());
        List<X509Certificate> chain = certificates(certificateFile);
        if (chain.isEmpty()) {
            throw new TlsConfigException(certificateFile.file() + ": " + missing(certificateFile));
        }
        var certificate = new ServerCertificate(chain, PrivateKeys.read(keyFile));
        if (!certificate.isMatch()) {
            throw new TlsConfigException(
                    "private key " + keyFile.file() + " does not match public key of " + certificateFile.file());
        }
        return certificate;
    }

    /** The certificates in {@code file}, which may be none. */
    static List<X509Certificate> certificates(PemFile file) {
        var found = new ArrayList<X509Certificate>();
        try {
            CertificateFactory factory = CertificateFactory.getInstance("X.509");
            for (PemFile.Block block : file.blocks("CERTIFICATE")) {
                found.add((X509Certificate) factory.generateCertificate(new ByteArrayInputStream(block.der())));
            }
        } catch (CertificateException e) {
            throw new TlsConfigException(file.file() + ": failed to parse certificate " + (found.size() + 1), e);
        }
        return found;
    }

    private static String missing(PemFile file) {
        boolean isSwitched =
                file.blocks().stream().anyMatch(block -> block.label().endsWith("PRIVATE KEY"));
        return isSwitched
                ? "failed to find certificate PEM data in certificate input, but did find a private key;"
                        + " PEM inputs may have been switched"
                : "failed to find any PEM data in certificate input";
    }

    /** Whether what the key signs can be verified with the certificate. */
    private boolean isMatch() {
        PublicKey publicKey = chain.get(0).getPublicKey();
        String algorithm = switch (publicKey.getAlgorithm()) {
            case "EC" -> "SHA256withECDSA";
            case "RSA" -> "SHA256withRSA";
            default -> publicKey.getAlgorithm();
        };
        try {
            Signature signer = Signature.getInstance(algorithm);
            signer.initSign(key);
            signer.update(PROBE);
            byte[] signature = signer.sign();
            Signature verifier = Signature.getInstance(algorithm);
            verifier.initVerify(publicKey);
            verifier.update(PROBE);
            return verifier.verify(signature);
        } catch (GeneralSecurityException keyOfAnotherKind) {
            return false;
        }
    }

    /** Names the owner; the key is never printed. */
    @Override
    public String toString() {
        return "ServerCertificate[" + chain.get(0).getSubjectX500Principal() + "]";
    }
}
