package io.natter.cli.bench;

import io.natter.cli.IoText;
import io.natter.cli.command.ProgressBar;
import io.natter.cli.command.Session;
import io.natter.cli.command.StoppedException;
import io.natter.cli.command.Surroundings;
import io.natter.cli.command.UsageException;
import io.natter.cli.text.HumanNumbers;
import io.natter.client.ConnectionEvent;
import io.natter.client.NatsConnection;
import io.natter.client.NatsException;
import io.natter.protocol.Nuid;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Connects the clients of a load, lets them begin together, and tells what came of it.
 *
 * <p><i>Confined to the command's thread</i>, apart from the clients, which have a thread each and end before {@link #run} returns.
 */
final class BenchRun {
    /** What one client does, on a thread and a connection of its own. */
    interface Client {
        /** Makes ready: subscribes and the like. */
        void prepare();

        /** Does its share; called when all are ready. */
        BenchSample work();
    }

    /** Makes the client of that number. */
    interface Clients {
        Client client(NatsConnection nats, int index, ProgressBar bar);
    }

    private final Session session;
    private final BenchFlags flags;
    private final BenchKind kind;
    private final Set<String> warnings = ConcurrentHashMap.newKeySet();

    BenchRun(Session session, BenchFlags flags, BenchKind kind) {
        this.session = session;
        this.flags = flags;
        this.kind = kind;
    }

    /** Says what begins, with the words of this kind in order. */
    void announce(List<String> words) {
        List<String> all = new ArrayList<>(words);
        all.add("msgs=" + HumanNumbers.comma(flags.messages));
        all.add("msg-size=" + HumanNumbers.bytes(flags.sizeBytes()));
        all.add("clients=" + HumanNumbers.comma(flags.clients));
        all.sort(null);
        session.around().log("Starting " + kind.label() + " benchmark [" + String.join(", ", all) + "]");
    }

    /** Says that client {@code index} begins with so many messages. */
    void tellStart(int index, long messages) {
        session.around()
                .log("[" + (index + 1) + "] Starting " + kind.label() + ", " + kind.verb() + " "
                        + HumanNumbers.comma(messages) + " messages");
    }

    /** Has the user warned at the end, once however often it is said; from any thread. */
    void warn(String warning) {
        warnings.add(warning);
    }

    /** Runs all clients and shows the report. */
    void run(Clients clients, long total) {
        Surroundings around = session.around();
        List<NatsConnection> connections = new ArrayList<>();
        ExecutorService threads = Executors.newCachedThreadPool(work -> {
            Thread thread = new Thread(work, "bench-client");
            thread.setDaemon(true);
            return thread;
        });
        try {
            List<BenchSample> samples;
            try (ProgressBar bar = ProgressBar.of(around, kind.progress(), total, flags.progress)) {
                samples = samples(clients, connections, threads, bar);
            }
            report(samples);
        } finally {
            threads.shutdownNow();
            connections.forEach(NatsConnection::closeNow);
        }
    }

    private List<BenchSample> samples(
            Clients clients, List<NatsConnection> connections, ExecutorService threads, ProgressBar bar) {
        CountDownLatch trigger = new CountDownLatch(1);
        List<Future<BenchSample>> running = new ArrayList<>();
        for (int i = 0; i < flags.clients; i++) {
            NatsConnection nats = session.connect();
            connections.add(nats);
            nats.addListener((connection, event) -> watch(event));
            Client client = clients.client(nats, i, bar);
            client.prepare();
            running.add(threads.submit(() -> {
                trigger.await();
                return client.work();
            }));
        }
        trigger.countDown();
        List<BenchSample> samples = new ArrayList<>();
        for (int i = 0; i < running.size(); i++) {
            samples.add(result(running.get(i), i));
        }
        return samples;
    }

    private BenchSample result(Future<BenchSample> running, int index) {
        try {
            return running.get();
        } catch (InterruptedException e) {
            throw new StoppedException(e);
        } catch (ExecutionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            session.around().log("Error from client " + index + ": " + cause.getMessage());
            if (cause instanceof NatsException failure) {
                throw new UsageException(String.valueOf(failure.getMessage()), failure);
            }
            throw new UsageException(String.valueOf(cause), cause);
        }
    }

    private void watch(ConnectionEvent event) {
        boolean isTrouble = event instanceof ConnectionEvent.ServerError
                || event instanceof ConnectionEvent.SlowConsumer
                || event instanceof ConnectionEvent.StateChanged changed
                        && changed.to() == io.natter.client.ConnectionState.RECONNECTING;
        if (isTrouble) {
            warn("at least one of the clients disconnected or experienced an error during the benchmark. "
                    + "These results are not optimal!");
        }
    }

    private void report(List<BenchSample> samples) {
        Surroundings around = session.around();
        warnings.forEach(warning -> around.log("WARNING: " + warning));
        BenchReport report = new BenchReport(kind, Nuid.next(), samples);
        around.out().println();
        around.out().println(report.text());
        if (flags.csv != null) {
            try {
                Files.writeString(flags.csv, report.csv());
            } catch (IOException e) {
                throw new UsageException("writing file " + flags.csv + ": " + IoText.of(e), e);
            }
            around.out().println("Saved metric data in csv file " + flags.csv);
        }
    }
}
