package io.natter.bench.workload;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;

/**
 * A throw-away certificate for the loopback address, made by the JDK's keytool and written as PEM files, which both servers read.
 *
 * <p>Immutable.
 */
final class SelfSigned {
    private static final String ALIAS = "bench";
    private static final char[] PASSWORD = "throw-away".toCharArray();

    private final Path directory;
    private final KeyStore store;

    private SelfSigned(Path directory, KeyStore store) {
        this.directory = directory;
        this.store = store;
    }

    /** Makes the files in {@code directory}, or takes those made there before. */
    static SelfSigned create(Path directory) throws IOException {
        Path file = directory.resolve("bench.p12");
        if (!Files.exists(file)) {
            keytool(file);
        }
        try (InputStream in = Files.newInputStream(file)) {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(in, PASSWORD);
            SelfSigned made = new SelfSigned(directory, store);
            made.writePem("cert.pem", "CERTIFICATE", store.getCertificate(ALIAS).getEncoded());
            made.writePem(
                    "key.pem", "PRIVATE KEY", store.getKey(ALIAS, PASSWORD).getEncoded());
            return made;
        } catch (GeneralSecurityException e) {
            throw new IOException("certificate: " + e.getMessage(), e);
        }
    }

    private static void keytool(Path file) throws IOException {
        String keytool =
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
        Process process = new ProcessBuilder(List.of(
                        keytool,
                        "-genkeypair",
                        "-alias",
                        ALIAS,
                        "-keyalg",
                        "EC",
                        "-groupname",
                        "secp256r1",
                        "-dname",
                        "CN=localhost",
                        "-ext",
                        "SAN=IP:127.0.0.1,DNS:localhost",
                        "-validity",
                        "2",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        file.toString(),
                        "-storepass",
                        new String(PASSWORD)))
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            if (process.waitFor() != 0) {
                throw new IOException("keytool: " + said.trim());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    private void writePem(String name, String kind, byte[] der) throws IOException {
        String body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
        Files.writeString(
                directory.resolve(name), "-----BEGIN " + kind + "-----\n" + body + "\n-----END " + kind + "-----\n");
    }

    /** Returns the server's configuration. */
    String configuration() {
        return "tls {\n  cert_file: \"" + directory.resolve("cert.pem") + "\"\n  key_file: \""
                + directory.resolve("key.pem") + "\"\n  timeout: 10\n}\n";
    }

    /** Returns sockets that trust this certificate and nothing else. */
    SSLSocketFactory trustingSockets() throws IOException {
        try {
            KeyStore trusted = KeyStore.getInstance("PKCS12");
            trusted.load(null, null);
            trusted.setCertificateEntry(ALIAS, store.getCertificate(ALIAS));
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(trusted);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            return context.getSocketFactory();
        } catch (GeneralSecurityException e) {
            throw new IOException("TLS: " + e.getMessage(), e);
        }
    }
}
