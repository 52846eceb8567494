package io.natter.conformance.client;

import static io.natter.conformance.client.Testbed.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;

import io.natter.client.NatsConnection;
import io.natter.client.SyncSubscription;
import io.natter.conformance.ServerProgram;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A program is told to end. */
final class ShutdownIT {
    private static final int SIGNALLED = 128;

    @TempDir
    private Path directory;

    @RegisterExtension
    private final Testbed testbed = new Testbed();

    @ParameterizedTest(name = "{0}")
    @CsvSource(textBlock = """
            TERM, 15
            INT,  2
            """)
    @DisplayName(
            "NJ-56 a signal drains what is registered: all that was received is handled, and the exit code is the signal's")
    void drainsOnASignal(String signal, int number) throws Exception {
        Site site = testbed.start(Setting.open(ServerProgram.NATTER), directory);
        NatsConnection watcher = site.connect();
        SyncSubscription load = watcher.subscribe("load");
        watcher.flush(PATIENCE);
        Path counts = directory.resolve("counts");
        Process process = new ProcessBuilder(command(site.server().url(), counts))
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("program.log").toFile())
                .start();
        try {
            Testbed.next(load);
            load.close();
            new ProcessBuilder("/bin/sh", "-c", "kill -s " + signal + " " + process.pid())
                    .start()
                    .waitFor();
            assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS))
                    .as("ended")
                    .isTrue();
        } finally {
            process.destroyForcibly().onExit().join();
        }
        assertThat(process.exitValue()).isEqualTo(SIGNALLED + number);
        String[] told = Files.readString(counts).split(" ", -1);
        assertThat(told[0]).isEqualTo("CLOSED");
        assertThat(Long.parseLong(told[1])).isPositive().isEqualTo(Long.parseLong(told[2]));
    }

    private static List<String> command(String url, Path counts) {
        return List.of(
                "env",
                "--default-signal=INT", // a build in the background ignores it, and so would the JVM
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-cp",
                KillableServer.classPath(),
                ShutdownProgram.class.getName(),
                url,
                counts.toString());
    }
}
