package io.natter.conformance.client;

import io.natter.conformance.ReferenceServer;
import io.natter.conformance.ReservedPort;
import io.natter.conformance.ServerProgram;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A server process of either program that can be killed without a warning and started again where it was.
 *
 * <p>Confined to the test. Ours is the command {@code natter-server} in a JVM of its own.
 */
public final class KillableServer implements AutoCloseable {
    private final List<String> command;
    private final Path log;
    private final ReservedPort port = ReservedPort.take();
    private @Nullable Process process;

    /** Not started yet; with further arguments of the command. */
    public KillableServer(ServerProgram program, Path directory, String... further) {
        this.log = directory.resolve(program.name() + ".log");
        this.command = new ArrayList<>(program == ServerProgram.NATTER ? ours() : theirs());
        command.addAll(List.of("-a", "127.0.0.1", "-p", "" + port.number()));
        command.addAll(List.of(further));
    }

    private static List<String> ours() {
        List<String> words = new ArrayList<>();
        words.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1"));
        words.addAll(List.of("-cp", classPath(), "io.natter.cli.NatterServerMain"));
        return words;
    }

    private static List<String> theirs() {
        return List.of(ReferenceServer.program().orElseThrow().toString());
    }

    /** The class path of this process, as it was given to the tests. */
    static String classPath() {
        return Stream.of("surefire.test.class.path", "java.class.path")
                .map(System::getProperty)
                .filter(path -> path != null && !path.isEmpty())
                .findFirst()
                .orElse("." + File.pathSeparator);
    }

    /** Where it listens. */
    public String url() {
        return "nats://127.0.0.1:" + port.number();
    }

    /** Starts it, and does not wait until it is ready. */
    public void start() throws IOException {
        process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
    }

    /** Kills it as {@code kill -9} does, and returns when it is gone. */
    public void kill() {
        if (process != null) {
            process.destroyForcibly().onExit().join();
        }
    }

    /** What it wrote, for messages. */
    String log() throws IOException {
        return Files.exists(log) ? Files.readString(log) : "";
    }

    @Override
    public void close() {
        kill();
        port.close();
    }
}
