package io.natter.conformance.js;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One run of a file of {@code conformance/js}. Confined to the thread of the test. */
final class NodeRun implements AutoCloseable {
    private static final Path FOLDER = Path.of("js").toAbsolutePath();
    private static final int PATIENCE_SECONDS = 60;

    private final Process process;
    private final BufferedReader output;
    private final List<String> lines = new ArrayList<>();

    private NodeRun(Process process) {
        this.process = process;
        this.output = process.inputReader(StandardCharsets.UTF_8);
    }

    /** Starts flows of {@code flows.js} against {@code url}; skips the test where Node.js or the packages are absent. */
    static NodeRun start(String url, Map<String, String> environment, String... flows) throws IOException {
        return startFile("flows.js", url, environment, flows);
    }

    /** Starts flows of a file against {@code url}; skips the test where Node.js or the packages are absent. */
    static NodeRun startFile(String file, String url, Map<String, String> environment, String... flows)
            throws IOException {
        assumeTrue(
                Files.isDirectory(FOLDER.resolve("node_modules")),
                "the npm packages are not here: run conformance/bin/prepare");
        assumeTrue(isNodeHere(), "node is not here");
        List<String> command = new ArrayList<>(List.of("node", file, url));
        command.addAll(List.of(flows));
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(FOLDER.toFile()).redirectErrorStream(true);
        builder.environment().putAll(environment);
        return new NodeRun(builder.start());
    }

    private static boolean isNodeHere() {
        try {
            return new ProcessBuilder("node", "--version").start().waitFor() == 0;
        } catch (IOException notInstalled) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Waits for the line by which a flow says that it is ready for what is done to the server. */
    void awaitReady() throws IOException {
        for (@Nullable String line = output.readLine(); line != null; line = output.readLine()) {
            lines.add(line);
            if (line.equals("ready")) {
                return;
            }
        }
        assertThat(lines).as("output of node").contains("ready");
    }

    /** Waits for the end, which must be a good one. */
    void assertAllHeld() throws IOException, InterruptedException {
        for (@Nullable String line = output.readLine(); line != null; line = output.readLine()) {
            lines.add(line);
        }
        assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS))
                .as("node ended")
                .isTrue();
        assertThat(process.exitValue()).as(String.join("\n", lines)).isZero();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
