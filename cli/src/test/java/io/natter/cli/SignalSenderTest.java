package io.natter.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SignalSenderTest {
    private final List<String> sent = new ArrayList<>();

    @ParameterizedTest(name = "{0} with {1} running")
    @CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
            command     | running     | sent
            stop        | 5           | STOP 5
            quit        | 5           | QUIT 5
            term        | 5           | TERM 5
            reopen      | 5           | REOPEN 5
            reload      | 5           | RELOAD 5
            ldm         | 5           | LAME_DUCK 5
            reload=     | 5           | RELOAD 5
            reload=9    | 5           | RELOAD 9
            reload=*    | 12 123 45   | RELOAD 12, RELOAD 123, RELOAD 45
            reload=12*  | 12 123 45   | RELOAD 12, RELOAD 123
            reload=7*   | 12 123 45   | ''
            """)
    void sendsToWhatIsMeant(String command, String running, String expected) {
        sender(running, "").send(command);

        assertThat(String.join(", ", sent)).isEqualTo(expected);
    }

    @ParameterizedTest(name = "{0} with {1} running")
    @CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
            command      | running | message
            stop         | ''      | no natter-server processes running
            stop         | 1 2     | multiple natter-server processes running:⏎1⏎2
            bad          | ''      | no natter-server processes running
            bad          | 1       | unknown signal "bad"
            bad=1        | ''      | unknown signal "bad"
            stop=x       | 1       | invalid pid: x
            stop=-1      | 1       | invalid pid: -1
            stop=1=2     | 1       | invalid signal parameters: [2]
            """)
    void refusesWhatItCannotSend(String command, String running, String message) {
        assertThatThrownBy(() -> sender(running, "").send(command))
                .isInstanceOf(CommandException.class)
                .hasMessage(message.replace("⏎", "\n"));
        assertThat(sent).isEmpty();
    }

    @Test
    void readsThePidFromAFile(@TempDir Path directory) throws IOException {
        Path file = Files.writeString(directory.resolve("server.pid"), "77\n");

        sender("", "").send("quit=" + file);

        assertThat(sent).containsExactly("QUIT 77");
    }

    @Test
    void tellsWhichProcessDidNotGetIt() {
        assertThatThrownBy(() -> sender("", "no such process").send("stop=999999"))
                .isInstanceOf(CommandException.class)
                .hasMessage("\nsignal \"stop\" 999999: no such process");
    }

    private SignalSender sender(String running, String failure) {
        List<Long> pids = running.isEmpty()
                ? List.of()
                : Arrays.stream(running.split(" ")).map(Long::valueOf).toList();
        return new SignalSender(() -> pids, (signal, pid) -> {
            sent.add(signal + " " + pid);
            return failure;
        });
    }
}
