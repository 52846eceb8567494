package io.natter.bench;

import io.natter.bench.result.BenchmarksPage;
import io.natter.bench.result.Entry;
import io.natter.bench.result.MarkdownTables;
import io.natter.bench.result.Measured;
import io.natter.bench.result.Report;
import io.natter.bench.run.ClientProfileRun;
import io.natter.bench.run.ClientSession;
import io.natter.bench.run.MachineFacts;
import io.natter.bench.run.NotQuietException;
import io.natter.bench.run.Plan;
import io.natter.bench.run.ProfileRun;
import io.natter.bench.run.Session;
import io.natter.bench.workload.ClientWorkload;
import io.natter.bench.workload.ClientWorkloads;
import io.natter.bench.workload.Workload;
import io.natter.bench.workload.Workloads;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * The command {@code bench/bin/bench}.
 *
 * <p>Confined to the main thread.
 */
@Command(
        name = "bench",
        mixinStandardHelpOptions = true,
        description = "Puts natter-server and nats-server, or our client and jnats, side by side in one run.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:all messages arrived in order, no floor was missed",
            "1:messages were lost or reordered, a floor was missed, or nothing could be measured",
            "2:wrong usage"
        })
final class Bench implements Callable<Integer> {
    @Parameters(
            paramLabel = "WORKLOAD",
            defaultValue = "quick",
            description =
                    "quick (three minutes), streams (all rows of streams, short), full, a row such as W2/128, or all of its kind such as W2; "
                            + "client for all rows of clients, or such as C1")
    private List<String> selection = List.of();

    @Option(names = "--root", hidden = true, defaultValue = ".")
    private Path root = Path.of(".");

    @Option(names = "--ours", description = "command of our server (default: bin/natter-server)")
    private @Nullable String ours;

    @Option(
            names = {"--reference", "--theirs"},
            defaultValue = "${sys:natter.reference}",
            description = "command of nats-server (default: .reference/nats-server, or -Dnatter.reference=)")
    private @Nullable String reference;

    @Option(names = "--rounds", description = "rounds for each server (default: quick 4, streams 2, full 8)")
    private @Nullable Integer rounds;

    @Option(names = "--seconds", description = "length of a round (default: quick 2, streams 0.7, full 5)")
    private @Nullable Double seconds;

    @Option(
            names = "--warm-up",
            description = "seconds of load before the first round (default: quick 3, streams 1.5, full 15)")
    private @Nullable Double warmUp;

    @Option(
            names = "--window-mib",
            defaultValue = "4",
            description = "how far publishers may be ahead of the slowest receiver (default: ${DEFAULT-VALUE})")
    private int windowMib;

    @Option(names = "--pin", description = "bind the server to core 0 and the generator to the others")
    private boolean pin;

    @Option(names = "--force", description = "measure although the machine is not quiet, and say so in the result")
    private boolean force;

    @Option(
            names = "--self-check",
            description = "nats-server, or jnats, on both sides: every ratio must come out near 1")
    private boolean selfCheck;

    @Option(
            names = "--client-jvm",
            defaultValue = "-Xms512m -Xmx1g",
            description = "flags of both clients' JVMs (default: ${DEFAULT-VALUE})")
    private String clientJvm = "";

    @Option(names = "--results", description = "where results go (default: bench/results)")
    private @Nullable Path results;

    @Spec
    private @Nullable CommandSpec spec;

    private Bench() {}

    /** Runs the command and exits with its code; leaves no server behind, whatever ends it. */
    public static void main(String[] arguments) {
        Runtime.getRuntime()
                .addShutdownHook(
                        new Thread(() -> ProcessHandle.current().children().forEach(ProcessHandle::destroy)));
        System.exit(new CommandLine(new Bench())
                .setExecutionExceptionHandler(Bench::failed)
                .execute(arguments));
    }

    /** Says what went wrong; the stack only for what is an error of this program. */
    private static int failed(Exception cause, CommandLine line, CommandLine.ParseResult parsed) throws Exception {
        if (!(cause instanceof IOException)) {
            throw cause;
        }
        line.getErr().println("bench: " + cause.getMessage());
        return 1;
    }

    @Override
    public Integer call() throws IOException {
        if (pin) {
            pinGenerator();
        }
        List<ClientWorkload> clientRows = ClientWorkloads.select(selection);
        Report report;
        try {
            report = clientRows.isEmpty() ? compareServers() : compareClients(clientRows);
        } catch (NotQuietException e) {
            say(e.getMessage() + "; wait, or use --force");
            return 1;
        }
        String stem = report.facts().startedAt().replace(":", "") + "-"
                + (selfCheck ? "self-check" : String.join("-", selection).replace('/', '_'));
        report.write(resultsDirectory(), stem);
        say("\n" + new MarkdownTables(report).text() + "\n" + resultsDirectory().resolve(stem + ".json"));
        return verdict(report) ? 0 : 1;
    }

    private Report compareServers() throws IOException {
        List<Workload> workloads = select(selection);
        List<String> theirCommand = theirCommand();
        List<String> ourCommand = selfCheck ? theirCommand : ourCommand();
        try (Session session = new Session(ourCommand, theirCommand, plan(), this::say)) {
            return session.run(selection, workloads, !selfCheck, force);
        }
    }

    private Report compareClients(List<ClientWorkload> rows) throws IOException {
        try (ClientSession session =
                new ClientSession(theirCommand(), words(clientJvm), plan(), selfCheck, this::say)) {
            return session.run(selection, rows, force);
        }
    }

