package io.natter.examples;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A server with JetStream for one test: nats-server as a process, until ours has it.
 *
 * <p>Confined to the test, which is skipped where the program is absent ({@code conformance/bin/reference-server} fetches it).
 */
final class JetStreamServer implements AutoCloseable {
    private static final Pattern PORT = Pattern.compile("Listening for client connections on \\S*?:(\\d+)$");

    private final Process process;
    private final String url;

    private JetStreamServer(Process process, String url) {
        this.process = process;
        this.url = url;
    }

    static JetStreamServer start(Path directory) {
        Optional<Path> program = program();
        assumeTrue(program.isPresent(), "nats-server is not here: run conformance/bin/reference-server");
        try {
            Process process = new ProcessBuilder(
                            program.orElseThrow().toString(),
                            "-a",
                            "127.0.0.1",
                            "-p",
                            "-1",
                            "-js",
                            "-sd",
                            directory.toString())
                    .redirectErrorStream(true)
                    .start();
            return new JetStreamServer(process, awaitReady(process));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String awaitReady(Process process) throws IOException {
        BufferedReader lines = process.inputReader(StandardCharsets.UTF_8);
        String url = "";
        for (@Nullable String line = lines.readLine(); line != null; line = lines.readLine()) {
            Matcher port = PORT.matcher(line);
            if (port.find()) {
                url = "nats://127.0.0.1:" + port.group(1);
            }
            if (line.endsWith("Server is ready")) {
                return url;
            }
        }
        throw new IOException("nats-server did not start");
    }

    private static Optional<Path> program() {
        @Nullable String named = System.getProperty("natter.reference");
        if (named != null) {
            return Optional.of(Path.of(named)).filter(Files::isExecutable);
        }
        for (@Nullable Path folder = Path.of("").toAbsolutePath(); folder != null; folder = folder.getParent()) {
            Path candidate = folder.resolve(".reference").resolve("nats-server");
            if (Files.isExecutable(candidate)) {
                return Optional.of(candidate);
            }
        }
        return Optional.empty();
    }

    String url() {
        return url;
    }

    @Override
    public void close() {
        process.destroy();
        process.onExit().join();
    }
}
