package io.natter.cli.command;

import io.natter.cli.IoText;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/** The certificates that others are believed by. <i>Thread-safe:</i> holds nothing. */
final class TrustedCertificates {
    private TrustedCertificates() {}

    /** Those of a file of PEM. */
    static List<X509Certificate> of(Path file) {
        List<X509Certificate> trusted = new ArrayList<>();
        try (InputStream in = Files.newInputStream(file)) {
            for (Certificate certificate :
                    CertificateFactory.getInstance("X.509").generateCertificates(in)) {
                if (certificate instanceof X509Certificate known) {
                    trusted.add(known);
                }
            }
        } catch (IOException e) {
            throw new UsageException(IoText.of(e), e);
        } catch (CertificateException e) {
            throw new UsageException(file + ": got no certificates, expected PEM", e);
        }
        return trusted;
    }

    /** Those of the Java that runs this. */
    static List<X509Certificate> ofSystem() {
        List<X509Certificate> trusted = new ArrayList<>();
        try {
            TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            @Nullable KeyStore usual = null;
            factory.init(usual);
            for (TrustManager trust : factory.getTrustManagers()) {
                if (trust instanceof X509TrustManager known) {
                    trusted.addAll(List.of(known.getAcceptedIssuers()));
                }
            }
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("trust: this Java has none", e);
        }
        return trusted;
    }
}
