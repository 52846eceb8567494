package io.natter.cli.command;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;

/** Runs commands in made-up surroundings: a fixed clock, fixed chance, and a connection to nowhere. Confined to the test. */
final class CommandRun {
    final FakeNats nats = new FakeNats();
    final Map<String, String> environment = new HashMap<>();
    String input = "";
    boolean isInputTerminal = true;

    private final Path home;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    CommandRun(Path home) {
        this.home = home;
    }

    int run(String... arguments) {
        out.reset();
        err.reset();
        return new NatterCommand(new Surroundings(
                        new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
                        new PrintStream(out, false, StandardCharsets.UTF_8),
                        new PrintStream(err, true, StandardCharsets.UTF_8),
                        environment,
                        home,
                        Clock.fixed(Instant.parse("2026-11-21T15:04:05Z"), ZoneOffset.UTC),
                        new Random(1),
                        nats::connect,
                        isInputTerminal,
                        false))
                .run(arguments);
    }

    String out() {
        return out.toString(StandardCharsets.UTF_8);
    }

    String err() {
        return err.toString(StandardCharsets.UTF_8);
    }
}