    @Command(name = "list", description = "Lists all workloads.")
    int list() throws IOException {
        for (Workload workload : Workloads.all(MachineFacts.openFilesMax())) {
            say(String.format("%-12s %s", workload.id(), workload.title()));
        }
        for (ClientWorkload row : ClientWorkloads.all()) {
            say(String.format("%-12s %s", row.id(), row.title()));
        }
        return 0;
    }

    @Command(name = "plot", description = "Puts a result into docs/benchmarks.md and docs/benchmarks.svg.")
    int plot(
            @Parameters(
                            arity = "0..1",
                            paramLabel = "RESULT",
                            description = "result file (default: the newest full run)")
                    @Nullable
                    Path file,
            @Option(
                            names = "--section",
                            defaultValue = "main",
                            description = "section of the page: main, jdk17, more, client or streams")
                    String section)
            throws IOException {
        Path chosen = file == null ? newestResult() : file;
        new BenchmarksPage(root.resolve("docs")).update(Report.read(chosen), section);
        say(chosen + " -> docs/benchmarks.md, section " + section);
        return 0;
    }

    @Command(name = "profile", description = "Profiles our server, or a client, under a workload.")
    int profile(
            @Parameters(paramLabel = "WORKLOAD") List<String> names,
            @Option(names = "--client", defaultValue = "ours", description = "ours or theirs, for rows of clients")
                    String client,
            @Option(names = "--event", defaultValue = "ctimer", description = "ctimer or alloc") String event)
            throws IOException {
        Plan asked = new Plan(1, duration(seconds, 10), duration(warmUp, 8), (long) windowMib << 20, pin);
        List<ClientWorkload> clientRows = ClientWorkloads.select(names);
        if (!clientRows.isEmpty()) {
            ClientProfileRun run = new ClientProfileRun(theirCommand(), words(clientJvm), asked, this::say);
            for (ClientWorkload row : clientRows) {
                run.run(row, client, event, resultsDirectory());
            }
            return 0;
        }
        ProfileRun run = new ProfileRun(ourCommand(), asked, this::say);
        for (Workload workload : select(names)) {
            run.run(workload, event, resultsDirectory());
        }
        return 0;
    }

    private List<Workload> select(List<String> names) throws IOException {
        try {
            return Workloads.select(names, MachineFacts.openFilesMax());
        } catch (IllegalArgumentException e) {
            throw new CommandLine.ParameterException(commandLine(), e.getMessage(), e);
        }
    }

    private Plan plan() {
        boolean isFull = selection.contains("full");
        boolean isShort = selection.contains("streams");
        int count = rounds == null ? isFull ? 8 : isShort ? 2 : 4 : rounds;
        return new Plan(
                count,
                duration(seconds, isFull ? 5 : isShort ? 0.7 : 2),
                duration(warmUp, isFull ? 15 : isShort ? 1.5 : 3),
                (long) windowMib << 20,
                pin);
    }

    private static Duration duration(@Nullable Double seconds, double otherwise) {
        return Duration.ofMillis((long) ((seconds == null ? otherwise : seconds) * 1e3));
    }

    private List<String> ourCommand() {
        return ours == null ? List.of(root.resolve("bin/natter-server").toString()) : words(ours);
    }

    private List<String> theirCommand() {
        if (reference != null && !reference.isBlank()) {
            return words(reference);
        }
        Path usual = root.resolve(".reference/nats-server");
        if (!Files.isExecutable(usual)) {
            throw new CommandLine.ParameterException(
                    commandLine(),
                    "reference: no " + usual + "; run conformance/bin/reference-server or give --reference");
        }
        return List.of(usual.toString());
    }

    private static List<String> words(String command) {
        return List.of(command.trim().split(" +", -1));
    }

    private Path resultsDirectory() {
        return results == null ? root.resolve("bench/results") : results;
    }

    private Path newestResult() throws IOException {
        try (Stream<Path> files = Files.list(resultsDirectory())) {
            return files.filter(file -> file.toString().endsWith("-full.json"))
                    .max(Comparator.naturalOrder())
                    .orElseThrow(() -> new CommandLine.ParameterException(
                            commandLine(), "no result of a full run in " + resultsDirectory() + "; name a file"));
        }
    }

    private void pinGenerator() throws IOException {
        int last = Runtime.getRuntime().availableProcessors() - 1;
        String pid = Long.toString(ProcessHandle.current().pid());
        Process process = new ProcessBuilder("taskset", "-a", "-c", "-p", "1-" + last, pid).start();
        process.getInputStream().readAllBytes();
        if (process.onExit().join().exitValue() != 0) {
            throw new IOException("taskset: cannot bind the generator to cores 1-" + last);
        }
    }

    /** Returns whether everything arrived and no floor was missed for sure; in a self-check, whether the ratios are near 1. */
    private boolean verdict(Report report) {
        boolean good = true;
        for (Entry entry : report.entries()) {
            good &= entry.isComplete() && !entry.measured().isEmpty();
            for (Measured measured : entry.measured()) {
                good &= selfCheck ? isNearOne(entry, measured) : !"fail".equals(measured.verdict());
            }
        }
        return good;
    }

    private boolean isNearOne(Entry entry, Measured measured) {
        boolean near = measured.ratio() == null
                || !measured.measure().isCompared()
                || (measured.ratio().low() <= 1.05 && measured.ratio().high() >= 0.95)
                || Math.abs(measured.ratio().median() - 1) < 0.15;
        if (!near) {
            say("not near 1: " + entry.id() + " " + measured.measure().title());
        }
        return near;
    }

    private CommandLine commandLine() {
        if (spec == null) {
            throw new IllegalStateException("spec: expected to be set by the command line");
        }
        return spec.commandLine();
    }

    private void say(String line) {
        PrintWriter out = commandLine().getOut();
        out.println(line);
        out.flush();
    }
}
