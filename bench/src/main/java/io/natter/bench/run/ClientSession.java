package io.natter.bench.run;

import io.natter.bench.result.Entry;
import io.natter.bench.result.Facts;
import io.natter.bench.result.Report;
import io.natter.bench.workload.ClientWorkload;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * A run of clients: a list of rows, each a {@link ClientDuel} on the same server program.
 *
 * <p>Confined to the runner's thread.
 */
public final class ClientSession implements AutoCloseable {
    private final ServerCommand server;
    private final List<String> flags;
    private final Plan plan;
    private final boolean isSelfCheck;
    private final Consumer<String> progress;
    private final Watchdog watchdog = new Watchdog();
    private final Scratch scratch;
    private final Map<String, String> versions = new TreeMap<>();

    /**
     * A run against the server started by {@code words}, with clients under these JVM flags.
     *
     * @param isSelfCheck whether the official client runs on both sides
     */
    public ClientSession(
            List<String> words, List<String> flags, Plan plan, boolean isSelfCheck, Consumer<String> progress)
            throws IOException {
        this.server = new ServerCommand("server", words, Map.of(), plan.pinned());
        this.flags = List.copyOf(flags);
        this.plan = plan;
        this.isSelfCheck = isSelfCheck;
        this.progress = progress;
        this.scratch = Scratch.create();
    }

    ServerCommand server() {
        return server;
    }

    List<String> flags() {
        return flags;
    }

    Plan plan() {
        return plan;
    }

    Consumer<String> progress() {
        return progress;
    }

    Watchdog watchdog() {
        return watchdog;
    }

    /** Returns which client runs on a side. */
    String program(String side) {
        return isSelfCheck ? "theirs" : side;
    }

    /** Keeps the version a client introduced itself with. */
    void introduce(String side, String version) {
        versions.put(side, version);
    }

    /**
     * Measures all rows.
     *
     * @param selection the words they were asked for by
     * @param force whether to go on although the machine is not quiet
     * @throws NotQuietException when the machine is not quiet and {@code force} is not set
     */
    public Report run(List<String> selection, List<ClientWorkload> rows, boolean force) throws IOException {
        String startedAt = Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
        String between = MachineFacts.server(server, scratch.path()).version();
        Quiet quiet = Quiet.look();
        List<String> warnings = new ArrayList<>();
        if (quiet.objection().isPresent()) {
            if (!force) {
                throw new NotQuietException(quiet.objection().get());
            }
            warnings.add(quiet.objection().get());
        }
        List<Entry> entries = new ArrayList<>();
        for (ClientWorkload row : rows) {
            Path directory =
                    Files.createDirectories(scratch.path().resolve(row.id().replace('/', '-')));
            entries.add(new ClientDuel(row, this, directory).run());
        }
        entries.stream()
                .filter(entry -> !entry.isComplete())
                .forEach(entry -> warnings.add(entry.id() + " lost or reordered messages"));
        Facts.Method method = new Facts.Method(
                selection,
                plan.rounds(),
                plan.round().toMillis() / 1e3,
                plan.warmUp().toMillis() / 1e3,
                (int) (plan.windowBytes() >> 20),
                plan.pinned());
        Facts facts =
                new Facts(startedAt, MachineFacts.machine(quiet), client("ours"), client("theirs"), method, between);
        return new Report(facts, warnings, entries);
    }

    private Facts.Server client(String side) {
        String jvm = System.getProperty("java.vm.name") + " " + System.getProperty("java.runtime.version");
        return new Facts.Server(versions.getOrDefault(side, side), jvm, flags);
    }

    @Override
    public void close() throws IOException {
        watchdog.close();
        scratch.close();
    }
}
