package io.natter.cli.command;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** Runs another program and takes what it writes, errors too. <i>Thread-safe:</i> holds nothing. */
final class ExternalCommand {
    /** What a program wrote, and how it ended. Immutable: the array is not written to. */
    static final class Output {
        private final byte[] bytes;
        private final int exit;

        private Output(byte[] bytes, int exit) {
            this.bytes = bytes;
            this.exit = exit;
        }

        byte[] bytes() {
            return bytes;
        }

        int exit() {
            return exit;
        }
    }

    private ExternalCommand() {}

    /**
     * Runs {@code words} with {@code input} as its input and {@code variables} added to its environment.
     *
     * @throws IOException if it cannot be started
     * @throws StoppedException if the command was told to end; the program is killed then
     */
    static Output run(List<String> words, byte[] input, Map<String, String> variables) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(words).redirectErrorStream(true);
        builder.environment().putAll(variables);
        Process process = builder.start();
        try {
            // Fed beside, for a program may write before it has read everything.
            CompletableFuture<?> fed = CompletableFuture.runAsync(() -> feed(process, input));
            byte[] output = process.getInputStream().readAllBytes();
            int exit = process.waitFor();
            fed.join();
            return new Output(output, exit);
        } catch (InterruptedException e) {
            throw new StoppedException(e);
        } finally {
            process.destroyForcibly();
        }
    }

    /**
     * Runs {@code words} in the terminal of this process, and returns its exit code.
     *
     * @throws IOException if it cannot be started
     * @throws StoppedException if the command was told to end; the program is killed then
     */
    static int interact(List<String> words) throws IOException {
        Process process = new ProcessBuilder(words).inheritIO().start();
        try {
            return process.waitFor();
        } catch (InterruptedException e) {
            throw new StoppedException(e);
        } finally {
            process.destroyForcibly();
        }
    }

    private static void feed(Process process, byte[] input) {
        try (OutputStream out = process.getOutputStream()) {
            out.write(input);
        } catch (IOException itDidNotReadAll) {
            // As with a pipe in a shell: what a program does not read is gone.
        }
    }
}
