package io.natter.cli.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class StateGraphsTest {
    private static final PrintStream NOWHERE =
            new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);

    private final Surroundings around = new Surroundings(
            new ByteArrayInputStream(new byte[0]),
            NOWHERE,
            NOWHERE,
            Map.of(),
            Path.of("home"),
            Clock.systemUTC(),
            new Random(1),
            new FakeNats()::connect,
            false,
            false);

    @Test
    void drawsLevelsAsTheyAreAndRatesAsTheyGrow() {
        StateGraphs graphs = new StateGraphs(around, "Title").level("Stored").rate("Came / second");
        graphs.render(new long[] {1_000, 500}, new TerminalSize(60, 30));
        String drawn = graphs.render(new long[] {1_000, 507}, new TerminalSize(60, 30));
        assertThat(drawn).startsWith("Title\n\n").contains("1,000 ┤", "Stored", "7 ┤", "Came / second");
        assertThat(drawn.lines()).hasSizeLessThan(30).allMatch(line -> line.length() <= 60);
    }

    @Test
    void needsSomebodyWhoLooks() {
        assertThatThrownBy(() -> StateGraphs.check(around))
                .isInstanceOf(UsageException.class)
                .hasMessage("can only graph data on an interactive terminal");
    }
}
