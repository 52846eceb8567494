package io.natter.server.tls;

import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;

/**
 * How one connection is encrypted. Immutable.
 *
 * @param protocol as the JDK names it, such as {@code TLSv1.3}
 * @param cipherSuite as the JDK names it
 * @param isFirst whether the handshake came before INFO
 * @param peerCertificates what the client showed and could prove, leaf first; empty when it showed none
 */
public record TlsFacts(String protocol, String cipherSuite, boolean isFirst, List<X509Certificate> peerCertificates) {
    /** Copies the list. */
    public TlsFacts {
        peerCertificates = List.copyOf(peerCertificates);
    }

    static TlsFacts of(SSLSession session, boolean isFirst) {
        return new TlsFacts(session.getProtocol(), session.getCipherSuite(), isFirst, peerCertificates(session));
    }

    /** The version as nats-server shows it, such as {@code 1.3}. */
    public String version() {
        return shownVersion(protocol);
    }

    /** The suite as nats-server shows it. */
    public String shownCipherSuite() {
        return CipherSuites.shownName(cipherSuite);
    }

    /** The version as nats-server shows what the JDK calls {@code TLSv1.3}. */
    public static String shownVersion(String protocol) {
        return protocol.startsWith("TLSv") ? protocol.substring("TLSv".length()) : "Unknown [" + protocol + "]";
    }

    private static List<X509Certificate> peerCertificates(SSLSession session) {
        try {
            var found = new ArrayList<X509Certificate>();
            for (Certificate certificate : session.getPeerCertificates()) {
                if (certificate instanceof X509Certificate x509) {
                    found.add(x509);
                }
            }
            return found;
        } catch (SSLPeerUnverifiedException showedNone) {
            return List.of();
        }
    }
}
