package io.natter.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The file that tells the process id, in decimal and without an end of line; it stays when the server ends (A4). */
final class PidFile {
    private PidFile() {}

    /**
     * Writes this process's id.
     *
     * @throws CommandException when that fails; the file may be there, empty
     */
    static void write(Path path) {
        try {
            Files.writeString(path, Long.toString(ProcessHandle.current().pid()));
        } catch (IOException e) {
            throw new CommandException("Could not write pidfile: " + IoText.of(e), e);
        }
    }
}
