package io.natter.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.natter.protocol.wire.Headers;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class MessagingCommandsTest {
    @TempDir
    private Path home;

    private CommandRun command = new CommandRun(Path.of("unset"));

    @BeforeEach
    void start() {
        command = new CommandRun(home);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
            arguments                                  | published
            pub a hello                                | a: hello
            publish a hello --reply b                  | a reply to b: hello
            pub a hello -H A:1 --header=B:{{Count}}    | a A=1 B=1: hello
            pub a.{{Count}} n{{.Count}} --count 3      | a.1: n1, a.2: n2, a.3: n3
            pub a {{Count}} --no-templates             | a: {{Count}}
            pub a {{Nope}}                             | a: {{Nope}}
            pub a {{TimeStamp}}                        | a: 2026-11-21T15:04:05Z
            """)
    void publishesWhatItIsTold(String arguments, String published) {
        assertThat(command.run(arguments.split(" "))).isZero();
        assertThat(String.join(", ", command.nats.published)).isEqualTo(published);
    }

    @Test
    void saysWhatItPublishedUnlessItIsToBeQuiet() {
        command.run("pub", "a", "hello");
        assertThat(command.err()).isEqualTo("15:04:05 Published 5 bytes to \"a\"" + System.lineSeparator());
        assertThat(command.out()).isEmpty();

        command.run("pub", "a", "hello", "-q");
        assertThat(command.err()).isEmpty();
    }

    @Test
    void saysThatATemplateIsNone() {
        command.run("pub", "a", "{{Nope}}", "-q");
        assertThat(command.err()).contains("Could not parse body template: template: function \"Nope\" not defined");
    }

    @Test
    void publishesItsInputWholeOrLineByLine() {
        command.isInputTerminal = false;
        command.input = "one\r\ntwo\n\u00e9";

        command.run("pub", "a");
        command.run("pub", "a", "--send-on", "newline");

        assertThat(command.nats.published).containsExactly("a: one\r\ntwo\n\u00e9", "a: one", "a: two", "a: \u00e9");
        assertThat(command.err()).startsWith("15:04:05 Reading payload from STDIN");
    }

    @Test
    void showsMessagesForPeople() {
        command.nats.incoming.add(FakeMessage.of("orders.new", "hello"));
        command.nats.incoming.add(new FakeMessage("orders.old", "inbox", Headers.of("A", "1"), ""));

        assertThat(command.run("sub", "orders.*", "--count", "2")).isZero();

        assertThat(command.out()).isEqualToNormalizingNewlines("""
                [#1] Received on "orders.new"
                hello


                [#2] Received on "orders.old" with reply "inbox"
                A: 1

                nil body


                """);
        assertThat(command.err()).startsWith("15:04:05 Subscribing on orders.*");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
            flags              | output
            --raw              | hello\\n
            --headers-only     | [#1] Received on "a" with reply "r"\\nK: V\\n\\n
            --subjects-only    | [#1] Received on "a" with reply "r"\\n
            --dump=-           | {"Subject":"a","Reply":"r","Header":{"K":["V"]},"Data":"aGVsbG8=","Sub":null}\\0
            -t --subjects-only | [#1] @ Nov 21 15:04:05.000000 Received on "a" with reply "r"\\n
            -d --subjects-only | [#1] @ 0s Received on "a" with reply "r"\\n
            --raw --translate=cat | hello\\n
            --raw --translate=no-such-program-here | Error while translating msg body: Cannot run program
            """)
    void showsMessagesInOtherWays(String flags, String output) {
        command.nats.incoming.add(new FakeMessage("a", "r", Headers.of("K", "V"), "hello"));

        assertThat(command.run(("sub a --count 1 " + flags).split(" "))).isZero();

        assertThat(command.out().replace(System.lineSeparator(), "\\n").replace("\0", "\\0"))
                .startsWith(output);
    }

    @Test
    void dumpsEachMessageIntoAFile() {
        command.nats.incoming.add(FakeMessage.of("a", "one"));
        command.nats.incoming.add(FakeMessage.of("a", "two"));

        command.run("sub", "a", "--count", "2", "--dump", home.resolve("dump").toString());

        assertThat(home.resolve("dump/1.json"))
                .hasContent("{\"Subject\":\"a\",\"Reply\":\"\",\"Header\":null,\"Data\":\"b25l\",\"Sub\":null}");
        assertThat(Files.exists(home.resolve("dump/2.json"))).isTrue();
        assertThat(command.out()).isEmpty();
    }

    @Test
    void leavesIgnoredSubjectsOut() {
        command.nats.incoming.add(FakeMessage.of("a.noise", "x"));
        command.nats.incoming.add(FakeMessage.of("a.signal", "y"));

        command.run("sub", "a.*", "--count", "1", "-I", "a.noise", "--raw");

        assertThat(command.out()).isEqualToNormalizingNewlines("y\n");
    }

    @Test
    void endsWhenNothingComesForAWhile() {
        assertThat(command.run("sub", "a", "--wait", "1ms")).isZero();
        assertThat(command.out()).isEmpty();
    }

    @Test
    void reportsBusySubjects() {
        command.nats.incoming.add(FakeMessage.of("b", "12345"));
        command.nats.incoming.add(FakeMessage.of("a", "12345"));
        command.nats.incoming.add(FakeMessage.of("b", "12345"));

        command.run("sub", ">", "--count", "3", "--report-subjects", "--report-top", "2");

        assertThat(command.out()).isEqualToNormalizingNewlines("""
                ╭─────────────────────────────────╮
                │  Top 2 Active Subjects Report   │
                ├─────────┬───────────────┬───────┤
                │ Subject │ Message Count │ Bytes │
                ├─────────┼───────────────┼───────┤
                │ b       │             2 │  10 B │
                │ a       │             1 │   5 B │
                ├─────────┼───────────────┼───────┤
                │ Totals  │             3 │  15 B │
                ╰─────────┴───────────────┴───────╯

                """);
    }

    @Test
    void showsTheAnswerToARequest() {
        command.nats.answers.add(new FakeMessage("_INBOX.x", null, Headers.of("K", "V"), "pong"));

        assertThat(command.run("req", "svc", "ping")).isZero();

        assertThat(command.nats.published).containsExactly("svc reply to an inbox: ping");
        assertThat(command.out()).isEqualToNormalizingNewlines("pong\n\n\n");
        assertThat(command.err().lines())
                .satisfiesExactly(
                        line -> assertThat(line).isEqualTo("15:04:05 Sending request on \"svc\""),
                        line -> assertThat(line).startsWith("15:04:05 Received with rtt "),
                        line -> assertThat(line).isEqualTo("15:04:05 K: V"),
                        line -> assertThat(line).isEqualTo("15:04:05 "));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
            flags            | output
            --raw            | one
            --replies 2      | one two
            --replies 0      | one two three
            --wait-for-empty | one two three
            """)
    void takesAsManyAnswersAsAreWanted(String flags, String output) {
        for (String text : new String[] {"one", "two", "three"}) {
            command.nats.answers.add(FakeMessage.of("_INBOX.x", text));
        }

        command.run(("request svc ping --raw " + flags)
                .replace("--raw --raw", "--raw")
                .split(" "));

        assertThat(String.join(" ", command.out().split("\\s+"))).isEqualTo(output);
    }

    @Test
    void saysThatNobodyListens() {
        command.nats.answers.add(new FakeMessage(
                "_INBOX.x",
                null,
                Headers.parse("NATS/1.0 503\r\n\r\n".getBytes(java.nio.charset.StandardCharsets.US_ASCII), 0, 16),
                ""));

        assertThat(command.run("request", "svc", "ping")).isZero();

        assertThat(command.err()).contains("No responders are available");
    }

    @Test
    void showsRoundTrips() {
        assertThat(command.run("rtt", "2", "-s", "nats://127.0.0.1:4222")).isZero();

        assertThat(command.out()).isEqualToNormalizingNewlines("""
                nats://127.0.0.1:4222:

                   nats://127.0.0.1:4222: 123µs

                """);
        command.run("rtt", "--json", "-s", "u:secret@127.0.0.1");
        assertThat(command.out()).contains("\"rtt\": 123456").doesNotContain("secret");
    }

    @Test
    void managesContexts() {
        command.run(
                "context",
                "add",
                "dev",
                "-s",
                "nats://a:1",
                "--description",
                "Mine",
                "--password",
                "geheim",
                "--user",
                "u");
        assertThat(command.out())
                .isEqualToNormalizingNewlines("""
                NATS Configuration Context "dev"

                  Description: Mine
                  Server URLs: nats://a:1
                     Username: u
                     Password: ********
                         Path: %s

                """.formatted(home.resolve(".config/nats/context/dev.json")));

        command.run("ctx", "add", "other");
        command.run("ctx", "select", "dev");
        command.run("ctx", "ls");
        assertThat(command.out()).isEqualToNormalizingNewlines("""
                ╭─────────────────────╮
                │   Known Contexts    │
                ├───────┬─────────────┤
                │ Name  │ Description │
                ├───────┼─────────────┤
                │ dev*  │ Mine        │
                │ other │             │
                ╰───────┴─────────────╯

                """);

        assertThat(command.run("ctx", "rm", "dev")).isEqualTo(1);
        assertThat(command.run("ctx", "rm", "dev", "--force")).isZero();
        command.run("ctx", "ls", "--names");
        assertThat(command.out()).isEqualToNormalizingNewlines("other\n");
        command.run("ctx", "info", "other", "--json");
        assertThat(command.out()).contains("\"url\": \"nats://127.0.0.1:4222\"");
    }
}
