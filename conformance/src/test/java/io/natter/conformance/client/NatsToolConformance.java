package io.natter.conformance.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.natter.conformance.ServerProgram;
import io.natter.conformance.Servers;
import io.natter.conformance.TestServer;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The commands of {@code natter} beside those of the real {@code nats} tool: the same words in, the same out, the same exit codes; times and figures are
 * masked.
 *
 * <p>The tool is {@code -Dnatter.nats=<file>}, {@code .reference/nats}, or {@code nats} on the path; no suite of the distributions has it, so nothing fetches it.
 */
final class NatsToolConformance {
    private static final String ABSENT =
            "the nats tool is not here: put it at .reference/nats, or set -Dnatter.nats=<file>";

    @TempDir
    private Path directory;

    /** How a program ended, and what it wrote to both streams. Immutable. */
    private record Outcome(int exit, String text) {}

    @BeforeEach
    void requireTool() {
        assumeTrue(tool().isPresent(), ABSENT);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "pub greet hello",
                "pub greet hello{{Count}} --count 3 -H a:b",
                "pub greet hello --reply there",
                "pub",
                "pub a b c",
                "pub a b --nope",
                "pub a b -H nocolon",
                "request nobody.there x --timeout 500ms",
                "sub",
                "sub a -t -d",
                "sub greet --wait 200ms",
                "rtt",
                "bench pub load --msgs 1000 --no-progress",
                "context ls",
                "context info",
                "context info nope",
                "context add dev --description d; context ls; context info dev; context select dev; context ls --names",
                "context add dev; context copy dev two; context rm dev -f; context ls --names",
                "context edit nope",
                "context select nope",
                "nonsense"
            })
    void saysTheSame(String commands) throws Exception {
        try (TestServer server = Servers.start(ServerProgram.NATTER, "", directory)) {
            Path real = Files.createDirectory(directory.resolve("real"));
            Path ours = Files.createDirectory(directory.resolve("ours"));
            List<Outcome> expected = run(List.of(tool().orElseThrow()), commands, real, server);
            assertThat(run(natter(ours), commands, ours, server)).isEqualTo(expected);
        }
    }

    private static List<Outcome> run(List<String> program, String commands, Path home, TestServer server)
            throws IOException, InterruptedException {
        List<Outcome> outcomes = new ArrayList<>();
        for (String command : commands.split("; ", -1)) {
            List<String> words = new ArrayList<>(program);
            words.addAll(List.of(command.split(" ", -1)));
            words.addAll(List.of("--server", server.url()));
            ProcessBuilder builder = new ProcessBuilder(words)
                    .directory(home.toFile())
                    .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
                    .redirectErrorStream(true);
            builder.environment().keySet().removeIf(name -> name.startsWith("NATS_"));
            builder.environment().put("HOME", home.toString());
            builder.environment().put("XDG_CONFIG_HOME", home.resolve("config").toString());
            Process process = builder.start();
            String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            outcomes.add(new Outcome(process.waitFor(), masked(text, home)));
        }
        return outcomes;
    }

    /** Without what differs from run to run, and without the program's name. */
    private static String masked(String text, Path home) {
        return text.replace(home.toString(), "HOME")
                .replaceAll("\\bnatter\\b", "nats")
                .replaceAll("\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?", "TIME")
                .replaceAll("127\\.0\\.0\\.1:\\d+", "ADDRESS")
                .replaceAll("[\\d.,]+(ns|µs|ms|s)\\b", "DURATION")
                .replaceAll("[\\d.,]+( msgs/sec| MiB/sec| KiB/sec| GiB/sec| B/sec)", "RATE$1")
                .strip();
    }

    private static List<String> natter(Path home) {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                KillableServer.classPath(),
                "-Duser.home=" + home,
                "io.natter.cli.NatterMain");
    }

    private static Optional<String> tool() {
        String named = System.getProperty("natter.nats", "");
        Stream<Path> places = named.isBlank()
                ? Stream.concat(Stream.of(Path.of("..", ".reference", "nats")), onPath())
                : Stream.of(Path.of(named));
        return places.filter(Files::isExecutable)
                .map(Path::toAbsolutePath)
                .map(Path::toString)
                .findFirst();
    }

    private static Stream<Path> onPath() {
        String path = System.getenv().getOrDefault("PATH", "");
        return Stream.of(path.split(File.pathSeparator, -1)).map(folder -> Path.of(folder, "nats"));
    }
}
