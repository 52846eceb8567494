package io.natter.server.jetstream;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * A file system of a process's own over a directory: small, or one that cannot be written. Pure functions.
 *
 * <p>A namespace of mounts that nobody else sees; where the system allows none, the test is skipped with that reason.
 */
final class OwnFileSystem {
    private OwnFileSystem() {}

    /** The command below which a process finds so much space in a directory, and no more. */
    static List<String> ofMegabytes(int megabytes, Path directory) {
        return checked("mount -t tmpfs -o size=" + megabytes + "m tmpfs \"$0\"", directory);
    }

    /** The command below which a process cannot write to a directory. */
    static List<String> readOnly(Path directory) {
        return checked("mount --bind \"$0\" \"$0\" && mount -o remount,bind,ro \"$0\"", directory);
    }

    private static List<String> checked(String mount, Path directory) {
        List<String> command = command(mount + " && exec \"$@\"", directory);
        assumeTrue(works(command(mount, directory)), "this machine lets a user mount nothing of his own");
        return command;
    }

    private static List<String> command(String script, Path directory) {
        return List.of("unshare", "-rm", "sh", "-c", script, directory.toString());
    }

    private static boolean works(List<String> command) {
        try {
            return new ProcessBuilder(command).start().waitFor() == 0;
        } catch (IOException noSuchProgram) {
            return false;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
