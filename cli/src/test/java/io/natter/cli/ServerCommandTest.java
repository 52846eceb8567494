package io.natter.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.natter.server.config.ServerConfig;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ServerCommandTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final List<String> sent = new ArrayList<>();
    private final FakeServers servers = new FakeServers();

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
            arguments      | exit | out begins with      | err
            -v             | 0    | nats-server: v2.15.1 | ''
            --version      | 0    | nats-server: v2.15.1 | ''
            version        | 0    | nats-server: v2.15.1 | ''
            VERSION x      | 0    | nats-server: v2.15.1 | ''
            -p 1 version   | 0    | nats-server: v2.15.1 | ''
            -h             | 0    | ⏎Usage:              | ''
            help           | 0    | ⏎Usage:              | ''
            --help_tls     | 0    | ⏎TLS                 | ''
            -h -v          | 0    | nats-server: v2.15.1 | ''
            --bogus        | 0    | ⏎Usage:              | flag provided but not defined: -bogus⏎
            foo            | 1    | ''                   | natter-server: unrecognized command: "foo"⏎
            -t             | 1    | ''                   | natter-server: must specify [-c, --config] option to check configuration file syntax⏎
            -sl bad        | 1    | ''                   | natter-server: unknown signal "bad"⏎
            -sl stop=x     | 1    | ''                   | natter-server: invalid pid: x⏎
            """)
    void answersWithoutAServer(String arguments, int exit, String outBegin, String errText) {
        assertThat(command().run(arguments.split(" "))).isEqualTo(exit);

        assertThat(text(out)).startsWith(outBegin);
        assertThat(text(err)).isEqualTo(errText);
        assertThat(servers.ran).isEmpty();
    }

    @Test
    void showsOurVersionBelowThatOfTheLevel() {
        command().run("-v");

        assertThat(text(out)).isEqualTo("nats-server: v2.15.1⏎natter: v0.1.0⏎");
    }

    @Test
    void sendsASignalAndServesNothing() {
        assertThat(command().run("-sl", "reload=42", "-p", "1")).isZero();

        assertThat(sent).containsExactly("RELOAD 42");
        assertThat(servers.ran).isEmpty();
    }

    @Test
    void runsAServerWithWhatItLoaded() {
        assertThat(command().run("-p", "1")).isZero();

        assertThat(servers.ran).containsExactly(servers.loaded);
    }

    @Test
    void saysThatAConfigurationIsValid() {
        servers.loaded = new LoadedConfig(ServerConfig.defaults(), List.of(), "ok.conf", "sha256:12");

        assertThat(command().run("-t", "-c", "ok.conf")).isZero();

        assertThat(text(err)).isEqualTo("natter-server: configuration file ok.conf is valid (sha256:12)⏎");
        assertThat(servers.ran).isEmpty();
    }

    @Test
    void takesWarningsForErrorsWhenItTestsOnly() {
        servers.loaded =
                new LoadedConfig(ServerConfig.defaults(), List.of("w.conf:1:1: careful"), "w.conf", "sha256:12");

        assertThat(command().run("-t", "-c", "w.conf")).isEqualTo(1);
        assertThat(text(err)).isEqualTo("natter-server: w.conf:1:1: careful⏎");

        err.reset();
        assertThat(command().run("-c", "w.conf")).isZero();
        assertThat(text(err)).isEqualTo("w.conf:1:1: careful⏎");
        assertThat(servers.ran).hasSize(1);
    }

    @Test
    void aTestedConfigurationThatNoServerWouldTakeIsNotValid() {
        servers.refusal = "max_payload (9) cannot be higher than max_pending (8)";

        assertThat(command().run("-t", "-c", "x.conf")).isEqualTo(1);

        assertThat(text(err)).isEqualTo("natter-server: max_payload (9) cannot be higher than max_pending (8)⏎");
        assertThat(servers.ran).isEmpty();
    }

    @Test
    void endsWithOneWhenTheServerCannotStart() {
        servers.refusal = "listen tcp 0.0.0.0:4222: bind: address already in use";

        assertThat(command().run()).isEqualTo(1);

        assertThat(text(err)).isEqualTo("natter-server: listen tcp 0.0.0.0:4222: bind: address already in use⏎");
    }

    private ServerCommand command() {
        SignalSender sender = new SignalSender(() -> List.of(7L), (signal, pid) -> {
            sent.add(signal + " " + pid);
            return "";
        });
        return new ServerCommand(stream(out), stream(err), sender, servers);
    }

    private static PrintStream stream(ByteArrayOutputStream bytes) {
        return new PrintStream(bytes, true, StandardCharsets.UTF_8);
    }

    private static String text(ByteArrayOutputStream bytes) {
        return bytes.toString(StandardCharsets.UTF_8).replace(System.lineSeparator(), "⏎");
    }

    /** Records what it is asked to run. Confined to the test. */
    private static final class FakeServers implements ServerCommand.Servers {
        private final List<LoadedConfig> ran = new ArrayList<>();
        private LoadedConfig loaded = new LoadedConfig(ServerConfig.defaults(), List.of(), null, "");
        private String refusal = "";

        @Override
        public LoadedConfig load(FlagValues flags) {
            return loaded;
        }

        @Override
        public void check(LoadedConfig config) {
            if (!refusal.isEmpty()) {
                throw new CommandException(refusal);
            }
        }

        @Override
        public void run(FlagValues flags, LoadedConfig config) {
            if (!refusal.isEmpty()) {
                throw new CommandException(refusal);
            }
            ran.add(config);
        }
    }
}
