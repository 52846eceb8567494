package io.natter.conformance;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The reference nats-server as a child process.
 *
 * <p><i>Thread-safe.</i> One daemon thread reads the log of the process; it ends with the process. Ports and readiness
 * are taken from the log lines that name them, so nothing is polled.
 */
public final class ReferenceServer implements TestServer {
    private static final String SCRIPT = "conformance/bin/reference-server";
    private static final int PATIENCE_SECONDS = 60;
    private static final int LOG_LINES_MAX = 400;
    private static final Pattern CLIENT_PORT = Pattern.compile("Listening for client connections on \\S*?:(\\d+)$");
    private static final Pattern MONITOR_PORT = Pattern.compile("Starting https? monitor on \\S*?:(\\d+)$");
    private static final Pattern STORE_DIRECTORY = Pattern.compile("store_dir: *\"([^\"]+)\"");
    private static final Map<Signal, String> POSIX_NAMES =
            Map.of(Signal.RELOAD, "HUP", Signal.LAME_DUCK, "USR2", Signal.STOP, "TERM");

    private final Process process;
    private final Path configFile;
    private final CompletableFuture<Void> ready = new CompletableFuture<>();
    /** The first lines the process wrote, for messages. Guarded by itself. */
    private final List<String> log = new ArrayList<>();

    private volatile int port = -1;
    private volatile int monitorPort = -1;
    private volatile boolean isLameDuck;

    private ReferenceServer(Process process, Path configFile) {
        this.process = process;
        this.configFile = configFile;
    }

    /** The reason why the reference server cannot be started here, empty where it can. */
    static Optional<String> whyAbsent() {
        return program().isPresent()
                ? Optional.empty()
                : Optional.of(
                        "the reference nats-server is not here: run " + SCRIPT + " (or set -Dnatter.reference=<file>)");
    }

    /** The same of a server of an older line. */
    static Optional<String> whyAbsent(String line) {
        return program(line).isPresent()
                ? Optional.empty()
                : Optional.of("nats-server " + line + " is not here: run " + SCRIPT + " " + line);
    }

    static ReferenceServer start(String config, int port, Path directory) {
        Path program = program()
                .orElseThrow(() -> new IllegalStateException(whyAbsent().orElseThrow()));
        return start(program, config, port, directory);
    }

    static ReferenceServer start(Path program, String config, int port, Path directory) {
        try {
            Path configFile = Files.createTempFile(directory, "reference", ".conf");
            Files.writeString(configFile, config);
            Process process = new ProcessBuilder(
                            program.toString(), "-a", "127.0.0.1", "-p", "" + port, "-c", configFile.toString())
                    .directory(directory.toFile())
                    .redirectErrorStream(true)
                    .start();
            ReferenceServer server = new ReferenceServer(process, configFile);
            server.followLog();
            server.awaitReady();
            keepDirectoryOfStreams(config);
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException("nats-server: cannot be started: " + program, e);
        }
    }

    /**
     * Puts a directory that is no stream among those of the global account.
     *
     * <p>When the last stream of an account is deleted, nats-server removes their directory beside what it answers, and a stream that is created
     * meanwhile fails with 10077 (2.15.1: one of a thousand that are created right after). A directory that is not empty stays; one with such a name is taken away at the next start.
     * Not where pages are asked for: that of health takes it for a stream that is not there.
     */
    private static void keepDirectoryOfStreams(String config) throws IOException {
        Matcher store = STORE_DIRECTORY.matcher(config);
        if (store.find() && !config.contains("accounts") && !config.contains("http")) {
            Files.createDirectories(Path.of(store.group(1), "jetstream", "$G", "streams", ".kept"));
        }
    }

    @Override
    public String name() {
        return ServerProgram.NATS_SERVER.toString();
    }

    @Override
    public int port() {
        return port;
    }

    @Override
    public int monitorPort() {
        return monitorPort;
    }

    @Override
    public void signal(Signal signal) {
        isLameDuck |= signal == Signal.LAME_DUCK;
        try {
            String name = POSIX_NAMES.get(signal);
            int code = new ProcessBuilder("kill", "-" + name, "" + process.pid())
                    .redirectErrorStream(true)
                    .start()
                    .waitFor();
            if (code != 0) {
                throw new IllegalStateException("signal " + name + ": got exit code " + code + ", expected 0");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while sending " + signal, e);
        }
    }

    @Override
    public void rewriteConfig(String config) {
        try {
            Files.writeString(configFile, config);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        process.destroy();
        try {
            // A lame duck ignores SIGTERM and takes its time.
            if (isLameDuck || !process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    private void followLog() {
        Thread reader = new Thread(this::readLog, "nats-server-log-" + process.pid());
        reader.setDaemon(true);
        reader.start();
    }

    private void readLog() {
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            for (@Nullable String line = lines.readLine(); line != null; line = lines.readLine()) {
                onLogLine(line);
            }
        } catch (IOException processIsGone) {
            // The stream breaks when the process is killed: the same end as a last line.
        }
        ready.completeExceptionally(new IllegalStateException("the process ended"));
    }

    private void onLogLine(String line) {
        synchronized (log) {
            if (log.size() < LOG_LINES_MAX) {
                log.add(line);
            }
        }
        Matcher client = CLIENT_PORT.matcher(line);
        if (client.find()) {
            port = Integer.parseInt(client.group(1));
        }
        Matcher monitor = MONITOR_PORT.matcher(line);
        if (monitor.find()) {
            monitorPort = Integer.parseInt(monitor.group(1));
        }
        if (line.endsWith("Server is ready")) {
            ready.complete(null);
        }
    }

    private void awaitReady() {
        try {
            ready.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            close();
            throw new IllegalStateException("nats-server: did not come up; its log:\n" + logText(), e);
        } catch (InterruptedException e) {
            close();
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while nats-server started", e);
        }
    }

    private String logText() {
        synchronized (log) {
            return String.join("\n", log);
        }
    }

    /** The file named by {@code -Dnatter.reference}, else {@code .reference/nats-server} here or in a folder above. */
    public static Optional<Path> program() {
        @Nullable String named = System.getProperty("natter.reference");
        if (named != null) {
            return Optional.of(Path.of(named)).filter(Files::isExecutable);
        }
        return unpacked(Path.of("nats-server"));
    }

    /** {@code .reference/2.10/nats-server} for the line 2.10, here or in a folder above. */
    static Optional<Path> program(String line) {
        return unpacked(Path.of(line, "nats-server"));
    }

    private static Optional<Path> unpacked(Path file) {
        for (@Nullable Path folder = Path.of("").toAbsolutePath(); folder != null; folder = folder.getParent()) {
            Path candidate = folder.resolve(".reference").resolve(file);
            if (Files.isExecutable(candidate)) {
                return Optional.of(candidate);
            }
        }
        return Optional.empty();
    }
}
