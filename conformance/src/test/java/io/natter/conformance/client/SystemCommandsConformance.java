package io.natter.conformance.client;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.natter.client.NatsConnection;
import io.natter.client.jetstream.JetStream;
import io.natter.conformance.Connections;
import io.natter.conformance.EachProgram;
import io.natter.conformance.ServerProgram;
import io.natter.conformance.Servers;
import io.natter.conformance.TestServer;
import io.natter.protocol.jetstream.StreamConfig;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

/** The commands of {@code natter server} ask either server through its system account. */
final class SystemCommandsConformance {
    private static final String CONFIG = """
            server_name: system
            accounts {
              SYS { users: [ {user: admin, password: s3cr3t} ] }
              APP {
                jetstream: enabled
                users: [ {user: app, password: s3cr3t} ]
                mappings: { foo: bar, "a.*": [ {dest: "b.$1", weight: 40%} ] }
                exports: [ {service: help}, {stream: "news.>"} ]
              }
            }
            system_account: SYS
            jetstream: { store_dir: "$STORE" }
            """;

    @TempDir
    private Path directory;

    private @Nullable TestServer server;
    private String out = "";
    private String err = "";

    private void start(ServerProgram program) {
        String config = CONFIG.replace("$STORE", directory.resolve("store").toString());
        server = Servers.start(program, config, directory);
    }

    @AfterEach
    void stop() {
        if (server != null) {
            server.close();
        }
    }

    private TestServer server() {
        return requireNonNull(server);
    }

    private int run(String line) {
        NatterRun run = NatterRun.of(server().url(), directory, line);
        out = run.out();
        err = run.err();
        return run.exit();
    }

    private void done(String line) {
        assertThat(run(line)).as("%s: %s", line, err).isZero();
    }

    private String serverId() {
        done("server request variables");
        return out.replaceAll("(?s).*?\"id\":\"(N[A-Z0-9]{55})\".*", "$1");
    }

    @EachProgram
    void showsAndReports(ServerProgram program) {
        start(program);
        done("server info");
        assertThat(out).contains("Process Details:", "Go Version: ", "Limits:");
        done("server list");
        assertThat(out).contains("│ system ");
        done("server ping");
        assertThat(out).contains("system ", "---- ping statistics ----", "1 replies");
        done("server report connections");
        assertThat(out).contains(" Connections out of ");
        done("server report accounts");
        assertThat(out).contains("Accounts Overview", "│ SYS ");
        done("server report jetstream");
        assertThat(out).contains("JetStream Summary");
        done("server report health");
        assertThat(out).contains("ok: 1 / err: 0");
        done("server report cpu");
        assertThat(out).contains("system: ");
    }

    @EachProgram
    void tracesAMessageAndShowsConnections(ServerProgram program) {
        start(program);
        done("trace nobody.there");
        assertThat(out)
                .startsWith("Tracing message route to subject nobody.there ")
                .contains(
                        " server:\"system\" version:\"2.15.1\"\n--X No active interest\n",
                        "Legend: Client: --C Router: -->");
        done("top system --max-refresh 2 --subs");
        assertThat(out).contains("Server: system\n", "Connections Polled: 1\n", "SUBSCRIPTIONS", "natter command line");
        done("server request subscriptions");
        assertThat(out).contains("\"num_subscriptions\":");
    }

    @EachProgram
    void showsAnAccount(ServerProgram program) {
        start(program);
        done("server account info APP");
        assertThat(out)
                .startsWith("Account information for account APP\n")
                .contains("JetStream: true\n", "Mappings:\n", "Destination: b.$1, with weight 40\n");
        if (program == ServerProgram.NATS_SERVER) { // ours has no exports yet
            assertThat(out).contains("Exports:\n", "Subject: news.>\n", "Response Type: Singleton\n");
        }
        done("server account info APP --json");
        assertThat(out).startsWith("{\n  \"account_name\": \"APP\",");
        assertThat(run("server account info NOPE")).isEqualTo(1);
        assertThat(err).startsWith("natter: error: ").doesNotContain("Exception");
    }

    @EachProgram
    void purgesAnAccount(ServerProgram program) {
        start(program);
        try (NatsConnection nats = Connections.ours(server().url().replace("//", "//app:s3cr3t@"))) {
            JetStream js = JetStream.of(nats);
            js.createStream(StreamConfig.builder("S").subjects("s").build());
            done("server account purge APP --force");
            assertThat(out).isEqualTo("Purge operation on account APP initiated\n");
            await().atMost(Testbed.PATIENCE).until(() -> js.streamNames().isEmpty());
        }
    }

    @EachProgram
    void readsTheConfigurationAgain(ServerProgram program) {
        start(program);
        String id = serverId();
        server().rewriteConfig(
                        CONFIG.replace("$STORE", directory.resolve("store").toString()) + "max_connections: 77\n");
        done("server config reload " + id + " --force");
        assertThat(out).contains("Maximum Connections: 77\n");
        assertThat(run("server config reload NOPE --force --timeout 300ms")).isEqualTo(1);
        assertThat(err).startsWith("natter: error: no results received");
    }

    @EachProgram
    void closesTheConnectionOfAClient(ServerProgram program) {
        start(program);
        String id = serverId();
        try (NatsConnection nats = Connections.ours(server().url().replace("//", "//app:s3cr3t@"))) {
            long client = requireNonNull(nats.serverInfo()).clientId();
            done("server request kick " + client + " " + id);
            assertThat(out).contains("\"server\": {");
            // Awaited, for the answer does not wait until the end of the connection is on record.
            await().atMost(Testbed.PATIENCE).untilAsserted(() -> {
                done("server report connections --state closed");
                assertThat(out).contains("Kicked");
            });
        }
        assertThat(run("server request kick 999999 " + id)).isEqualTo(1);
        assertThat(err).startsWith("natter: error: invalid response received: ");
    }

    @EachProgram
    void savesAProfile(ServerProgram program) throws Exception {
        start(program);
        done("server request profile goroutine " + directory + " --level 1");
        assertThat(out).startsWith("Server \"system\" profile written: ");
        assertThat(directory.toFile().list((folder, name) -> name.startsWith("goroutine-")))
                .hasSize(1);
    }

    @EachProgram
    void checks(ServerProgram program) {
        start(program);
        done("server check server --name system --js-required --auth-required");
        assertThat(out).startsWith("OK ");
        assertThat(run("server check meta --expect 3 --lag-critical 1 --seen-critical 1s"))
                .isEqualTo(2);
        assertThat(out).startsWith("CRITICAL JetStream Meta Cluster Crit:no cluster information");
    }
}
