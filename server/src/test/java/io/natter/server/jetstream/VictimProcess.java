package io.natter.server.jetstream;

import io.natter.server.NatterServer;
import io.natter.server.config.ClientListenerConfig;
import io.natter.server.config.JetStreamConfig;
import io.natter.server.config.JetStreamStore;
import io.natter.server.config.ServerConfig;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A server with JetStream in a process of its own, that ends by being killed. Confined to the test's thread. */
final class VictimProcess implements AutoCloseable {
    private final Process process;
    private final int port;

    private VictimProcess(Process process) {
        this.process = process;
        port = port(process.inputReader());
    }

    /** The process: starts the server in the directory it is told, says its port, and waits to be killed. */
    static final class Main {
        private Main() {}

        @SuppressWarnings("SystemOut") // how the test learns the port
        public static void main(String[] arguments) {
            JetStreamConfig jetStream = JetStreamConfig.defaults().withEnabled(true);
            String interval = System.getProperty(INTERVAL);
            JetStreamStore store = jetStream
                    .store()
                    .withDirectory(Path.of(arguments[0]))
                    .withMaxFile(Long.MAX_VALUE) // the disk is the limit
                    .withSyncInterval(interval == null ? null : Duration.parse(interval));
            NatterServer server = NatterServer.start(ServerConfig.defaults()
                    .withClient(ClientListenerConfig.defaults().withPort(-1).withHost("127.0.0.1"))
                    .withJetStream(jetStream.withStore(store)));
            System.out.println("port " + server.port());
            server.awaitClosed();
        }
    }

    private static final String INTERVAL = "natter.test.syncInterval";

    /** The system property of the process that has it force this often instead of before each acknowledgement. */
    static String lazily(Duration interval) {
        return "-D" + INTERVAL + "=" + interval;
    }

    /** Starts a server whose streams are kept in a directory; returns when it takes connections. */
    static VictimProcess start(Path directory) throws IOException {
        return start(directory, List.of(), List.of());
    }

    /** The same below other commands, and with more options of the JVM. */
    static VictimProcess start(Path directory, List<String> around, List<String> options) throws IOException {
        List<String> command = new ArrayList<>(around);
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-cp", classPath()));
        command.addAll(command.indexOf("-cp"), options);
        command.addAll(List.of(Main.class.getName(), directory.toString()));
        return new VictimProcess(new ProcessBuilder(command)
                .redirectError(directory.resolve("errors.txt").toFile())
                .start());
    }

    // However the tests themselves were given their classes.
    private static String classPath() {
        return Stream.of("surefire.test.class.path", "java.class.path", "jdk.module.path")
                .map(System::getProperty)
                .filter(path -> path != null && !path.isEmpty())
                .reduce(
                        "target/test-classes" + File.pathSeparator + "target/classes",
                        (all, path) -> all + File.pathSeparator + path);
    }

    private static int port(BufferedReader output) {
        String line = CompletableFuture.supplyAsync(() -> {
                    try {
                        String read = output.readLine();
                        while (read != null && !read.startsWith("port ")) {
                            read = output.readLine();
                        }
                        return Objects.requireNonNull(read, "the server ended");
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                })
                .orTimeout(1, TimeUnit.MINUTES)
                .join();
        return Integer.parseInt(line.substring("port ".length()));
    }

    int port() {
        return port;
    }

    /** Whether it still runs. */
    boolean isAlive() {
        return process.isAlive();
    }

    /** Kills it, without a word of warning. */
    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }
}
