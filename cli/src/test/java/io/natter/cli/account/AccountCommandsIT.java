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

    private void run(String arguments) {
        assertThat(command.run(arguments.split(" ")))
                .as("%s: %s", arguments, command.err())
                .isZero();
    }

    private void fail(String arguments, String error) {
        assertThat(command.run(arguments.split(" "))).as(command.out()).isEqualTo(1);
        assertThat(command.err()).isEqualTo("natter: error: " + error + System.lineSeparator());
    }

    @Test
    void showsTheConnectionAndWhatJetStreamAllows() {
        run("stream add ORDERS --subjects orders.* --defaults");
        run("account info");
        assertThat(command.out())
                .startsWith("Account Information\n\n")
                .contains("Client ID: ", "Client IP: 127.0.0.1\n", "Headers Supported: true\n")
                .contains("Maximum Payload: 1.0 MiB\n", "Connected Server Version: 2.15.1\n", "TLS Connection: no\n")
                .contains("\nJetStream Account Information:\n\nAccount Usage:\n\n", "Streams: 1\n", "Consumers: 0\n")
                .contains("  Tier: Default:\n", "Stream Requires Max Bytes Set: false\n", "Streams: 1 of Unlimited\n");
    }

    @Test
    void saysWhoDoesNotAnswer() {
        fail(
                "account report statistics",
                "no results received, ensure the account used has system privileges and appropriate permissions; "
                        + "natter-server does not answer requests of the system account yet, "
                        + "use --monitor with the URL of its monitoring pages");
    }

    @Test
    void backsUpAllStreamsAndRestoresThem() {
        Path target = home.resolve("backup");
        fail("account backup " + target, "no streams found");
        run("stream add A --subjects a.* --defaults");
        run("stream add B --subjects b.* --defaults");
        run("stream add M --subjects m.* --defaults --storage memory");
        fail("account backup " + target, "cannot ask for \"Perform backup\" without a terminal, use --force");
        run("account backup " + target + " --force");
        assertThat(command.out())
                .startsWith("Performing backup of all streams to " + target)
                .contains("Streams: 3\n", "Starting backup of Stream \"A\"", "Starting backup of Stream \"B\"")
                .contains("Backup Warnings:\n  M: memory streams do not support snapshots\n");
        fail("account backup " + target + " --force -w", "backup failed");
        fail("account restore " + target, "stream \"A\" exists already");
        run("stream rm A --force");
        run("stream rm B --force");
        run("account restore " + target);
        assertThat(command.out())
                .startsWith("Restoring backup of all 2 streams in directory ")
                .contains("Restored stream \"A\" in ", "Restored stream \"B\" in ");
        run("stream ls -n");
        assertThat(command.out()).isEqualTo("A\nB\nM\n");
    }
}
