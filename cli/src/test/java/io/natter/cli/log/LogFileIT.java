package io.natter.cli.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.TimeZone;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LogFileIT {
    private static final LogLine LINES = new LogLine(42, false, true, false);
    private static final TimeZone UTC = TimeZone.getTimeZone("UTC");
    private static final String LONG = "x".repeat(401);

    @TempDir
    private Path directory;

    private final SteppingClock clock = new SteppingClock();

    @Test
    void addsToAFileThatExists() throws IOException {
        Files.writeString(path(), "before\n");

        write(new LogFile.Rotation(0, 0), "after");

        assertThat(path()).hasContent("before\nafter");
    }

    @Test
    void keepsANewFileFromOthers() throws IOException {
        write(new LogFile.Rotation(0, 0), "text");

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path())))
                .endsWith("---");
    }

    @Test
    void setsTheFileAsideOnceItIsPastItsLimit() throws IOException {
        write(new LogFile.Rotation(400, 0), "fits", LONG, "next");

        Path backup = directory.resolve("server.log.2026.11.21.00.15.32.677574001");
        assertThat(backup).hasContent("fits\n" + LONG);
        assertThat(path()).hasContent("[42] [INF] Rotated log, backup saved as \"" + backup + "\"\nnext");
    }

    @Test
    void setsAFileAsideThatIsTooLargeWhenOpened() throws IOException {
        Files.writeString(path(), "much more than ten bytes\n");

        write(new LogFile.Rotation(10, 0));

        assertThat(names()).hasSize(2);
        assertThat(directory.resolve(names().get(1)))
                .content()
                .startsWith("much more")
                .endsWith("Rotating logfile...\n");
    }

    @Test
    void keepsAsManyFilesAsItWasTold() throws IOException {
        Path other = Files.writeString(directory.resolve("server.log.2026.notes"), "not ours");

        write(new LogFile.Rotation(400, 3), LONG, LONG, LONG, LONG);

        assertThat(names())
                .hasSize(4)
                .contains("server.log", other.getFileName().toString());
        assertThat(path()).content().contains("Rotated log").contains("Purged log file \"server.log.2026.11.21.");
    }

    @Test
    void goesOnInTheOldFileWhenItCannotBeSetAside() throws IOException {
        Files.createDirectories(directory.resolve("server.log.2026.11.21.00.15.32.677574001/in the way"));

        write(new LogFile.Rotation(400, 0), LONG, "next");

        assertThat(path())
                .content()
                .startsWith(LONG + "\n[42] [ERR] Unable to rotate logfile")
                .endsWith("\nnext\n");
    }

    @Test
    void saysThatADirectoryIsMissing() {
        Path nowhere = directory.resolve("nowhere/server.log");

        assertThatThrownBy(() -> LogFile.open(nowhere, new LogFile.Rotation(0, 0), LINES, clock, UTC))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("nowhere");
    }

    private void write(LogFile.Rotation rotation, String... lines) throws IOException {
        try (LogFile file = LogFile.open(path(), rotation, LINES, clock, UTC)) {
            for (String line : lines) {
                file.write(line + "\n", LogLine.Label.INF);
            }
        }
    }

    private Path path() {
        return directory.resolve("server.log");
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    /** A nanosecond later at each look. Confined to the test. */
    private static final class SteppingClock implements InstantSource {
        private Instant now = Instant.parse("2026-11-21T00:15:32.677574Z");

        @Override
        public Instant instant() {
            now = now.plus(Duration.ofNanos(1));
            return now;
        }
    }
}
