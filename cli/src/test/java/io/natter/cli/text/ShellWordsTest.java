package io.natter.cli.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ShellWordsTest {
    static List<Arguments> lines() {
        return List.of(
                Arguments.of("curl -s url", List.of("curl", "-s", "url")),
                Arguments.of("  a   b  ", List.of("a", "b")),
                Arguments.of("sh -c 'echo \"x y\"'", List.of("sh", "-c", "echo \"x y\"")),
                Arguments.of("a \"b c\"d ''", List.of("a", "b cd", "")),
                Arguments.of("a\\ b \\'", List.of("a b", "'")),
                Arguments.of("\"a\\\"b\\n\"", List.of("a\"b\\n")),
                Arguments.of("'a\\b'", List.of("a\\b")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("lines")
    void splitsAsAShellDoes(String line, List<String> words) {
        assertThat(ShellWords.split(line)).isEqualTo(words);
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"", "  ", "'a", "a \"b"})
    void refusesWhatIsNoCommand(String line) {
        assertThatThrownBy(() -> ShellWords.split(line))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("command: got ");
    }
}
