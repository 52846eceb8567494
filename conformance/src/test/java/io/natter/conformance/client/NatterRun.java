package io.natter.conformance.client;

import io.natter.cli.command.NatterCommand;
import io.natter.cli.command.Surroundings;
import io.natter.client.Nats;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.Random;

/**
 * How a command of {@code natter} ended that ran in this process, as the user {@code admin}. Immutable.
 *
 * @param exit its exit code
 * @param out what it wrote
 * @param err what it said of errors
 */
record NatterRun(int exit, String out, String err) {
    /** What the user's password is. */
    static final String PASSWORD = "s3cr3t";

    /** Runs the command, whose words are parted by blanks. */
    static NatterRun of(String url, Path home, String line) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int exit = new NatterCommand(new Surroundings(
                        new ByteArrayInputStream(new byte[0]),
                        new PrintStream(out, false, StandardCharsets.UTF_8),
                        new PrintStream(err, true, StandardCharsets.UTF_8),
                        Map.of("NATS_URL", url, "NATS_USER", "admin", "NATS_PASSWORD", PASSWORD),
                        home,
                        Clock.systemUTC(),
                        new Random(1),
                        options -> Nats.connect(options.toBuilder()
                                .connectTimeout(Testbed.PATIENCE)
                                .build()),
                        false,
                        false))
                .run(line.split(" "));
        return new NatterRun(exit, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }
}
