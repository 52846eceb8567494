package io.natter.server.config.read;

import io.natter.server.config.TlsConfig;
import io.natter.server.config.TlsConfig.KeyPair;
import io.natter.server.config.language.ConfigParser;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;

/**
 * Looks whether the files of a TLS block can be used, so that {@code -t} finds what start would. (A7) Thread-safe: pure functions.
 *
 * <p>Private keys are only looked for: whether one fits its certificate shows at start.
 */
final class TlsFiles {
    private TlsFiles() {}

    /** Throws for the first file that cannot be used. */
    static void check(TlsConfig tls, Given block) {
        for (KeyPair pair : tls.keyPairs()) {
            checkCertificates(pair.certFile(), block, "error parsing X509 certificate/key pair: ");
            checkReadable(pair.keyFile(), block);
        }
        Path caFile = tls.caFile();
        if (caFile != null) {
            checkCertificates(caFile, block, "failed to parse root ca certificate: ");
        }
    }

    private static void checkCertificates(Path file, Given block, String what) {
        try (InputStream in = Files.newInputStream(file)) {
            if (CertificateFactory.getInstance("X.509").generateCertificates(in).isEmpty()) {
                throw block.fault(what + "no certificate in " + file);
            }
        } catch (IOException e) {
            throw block.fault(what + "open " + file + ": " + ConfigParser.reason(e));
        } catch (CertificateException e) {
            throw block.fault(what + "no certificate in " + file);
        }
    }

    private static void checkReadable(Path file, Given block) {
        try (InputStream in = Files.newInputStream(file)) {
            if (in.read() < 0) {
                throw block.fault("error parsing X509 certificate/key pair: no private key in " + file);
            }
        } catch (IOException e) {
            throw block.fault("error parsing X509 certificate/key pair: open " + file + ": " + ConfigParser.reason(e));
        }
    }
}
