package io.natter.server.monitor;

import io.natter.server.monitor.ConnectionFacts.Client;
import io.natter.server.monitor.ConnectionFacts.IdentityFacts;
import io.natter.server.monitor.ConnectionFacts.Tls;
import io.natter.server.monitor.PageRequest.Subscriptions;
import io.natter.server.tls.CertificateSubject;
import io.natter.server.tls.CipherSuites;
import io.natter.server.tls.PinnedCertificates;
import io.natter.server.tls.TlsFacts;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One connection in connz, field by field (E2).
 *
 * <p>Confined to the thread that renders the page. Who a connection is, its certificates and its JWT among it, is shown only
 * when it is asked for.
 */
final class ConnectionEntry {
    private static final String GLOBAL_ACCOUNT = "$G";

    private final PageWriter page;
    private final ConnzOptions options;
    private final Instant now;

    ConnectionEntry(PageWriter page, ConnzOptions options, Instant now) {
        this.page = page;
        this.options = options;
        this.now = now;
    }

    void write(ConnectionFacts connection, List<SubscriptionFacts> subscriptions) {
        Instant stop = connection.stop();
        Instant until = stop == null ? now : stop;
        page.number("cid", connection.cid())
                .textIfAny("kind", connection.kind())
                .textIfAny("type", connection.type())
                .text("ip", connection.ip())
                .number("port", connection.port())
                .text("start", GoText.time(connection.start()))
                .text("last_activity", GoText.time(connection.lastActivity()))
                .textIfAny("stop", stop == null ? null : GoText.time(stop))
                .textIfAny("reason", connection.reason())
                .text("rtt", GoText.roundTrip(connection.rttNs()))
                .text("uptime", GoText.uptime(Duration.between(connection.start(), until)))
                .text("idle", GoText.uptime(Duration.between(connection.lastActivity(), until)));
        writeCounters(connection);
        writeClient(connection.client());
        writeTls(connection.tls());
        writeIdentity(connection.identity());
        writeSubscriptions(connection, subscriptions);
        writeCredentials(connection.identity());
        page.textIfAny("mqtt_client", connection.client().mqttId());
    }

    private void writeCounters(ConnectionFacts connection) {
        Traffic traffic = connection.traffic();
        page.number("pending_bytes", connection.pendingBytes())
                .number("in_msgs", traffic.inMsgs())
                .number("out_msgs", traffic.outMsgs())
                .number("in_bytes", traffic.inBytes())
                .number("out_bytes", traffic.outBytes())
                .numberIfAny("stalls", connection.stallCount())
                .number("subscriptions", connection.subscriptionCount());
    }

    private void writeClient(Client client) {
        page.textIfAny("name", client.name()).textIfAny("lang", client.lang()).textIfAny("version", client.version());
    }

    private void writeTls(@Nullable Tls tls) {
        if (tls == null) {
            return;
        }
        page.text("tls_version", TlsFacts.shownVersion(tls.protocol()))
                .text("tls_cipher_suite", CipherSuites.shownName(tls.cipherSuite()));
        if (options.withIdentity()) {
            page.objectsIfAny("tls_peer_certs", tls.peerCertificates(), this::writeCertificate);
        }
        page.flagIfSet("tls_first", tls.isFirst());
    }

    private void writeCertificate(X509Certificate certificate) {
        page.text(
                        "subject",
                        CertificateSubject.of(certificate.getSubjectX500Principal())
                                .shown())
                .text("spki_sha256", PinnedCertificates.keySha256(certificate))
                .text("cert_sha256", PinnedCertificates.certificateSha256(certificate));
    }

    private void writeIdentity(IdentityFacts identity) {
        if (options.withIdentity()) {
            page.textIfAny("authorized_user", identity.user());
            page.textIfAny("account", identity.account().equals(GLOBAL_ACCOUNT) ? "" : identity.account());
        }
    }

    private void writeSubscriptions(ConnectionFacts connection, List<SubscriptionFacts> subscriptions) {
        if (options.subscriptions() == Subscriptions.NAMES) {
            List<String> subjects =
                    subscriptions.stream().map(SubscriptionFacts::subject).toList();
            page.textsIfAny("subscriptions_list", subjects);
        } else if (options.subscriptions() == Subscriptions.DETAIL) {
            // Only a closed connection names the account, as if nobody could tell from the connection.
            String accountTag = connection.identity().nameTag();
            boolean withAccount = connection.stop() != null;
            page.objectsIfAny("subscriptions_list_detail", subscriptions, subscription -> {
                if (withAccount) {
                    page.text("account", subscription.account()).textIfAny("account_tag", accountTag);
                }
                SubscriptionEntry.write(page, subscription);
            });
        }
    }

    private void writeCredentials(IdentityFacts identity) {
        if (options.withIdentity()) {
            page.textIfAny("jwt", identity.jwt())
                    .textIfAny("issuer_key", identity.issuerKey())
                    .textIfAny("name_tag", identity.nameTag())
                    .textsIfAny("tags", identity.tags());
        }
    }
}
