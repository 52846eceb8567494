package io.natter.conformance.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.natter.conformance.ServerProgram;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Our server answers each script of the corpus as the reference server did when the corpus was recorded. */
final class CorpusIT {
    @TempDir
    private Path directory;

    @TestFactory
    Stream<DynamicContainer> answersAsRecorded() {
        return Corpus.files().stream().map(Corpus::read).map(this::containerOf);
    }

    private DynamicContainer containerOf(ScriptFile file) {
        ServerUnderScript natter = new ServerUnderScript(ServerProgram.NATTER, file, directory);
        return dynamicContainer(
                file.name(),
                file.scripts().stream()
                        .filter(script -> !script.differs())
                        .map(script -> dynamicTest(script.title(), () -> {
                            Transcript ours = natter.play(script, Optional.empty());
                            assertThat(ours.goldenLines(script)).isEqualTo(script.golden());
                        }))
                        .onClose(natter::close));
    }
}
