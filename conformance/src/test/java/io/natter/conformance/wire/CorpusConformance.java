package io.natter.conformance.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.natter.conformance.ServerProgram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Both servers answer each script of the corpus in the same way, INFO included, and the corpus says what they answer.
 *
 * <p>With {@code -Dnatter.golden=write} the answers of the reference server are recorded in the corpus instead.
 */
final class CorpusConformance {
    @TempDir
    private Path directory;

    @TestFactory
    Stream<DynamicContainer> bothAnswerTheSame() {
        ServerProgram.NATS_SERVER.whyAbsent().ifPresent(reason -> assumeTrue(false, reason));
        boolean records = "write".equals(System.getProperty("natter.golden"));
        return Corpus.files().stream().map(records ? this::recording : this::comparison);
    }

    private DynamicContainer comparison(Path path) {
        ScriptFile file = Corpus.read(path);
        ServerUnderScript reference = new ServerUnderScript(ServerProgram.NATS_SERVER, file, directory);
        ServerUnderScript natter = new ServerUnderScript(ServerProgram.NATTER, file, directory);
        return dynamicContainer(
                file.name(),
                file.scripts().stream()
                        .map(script -> dynamicTest(script.title(), () -> {
                            Transcript theirs = reference.play(script, Optional.empty());
                            Transcript ours = natter.play(script, Optional.of(theirs));
                            if (script.differs()) {
                                assertThat(ours.lines(script))
                                        .as("no difference any more")
                                        .isNotEqualTo(theirs.lines(script));
                            } else {
                                assertThat(ours.lines(script)).isEqualTo(theirs.lines(script));
                            }
                            assertThat(theirs.goldenLines(script)).isEqualTo(script.golden());
                        }))
                        .onClose(() -> {
                            reference.close();
                            natter.close();
                        }));
    }

    private DynamicContainer recording(Path path) {
        return dynamicContainer(path.toString(), Stream.of(dynamicTest("recorded", () -> record(path))));
    }

    private void record(Path path) throws IOException {
        ScriptFile file = Corpus.read(path);
        Map<Integer, List<String>> golden = new HashMap<>();
        try (ServerUnderScript reference = new ServerUnderScript(ServerProgram.NATS_SERVER, file, directory)) {
            for (Script script : file.scripts()) {
                Transcript theirs = reference.play(script, Optional.empty());
                assertThat(theirs.trouble()).as(script.title()).isEmpty();
                golden.put(script.line(), theirs.goldenLines(script));
            }
        }
        Files.writeString(path, ScriptFile.withGolden(Corpus.text(path), golden));
    }
}
