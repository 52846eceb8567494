package io.natter.bench.run;

import io.natter.bench.result.Entry;
import io.natter.bench.result.Facts;
import io.natter.bench.result.Report;
import io.natter.bench.workload.Workload;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * A run: a list of workloads, each a {@link Duel} of the same two servers.
 *
 * <p>Confined to the runner's thread.
 */
public final class Session implements AutoCloseable {
    private final ServerCommand ours;
    private final ServerCommand theirs;
    private final Plan plan;
    private final Consumer<String> progress;
    private final Watchdog watchdog = new Watchdog();
    private final Scratch scratch;

    /** A run of the commands {@code ours} and {@code theirs}, each a list of words; {@code progress} gets lines to show. */
    public Session(List<String> ours, List<String> theirs, Plan plan, Consumer<String> progress) throws IOException {
        this.ours = new ServerCommand("ours", ours, Map.of(), plan.pinned());
        this.theirs = new ServerCommand("theirs", theirs, Map.of(), plan.pinned());
        this.plan = plan;
        this.progress = progress;
        this.scratch = Scratch.create();
    }

    ServerCommand ours() {
        return ours;
    }

    ServerCommand theirs() {
        return theirs;
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

    /**
     * Measures all {@code workloads}.
     *
     * @param selection the words they were asked for by
     * @param gated whether floors are judged
     * @param force whether to go on although the machine is not quiet
     * @throws NotQuietException when the machine is not quiet and {@code force} is not set
     */
    public Report run(List<String> selection, List<Workload> workloads, boolean gated, boolean force)
            throws IOException {
        String startedAt = Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
        Facts.Server ourFacts = MachineFacts.server(ours, scratch.path());
        Facts.Server theirFacts = MachineFacts.server(theirs, scratch.path());
        Quiet quiet = Quiet.look();
        List<String> warnings = new ArrayList<>();
        if (quiet.objection().isPresent()) {
            if (!force) {
                throw new NotQuietException(quiet.objection().get());
            }
            warnings.add(quiet.objection().get());
        }
        List<Entry> entries = new ArrayList<>();
        for (Workload workload : workloads) {
            Path directory =
                    Files.createDirectories(scratch.path().resolve(workload.id().replace('/', '-')));
            entries.add(new Duel(workload, this, directory).run(gated));
            Scratch.delete(directory);
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
        Facts facts = new Facts(startedAt, MachineFacts.machine(quiet), ourFacts, theirFacts, method, null);
        return new Report(facts, warnings, entries);
    }

    @Override
    public void close() throws IOException {
        watchdog.close();
        scratch.close();
    }
}
