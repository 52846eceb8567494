package io.natter.cli.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class PromptTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    private Prompt prompt(String input, boolean isTerminal) {
        return new Prompt(new Surroundings(
                new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                Map.of(),
                Path.of("home"),
                Clock.systemUTC(),
                new Random(1),
                new FakeNats()::connect,
                isTerminal,
                isTerminal));
    }

    @Test
    void asksUntilThereIsAText() {
        assertThat(prompt("\n  \nört \n", true).text("Subjects", "--subjects")).isEqualTo("ört");
    }

    @Test
    void takesWhatIsUsualForAnEmptyAnswer() {
        Prompt prompt = prompt("\n\n\n\n", true);
        assertThat(prompt.text("Limit", "-1", "--limit")).isEqualTo("-1");
        assertThat(prompt.choice("Storage", List.of("file", "memory"), "file", "--storage"))
                .isEqualTo("file");
        assertThat(prompt.isYes("Sure", true, "--force")).isTrue();
        assertThat(prompt.isYes("Sure", false, "--force")).isFalse();
    }

    @Test
    void takesChoicesInAnyCaseAndItemsByNumberOrName() {
        assertThat(prompt("disk\nMEMORY\n", true).choice("Storage", List.of("file", "memory"), "file", "--storage"))
                .isEqualTo("memory");
        assertThat(prompt("0\n3\n2\n", true).select("Select a Stream", List.of("A", "B")))
                .isEqualTo("B");
        assertThat(prompt("A\n", true).select("Select a Stream", List.of("A", "B")))
                .isEqualTo("A");
        assertThat(out.toString(StandardCharsets.UTF_8)).contains("   2  B");
    }

    @Test
    void namesTheFlagWhereThereIsNobodyToAsk() {
        assertThatThrownBy(() -> prompt("file\n", false).text("Storage", "--storage"))
                .isInstanceOf(UsageException.class)
                .hasMessage("cannot ask for \"Storage\" without a terminal, use --storage");
    }

    @Test
    void endsWithTheInput() {
        assertThatThrownBy(() -> prompt("", true).text("Storage", "--storage"))
                .isInstanceOf(UsageException.class)
                .hasMessage("input ended at the question \"Storage\"");
    }
}
