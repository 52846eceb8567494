package io.natter.cli.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.natter.cli.command.CommandRun;
import io.natter.cli.command.JetStreamServer;
import io.natter.client.NatsConnection;
import io.natter.server.NatterServer;
import io.natter.server.config.MonitorConfig;
import io.natter.server.config.ServerConfig;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ServerCommandsIT {
    @TempDir
    private Path home;

    private NatterServer server;
    private CommandRun command;

    @BeforeEach
    void start() {
        ServerConfig defaults = ServerConfig.defaults();
        server = NatterServer.start(defaults.withClient(defaults.client().withPort(-1))
                .withMonitor(MonitorConfig.http(-1).withHost("127.0.0.1"))
                .withJetStream(defaults.jetStream()
                        .withEnabled(true)
                        .withStore(defaults.jetStream().store().withDirectory(home.resolve("store")))));
        command = new CommandRun(home, server.clientUrl());
        command.isInputTerminal = false;
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private String monitor() {
        return " --monitor 127.0.0.1:" + server.ports().monitoring().get(0).getPort();
    }

    @Test
    void saysWhatIsWrongOutsideOfTheSystemAccount() {
        for (String arguments : new String[] {"info", "list", "ping", "report jetstream", "request variables"}) {
            assertThat(command.run(("server " + arguments).split(" "))).isEqualTo(1);
            assertThat(command.err())
                    .isEqualTo("natter: error: no results received, ensure the account used has system privileges and "
                            + "appropriate permissions" + System.lineSeparator());
        }
    }

    @Test
    void showsAServerByItsMonitoringPages() {
        command.does("server info" + monitor());
        assertThat(command.out())
                .startsWith("Server information for " + server.id())
                .contains("\nProcess Details:\n\n", "Version: 2.15.1\n", "\nJetStream:\n\n", "API Support Level: 5\n")
                .contains("\nLimits:\n\n", "Maximum Payload: 1.0 MiB\n", "\nStatistics:\n\n", "Connections: ");
        command.does("server list" + monitor());
        assertThat(command.out())
                .contains("Server Overview", "│ JS  │ Conns │ Subs │", "│ 2.15.1  │ yes │", server.name());
        command.does("server ls --json" + monitor());
        assertThat(command.out()).startsWith("[\n  {\n    \"server\": {\n      \"name\": \"");
    }

    @Test
    void reports() {
        command.does("stream add ORDERS --subjects orders.* --defaults");
        command.does("server report jetstream" + monitor());
        assertThat(command.out())
                .contains("JetStream Summary", "│ Streams │ Consumers │ Messages │")
                .containsPattern("│ " + server.name() + " │ +│ +1 │ +0 │ +0 │");
        command.does("server report connections" + monitor());
        assertThat(command.out()).contains("Top ", " Connections out of ", " by subs", "│ CID │ Name");
        command.does("server report connections --state closed --sort cid" + monitor());
        assertThat(command.out()).contains("natter command line", "Client Closed", "Connections per server");
        command.does("server report accounts --sort conns" + monitor());
        assertThat(command.out()).contains("Accounts Overview", "│ Account │ Connections │");
        command.does("server report health" + monitor());
        assertThat(command.out()).contains("Health Report", "│ ok ", "ok: 1 / err: 0");
        command.does("server report routes" + monitor());
        assertThat(command.out()).contains("Cluster Report", "│ Server │ Cluster │ Name │ Account │ Address │ ID │");
        command.does("server report leafnodes --sort in-bytes -R" + monitor());
        assertThat(command.out()).contains("Leafnode Report", "│ Compressed │ Spoke │");
        command.does("server report gateways" + monitor());
        assertThat(command.out()).contains("Super Cluster Report", "│ " + server.name());
        command.refuses(
                "server report routes --sort size" + monitor(),
                "sort: got \"size\", expected one of server, cluster, name, account, subs, in-bytes, out-bytes, in-msgs, "
                        + "out-msgs");
        command.refuses(
                "server report health --host nope" + monitor(),
                "no server answered that --host, --cluster and --tags are about");
        command.does("server report mem" + monitor());
        assertThat(command.out()).startsWith("Memory Usage\n\n  " + server.name() + ": ██");
        command.does("server report cpu --json" + monitor());
        assertThat(command.out()).startsWith("{\n  \"" + server.name() + "\": ");
    }

    @Test
    void repeatsAReport() throws Exception {
        String[] words = ("server report health --watch 1 --host " + server.name() + monitor()).split(" ");
        assertThat(command.runUntil(out -> out.split("Health Report", -1).length > 2, words))
                .isEqualTo(130);
    }

    @Test
    void passesPagesOn() {
        command.does("stream add ORDERS --subjects orders.* --defaults");
        command.does("server request variables" + monitor());
        assertThat(command.out().lines()).hasSize(1).first().asString().contains("\"data\":{\"server_id\":\"");
        command.does("server request jsz --all" + monitor());
        assertThat(command.out()).contains("\"account_details\":[", "\"name\":\"ORDERS\"");
        command.does("server req connections --filter-state all" + monitor());
        assertThat(command.out()).contains("\"connections\":[");
        command.does("server req healthz" + monitor());
        assertThat(command.out()).contains("\"status\":\"ok\"");
        assertThat(command.run("server", "info", "--monitor", "http://127.0.0.1:1/x"))
                .isEqualTo(1);
        assertThat(command.err()).contains("http://127.0.0.1:1/x/varz: ");
    }

    @Test
    void checks() {
        command.does("server check connection");
        assertThat(command.out())
                .startsWith("OK Connection OK:connected to nats://127.0.0.1:")
                .contains(" OK:rtt time ", " OK:round trip took ", " | connect_time=", "s;0.5000;1.0000 rtt=");
        command.does("stream add ORDERS --subjects orders.* --defaults");
        command.does("consumer add ORDERS NEW --defaults");
        command.does("server check stream --stream ORDERS");
        assertThat(command.out()).isEqualTo("OK ORDERS OK:0 sources | sources=0\n");
        assertThat(command.run("server", "check", "stream", "--stream", "ORDERS", "--msgs-warn", "5"))
                .isEqualTo(1);
        assertThat(command.out()).isEqualTo("WARNING ORDERS Warn:0 messages OK:0 sources | messages=0;5 sources=0\n");
        assertThat(command.run("server", "check", "stream", "--stream", "NOPE")).isEqualTo(2);
        assertThat(command.out())
                .isEqualTo("CRITICAL NOPE Crit:Check failed: could not load info: stream not found (10059)\n");
        command.does("server check consumer --stream ORDERS --consumer NEW --unprocessed-critical 5");
        assertThat(command.out()).startsWith("OK ORDERS_NEW OK:Unprocessed Messages: 0 | ack_pending=0 ");
        assertThat(command.run(
                        "server check consumer --stream ORDERS --consumer NEW --last-ack-critical 5s".split(" ")))
                .isEqualTo(2);
        assertThat(command.out()).startsWith("CRITICAL ORDERS_NEW Crit:No acks | ");
        command.does("server check jetstream");
        assertThat(command.out()).startsWith("OK JetStream | memory=0B memory_pct=0%;75;90 ");
        command.does("server check server --js-required --name " + server.name() + monitor());
        assertThat(command.out()).startsWith("OK " + server.name() + " OK:JetStream enabled | uptime=");
        assertThat(command.run("server", "check", "stream")).isEqualTo(1);
        assertThat(command.err()).contains("expected argument for flag '--stream'");
    }

    /** Answers as a server does; returns nothing, and ends with the connection. */
    private static void play(NatsConnection nats, String name, int connections) {
        nats.subscribe("$SYS.REQ.SERVER.PING.*", request -> {
            String field = request.subject().endsWith("STATSZ") ? "statsz" : "data";
            request.respond("{\"server\":{\"name\":\"" + name + "\",\"id\":\"ID-" + name
                    + "\",\"host\":\"h\",\"cluster\":\"C1\",\"ver\":\"2.15.1\",\"jetstream\":true},\"" + field
                    + "\":{\"server_id\":\"ID-" + name + "\",\"server_name\":\"" + name
                    + "\",\"active_servers\":3,\"connections\":" + connections + "}}");
        });
        nats.flush(Duration.ofMinutes(1));
    }

    @Test
    void asksAllServersOfACluster() {
        try (NatsConnection one = JetStreamServer.connect(server.clientUrl());
                NatsConnection other = JetStreamServer.connect(server.clientUrl())) {
            play(one, "n1", 5);
            play(other, "n2", 7);
            command.does("server list --sort conns");
            assertThat(command.out()).containsSubsequence("│ n2   │ C1 ", "│ n1   │ C1 ", "│      │       1 │    2 │");
            command.does("server list --sort name --reverse 3");
            assertThat(command.out()).containsSubsequence("│ n1 ", "│ n2 ", "Missing 1 server(s)\n");
            command.does("server info n2");
            assertThat(command.out())
                    .startsWith("Server information for n2 (ID-n2)")
                    .contains("Connections: 7\n");
            command.does("server ping --id");
            assertThat(command.out())
                    .contains("ID-n1 n1 ", "---- ping statistics ----\n2 replies max: ", "\nMissing 1 server(s)\n");
            assertThat(command.run("server", "info", "n3")).isEqualTo(1);
            assertThat(command.err()).isEqualTo("natter: error: no server \"n3\" answered" + System.lineSeparator());
        }
    }

    @Test
    void checksMessagesServicesAndBuckets() {
        command.does("stream add ORDERS --subjects orders.* --defaults");
        command.does("pub orders.new hello -J");
        command.does("server check message --stream ORDERS --subject orders.new --content ^h");
        assertThat(command.out())
                .startsWith("OK Stream Message OK:Valid message on ORDERS > orders.new | age=0")
                .endsWith("s size=5B\n");
        assertThat(command.run("server check message --stream ORDERS --subject orders.new --content ^x".split(" ")))
                .isEqualTo(2);
        assertThat(command.out()).contains("Crit:does not match regex: ^x");
        assertThat(command.run("server check message --stream ORDERS --subject orders.old".split(" ")))
                .isEqualTo(2);
        assertThat(command.out()).isEqualTo("CRITICAL Stream Message Crit:no message found\n");

        try (NatsConnection nats = JetStreamServer.connect(server.clientUrl())) {
            nats.subscribe("svc", request -> request.respond("pong"));
            nats.flush(Duration.ofMinutes(1));
            command.does("server check request --subject svc --match-payload ^pong$");
            assertThat(command.out()).startsWith("OK svc OK:Valid response | time=0.");
            assertThat(command.run("server check request --subject svc --match-headers A=b".split(" ")))
                    .isEqualTo(2);
            assertThat(command.out()).startsWith("CRITICAL svc Crit:invalid header \"A\" = \"\" | time=");
        }

        command.does("kv add CONFIG");
        command.does("kv put CONFIG color blue");
        command.does("server check kv --bucket CONFIG --key color --values-critical 5");
        assertThat(command.out())
                .startsWith("OK CONFIG OK:bucket CONFIG OK:key color found OK:1 values | values=1;;5 bytes=");
        assertThat(command.run("server check kv --bucket NOPE".split(" "))).isEqualTo(2);
        assertThat(command.out()).isEqualTo("CRITICAL NOPE Crit:bucket NOPE not found\n");
    }
}
