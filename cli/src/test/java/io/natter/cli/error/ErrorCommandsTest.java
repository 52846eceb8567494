package io.natter.cli.error;

import static org.assertj.core.api.Assertions.assertThat;

import io.natter.cli.command.CommandRun;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ErrorCommandsTest {
    @TempDir
    private Path home;

    private CommandRun run(int exit, String... arguments) {
        CommandRun command = new CommandRun(home, null);
        assertThat(command.run(arguments)).as(command.err()).isEqualTo(exit);
        return command;
    }

    @Test
    void tellsWhatACodeMeans() {
        assertThat(run(0, "errors", "lookup", "10059").out())
                .isEqualTo("NATS Error Code: 10059\n\n  Description: stream not found\n    HTTP Code: 404\n"
                        + "     Constant: STREAM_NOT_FOUND\n");
    }

    @Test
    void listsCodesThatMatch() {
        String all = run(0, "errors", "ls").out();
        assertThat(all).contains("NATS Errors", "│ NATS Code │ HTTP Error Code │", "│     10003 │");
        String some = run(0, "err", "list", "STREAM not f.und").out();
        assertThat(some)
                .contains("│     10059 │             404 │ stream not found │")
                .doesNotContain("10003");
        String reversed = run(0, "errors", "ls", ".", "code", "-R").out();
        assertThat(reversed.indexOf("10059")).isLessThan(reversed.indexOf("10003"));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
            arguments             | error
            errors lookup 1       | no error matches code 1
            errors ls nosuchtext  | no errors found matching regular expression nosuchtext
            errors ls ( code      | match: Unclosed group in "("
            errors ls . size      | sort: got "size", expected one of code, http, description, descr, d
            """)
    void refuses(String arguments, String error) {
        assertThat(run(1, arguments.split(" ")).err()).isEqualTo("natter: error: " + error + System.lineSeparator());
    }
}
