package io.natter.bench.run;

import io.natter.bench.client.ReceivedCount;
import io.natter.bench.load.Failures;
import io.natter.bench.load.Feed;
import io.natter.bench.load.Responder;
import io.natter.bench.workload.ClientWorkload;
import io.natter.bench.workload.ClientWorkload.Task;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Where a client's time, or its memory, goes under one row: async-profiler in its warm JVM.
 *
 * <p>Confined to one thread.
 */
public final class ClientProfileRun {
    private final ServerCommand server;
    private final List<String> flags;
    private final Plan plan;
    private final Consumer<String> progress;

    /** Profiles against the server started by {@code words}; warm-up and length as in {@code plan}. */
    public ClientProfileRun(List<String> words, List<String> flags, Plan plan, Consumer<String> progress) {
        this.server = new ServerCommand("server", words, Map.of(), plan.pinned());
        this.flags = new ArrayList<>(flags);
        this.flags.addAll(List.of("-XX:+UnlockDiagnosticVMOptions", "-XX:+DebugNonSafepoints"));
        this.plan = plan;
        this.progress = progress;
    }

    /**
     * Writes {@code profile-<id>[-<event>].txt} (methods) and {@code .collapsed} (stacks, for flame graphs).
     *
     * @param side ours or theirs
     * @param event what is sampled: ctimer, alloc or another of async-profiler's
     */
    public void run(ClientWorkload row, String side, String event, Path results) throws IOException {
        Files.createDirectories(results);
        Failures failures = new Failures();
        Scratch scratch = Scratch.create();
        RunningServer running = RunningServer.start(server, row.serverArguments(scratch.path()), scratch.path());
        Responder responder = Responder.start(running.endpoint(), "bench.ask", failures);
        try (scratch;
                running;
                responder) {
            Path library = ProfileRun.unpack(scratch.path());
            Path count = scratch.path().resolve("count");
            List<String> words = new ArrayList<>(List.of(
                    side, "nats://127.0.0.1:" + running.endpoint().address().getPort()));
            words.addAll(row.words());
            if (row.task() == Task.FED) {
                words.addAll(List.of("bench.feed", count.toString()));
            }
            try (ClientProcess process = ClientProcess.fork(flags, words);
                    JvmProbe probe = JvmProbe.attach(process.pid())) {
                process.greeting();
                Feed feed = new Feed(running.endpoint(), "bench.feed", 128, plan.windowBytes());
                round(row, process, feed, ReceivedCount.map(count), plan.warmUp());
                probe.agent(library, "start,event=" + event + (event.equals("ctimer") ? ",interval=500us" : ""));
                String seen = round(row, process, feed, ReceivedCount.map(count), plan.round());
                progress.accept(row.id() + "  " + side + "  " + seen);
                ProfileRun.write(
                        probe,
                        library,
                        results,
                        "profile-" + row.id().replace('/', '-') + "-" + side
                                + (event.equals("ctimer") ? "" : "-" + event),
                        row.id() + "  " + row.title() + "\n" + seen);
            }
        }
        failures.texts().forEach(progress);
    }

    private static String round(
            ClientWorkload row, ClientProcess process, Feed feed, ReceivedCount count, Duration duration)
            throws IOException {
        process.tell("round " + duration.toMillis());
        if (row.task() == Task.FED) {
            process.expect("ready");
            process.tell("end " + feed.run(duration, count::get));
        }
        return Brief.of(process.result());
    }
}
