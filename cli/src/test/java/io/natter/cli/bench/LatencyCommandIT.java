package io.natter.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.natter.cli.command.CommandRun;
import io.natter.server.NatterServer;
import io.natter.server.config.ServerConfig;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class LatencyCommandIT {
    private final NatterServer server;
    private final CommandRun command;

    LatencyCommandIT(@TempDir Path home) {
        ServerConfig defaults = ServerConfig.defaults();
        server = NatterServer.start(defaults.withClient(defaults.client().withPort(-1)));
        command = new CommandRun(home, server.clientUrl());
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void tellsHowLongEveryMessageTook() {
        command.does("latency --server-b " + server.clientUrl() + " --rate 2000 --duration 100ms --size 100");
        assertThat(command.err().lines().map(line -> line.substring("15:04:05 ".length())))
                .contains(
                        "Message Payload: 100 B", "Target Duration: 100ms", "Target Msgs/Sec: 2000", "HDR Percentiles:")
                .anyMatch(line -> line.matches("10: {7}\\d.*s"))
                .anyMatch(line -> line.matches("99.99999: \\d.*s"))
                .anyMatch(line -> line.startsWith("Median Latency : "))
                .anyMatch(line -> line.startsWith("Actual Msgs/Sec: "));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
            arguments                          | error
            latency                            | expected argument for flag '--server-b', try --help
            latency --server-b s --size 7      | message Payload Size must be at least 8 bytes
            latency --server-b s --duration 0s | --rate and --duration: got 0 messages, expected 1 to 50,000,000
            """)
    void refuses(String arguments, String error) {
        command.refuses(arguments, error);
    }
}
