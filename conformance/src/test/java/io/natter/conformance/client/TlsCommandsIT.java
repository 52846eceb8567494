package io.natter.conformance.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.natter.conformance.Certificates;
import io.natter.conformance.EachProgram;
import io.natter.conformance.ServerProgram;
import io.natter.conformance.Servers;
import io.natter.conformance.TestServer;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/** What {@code natter account} tells of an encrypted connection, over either server. */
final class TlsCommandsIT {
    private static final String USERS = "authorization { user: admin, password: s3cr3t }\n";

    @TempDir
    private Path directory;

    private NatterRun run(TestServer server, String line) {
        return NatterRun.of(server.url(), directory, line + " --tlsca " + directory.resolve("ca.pem"));
    }

    @EachProgram
    void tlsShowsTheCertificatesUpToTheTrustedOne(ServerProgram program) throws Exception {
        String tls = Certificates.in(directory).tlsBlock();
        try (TestServer server = Servers.start(program, USERS + tls, directory)) {
            NatterRun shown = run(server, "account tls --expire-warn 0");
            assertThat(shown.exit()).as(shown.err()).isZero();
            assertThat(shown.out())
                    .startsWith("# TLS Verified Chains count: 1\n\n# chain: 1\n"
                            + "# chain=1 cert=1 isCA=false Subject=\"CN=localhost\"\n#   Expiration: ")
                    .contains("#   SAN: DNS Names: [localhost]\n#   SAN: IP Addresses: [127.0.0.1]\n#   Serial: ")
                    .contains("\n# chain=1 cert=2 isCA=true Subject=\"CN=conformance\"\n")
                    .containsPattern(
                            "(?s)BEGIN CERTIFICATE.*END CERTIFICATE.*BEGIN CERTIFICATE.*END CERTIFICATE-----\n$");
            assertThat(run(server, "account tls --expire-warn 0 --no-pem").out())
                    .contains("cert=2")
                    .doesNotContain("CERTIFICATE-----");
        }
    }

    @EachProgram
    void aCertificateThatEndsSoonIsAnError(ServerProgram program) throws Exception {
        String tls = Certificates.in(directory).tlsBlock();
        try (TestServer server = Servers.start(program, USERS + tls, directory)) {
            NatterRun shown = run(server, "account tls --expire-warn 200y");
            assertThat(shown.exit()).isEqualTo(1);
            assertThat(shown.out()).contains("# EXPIRING SOON: within 1752000h0m0s of ");
            assertThat(shown.err())
                    .startsWith("natter: error: cert expiring soon chain=1 cert=1 expiration=\"")
                    .contains("subject=\"CN=localhost\"");
        }
    }

    @EachProgram
    void infoTellsVersionCipherAndIssuer(ServerProgram program) throws Exception {
        String tls = Certificates.in(directory).tlsBlock();
        try (TestServer server = Servers.start(program, USERS + tls, directory)) {
            assertThat(run(server, "account info").out())
                    .containsPattern("TLS Version: 1\\.3 using TLS_")
                    .contains("TLS Verified: issuer CN=conformance\n");
        }
    }

    @EachProgram
    void aConnectionInPlainTextHasNoChain(ServerProgram program) {
        try (TestServer server = Servers.start(program, USERS, directory)) {
            NatterRun refused = NatterRun.of(server.url(), directory, "account tls");
            assertThat(refused.exit()).isEqualTo(1);
            assertThat(refused.err()).contains("natter: error: the connection to ", " is not encrypted");
        }
    }
}
