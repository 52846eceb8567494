package io.natter.server.tls;

import io.netty.pkitesting.CertificateBuilder;
import io.netty.pkitesting.X509Bundle;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/** Certificates made for one test, so that none in the tree can expire. Immutable. */
public final class TestCertificates {
    private static final char[] PASSWORD = "password".toCharArray();

    private final Path directory;
    private final X509Bundle authority;

    private TestCertificates(Path directory, X509Bundle authority) {
        this.directory = directory;
        this.authority = authority;
    }

    /** A new authority, whose files go to {@code directory}. */
    public static TestCertificates in(Path directory) throws Exception {
        X509Bundle authority = new CertificateBuilder()
                .subject("CN=Natter test authority")
                .setIsCertificateAuthority(true)
                .buildSelfSigned();
        return new TestCertificates(directory, authority);
    }

    /** The start of a certificate for {@code subject}. */
    public static CertificateBuilder builder(String subject) {
        return new CertificateBuilder().subject(subject);
    }

    /** A certificate for this machine, as a server shows it. */
    public X509Bundle server() throws Exception {
        return issue(builder("CN=localhost").addSanDnsName("localhost").addSanIpAddress("127.0.0.1"));
    }

    /** A certificate for a client with this subject. */
    public X509Bundle client(String subject) throws Exception {
        return issue(builder(subject));
    }

    /** A certificate of this authority. */
    public X509Bundle issue(CertificateBuilder builder) throws Exception {
        return builder.buildIssuedBy(authority);
    }

    /** The file with the authority's certificate. */
    public Path authorityFile() throws IOException {
        return write("ca.pem", authority.getRootCertificatePEM());
    }

    /** Writes the certificate chain of {@code bundle} as {@code name}.pem and its key as {@code name}-key.pem. */
    public PemFiles files(String name, X509Bundle bundle) throws IOException {
        return new PemFiles(
                write(name + ".pem", bundle.getCertificatePathPEM()),
                write(name + "-key.pem", bundle.getPrivateKeyPEM()));
    }

    /** Where a certificate and its key are. Immutable. */
    public record PemFiles(Path certificate, Path key) {}

    /** Writes any text to a file beside the others. */
    public Path write(String name, String text) throws IOException {
        return Files.writeString(directory.resolve(name), text);
    }

    /** A client's context that trusts this authority and shows {@code identity}, or nothing when null. */
    public SSLContext clientContext(@Nullable X509Bundle identity) throws Exception {
        TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
        trust.init(authority.toKeyStore(PASSWORD));
        var keys = KeyManagerFactory.getInstance("PKIX");
        keys.init(identity == null ? emptyStore() : identity.toKeyStore(PASSWORD), PASSWORD);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
        return context;
    }

    private static KeyStore emptyStore() throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        return store;
    }
}
