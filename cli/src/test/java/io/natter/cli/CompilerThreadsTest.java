package io.natter.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Threads that compile give way to those that serve, and no others. */
class CompilerThreadsTest {
    private static final Path TASKS = Path.of("/proc/self/task");

    @TempDir
    Path directory;

    @Test
    void areFoundByTheirNames() throws IOException {
        thread("10", "C2 CompilerThre");
        thread("9", "natter-loop-1-1");
        thread("8", "C1 CompilerThre");
        assertThat(CompilerThreads.ids(directory)).containsExactly("10", "8");
    }

    private void thread(String id, String name) throws IOException {
        Files.createDirectory(directory.resolve(id));
        Files.writeString(directory.resolve(id).resolve("comm"), name + "\n");
    }

    @ParameterizedTest(name = "{1}")
    @CsvSource(delimiter = '|', textBlock = """
        7 (C2 Compiler) x) S 1 7 7 0 -1 4194368 0 0 0 0 5 3 0 0 20 0 24 0 99   | 0
        7 (java) R 1 7 7 0 -1 4194368 0 0 0 0 5 3 0 0 30 10 24 0 99            | 10
        7 (java) R 1 7 7 0 -1 4194368 0 0 0 0 5 3 0 0 5 -15 24 0 99            | -15
        """)
    void theirPriorityIsReadBehindTheName(String stat, int nice) {
        assertThat(CompilerThreads.nice(stat)).isEqualTo(nice);
    }

    @Test
    void nothingHappensWhereThereAreNone() throws InterruptedException {
        assertThat(CompilerThreads.giveWay(directory)).isFalse();
        assertThat(CompilerThreads.giveWay(directory.resolve("missing"))).isFalse();
    }

    @Test
    void thoseOfThisProcessHaveALowerPriorityThanTheOthersThen() throws IOException, InterruptedException {
        assumeTrue(Files.isDirectory(TASKS), "needs Linux");
        String own = Long.toString(ProcessHandle.current().pid());
        int before = niceOf(own);
        assumeTrue(CompilerThreads.giveWay(TASKS), "needs the command renice");
        List<String> ids = CompilerThreads.ids(TASKS);
        assertThat(ids).isNotEmpty();
        for (String id : ids) {
            assertThat(niceOf(id)).isGreaterThan(before);
        }
        assertThat(niceOf(own)).isEqualTo(before);
    }

    private static int niceOf(String id) throws IOException {
        return CompilerThreads.nice(Files.readString(TASKS.resolve(id).resolve("stat")));
    }
}
