package io.natter.client.transport;

import io.natter.client.TlsOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/**
 * Makes the TLS side of a connection from options and files.
 *
 * <p>Thread-safe. Files are read at each call, so that renewed certificates are used from the next connect on.
 */
final class TlsEngines {
    // The store lives in memory only; what protects it is nothing to keep.
    private static final char[] STORE_PASSWORD = {'m', 'e', 'm', 'o', 'r', 'y'};

    private TlsEngines() {}

    /**
     * A client's engine for a server of this name, which goes into the handshake where it is a name (RFC 6066).
     *
     * @throws IOException if a file cannot be read, or holds not what it should; the message names it
     */
    static SSLEngine open(TlsOptions options, String name, int port) throws IOException {
        SSLEngine engine = context(options).createSSLEngine(name, port);
        engine.setUseClientMode(true);
        SSLParameters parameters = engine.getSSLParameters();
        if (!AddressText.isIpAddress(name)) {
            setServerName(parameters, name);
        }
        if (options.verifyHost()) {
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
        }
        engine.setSSLParameters(parameters);
        return engine;
    }

    private static void setServerName(SSLParameters parameters, String name) {
        try {
            parameters.setServerNames(List.of(new SNIHostName(name)));
        } catch (IllegalArgumentException noNameOfDns) {
            // such a name cannot be sent; the certificate is checked against it all the same
        }
    }

    private static SSLContext context(TlsOptions options) throws IOException {
        SSLContext given = options.context();
        if (given != null) {
            return given;
        }
        Path trust = options.trustFile();
        Path certificate = options.certificateFile();
        Path key = options.keyFile();
        try {
            if (trust == null && certificate == null) {
                return SSLContext.getDefault();
            }
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(
                    certificate == null || key == null ? null : keyManagers(certificate, key),
                    trust == null ? null : trustManagers(trust),
                    null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IOException("tls: the certificates cannot be used: " + e.getMessage(), e);
        }
    }

    private static KeyManager @Nullable [] keyManagers(Path certificateFile, Path keyFile)
            throws IOException, GeneralSecurityException {
        List<X509Certificate> chain = PemFile.read(certificateFile).certificates();
        PrivateKey key = PemFile.read(keyFile).privateKey();
        KeyStore store = emptyStore();
        store.setKeyEntry("client", key, STORE_PASSWORD, chain.toArray(new X509Certificate[0]));
        KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(store, STORE_PASSWORD);
        return factory.getKeyManagers();
    }

    private static TrustManager[] trustManagers(Path file) throws IOException, GeneralSecurityException {
        KeyStore store = emptyStore();
        int number = 0;
        for (X509Certificate certificate : PemFile.read(file).certificates()) {
            store.setCertificateEntry("trusted-" + number++, certificate);
        }
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        return factory.getTrustManagers();
    }

    private static KeyStore emptyStore() throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        return store;
    }
}
