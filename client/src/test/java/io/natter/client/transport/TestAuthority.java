package io.natter.client.transport;

import io.netty.pkitesting.CertificateBuilder;
import io.netty.pkitesting.X509Bundle;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;

/** An authority made for one test, and what it issued. Confined to one test. */
final class TestAuthority {
    private final Path directory;
    private final X509Bundle authority;

    private TestAuthority(Path directory, X509Bundle authority) {
        this.directory = directory;
        this.authority = authority;
    }

    /** A new one; {@code ca.pem} is its certificate. */
    static TestAuthority in(Path directory) throws Exception {
        X509Bundle authority = new CertificateBuilder()
                .subject("CN=test authority")
                .setIsCertificateAuthority(true)
                .buildSelfSigned();
        Files.writeString(directory.resolve("ca.pem"), authority.getRootCertificatePEM());
        return new TestAuthority(directory, authority);
    }

    Path file(String name) {
        return directory.resolve(name);
    }

    /** Issues a certificate and writes {@code name.pem} and {@code name-key.pem}. */
    X509Bundle issue(String name, CertificateBuilder builder) throws Exception {
        X509Bundle bundle = builder.subject("CN=" + name).buildIssuedBy(authority);
        Files.writeString(file(name + ".pem"), bundle.getCertificatePathPEM());
        Files.writeString(file(name + "-key.pem"), bundle.getPrivateKeyPEM());
        return bundle;
    }

    /** A server's context with a certificate for localhost and 127.0.0.1. */
    SSLContext server() throws Exception {
        return server(new CertificateBuilder().addSanDnsName("localhost").addSanIpAddress("127.0.0.1"));
    }

    SSLContext server(CertificateBuilder builder) throws Exception {
        KeyManagerFactory keys = issue("server", builder).toKeyManagerFactory();
        TrustManagerFactory trust = authority.toTrustManagerFactory();
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
        return context;
    }

    /** The server's side of TLS over a socket. */
    static SSLSocket upgrade(SSLContext context, Socket socket) throws IOException {
        SSLSocket tls = (SSLSocket) context.getSocketFactory().createSocket(socket, null, true);
        tls.setUseClientMode(false);
        return tls;
    }
}
