package io.natter.cli;

import io.natter.cli.command.NatterCommand;
import io.natter.cli.command.Surroundings;
import io.natter.cli.log.LogProvider;
import io.natter.client.Nats;
import io.natter.server.NatterServer;
import io.natter.server.config.ServerConfig;
import java.io.ByteArrayInputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Random;

/**
 * A few commands that the JVM writes down, to start the next ones faster.
 *
 * <p><i>Confined to the main thread.</i> The launcher runs it once for each Java and each build.
 */
public final class NatterTrainingRun {
    private NatterTrainingRun() {}

    /** Runs the commands against a server of its own, and ends the process. */
    public static void main(String[] arguments) {
        LogProvider.install();
        PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
        Surroundings around = new Surroundings(
                new ByteArrayInputStream(new byte[0]),
                nowhere,
                nowhere,
                Map.of(),
                Path.of("no-such-home"),
                Clock.system(ZoneOffset.UTC),
                new Random(1),
                Nats::connect,
                false,
                false);
        ServerConfig defaults = ServerConfig.defaults();
        int failed = 0;
        try (NatterServer server =
                NatterServer.start(defaults.withClient(defaults.client().withPort(-1)))) {
            String[][] commands = {
                {"--help"},
                {"pub", "a", "hello {{Count}}", "-H", "A:b", "--count", "2"},
                {"request", "a", "hello"},
                {"sub", "a", "--wait", "1ms"},
                {"rtt", "2"},
                {"context", "ls"},
            };
            for (String[] command : commands) {
                String[] all = java.util.Arrays.copyOf(command, command.length + 2);
                all[command.length] = "--server";
                all[command.length + 1] = server.clientUrl();
                failed += new NatterCommand(around).run(all);
            }
        }
        System.exit(failed == 0 ? 0 : 1);
    }
}
