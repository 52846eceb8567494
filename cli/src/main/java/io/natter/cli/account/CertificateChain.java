package io.natter.cli.account;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** From a server's certificate to the one that is trusted, and how each is shown. <i>Thread-safe:</i> pure functions. */
final class CertificateChain {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss '+0000 UTC'", Locale.ROOT);
    private static final int PEM_LINE_CHARS = 64;

    // Kinds of names a certificate may bear besides its subject (RFC 5280, GeneralName)
    private static final int EMAIL = 1;
    private static final int DNS = 2;
    private static final int URI = 6;
    private static final int IP = 7;

    private CertificateChain() {}

    /** The server's certificate, those in between, and last the trusted one, as far as they are known. */
    static List<X509Certificate> of(List<X509Certificate> shown, Collection<X509Certificate> trusted) {
        List<X509Certificate> chain = new ArrayList<>();
        X509Certificate next = shown.isEmpty() ? null : shown.get(0);
        while (next != null && !chain.contains(next)) {
            chain.add(next);
            next = trusted.contains(next) ? null : issuer(next, shown, trusted);
        }
        return chain;
    }

    private static @Nullable X509Certificate issuer(
            X509Certificate of, List<X509Certificate> shown, Collection<X509Certificate> trusted) {
        for (Collection<X509Certificate> known : List.of(trusted, shown)) {
            for (X509Certificate candidate : known) {
                if (hasSigned(candidate, of)) {
                    return candidate;
                }
            }
        }
        return null;
    }

    private static boolean hasSigned(X509Certificate issuer, X509Certificate certificate) {
        if (!issuer.getSubjectX500Principal().equals(certificate.getIssuerX500Principal())) {
            return false;
        }
        try {
            certificate.verify(issuer.getPublicKey());
            return true;
        } catch (GeneralSecurityException bySomebodyOfThatName) {
            return false;
        }
    }

    static String heading(String place, X509Certificate certificate) {
        boolean isAuthority = certificate.getBasicConstraints() >= 0;
        return "# " + place + " isCA=" + isAuthority + " Subject=\"" + subject(certificate) + "\"\n";
    }

    static String subject(X509Certificate certificate) {
        return certificate.getSubjectX500Principal().getName();
    }

    static String time(Instant instant) {
        return TIME.format(instant.atOffset(ZoneOffset.UTC));
    }

    static String details(X509Certificate certificate) {
        StringBuilder text = new StringBuilder();
        text.append("#   Expiration: ")
                .append(time(certificate.getNotAfter().toInstant()))
                .append('\n');
        names(text, "DNS Names", certificate, DNS);
        names(text, "IP Addresses", certificate, IP);
        names(text, "URIs", certificate, URI);
        names(text, "Email Addresses", certificate, EMAIL);
        return text.append("#   Serial: ")
                .append(certificate.getSerialNumber())
                .append("\n#   Signed-with: ")
                .append(certificate.getSigAlgName())
                .append('\n')
                .toString();
    }

    private static void names(StringBuilder text, String title, X509Certificate certificate, int kind) {
        List<String> names = new ArrayList<>();
        try {
            Collection<List<?>> all = certificate.getSubjectAlternativeNames();
            for (List<?> name : all == null ? List.<List<?>>of() : all) {
                if (name.get(0) instanceof Integer given && given == kind) {
                    names.add(String.valueOf(name.get(1)));
                }
            }
        } catch (CertificateParsingException unreadable) {
            names.add("unreadable");
        }
        if (!names.isEmpty()) {
            text.append("#   SAN: ")
                    .append(title)
                    .append(": [")
                    .append(String.join(" ", names))
                    .append("]\n");
        }
    }

    static String pem(X509Certificate certificate) {
        try {
            Base64.Encoder lines = Base64.getMimeEncoder(PEM_LINE_CHARS, "\n".getBytes(StandardCharsets.US_ASCII));
            return "-----BEGIN CERTIFICATE-----\n" + lines.encodeToString(certificate.getEncoded())
                    + "\n-----END CERTIFICATE-----\n";
        } catch (CertificateEncodingException unwritable) {
            return "# cannot be written: " + unwritable.getMessage() + "\n";
        }
    }
}
