package io.natter.cli.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.natter.client.Nats;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Runs commands in made-up surroundings: a fixed clock, fixed chance, and a connection to nowhere or to a server. Confined to the test. */
public final class CommandRun {
    /** Longer than any machine takes, since only a failure waits for it. */
    public static final Duration PATIENCE = Duration.ofMinutes(1);

    final FakeNats nats = new FakeNats();
    final Map<String, String> environment = new HashMap<>();
    public String input = "";
    public boolean isInputTerminal = true;

    private final Path home;
    private final @Nullable String server;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    CommandRun(Path home) {
        this(home, null);
    }

    /** Commands that connect to this server. */
    public CommandRun(Path home, @Nullable String server) {
        this.home = home;
        this.server = server;
    }

    /** Runs a command; returns its exit code. */
    public int run(String... arguments) {
        out.reset();
        err.reset();
        return new NatterCommand(new Surroundings(
                        new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
                        new PrintStream(out, false, StandardCharsets.UTF_8),
                        new PrintStream(err, true, StandardCharsets.UTF_8),
                        environment,
                        home,
                        server == null
                                ? Clock.fixed(Instant.parse("2026-11-21T15:04:05Z"), ZoneOffset.UTC)
                                : Clock.systemUTC(),
                        new Random(1),
                        server == null
                                ? nats::connect
                                : options -> Nats.connect(options.toBuilder()
                                        .servers(server)
                                        .connectTimeout(PATIENCE)
                                        .build()),
                        isInputTerminal,
                        false))
                .run(arguments);
    }

    /** Runs a command, whose words are parted by blanks, and expects it to end well. */
    public void does(String line) {
        assertThat(run(line.split(" "))).as("%s: %s", line, err()).isZero();
    }

    /** Runs a command, and expects it to end with 1 and this error. */
    public void refuses(String line, String error) {
        assertThat(run(line.split(" "))).as("%s: %s", line, out()).isEqualTo(1);
        assertThat(err()).isEqualTo("natter: error: " + error + System.lineSeparator());
    }

    /** Runs a command until {@code isEnough} says so of what it wrote, and tells it to end; returns its exit code. */
    public int runUntil(Predicate<String> isEnough, String... arguments) throws InterruptedException {
        AtomicInteger exit = new AtomicInteger(-1);
        Thread thread = new Thread(() -> exit.set(run(arguments)), "command");
        thread.start();
        try {
            await().atMost(PATIENCE).until(() -> !thread.isAlive() || isEnough.test(out()));
        } finally {
            thread.interrupt();
            thread.join();
        }
        return exit.get();
    }

    /** What it wrote. */
    public String out() {
        return out.toString(StandardCharsets.UTF_8);
    }

    /** What it said of errors and of itself. */
    public String err() {
        return err.toString(StandardCharsets.UTF_8);
    }
}
