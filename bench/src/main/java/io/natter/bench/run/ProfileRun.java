package io.natter.bench.run;

import io.natter.bench.load.Span;
import io.natter.bench.workload.Round;
import io.natter.bench.workload.Workload;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Where our server's time or memory goes under one workload: async-profiler on a warm server, by processor time of threads or bytes allocated.
 *
 * <p>Confined to one thread.
 */
public final class ProfileRun {
    private static final String LIBRARY =
            "linux-" + (System.getProperty("os.arch").equals("aarch64") ? "arm64" : "x64") + "/libasyncProfiler.so";
    private static final String PRECISE = "-XX:+UnlockDiagnosticVMOptions -XX:+DebugNonSafepoints";
    private static final int METHODS = 60;

    private final ServerCommand command;
    private final Plan plan;
    private final Consumer<String> progress;

    /** Profiles the server started by {@code ours}; warm-up and length as in {@code plan}. */
    public ProfileRun(List<String> ours, Plan plan, Consumer<String> progress) {
        this.command = new ServerCommand("ours", ours, Map.of("JAVA_TOOL_OPTIONS", PRECISE), plan.pinned());
        this.plan = plan;
        this.progress = progress;
    }

    /**
     * Writes {@code profile-<id>.txt} (methods by time, or what was allocated) and {@code profile-<id>.collapsed} (stacks, for
     * flame graphs).
     *
     * @param event {@code ctimer} for processor time, {@code alloc} for memory
     */
    public void run(Workload workload, String event, Path results) throws IOException {
        Files.createDirectories(results);
        boolean isMemory = event.equals("alloc");
        String stem = "profile-" + workload.id().replace('/', '-') + (isMemory ? "-alloc" : "");
        try (Scratch scratch = Scratch.create()) {
            Path library = unpack(scratch.path());
            List<String> arguments = workload.serverArguments(scratch.path());
            try (RunningServer server = RunningServer.start(command, arguments, scratch.path());
                    JvmProbe probe = JvmProbe.attach(server.pid())) {
                if (!plan.warmUp().isZero() && !workload.needsFreshServer()) {
                    workload.warmUp(round(server, plan.warmUp()));
                }
                probe.agent(library, "start,event=" + event + ",interval=" + (isMemory ? "16k" : "500us"));
                String seen = Brief.of(workload.round(round(server, plan.round())));
                progress.accept(workload.id() + "  " + seen);
                write(probe, library, results, stem, workload.id() + "  " + workload.title() + "\n" + seen);
                progress.accept("  " + stem + ".txt, " + stem + ".collapsed");
            }
        }
    }

    private Round round(RunningServer server, Duration duration) {
        return new Round(server.endpoint(), server, duration, plan.warmUp(), plan.windowBytes(), Span.UNMEASURED);
    }

    /** Ends the profile and writes it, with {@code head} above the methods. */
    static void write(JvmProbe probe, Path library, Path results, String stem, String head) throws IOException {
        Path text = results.resolve(stem + ".txt").toAbsolutePath();
        Path stacks = results.resolve(stem + ".collapsed").toAbsolutePath();
        probe.agent(library, "dump,collapsed,file=" + stacks);
        probe.agent(library, "stop,flat=" + METHODS + ",traces=0,file=" + text);
        Files.writeString(text, head + "\n" + probe.runtime() + "\n\n" + Files.readString(text));
    }

    /** Writes the profiler's library into a directory. */
    static Path unpack(Path directory) throws IOException {
        Path file = directory.resolve("libasyncProfiler.so");
        try (InputStream in = ClassLoader.getSystemResourceAsStream(LIBRARY)) {
            if (in == null) {
                throw new IOException("profiler: no " + LIBRARY + " on the class path");
            }
            Files.copy(in, file);
        }
        return file;
    }
}
