package io.natter.conformance.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.natter.conformance.TestServer.Signal;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class ScriptFileTest {
    private static final String TEXT = """
            # About.

            config
                max_payload: 5
            end

            config other
                max_payload: 6
            end

            == C1 | first
            options info unordered
            A> PING\\r\\n
            A await PONG
            A< PONG
            A= open

            # Of the second.
            == C2 | second
            differs because
            B>3 SUB a 1\\r\\n
            B ping
            server lame-duck
            server use other
            B end
            """;

    @Test
    void readsScriptsAndConfigurations() {
        ScriptFile file = ScriptFile.parse("some.script", TEXT);
        assertThat(file.config()).isEqualTo("    max_payload: 5\n");
        assertThat(file.configs()).containsEntry("other", "    max_payload: 6\n");
        Script first = file.scripts().get(0);
        assertThat(first.title()).isEqualTo("C1 | first");
        assertThat(first.has(Script.Option.INFO)).isTrue();
        assertThat(first.has(Script.Option.PINGS)).isFalse();
        assertThat(first.differs()).isFalse();
        assertThat(first.golden()).containsExactly("A< PONG", "A= open");
        assertThat(file.scripts().get(1).differs()).isTrue();
        assertThat(file.scripts().get(1).steps())
                .containsExactly(
                        new Step.Send('B', "SUB a 1\\r\\n", 3),
                        new Step.Ping('B'),
                        new Step.Operate(Signal.LAME_DUCK),
                        new Step.Reconfigure("other"),
                        new Step.AwaitEnd('B'));
    }

    @Test
    void namesFileAndLineOfWhatItDoesNotKnow() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ScriptFile.parse("bad.script", "== C1 | x\nA> ok\nnonsense\n"))
                .withMessageStartingWith("bad.script:3: got 'nonsense'");
    }

    @Test
    void replacesGoldenLinesAndNothingElse() {
        ScriptFile file = ScriptFile.parse("some.script", TEXT);
        Map<Integer, List<String>> golden = Map.of(
                file.scripts().get(0).line(), List.of("A< PONG", "A= closed"),
                file.scripts().get(1).line(), List.of("B= open"));
        String expected = TEXT.replace("A= open", "A= closed").stripTrailing() + "\nB= open\n";
        assertThat(ScriptFile.withGolden(TEXT, golden)).isEqualTo(expected);
    }
}
