package io.natter.cli.consumer;

import io.natter.cli.command.UsageException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/**
 * Flags for the pauses before messages are delivered again.
 *
 * <p><i>Confined to the thread that parses, then read by the command.</i>
 */
final class BackoffFlags {
    /** How pauses grow. */
    enum Mode {
        LINEAR,
        NONE
    }

    @Option(
            names = "--backoff",
            paramLabel = "MODE",
            description = "Creates a consumer backoff policy using a specific pre-written algorithm (none, linear)")
    @Nullable
    Mode mode;

    @Option(
            names = "--backoff-steps",
            defaultValue = "10",
            description = "Number of steps to use when creating the backoff policy")
    int steps = 10;

    @Option(
            names = "--backoff-min",
            defaultValue = "1m",
            paramLabel = "DURATION",
            description = "The shortest backoff period that will be generated")
    Duration shortest = Duration.ofMinutes(1);

    @Option(
            names = "--backoff-max",
            defaultValue = "20m",
            paramLabel = "DURATION",
            description = "The longest backoff period that will be generated")
    Duration longest = Duration.ofMinutes(20);

    /**
     * The pauses; none where there are to be none, null where nothing is said.
     *
     * @throws UsageException if there are no steps, or no time to grow in
     */
    @Nullable
    List<Duration> pauses() {
        if (mode == null) {
            return null;
        }
        if (mode == Mode.NONE) {
            return List.of();
        }
        if (steps < 1 || shortest.isZero() || longest.compareTo(shortest) < 0) {
            throw new UsageException(
                    "could not determine backoff policy: expected at least one step, and a minimum below the maximum");
        }
        Duration step = longest.minus(shortest).dividedBy(steps);
        List<Duration> pauses = new ArrayList<>();
        for (int i = 0; i < steps; i++) {
            pauses.add(Duration.ofMillis(shortest.plus(step.multipliedBy(i)).toMillis()));
        }
        return pauses;
    }
}
