package io.natter.cli.command;

import io.natter.client.NatsConnection;
import io.natter.client.NatsOptions;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/**
 * What a command has around it: the process as it is, or one that a test made up.
 *
 * <p><i>Immutable</i>, apart from the streams.
 *
 * @param in standard input
 * @param out standard output
 * @param err standard error
 * @param environment variables
 * @param home the user's home directory
 * @param clock time, for what is shown
 * @param random chance, for templates and delays
 * @param connector makes connections
 * @param isInputTerminal whether somebody types the input
 * @param isOutputTerminal whether somebody looks at the output
 */
public record Surroundings(
        InputStream in,
        PrintStream out,
        PrintStream err,
        Map<String, String> environment,
        Path home,
        Clock clock,
        RandomGenerator random,
        Function<NatsOptions, NatsConnection> connector,
        boolean isInputTerminal,
        boolean isOutputTerminal) {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss ", Locale.ROOT);

    /** Says what goes on, with the time, beside the output. */
    public void log(String line) {
        err.println(TIME.format(LocalTime.now(clock)) + line);
    }

    /** Writes to standard output, and at once. */
    public void print(String text) {
        out.print(text);
        out.flush();
    }

    /** A variable, or the empty text. */
    public String variable(String name) {
        return environment.getOrDefault(name, "");
    }

    /**
     * Waits so long.
     *
     * @throws StoppedException if the command was told to end meanwhile
     */
    public static void pause(Duration duration) {
        if (duration.isZero() || duration.isNegative()) {
            return;
        }
        try {
            Thread.sleep(duration.toMillis(), duration.toNanosPart() % 1_000_000);
        } catch (InterruptedException e) {
            throw new StoppedException(e);
        }
    }
}
