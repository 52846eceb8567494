package io.natter.cli.account;

import io.natter.cli.command.Attempt;
import io.natter.cli.command.Session;
import io.natter.cli.text.Columns;
import io.natter.cli.text.GoDuration;
import io.natter.cli.text.HumanNumbers;
import io.natter.cli.text.JsonTree;
import io.natter.client.NatsConnection;
import io.natter.client.NatsException;
import io.natter.client.NoRespondersException;
import io.natter.client.RequestTimeoutException;
import io.natter.client.jetstream.JetStreamApiException;
import io.natter.protocol.ServerInfo;
import io.natter.protocol.jetstream.ApiErrorCode;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import picocli.CommandLine.Command;

/** {@code natter account info}: who is connected, to what, and what JetStream allows. <i>Confined to one thread.</i> */
@Command(name = "info", description = "Account information")
final class ShowAccount implements Callable<Integer> {
    private final Session session;

    ShowAccount(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        try (NatsConnection nats = session.connect()) {
            ServerInfo server = Objects.requireNonNull(nats.serverInfo(), "a connected server has told of itself");
            Columns columns = new Columns("Account Information");
            UserFacts.of(nats).ifPresent(user -> user(columns, user, server));
            connection(columns, nats, server);
            UserFacts.of(nats).ifPresent(user -> permissions(columns, user.at("permissions")));
            jetStream(columns, nats, server);
            session.around().print(columns.render());
        }
        return 0;
    }

    private static void user(Columns columns, JsonTree user, ServerInfo server) {
        String name = user.text("user_name");
        String id = user.text("user");
        columns.row("User", name.isEmpty() ? id : name + " (" + id + ")");
        String account = user.text("account_name");
        String accountId = user.text("account");
        columns.row("Account", account.isEmpty() ? accountId : account + " (" + accountId + ")");
        if (!account.isEmpty()) {
            columns.row("System Account", Boolean.toString(server.isSystemAccount()));
        }
        long expires = user.number("expires");
        columns.row("Expires", expires == 0 ? "never" : GoDuration.brief(Duration.ofNanos(expires)));
    }

    private static void connection(Columns columns, NatsConnection nats, ServerInfo server) {
        String ip = server.clientIp();
        String cluster = server.cluster();
        String natter = server.natter();
        columns.row("Client ID", Long.toString(server.clientId()))
                .rowIfAny("Client IP", ip == null ? "" : ip)
                .row("RTT", GoDuration.exact(nats.rtt()))
                .row("Headers Supported", Boolean.toString(server.headers()))
                .row("Maximum Payload", HumanNumbers.bytes(server.maxPayload()))
                .rowIfAny("Connected Cluster", cluster == null ? "" : cluster)
                .row("Connected URL", nats.server())
                .row("Connected Server ID", server.serverId())
                .row("Connected Server Version", server.version())
                .rowIfAny("Connected Natter Version", natter == null ? "" : natter)
                .rowIfAny(
                        "Connected Server Name",
                        server.serverName().equals(server.serverId()) ? "" : server.serverName());
        SSLSession encrypted = nats.tlsSession();
        if (encrypted == null) {
            columns.row("TLS Connection", "no");
            return;
        }
        columns.row("TLS Version", encrypted.getProtocol().replace("TLSv", "") + " using " + encrypted.getCipherSuite())
                .row("TLS Server Name", encrypted.getPeerHost())
                .row("TLS Verified", "issuer " + issuer(encrypted));
    }

    private static String issuer(SSLSession encrypted) {
        try {
            return encrypted.getPeerCertificates()[0] instanceof X509Certificate certificate
                    ? certificate.getIssuerX500Principal().getName()
                    : "unknown";
        } catch (SSLPeerUnverifiedException nobodyKnown) {
            return "unknown";
        }
    }

    private static void permissions(Columns columns, JsonTree permissions) {
        if (!permissions.isThere()) {
            return;
        }
        columns.title("Connection Permissions");
        permission(columns, "Publish:", permissions.at("publish"));
        permission(columns, "Subscribe:", permissions.at("subscribe"));
    }

    private static void permission(Columns columns, String title, JsonTree permission) {
        List<String> allowed = permission.texts("allow").stream().sorted().toList();
        List<String> denied = permission.texts("deny").stream().sorted().toList();
        if (allowed.isEmpty() && denied.isEmpty()) {
            return;
        }
        columns.indent(2).line(title);
        lines(columns, "Allow", allowed);
        lines(columns, "Deny", denied);
        columns.line("").indent(0);
    }

    private static void lines(Columns columns, String label, List<String> values) {
        String shown = label;
        for (String value : values) {
            columns.row(shown, value);
            shown = "";
        }
    }

    private void jetStream(Columns columns, NatsConnection nats, ServerInfo server) {
        try {
            AccountSheet.write(columns, session.jetStream(nats).accountInfo(), server.maxPayload());
        } catch (NoRespondersException thereIsNone) {
            columns.line("").line("   JetStream is not supported in this account");
        } catch (RequestTimeoutException nobody) {
            columns.line("").line("   No response from JetStream server");
        } catch (NatsException e) {
            boolean isOff = e instanceof JetStreamApiException refused
                    && (refused.is(ApiErrorCode.NOT_ENABLED) || refused.is(ApiErrorCode.NOT_ENABLED_FOR_ACCOUNT));
            String text = isOff
                    ? "JetStream is not supported in this account"
                    : "Could not obtain account information: " + Attempt.words(e);
            columns.line("").line("   " + text);
        }
    }
}
