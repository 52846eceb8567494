package io.natter.cli;

import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.awaitility.core.ConditionTimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * The real command in a JVM of its own, with what it writes to standard error and output.
 *
 * <p>Confined to the test; closing it kills the process if it still runs.
 */
final class ServerProcess implements AutoCloseable {
    /** Longer than any machine takes, since only a failure waits for it. */
    static final Duration PATIENCE = Duration.ofMinutes(2);

    private final Process process;
    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final Thread reader;

    private ServerProcess(Process process) {
        this.process = process;
        this.reader = new Thread(this::read, "output of " + process.pid());
        reader.setDaemon(true);
        reader.start();
    }

    /** Starts the command in {@code directory}. */
    static ServerProcess start(Path directory, String... arguments) throws IOException {
        return start(NatterServerMain.class, directory, arguments);
    }

    /** Starts {@code natter} in {@code directory}, which is its user's home too, with nothing of this environment. */
    static ServerProcess natter(Path directory, String... arguments) throws IOException {
        return start(NatterMain.class, directory, arguments);
    }

    private static ServerProcess start(Class<?> main, Path directory, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(SignalsHolder.DEFAULT_SIGNALS);
        command.addAll(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:+UseSerialGC"));
        if (Runtime.version().feature() >= 24) {
            command.add("--enable-native-access=ALL-UNNAMED"); // as the launcher says it: the JVM warns otherwise
        }
        command.addAll(List.of("-Duser.home=" + directory, "-cp", classPath(), main.getName()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(directory.toFile()).redirectErrorStream(true);
        builder.environment().keySet().removeIf(name -> name.startsWith("NATS_") || name.startsWith("XDG_"));
        return new ServerProcess(builder.start());
    }

    /** Writes to its input, and ends that. */
    void type(String text) throws IOException {
        try (OutputStream in = process.getOutputStream()) {
            in.write(text.getBytes(StandardCharsets.UTF_8));
        }
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** As the launcher does it: a build under nohup, or in the background of a script, ignores signals, and so would the JVM. */
    private static final class SignalsHolder {
        private static final List<String> DEFAULT_SIGNALS = find();

        private static List<String> find() {
            List<String> command = List.of("env", "--default-signal=HUP,INT");
            try {
                List<String> probe = new ArrayList<>(command);
                probe.add("true");
                return new ProcessBuilder(probe).start().waitFor() == 0 ? command : List.of();
            } catch (IOException notThere) {
                return List.of();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return List.of();
            }
        }
    }

    long pid() {
        return process.pid();
    }

    /** Everything it wrote so far. */
    String output() {
        return String.join("\n", lines);
    }

    /** Waits for a line that holds {@code text}, and returns it. */
    String awaitLine(String text) {
        try {
            await().atMost(PATIENCE).until(() -> find(text) != null || !reader.isAlive());
        } catch (ConditionTimeoutException e) {
            throw new AssertionError("no \"" + text + "\" in: " + output(), e);
        }
        if (find(text) == null) {
            throw new AssertionError("ended without \"" + text + "\": " + output());
        }
        return String.valueOf(find(text));
    }

    /** Sends the system's signal of that name, as a shell would. */
    void signal(String name) throws IOException, InterruptedException {
        new ProcessBuilder("/bin/sh", "-c", "kill -s " + name + " " + pid())
                .inheritIO()
                .start()
                .waitFor();
    }

    /** Waits for its end, and returns the exit code. */
    int awaitExit() throws InterruptedException {
        if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
            throw new AssertionError("still runs: " + output());
        }
        reader.join();
        return process.exitValue();
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
        await().atMost(PATIENCE).until(() -> !reader.isAlive());
    }

    private @Nullable String find(String text) {
        return lines.stream().filter(line -> line.contains(text)).findFirst().orElse(null);
    }

    private void read() {
        try (BufferedReader in = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                lines.add(line);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    // Tests may run on the module path; the command runs on the class path, as in the distribution.
    private static String classPath() {
        return Stream.of("jdk.module.path", "java.class.path")
                .map(key -> System.getProperty(key, ""))
                .filter(path -> !path.isEmpty())
                .collect(Collectors.joining(File.pathSeparator));
    }
}
