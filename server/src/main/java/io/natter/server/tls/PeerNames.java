package io.natter.server.tls;

import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * The names a peer's certificate gives it, in the order in which they are tried (B122). Immutable.
 *
 * <p>Alternative names come first: e-mail addresses, then DNS names, then URIs. The subject follows as a
 * distinguished name, then as text with and without its domain components.
 *
 * @param alternativeNames e-mail addresses, DNS names, URIs
 * @param distinguishedName the subject, or empty when it holds a type that nats-server does not compare
 * @param subjectTexts the subject as text, in the forms to look for
 */
public record PeerNames(
        List<String> alternativeNames, Optional<DistinguishedName> distinguishedName, List<String> subjectTexts) {
    private static final int EMAIL = 1;
    private static final int DNS = 2;
    private static final int URI = 6;

    /** Copies the lists. */
    public PeerNames {
        alternativeNames = List.copyOf(alternativeNames);
        subjectTexts = List.copyOf(subjectTexts);
    }

    /** The names in {@code certificate}; what cannot be read gives no name. */
    public static PeerNames of(X509Certificate certificate) {
        CertificateSubject subject = CertificateSubject.of(certificate.getSubjectX500Principal());
        var alternatives = new ArrayList<String>();
        addAlternatives(EMAIL, certificate, alternatives);
        addAlternatives(DNS, certificate, alternatives);
        addAlternatives(URI, certificate, alternatives);
        var texts = new ArrayList<String>();
        subject.knownWithDomain().ifPresent(texts::add);
        if (!subject.known().isEmpty()) {
            texts.add(subject.known());
        }
        return new PeerNames(alternatives, subject.distinguishedName(), texts);
    }

    private static void addAlternatives(int type, X509Certificate certificate, List<String> names) {
        try {
            Collection<List<?>> all = certificate.getSubjectAlternativeNames();
            if (all == null) {
                return;
            }
            for (List<?> entry : all) {
                if (entry.get(0).equals(type) && entry.get(1) instanceof String name && !name.isEmpty()) {
                    names.add(name);
                }
            }
        } catch (CertificateParsingException unreadableNamesAreNoNames) {
            names.clear();
        }
    }
}
