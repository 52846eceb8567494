package io.natter.cli.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.natter.cli.command.CommandRun;
import io.natter.cli.command.JetStreamServer;
import io.natter.server.NatterServer;
import io.natter.server.config.ServerConfig;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Commands that look at a running server through its system account. */
final class LiveCommandsIT {
    @TempDir
    private Path home;

    private NatterServer server;
    private CommandRun command;

    @BeforeEach
    void start() throws Exception {
        Path config = Files.writeString(home.resolve("server.conf"), """
                host: "127.0.0.1"
                port: -1
                server_name: live
                jetstream { store_dir: "%s" }
                no_auth_user: sys
                accounts { SYS { users: [ { user: sys, password: sys } ] }, APP { jetstream: enabled, users: [ { user: app, password: app } ] } }
                system_account: SYS
                """.formatted(home.resolve("store")));
        server = NatterServer.start(ServerConfig.parse(config));
        command = new CommandRun(home, server.clientUrl());
        command.isInputTerminal = false;
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void showsAServerAndItsConnections() {
        command.does("top live --max-refresh 1");
        assertThat(command.out())
                .startsWith("NATS server version 2.15.1 (uptime: ")
                .contains("Server: live\n  ID:   " + server.id() + "\n", "  In:   Msgs: ", "Connections Polled: 1\n")
                .containsPattern("  HOST +CID +NAME +SUBS ")
                .contains("natter command line");
        command.does("top live -r 2 --sort bytes_to --raw --subs --delimiter ,");
        assertThat(command.out())
                .contains("HOST,CID,NAME,SUBS,", ",LAST ACTIVITY,SUBSCRIPTIONS\n")
                .contains(",natter command line,");
        command.refuses(
                "top nobody --timeout 300ms",
                "no results received, ensure the account used has system privileges " + "and appropriate permissions");
        command.refuses("top live --sort zz", "invalid response received: invalid sorting option: zz");
    }

    @Test
    void savesTheFirstSnapshot() throws Exception {
        command.does("top live --output " + home.resolve("snapshot"));
        assertThat(home.resolve("snapshot")).content().contains("Connections Polled: 1\n");
    }

    @Test
    void watchesServers() throws Exception {
        assertThat(command.runUntil(text -> text.contains("│ live "), "server", "watch", "servers", "--sort", "cpu"))
                .isEqualTo(130);
        assertThat(command.out()).contains("Top 1 Server activity by CPU at ", "Totals (All Servers)");
        assertThat(command.runUntil(text -> text.contains("│ live "), "server", "watch", "jetstream"))
                .isEqualTo(130);
        assertThat(command.out()).contains("Top 1 Server activity by HA Asset at ", "Totals (1 Servers)");
    }

    @Test
    void watchesAccounts() throws Exception {
        int exit = command.runUntil(
                text -> {
                    JetStreamServer.connect(server.clientUrl().replace("//", "//app:app@"))
                            .close();
                    return text.contains("│ APP ");
                },
                "server",
                "watch",
                "accounts");
        assertThat(exit).isEqualTo(130);
        assertThat(command.out()).contains("Account activity by Connections at ");
        command.refuses(
                "server watch accounts --sort zz",
                "--sort: got \"zz\", expected one of [conns, recvb, recvm, sentb, sentm, slow, subs]");
    }

    @Test
    void tracesAMessage() {
        command.does("trace nobody.there");
        assertThat(command.out())
                .startsWith("Tracing message route to subject nobody.there ")
                .contains(
                        "Client \"natter command line\" cid:",
                        " server:\"live\" version:\"2.15.1\"",
                        "--X No active interest");
        command.does("trace $SYS.REQ.SERVER.PING hello -H a:b --deliver --trace -T");
        assertThat(command.out()).contains("with delivery to the final destination", ">>> {\"server\":", "[0s] Client");
    }

    @Test
    void asksForAReloadAndHearsWhyNot() {
        command.refuses(
                "server config reload " + server.id() + " --force",
                "invalid response received: can only reload config when a file is provided using -c or --config");
    }
}
