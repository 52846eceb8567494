package io.natter.conformance.js;

import static org.assertj.core.api.Assertions.assertThat;

import io.natter.conformance.Certificates;
import io.natter.conformance.EachProgram;
import io.natter.conformance.ReservedPort;
import io.natter.conformance.ServerProgram;
import io.natter.conformance.Servers;
import io.natter.conformance.TestServer;
import io.netty.pkitesting.CertificateBuilder;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;

/** The official JavaScript client is served as by the reference; each flow is a function of {@code js/flows.js}. */
final class JsFlowsIT {
    @TempDir
    private Path directory;

    @EachProgram
    void exchangesMessages(ServerProgram program) throws Exception {
        assertHolds(program, "", Map.of());
    }

    @EachProgram
    void showsAToken(ServerProgram program) throws Exception {
        assertHolds(program, "authorization { timeout: 60, token: secret }", Map.of(), "token");
    }

    @EachProgram
    void showsUserAndPassword(ServerProgram program) throws Exception {
        assertHolds(program, "authorization { timeout: 60, user: alice, password: apple }", Map.of(), "user");
    }

    @EachProgram
    void signsTheNonce(ServerProgram program) throws Exception {
        String config =
                "authorization { timeout: 60, users: [ {nkey: UANBIZY43YUG6QW3DG76SSMTOVT5PCVOLQ3HCRTLJHO4XDF5NWBE5JZ4} ] }";
        assertHolds(program, config, Map.of(), "nkey");
    }

    @EachProgram
    void understandsRefusedPermissions(ServerProgram program) throws Exception {
        String config = """
                authorization { timeout: 60, users: [ {user: u, password: p, permissions: {publish: "may.>", subscribe: "may.>"}} ] }
                """;
        assertHolds(program, config, Map.of(), "permissions");
    }

    @EachProgram
    void encrypts(ServerProgram program) throws Exception {
        String config = Certificates.in(directory).tlsBlock();
        assertHolds(program, config, Map.of("FLOW_CA", file("ca.pem")), "tls");
    }

    @EachProgram
    void showsACertificate(ServerProgram program) throws Exception {
        String config = Certificates.in(directory)
                .issue("js", new CertificateBuilder().subject("CN=js"))
                .tlsBlock("verify: true");
        Map<String, String> files =
                Map.of("FLOW_CA", file("ca.pem"), "FLOW_CERT", file("js.pem"), "FLOW_KEY", file("js-key.pem"));
        assertHolds(program, config, files, "mutual");
    }

    @EachProgram
    void comesBackAfterARestart(ServerProgram program) throws Exception {
        ReservedPort reserved = ReservedPort.take();
        TestServer first = Servers.start(program, "", reserved.number(), directory);
        try (reserved;
                NodeRun node = NodeRun.start(first.url(), Map.of(), "restart")) {
            node.awaitReady();
            first.close();
            try (TestServer second = Servers.start(program, "", reserved.number(), directory)) {
                node.assertAllHeld();
                assertThat(second.port()).isEqualTo(first.port());
            }
        } finally {
            first.close();
        }
    }

    @EachProgram
    void hearsOfALameDuck(ServerProgram program) throws Exception {
        try (TestServer server = Servers.start(program, "", directory);
                NodeRun node = NodeRun.start(server.url(), Map.of(), "lameduck")) {
            node.awaitReady();
            server.signal(TestServer.Signal.LAME_DUCK);
            node.assertAllHeld();
        }
    }

    private void assertHolds(ServerProgram program, String config, Map<String, String> environment, String... flows)
            throws Exception {
        try (TestServer server = Servers.start(program, config, directory);
                NodeRun node = NodeRun.start(server.url(), environment, flows)) {
            node.assertAllHeld();
        }
    }

    private String file(String name) {
        return directory.resolve(name).toString();
    }
}
