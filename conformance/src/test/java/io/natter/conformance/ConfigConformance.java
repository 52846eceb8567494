package io.natter.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.natter.server.config.ConfigCheck;
import io.natter.server.config.ConfigProblem;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Configurations that {@code nats-server -t} judges, judged by ours: accepted or not, the digest, and the places of what is wrong.
 *
 * <p>Warnings count as in {@code -t}: a configuration with one is not accepted. (A7, B10, B12)
 */
class ConfigConformance {
    private static final Pattern DIGEST = Pattern.compile("sha256:\\p{XDigit}{64}");
    private static final Pattern PLACE = Pattern.compile("config\\.conf:(\\d+:\\d+)");
    private static final Pattern LINE = Pattern.compile("on line (\\d+)");
    private static final Map<String, String> VARIABLES = Map.of(
            "NUMBER", "12", "QUOTED", "\"a b\"", "LIST", "[x, y]", "SELF", "$SELF", "BAD", "[", "CHAIN", "$NUMBER");

    @TempDir
    private Path directory;

    /**
     * What a program says of a configuration.
     *
     * @param digest the digest, or empty when it is not accepted
     * @param places lines and columns of what is wrong; of a text that cannot be read at all, the line
     */
    private record Verdict(String digest, Set<String> places) {}

    static Stream<String> same() throws IOException {
        return corpus("corpus.txt");
    }

    static Stream<String> different() throws IOException {
        return corpus("differences.txt");
    }

    @ParameterizedTest
    @MethodSource("same")
    void isJudgedAsByTheReference(String text) throws Exception {
        Path file = Files.writeString(directory.resolve("config.conf"), text);
        assertThat(ours(file)).as(text).isEqualTo(reference(file));
    }

    /** When one of these fails, the difference is gone: the text belongs into the corpus. */
    @ParameterizedTest
    @MethodSource("different")
    void isJudgedOtherwiseForTheReasonGiven(String text) throws Exception {
        assertThat(text).startsWith("# ");
        Path file = Files.writeString(directory.resolve("config.conf"), text);
        assertThat(ours(file)).as(text).isNotEqualTo(reference(file));
    }

    private static Stream<String> corpus(String name) throws IOException {
        try (InputStream in = ConfigConformance.class.getResourceAsStream("/config/" + name)) {
            assertThat(in).as(name).isNotNull();
            String all = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return Arrays.stream(all.split("\n-----\n", -1)).skip(1);
        }
    }

    private static Verdict ours(Path file) {
        ConfigCheck check = ConfigCheck.of(file, VARIABLES::get);
        List<ConfigProblem> problems = Stream.concat(check.warnings().stream(), check.errors().stream())
                .toList();
        String all =
                String.join("\n", problems.stream().map(ConfigProblem::toString).toList());
        return verdict(problems.isEmpty() ? check.digest() : all);
    }

    private static Verdict reference(Path file) throws IOException, InterruptedException {
        Optional<String> whyAbsent = ReferenceServer.whyAbsent();
        assumeTrue(whyAbsent.isEmpty(), () -> whyAbsent.orElse(""));
        ProcessBuilder builder = new ProcessBuilder(
                        ReferenceServer.program().orElseThrow().toString(), "-t", "-c", file.toString())
                .redirectErrorStream(true);
        builder.environment().putAll(VARIABLES);
        Process process = builder.start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return verdict(said);
    }

    private static Verdict verdict(String said) {
        Matcher digest = DIGEST.matcher(said);
        if (digest.find()) {
            return new Verdict(digest.group(), Set.of());
        }
        Set<String> places = new TreeSet<>();
        Matcher line = LINE.matcher(said);
        if (line.find()) {
            return new Verdict("", Set.of("line " + line.group(1)));
        }
        Matcher place = PLACE.matcher(said);
        while (place.find()) {
            places.add(place.group(1));
        }
        return new Verdict("", places);
    }
}
