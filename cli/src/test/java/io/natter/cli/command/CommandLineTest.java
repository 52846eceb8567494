package io.natter.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.natter.client.Authentication;
import io.natter.client.NatsOptions;
import io.natter.client.TlsOptions;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class CommandLineTest {
    @TempDir
    private Path home;

    private CommandRun command = new CommandRun(Path.of("unset"));

    @BeforeEach
    void start() {
        command = new CommandRun(home);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
            arguments                      | error
            pub                            | required argument 'subject' not provided, try --help
            pub a b c                      | unexpected 'c', try --help
            pub a b --nope                 | unknown long flag '--nope', try --help
            pub a b -z                     | unknown short flag '-z', try --help
            pub a b --count                | expected argument for flag '--count', try --help
            pub a b --count x              | --count: got "x", expected a whole number, try --help
            pub a b --send-on noon         | --send-on: got "noon", expected one of eof, newline, try --help
            server request kick x y        | <client>: got "x", expected a whole number, try --help
            pub a b -H nocolon             | invalid header "nocolon"
            sub a --graph                  | failed to get terminal dimensions: the output is no terminal
            sub a b c d e --graph          | maximum 4 subject patterns may be graphed
            sub                            | subject is required
            sub a -t -d                    | timestamp and delta-time flags are mutually exclusive
            sub a --report-subjects --report-top 0 | subject count must be at least one
            schema                         | the command "schema" of the nats tool is not in natter yet
            nonsense                       | expected command but got "nonsense", try --help
            bench                          | must select a subcommand of natter bench, try --help
            bench service                  | must select a subcommand of natter bench service, try --help
            bench oldjs pull a             | the command "bench oldjs" of the nats tool is not in natter yet
            bench js                       | must select a subcommand of natter bench js, try --help
            bench js pub sync              | required argument 'subject' not provided, try --help
            bench js pub sync a --maxbytes x | can not parse or invalid the value specified for the max stream/bucket size: x
            bench js pub async a --batch 0 | --batch: got 0, expected 1 or more
            bench js pub atomic a --persistasync | async persist mode is only supported for streams with 1 replica and incompatible with atomic batch publishing
            bench pub a --msgs 0           | number of messages should be greater than 0
            bench pub a --duration 3s      | --duration requires --throughput to be set
            bench pub a --size x           | can not parse or invalid the value specified for the message size: x
            context                        | must select a subcommand of natter context, try --help
            context info                   | no default context and no name supplied
            context select nope            | unknown context "nope"
            context edit nope              | unknown context "nope"
            pub a b --context nope         | unknown context "nope"
            pub a b --tlscert c            | tls: got a certificate or a key alone, expected both or none
            cheat nope                     | unknown cheat "nope", expected one of [account, bench, consumer, context, counter, errors, events, kv, latency, object, publish, reply, server, stream, subscribe]
            """)
    void refusesWithTheWordsOfTheNatsTool(String arguments, String error) {
        command.refuses(arguments, error);
    }

    @Test
    void saysWhatADurationLooksLike() {
        assertThat(command.run("pub", "a", "b", "--sleep", "5")).isEqualTo(1);
        assertThat(command.err())
                .startsWith("natter: error: ")
                .contains("--sleep")
                .contains("expected one like 250ms");
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {"", "--help", "-h", "pub --help", "sub -h", "bench --help", "bench pub -h", "ctx add --help"})
    void helps(String arguments) {
        assertThat(command.run(arguments.isEmpty() ? new String[0] : arguments.split(" ")))
                .isZero();
        assertThat(command.out()).contains("Usage: natter").contains("--server");
        assertThat(command.err()).isEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "publish",
                "subscribe",
                "reply",
                "bench",
                "context",
                "stream",
                "consumer",
                "account",
                "server",
                "counter",
                "errors",
                "events",
                "kv",
                "latency",
                "object"
            })
    void everyCheatIsInTheHelpOfItsCommand(String topic) {
        command.run("cheat", topic);
        String cheat = command.out();
        assertThat(cheat.lines()).hasSizeGreaterThan(3);

        command.run(topic, "--help");

        assertThat(command.out()).contains(cheat.lines().findFirst().orElseThrow());
    }

    @Test
    void helpBeginsWithExamplesAndEndsWithTheFlagsOfAllCommands() {
        command.run("stream", "purge", "--help");
        String help = command.out();
        assertThat(help)
                .startsWith("Usage: natter stream purge [OPTIONS] [<stream>]")
                .contains("\n  natter stream purge ORDERS --subject orders.old --keep 10\n")
                .doesNotContain("natter stream ls", "NATS server urls");
        assertThat(help.indexOf("Examples:")).isLessThan(help.indexOf("Arguments:"));
        assertThat(help.indexOf("Flags:")).isPositive().isLessThan(help.indexOf("\nGlobal flags, see natter --help: "));

        command.run("--help");
        assertThat(command.out()).contains("NATS server urls");
        assertThat(command.out().indexOf("Commands:"))
                .isPositive()
                .isLessThan(command.out().indexOf("Global flags:"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"--completion-script-bash", "--completion-script-zsh"})
    void writesAScriptThatCompletesCommands(String flag) {
        assertThat(command.run(flag)).isZero();
        assertThat(command.out())
                .startsWith("#!/usr/bin/env bash")
                .contains("natter", "consumer", "--last-per-subject");
    }

    @Test
    void flagsStandBeforeOrBehindTheCommand() {
        command.run("-s", "nats://one:1", "pub", "a", "b");
        command.run("pub", "a", "b", "-s", "nats://two:2,nats://three:3");
        command.run("bench", "pub", "a", "--msgs", "1", "--no-progress", "--server=nats://four:4");

        assertThat(command.nats.connected)
                .extracting(options -> String.join(" ", options.servers()))
                .containsExactly("nats://one:1", "nats://two:2 nats://three:3", "nats://four:4");
    }

    @Test
    void flagsBeatTheEnvironmentAndBothTheContext() {
        command.run("context", "add", "dev", "-s", "nats://context:1", "--user", "u", "--password", "p", "--select");
        assertThat(connected().servers()).containsExactly("nats://context:1");
        assertThat(connected().authentication()).isInstanceOf(Authentication.UserPassword.class);

        command.environment.put("NATS_URL", "nats://environment:1");
        assertThat(connected().servers()).containsExactly("nats://environment:1");
        assertThat(connected("-s", "nats://flag:1").servers()).containsExactly("nats://flag:1");

        assertThat(connected("--no-context").authentication()).isEqualTo(Authentication.NONE);
    }

    @Test
    void aUserWithoutAPasswordIsAToken() {
        assertThat(connected("--user", "secret").authentication()).isInstanceOf(Authentication.Token.class);
        assertThat(connected("--token", "secret").authentication()).isInstanceOf(Authentication.Token.class);
        assertThat(connected("--creds", "~/my.creds").authentication())
                .isEqualTo(Authentication.credentials(home.resolve("my.creds")));
    }

    @Test
    void certificatesAskForTls() {
        assertThat(connected().tls().mode()).isEqualTo(TlsOptions.Mode.AUTO);
        assertThat(connected("--tlsca", "ca.pem").tls().mode()).isEqualTo(TlsOptions.Mode.REQUIRE);
        assertThat(connected("--tlsfirst").tls().mode()).isEqualTo(TlsOptions.Mode.HANDSHAKE_FIRST);
        assertThat(connected("--no-tlsfirst").tls().mode()).isEqualTo(TlsOptions.Mode.AUTO);
    }

    @Test
    void takesTimeoutInboxAndName() {
        command.environment.put("NATS_TIMEOUT", "2s");
        assertThat(connected().requestTimeout()).isEqualTo(Duration.ofSeconds(2));
        NatsOptions options = connected("--timeout", "1.5s", "--inbox-prefix", "_MINE", "--connection-name", "n");
        assertThat(options.requestTimeout()).isEqualTo(Duration.ofMillis(1500));
        assertThat(options.connectTimeout()).isEqualTo(Duration.ofSeconds(2));
        assertThat(connected("--timeout", "1m").connectTimeout()).isEqualTo(Duration.ofMinutes(1));
        assertThat(options.inboxPrefix()).isEqualTo("_MINE");
        assertThat(options.name()).isEqualTo("n");
    }

    private NatsOptions connected(String... flags) {
        String[] arguments = new String[flags.length + 3];
        System.arraycopy(new String[] {"pub", "a", "b"}, 0, arguments, 0, 3);
        System.arraycopy(flags, 0, arguments, 3, flags.length);
        assertThat(command.run(arguments)).as(command.err()).isZero();
        return command.nats.connected.get(command.nats.connected.size() - 1);
    }
}
