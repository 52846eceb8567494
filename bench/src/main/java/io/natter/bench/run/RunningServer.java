package io.natter.bench.run;

import io.natter.bench.load.Endpoint;
import io.natter.bench.load.Threads;
import io.natter.bench.workload.Round;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A server process that clients can connect to.
 *
 * <p>Thread-safe.
 */
final class RunningServer implements Round.ServerView, AutoCloseable {
    private static final long READY_TIMEOUT_NANOS = 120_000_000_000L; // a launcher may have to build first
    private static final long POLL_NANOS = 1_000_000;

    private final String name;
    private final ProcessBuilder builder;
    private volatile Process process;
    private final Endpoint endpoint;
    private final double startMillis;

    private RunningServer(String name, ProcessBuilder builder, Process process, Endpoint endpoint, double startMillis) {
        this.name = name;
        this.builder = builder;
        this.process = process;
        this.endpoint = endpoint;
        this.startMillis = startMillis;
    }

    /** Starts {@code command} and returns when it has sent its INFO. Its output goes to a file in {@code directory}. */
    static RunningServer start(ServerCommand command, List<String> moreArguments, Path directory) throws IOException {
        int port = freePort();
        Path log = directory.resolve(command.name() + "-" + port + ".log");
        long start = System.nanoTime();
        ProcessBuilder builder = command.on(port, moreArguments, log);
        Process process = builder.start();
        Endpoint endpoint = Endpoint.loopback(port);
        if (!Threads.await(() -> isReady(endpoint) || !process.isAlive(), POLL_NANOS, start + READY_TIMEOUT_NANOS)
                || !process.isAlive()) {
            process.destroyForcibly();
            throw new IOException(command.name() + " did not start: " + firstLines(log));
        }
        return new RunningServer(command.name(), builder, process, endpoint, (System.nanoTime() - start) / 1e6);
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static boolean isReady(Endpoint endpoint) {
        try (Socket socket = new Socket()) {
            socket.connect(endpoint.address());
            socket.setSoTimeout(1_000);
            return socket.getInputStream().read() == 'I';
        } catch (IOException e) {
            return false; // not yet
        }
    }

    private static String firstLines(Path log) throws IOException {
        List<String> lines = new String(Files.readAllBytes(log), StandardCharsets.UTF_8)
                .lines()
                .toList();
        return String.join(" | ", lines.subList(0, Math.min(5, lines.size())));
    }

    Endpoint endpoint() {
        return endpoint;
    }

    long pid() {
        return process.pid();
    }

    /** Returns whether the process is a JVM, so that it can be asked about itself. */
    boolean isJvm() throws IOException {
        return Files.readSymbolicLink(Path.of("/proc/" + pid() + "/exe")).endsWith("java");
    }

    /** Returns the JVM's flags without those that name places of this machine. */
    List<String> jvmFlags() throws IOException {
        if (!isJvm()) {
            return List.of();
        }
        List<String> flags = new ArrayList<>();
        for (String word :
                Files.readString(Path.of("/proc/" + pid() + "/cmdline")).split("\0", -1)) {
            if (word.startsWith("-X")
                    || word.startsWith("-D")
                    || word.startsWith("--enable")
                    || word.startsWith("--add")) {
                flags.add(word.replaceAll("=[^ ]*/.*", "=..."));
            }
        }
        return flags;
    }

    @Override
    public double startMillis() {
        return startMillis;
    }

    @Override
    public long rssBytes() {
        try {
            return MachineTimes.rssBytes(pid());
        } catch (IOException e) {
            throw new UncheckedIOException(name + " has ended", e);
        }
    }

    @Override
    public long restart(boolean isOrderly) throws IOException {
        if (isOrderly) {
            close();
        } else {
            process.destroyForcibly().onExit().join();
        }
        long start = System.nanoTime();
        process = builder.start();
        return start;
    }

    /** Kills the process at once: whoever waits for it gets an end of stream. */
    void kill() {
        process.destroyForcibly();
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(60, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
