package io.natter.conformance;

import io.netty.pkitesting.CertificateBuilder;
import io.netty.pkitesting.X509Bundle;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * An authority made for one test, what it issued, and the files a configuration names. Confined to one test.
 */
public final class Certificates {
    private static final char[] PASSWORD = "password".toCharArray();

    private final Path directory;
    private final X509Bundle authority;
    private final Map<String, X509Bundle> issued = new TreeMap<>();

    private Certificates(Path directory, X509Bundle authority) {
        this.directory = directory;
        this.authority = authority;
    }

    /** A new authority with a certificate for a server on this machine; the files go to {@code directory}. */
    public static Certificates in(Path directory) throws Exception {
        X509Bundle authority = new CertificateBuilder()
                .subject("CN=conformance")
                .setIsCertificateAuthority(true)
                .buildSelfSigned();
        Certificates certificates = new Certificates(directory, authority);
        Files.writeString(directory.resolve("ca.pem"), authority.getRootCertificatePEM());
        certificates.issue(
                "server",
                new CertificateBuilder()
                        .subject("CN=localhost")
                        .addSanDnsName("localhost")
                        .addSanIpAddress("127.0.0.1"));
        return certificates;
    }

    /** Issues a certificate and writes it and its key as {@code name}.pem and {@code name}-key.pem. */
    public Certificates issue(String name, CertificateBuilder builder) throws Exception {
        X509Bundle bundle = builder.buildIssuedBy(authority);
        Files.writeString(directory.resolve(name + ".pem"), bundle.getCertificatePathPEM());
        Files.writeString(directory.resolve(name + "-key.pem"), bundle.getPrivateKeyPEM());
        issued.put(name, bundle);
        return this;
    }

    /** A {@code tls} block for a server with these files, and more lines in it. */
    public String tlsBlock(String... more) {
        return """
                tls {
                    cert_file: "%s"
                    key_file: "%s"
                    ca_file: "%s"
                    timeout: 60
                    %s
                }
                """.formatted(
                        directory.resolve("server.pem"),
                        directory.resolve("server-key.pem"),
                        directory.resolve("ca.pem"),
                        String.join("\n    ", more));
    }

    /** A client's context that trusts the authority and shows nothing. */
    public SSLContext client() throws Exception {
        return context(new KeyManager[0]);
    }

    /** A client's context that trusts the authority and shows what was issued as {@code name}. */
    public SSLContext client(String name) throws Exception {
        X509Bundle identity = issued.get(name);
        if (identity == null) {
            throw new IllegalArgumentException(
                    "name: got " + name + ", expected one of " + List.copyOf(issued.keySet()));
        }
        KeyManagerFactory keys = KeyManagerFactory.getInstance("PKIX");
        keys.init(identity.toKeyStore(PASSWORD), PASSWORD);
        return context(keys.getKeyManagers());
    }

    private SSLContext context(KeyManager[] keys) throws Exception {
        TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
        KeyStore trusted = authority.toKeyStore(PASSWORD);
        trust.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys, trust.getTrustManagers(), null);
        return context;
    }
}
