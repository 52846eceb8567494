package io.natter.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

final class FlagParserTest {
    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
            arguments                     | PORT | DEBUG | ADDR      | words
            ''                            |      |       |           |
            -p 1                          | 1    |       |           |
            --p 1                         | 1    |       |           |
            -port=1                       | 1    |       |           |
            --port=1                      | 1    |       |           |
            -p -1                         | -1   |       |           |
            -p +5                         | 5    |       |           |
            -p 0x10                       | 16   |       |           |
            -p 1 -p 2                     | 2    |       |           |
            -D                            |      | true  |           |
            -D=false                      |      | false |           |
            -D=T                          |      | true  |           |
            -D=0                          |      | false |           |
            -D -p 1                       | 1    | true  |           |
            -D false -p 1                 |      | true  |           | false -p 1
            -p 1 word -p 2                | 1    |       |           | word -p 2
            -p 1 -- -p 2                  | 1    |       |           | -p 2
            - -p 2                        |      |       |           | - -p 2
            -a=b=c                        |      |       | b=c       |
            -a -p                         |      |       | -p        |
            --net 127.0.0.1 --addr ::1    |      |       | ::1       |
            """)
    void readsFlagsAsGoDoes(String arguments, Long port, Boolean debug, String addr, String words) {
        FlagValues flags = FlagParser.parse(arguments.isEmpty() ? new String[0] : arguments.split(" "));

        assertThat(flags.bytes(ServerFlag.PORT).stream().boxed().findAny().orElse(null))
                .isEqualTo(port);
        assertThat(flags.isGiven(ServerFlag.DEBUG) ? flags.isOn(ServerFlag.DEBUG) : null)
                .isEqualTo(debug);
        assertThat(flags.text(ServerFlag.ADDR)).isEqualTo(addr);
        assertThat(String.join(" ", flags.words())).isEqualTo(words == null ? "" : words);
    }

    // The messages are those of Go's flag package, as nats-server 2.15.1 prints them.
    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
            arguments                  | message
            --bogus                    | flag provided but not defined: -bogus
            -bogus=1                   | flag provided but not defined: -bogus
            -P1                        | flag provided but not defined: -P1
            -DEBUG                     | flag provided but not defined: -DEBUG
            -p                         | flag needs an argument: -p
            -p abc                     | invalid value "abc" for flag -p: parse error
            -p=                        | invalid value "" for flag -p: parse error
            -p 1f                      | invalid value "1f" for flag -p: parse error
            -p 99999999999999999999    | invalid value "99999999999999999999" for flag -p: value out of range
            --tls=maybe                | invalid boolean value "maybe" for -tls: parse error
            --tls=                     | invalid boolean value "" for -tls: parse error
            ---p                       | bad flag syntax: ---p
            -=3                        | bad flag syntax: -=3
            --=3                       | bad flag syntax: --=3
            """)
    void saysWhatIsWrongAsGoDoes(String arguments, String message) {
        assertThatThrownBy(() -> FlagParser.parse(arguments.split(" ")))
                .isInstanceOf(FlagException.class)
                .hasMessage(message);
    }

    @ParameterizedTest(name = "{0} is {1} bytes")
    @CsvSource(textBlock = """
            0,       0
            1000,    1000
            1K,      1000
            1kb,     1024
            1KiB,    1024
            10MB,    10485760
            2G,      2000000000
            2Gi,     2147483648
            1e,      1000000000000000000
            -1,      -1
            """)
    void readsSizesAsTheConfigurationLanguageDoes(String text, long bytes) {
        assertThat(FlagParser.parse("--max_file", text).bytes(ServerFlag.MAX_FILE))
                .hasValue(bytes);
    }

    @ParameterizedTest(name = "{0} is no size")
    @CsvSource({"1.5MB", "MB", "10XB", "10MBB", "999E", "9999999999999999999999G"})
    void refusesOtherSizes(String text) {
        assertThatThrownBy(() -> FlagParser.parse("--max_file", text)).isInstanceOf(FlagException.class);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("allSpellings")
    void knowsEverySpellingOnce(String name, ServerFlag flag) {
        String value = switch (flag.kind()) {
            case TEXT -> "text";
            case NUMBER, SIZE -> "7";
            case SWITCH -> "true";
        };
        for (String dashes : new String[] {"-", "--"}) {
            assertThat(FlagParser.parse(dashes + name + "=" + value).isGiven(flag))
                    .isTrue();
        }
    }

    @Test
    void offersTheFlagsOfNatsServer() {
        Set<String> theirs =
                Set.of(("h help port p n name server_name addr a net client_advertise D debug V VV trace DV DVV T"
                                + " logtime logtime_utc user pass auth m http_port ms https_port c config t sl signal P pid"
                                + " ports_file_dir l log log_size_limit s syslog r remote_syslog version v profile routes cluster"
                                + " cluster_listen cluster_advertise no_advertise connect_retries cluster_name help_tls tls"
                                + " tlsverify tlscert tlskey tlscacert max_traced_msg_len js jetstream sd store_dir")
                        .split(" "));
        Set<String> ours = new HashSet<>();
        allSpellings().forEach(pair -> ours.add((String) pair[0]));

        assertThat(ours).containsAll(theirs);
        ours.removeAll(theirs);
        assertThat(ours).containsExactlyInAnyOrder("max_payload", "max_mem", "max_file");
    }

    @Test
    void tellsOfEveryFlagInTheHelpText() {
        Set<String> told = new HashSet<>(Arrays.asList(HelpText.usage().split("[\\s,]+")));

        allSpellings()
                .map(pair -> (String) pair[0])
                .forEach(name -> assertThat(told).containsAnyOf("-" + name, "--" + name));
    }

    static Stream<Object[]> allSpellings() {
        return Arrays.stream(ServerFlag.values())
                .flatMap(flag -> flag.names().stream().map(name -> new Object[] {name, flag}));
    }
}
