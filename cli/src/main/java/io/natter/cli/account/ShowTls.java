package io.natter.cli.account;

import io.natter.cli.command.Session;
import io.natter.cli.command.UsageException;
import io.natter.cli.text.GoDuration;
import io.natter.client.NatsConnection;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * {@code natter account tls}: the certificates the connected server is believed by.
 *
 * <p><i>Confined to one thread.</i>
 */
@Command(name = "tls", description = "Report TLS chain for connected server")
final class ShowTls implements Callable<Integer> {
    @Option(
            names = "--expire-warn",
            defaultValue = "1w",
            paramLabel = "DURATION",
            description = "Warn about certs expiring this soon, 0 to disable")
    private Duration warnWithin = Duration.ofDays(7);

    @Option(
            names = "--pem",
            negatable = true,
            defaultValue = "true",
            fallbackValue = "true",
            description = "Show PEM Certificate blocks")
    private boolean isWithPem = true;

    private final Session session;

    ShowTls(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        List<X509Certificate> chain;
        try (NatsConnection nats = session.connect()) {
            SSLSession encrypted = nats.tlsSession();
            if (encrypted == null) {
                throw new UsageException("the connection to " + nats.server() + " is not encrypted");
            }
            chain = CertificateChain.of(shown(encrypted), session.trusted());
        }
        StringBuilder text = new StringBuilder("# TLS Verified Chains count: 1\n\n# chain: 1\n");
        List<String> complaints = new ArrayList<>();
        Instant now = session.around().clock().instant();
        for (int i = 0; i < chain.size(); i++) {
            X509Certificate certificate = chain.get(i);
            String place = "chain=1 cert=" + (i + 1);
            text.append(CertificateChain.heading(place, certificate));
            complain(certificate, place, now, text, complaints);
            text.append(CertificateChain.details(certificate));
            text.append(isWithPem ? CertificateChain.pem(certificate) : "");
        }
        session.around().print(text.toString());
        if (!complaints.isEmpty()) {
            throw new UsageException(complaints.get(0));
        }
        return 0;
    }

    private static List<X509Certificate> shown(SSLSession encrypted) {
        List<X509Certificate> shown = new ArrayList<>();
        try {
            for (Certificate certificate : encrypted.getPeerCertificates()) {
                if (certificate instanceof X509Certificate known) {
                    shown.add(known);
                }
            }
        } catch (SSLPeerUnverifiedException nobodyKnown) {
            throw new UsageException("the server has shown no certificate", nobodyKnown);
        }
        return shown;
    }

    private void complain(
            X509Certificate certificate, String place, Instant now, StringBuilder text, List<String> complaints) {
        Instant end = certificate.getNotAfter().toInstant();
        String ends = CertificateChain.time(end);
        String which = place + " expiration=\"" + ends + "\" subject=\"" + CertificateChain.subject(certificate) + "\"";
        if (end.isBefore(now)) {
            text.append("# EXPIRED after ").append(ends).append('\n');
            complaints.add("expired cert " + which);
        } else if (end.isBefore(now.plus(warnWithin))) {
            text.append("# EXPIRING SOON: within ")
                    .append(GoDuration.exact(warnWithin))
                    .append(" of ")
                    .append(ends)
                    .append('\n');
            complaints.add("cert expiring soon " + which);
        }
    }
}
