package io.natter.cli.account;

import static org.assertj.core.api.Assertions.assertThat;

import io.natter.cli.command.CommandRun;
import io.natter.cli.command.JetStreamServer;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class AccountCommandsIT {
    @TempDir
    private Path home;

    private JetStreamServer server;
    private CommandRun command;

    @BeforeEach
    void start() {
        server = JetStreamServer.start(home.resolve("store"));
        command = new CommandRun(home, server.url());
        command.isInputTerminal = false;
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void showsTheConnectionAndWhatJetStreamAllows() {
        command.does("stream add ORDERS --subjects orders.* --defaults");
        command.does("account info");
        assertThat(command.out())
                .startsWith("Account Information\n\n")
                .contains("Client ID: ", "Client IP: 127.0.0.1\n", "Headers Supported: true\n")
                .contains("Maximum Payload: 1.0 MiB\n", "Connected Server Version: 2.15.1\n", "TLS Connection: no\n")
                .contains("\nJetStream Account Information:\n\nAccount Usage:\n\n", "Streams: 1\n", "Consumers: 0\n")
                .contains("  Tier: Default:\n", "Stream Requires Max Bytes Set: false\n", "Streams: 1 of Unlimited\n");
    }

    @Test
    void reportsOnItself() {
        command.does("account report statistics");
        assertThat(command.out()).contains("Server Statistics", "│ 127.0.0.1 │");
        command.does("account report connections");
        assertThat(command.out()).contains(" Connections out of ", "natter command line");
    }

    @Test
    void backsUpAllStreamsAndRestoresThem() {
        Path target = home.resolve("backup");
        command.refuses("account backup " + target, "no streams found");
        command.does("stream add A --subjects a.* --defaults");
        command.does("stream add B --subjects b.* --defaults");
        command.does("stream add M --subjects m.* --defaults --storage memory");
        command.refuses(
                "account backup " + target, "cannot ask for \"Perform backup\" without a terminal, use --force");
        command.does("account backup " + target + " --force");
        assertThat(command.out())
                .startsWith("Performing backup of all streams to " + target)
                .contains("Streams: 3\n", "Starting backup of Stream \"A\"", "Starting backup of Stream \"B\"")
                .contains("Backup Warnings:\n  M: memory streams do not support snapshots\n");
        command.refuses("account backup " + target + " --force -w", "backup failed");
        command.refuses("account restore " + target, "stream \"A\" exists already");
        command.does("stream rm A --force");
        command.does("stream rm B --force");
        command.does("account restore " + target);
        assertThat(command.out())
                .startsWith("Restoring backup of all 2 streams in directory ")
                .contains("Restored stream \"A\" in ", "Restored stream \"B\" in ");
        command.does("stream ls -n");
        assertThat(command.out()).isEqualTo("A\nB\nM\n");
    }
}
