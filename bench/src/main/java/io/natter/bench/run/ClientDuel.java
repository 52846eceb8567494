package io.natter.bench.run;

import io.natter.bench.client.ReceivedCount;
import io.natter.bench.load.Endpoint;
import io.natter.bench.load.Failures;
import io.natter.bench.load.Feed;
import io.natter.bench.load.Responder;
import io.natter.bench.load.SlowLine;
import io.natter.bench.result.Entry;
import io.natter.bench.workload.ClientWorkload;
import io.natter.bench.workload.ClientWorkload.Task;
import io.natter.bench.workload.Measure;
import io.natter.bench.workload.Sample;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ScheduledFuture;
import java.util.function.Consumer;

/**
 * One row with both clients on one nats-server.
 *
 * <p>Each runs in a JVM of its own with the same flags: cold, warm, then rounds in the order ours, theirs, theirs, ours.
 *
 * <p>Confined to the runner's thread.
 */
final class ClientDuel {
    private static final int PAYLOAD_BYTES = 128;
    private static final int FRESH_ROUNDS_MAX = 2;
    private static final Duration LINE_DELAY = Duration.ofMillis(1);

    private final ClientWorkload row;
    private final ClientSession session;
    private final Path directory;
    private final Consumer<String> progress;
    private final Side ours = new Side("ours");
    private final Side theirs = new Side("theirs");
    private Endpoint front = Endpoint.loopback(0); // where clients connect, once that is known

    ClientDuel(ClientWorkload row, ClientSession session, Path directory) {
        this.row = row;
        this.session = session;
        this.directory = directory;
        this.progress = session.progress();
    }

    /** Runs everything. What goes wrong in a round is told in the entry's remarks. */
    Entry run() {
        progress.accept(row.id() + "  " + row.title());
        Failures failures = new Failures();
        try (RunningServer server = RunningServer.start(session.server(), row.serverArguments(directory), directory)) {
            front = server.endpoint();
            if (row.task() == Task.ANSWERED) {
                Responder responder = Responder.start(server.endpoint(), "bench.ask", failures);
                try (responder) {
                    warm(server);
                }
            } else if (row.task() == Task.STORED_FAR) {
                try (SlowLine line = SlowLine.to(server.endpoint(), LINE_DELAY)) {
                    front = line.endpoint();
                    warm(server);
                }
            } else if (row.task().isWarm()) {
                warm(server);
            } else {
                fresh();
            }
        } catch (IOException | UncheckedIOException e) {
            ours.addFailure(String.valueOf(e.getMessage()));
        }
        failures.texts().forEach(ours::addFailure);
        return Side.compared(row.id(), row.title(), row.gates(), ours, theirs, Optional.empty());
    }

    /** A client and what it does in a round. */
    private record Contestant(Side side, ClientProcess process, ReceivedCount count, Feed feed) {}

    private void warm(RunningServer server) throws IOException {
        Contestant[] both = {contestant(ours, server), contestant(theirs, server)};
        try (ClientProcess first = both[0].process();
                ClientProcess second = both[1].process()) {
            Plan plan = session.plan();
            for (Contestant each : both) {
                if (!plan.cold().isZero()) {
                    each.side().addCold(round(each, plan.cold()));
                    round(each, plan.restOfWarmUp());
                }
            }
            for (int i = 0; i < plan.rounds(); i++) {
                measured(both[i % 2], plan.round());
                measured(both[1 - i % 2], plan.round());
            }
            progress.accept("  clients " + first.pid() + " and " + second.pid() + " are done");
        }
    }

    private Contestant contestant(Side side, RunningServer server) throws IOException {
        Path file = directory.resolve(side.name() + ".count");
        String subject = "bench.feed." + side.name();
        List<String> words = new ArrayList<>(row.words());
        if (row.task() == Task.FED) {
            words.addAll(List.of(subject, file.toString()));
        }
        ClientProcess process = fork(side, words);
        session.introduce(side.name(), process.greeting());
        long window = session.plan().windowBytes();
        return new Contestant(
                side, process, ReceivedCount.map(file), new Feed(server.endpoint(), subject, PAYLOAD_BYTES, window));
    }

    private ClientProcess fork(Side side, List<String> words) throws IOException {
        List<String> line = new ArrayList<>(List.of(
                session.program(side.name()),
                "nats://127.0.0.1:" + front.address().getPort()));
        line.addAll(words);
        return ClientProcess.fork(session.flags(), line);
    }

    private Sample round(Contestant contestant, Duration duration) throws IOException {
        ClientProcess process = contestant.process();
        ScheduledFuture<?> guard = session.watchdog().guard(process::kill, duration);
        try {
            process.tell("round " + duration.toMillis());
            if (row.task() == Task.FED) {
                process.expect("ready");
                process.tell("end " + contestant.feed().run(duration, contestant.count()::get));
            }
            return process.result();
        } finally {
            guard.cancel(false);
        }
    }

    private void measured(Contestant contestant, Duration duration) throws IOException {
        Meter meter = new Meter(contestant.process()::pid);
        meter.begins();
        Sample sample = round(contestant, duration);
        meter.ends();
        add(contestant.side(), sample, meter);
    }

    private void add(Side side, Sample sample, Meter meter) {
        Meter.Reading reading = meter.reading();
        Sample whole = reading == null || sample.operations() == 0
                ? sample
                : sample.with(Measure.CLIENT_CPU, reading.serverSeconds() * 1e6 / sample.operations());
        side.add(whole, reading);
        progress.accept("  " + side.name() + "  " + Brief.of(whole));
    }

    private void fresh() throws IOException {
        boolean isCold = row.task() == Task.COLD;
        int rounds = isCold
                ? 2 * session.plan().rounds()
                : Math.min(FRESH_ROUNDS_MAX, session.plan().rounds());
        for (int i = 0; i < rounds; i++) {
            Side[] order = i % 2 == 0 ? new Side[] {ours, theirs} : new Side[] {theirs, ours};
            for (Side side : order) {
                if (isCold) {
                    cold(side);
                } else {
                    alone(side);
                }
            }
        }
    }

    private void cold(Side side) throws IOException {
        try (ClientProcess process = fork(side, row.words())) {
            Sample sample = Sample.of(Measure.FIRST_MESSAGE, process.millisToFirst());
            side.add(sample, null);
            progress.accept("  " + side.name() + "  " + Brief.of(sample));
        }
    }

    private void alone(Side side) throws IOException {
        try (ClientProcess process = fork(side, row.words())) {
            session.introduce(side.name(), process.greeting());
            process.tell("round 0");
            Sample sample = process.result();
            side.add(sample, null);
            progress.accept("  " + side.name() + "  " + Brief.of(sample));
        }
    }
}
