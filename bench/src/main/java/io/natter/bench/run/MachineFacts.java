package io.natter.bench.run;

import io.natter.bench.result.Facts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Facts for the result file.
 *
 * <p>Thread-safe: no state.
 */
public final class MachineFacts {
    private MachineFacts() {}

    static Facts.Machine machine(Quiet quiet) throws IOException {
        String jvm = System.getProperty("java.vm.name") + " " + System.getProperty("java.runtime.version");
        return new Facts.Machine(
                Runtime.getRuntime().availableProcessors(),
                field("/proc/cpuinfo", "model name").replaceFirst("^.*: *", ""),
                System.getProperty("os.name") + " " + System.getProperty("os.version"),
                Long.parseLong(field("/proc/meminfo", "MemTotal").replaceAll("[^0-9]", "")) >> 10,
                openFilesMax(),
                jvm,
                quiet.busyCores(),
                quiet.stealPercent());
    }

    /** Returns the limit on open files, from {@code Max open files  soft  hard  files}. */
    public static long openFilesMax() throws IOException {
        String soft = field("/proc/self/limits", "Max open files")
                .substring("Max open files".length())
                .trim()
                .split(" +", -1)[0];
        return soft.equals("unlimited") ? Integer.MAX_VALUE : Long.parseLong(soft);
    }

    private static String field(String file, String name) throws IOException {
        try (var lines = Files.lines(Path.of(file))) {
            return lines.filter(line -> line.startsWith(name)).findFirst().orElse(name + " 0");
        }
    }

    /** Starts the server once, so that a launcher has built it and the page cache is warm, and looks at it. */
    static Facts.Server server(ServerCommand command, Path directory) throws IOException {
        try (RunningServer server = RunningServer.start(command, List.of(), directory)) {
            return new Facts.Server(command.version(), runtime(server), server.jvmFlags());
        }
    }

    private static String runtime(RunningServer server) throws IOException {
        if (!server.isJvm()) {
            return "";
        }
        try (JvmProbe probe = JvmProbe.attach(server.pid())) {
            return probe.runtime();
        }
    }
}
