package io.natter.cli;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The threads of this JVM that compile: they are to give way to those that serve.
 *
 * <p>Thread-safe.
 *
 * <p>A thread that is woken on a core where a method is compiled waits for the end of the compiler's turn, up to 5 ms. On two cores, in the
 * seconds after a start, that was the cause of three quarters of all waits over 0.4 ms of the threads that serve, and is of almost none with this
 * (docs/benchmarks.md). The JVM's own flag for it, CompilerThreadPriority, wants root, and gives all other threads priorities, too. Compiler
 * threads that start later inherit it. Linux only; elsewhere, or without the command {@code renice}, everything stays as it is.
 */
final class CompilerThreads {
    private static final Path TASKS = Path.of("/proc/self/task");
    private static final int STEPS = 10;
    private static final int NICE_MAX = 19;
    private static final int NICE_FIELD = 16; // behind the name in parentheses
    private static final long DELAY_MS = 2_000;
    private static final long COMMAND_MS = 1_000;

    private CompilerThreads() {}

    /** Lowers their priority in two seconds, when what a start needs is compiled; returns at once. */
    static void giveWaySoon() {
        Thread thread = new Thread(
                () -> {
                    try {
                        Thread.sleep(DELAY_MS);
                        giveWay(TASKS);
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                },
                "natter-compilers");
        thread.setDaemon(true);
        thread.start();
    }

    /** Lowers it now; whether that was possible. */
    static boolean giveWay(Path tasks) throws InterruptedException {
        try {
            List<String> ids = ids(tasks);
            if (ids.isEmpty()) {
                return false;
            }
            List<String> command =
                    new ArrayList<>(List.of("renice", Integer.toString(target(tasks, ids.get(0))), "-p"));
            command.addAll(ids);
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            process.getOutputStream().close();
            return process.waitFor(COMMAND_MS, TimeUnit.MILLISECONDS) && process.exitValue() == 0;
        } catch (IOException | NumberFormatException notHere) {
            return false;
        }
    }

    private static int target(Path tasks, String id) throws IOException {
        return Math.min(NICE_MAX, nice(Files.readString(tasks.resolve(id).resolve("stat"))) + STEPS);
    }

    /** The ids of the threads that compile, as their names tell. */
    static List<String> ids(Path tasks) throws IOException {
        var ids = new ArrayList<String>();
        try (DirectoryStream<Path> threads = Files.newDirectoryStream(tasks)) {
            for (Path thread : threads) {
                String name = Files.readString(thread.resolve("comm"));
                if (name.startsWith("C1 Compiler") || name.startsWith("C2 Compiler")) {
                    ids.add(String.valueOf(thread.getFileName()));
                }
            }
        }
        ids.sort(null);
        return ids;
    }

    /** The priority that the line {@code stat} of a thread tells: -20 to 19, the highest number giving way to all others. */
    static int nice(String stat) {
        String[] fields = stat.substring(stat.lastIndexOf(')') + 1).strip().split(" ", -1);
        if (fields.length <= NICE_FIELD) {
            throw new NumberFormatException("stat of a thread: got " + fields.length + " fields");
        }
        return Integer.parseInt(fields[NICE_FIELD]);
    }
}
