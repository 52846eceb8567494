package io.natter.cli.bench;

import io.natter.cli.command.ProgressBar;
import io.natter.cli.command.Session;
import io.natter.cli.command.StoppedException;
import io.natter.client.NatsConnection;
import io.natter.client.SubscribeOptions;
import io.natter.client.WhenFull;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code natter bench sub}: receives so many messages, every client all of them. <i>Confined to the command's thread until it starts.</i> */
@Command(name = "sub", description = "Subscribe to Core NATS messages")
final class SubscribeLoad implements Callable<Integer> {
    private static final int PROGRESS_EVERY = 1024;

    @Parameters(paramLabel = "<subject>", description = "Subject to use for the benchmark")
    private String subject = "";

    @Option(
            names = "--multisubject",
            description =
                    "Multi-subject mode, each message is published on a subject that includes the publisher's message "
                            + "sequence number as a token")
    private boolean multiSubject;

    @Mixin
    private BenchFlags flags = new BenchFlags();

    private final Session session;

    SubscribeLoad(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        flags.check();
        BenchRun run = new BenchRun(session, flags, BenchKind.SUBSCRIBE);
        run.announce(List.of("subject=" + filter(), "multi-subject=" + multiSubject));
        run.run((nats, index, bar) -> new Subscriber(run, nats, index, bar), flags.messages * flags.clients);
        return 0;
    }

    private String filter() {
        return multiSubject ? subject + ".*" : subject;
    }

    /** One subscriber: its handler counts, its thread waits. Thread-safe by the latch. */
    private final class Subscriber implements BenchRun.Client {
        private final BenchRun run;
        private final NatsConnection nats;
        private final int index;
        private final ProgressBar bar;
        private final CountDownLatch isDone = new CountDownLatch(1);
        private long received; // of the handler, then of the thread that waits for the latch
        private long bytes;
        private long start;
        private long end;

        Subscriber(BenchRun run, NatsConnection nats, int index, ProgressBar bar) {
            this.run = run;
            this.nats = nats;
            this.index = index;
            this.bar = bar;
        }

        @Override
        public void prepare() {
            run.tellStart(index, flags.messages);
            SubscribeOptions options =
                    SubscribeOptions.DEFAULTS.withPending(Integer.MAX_VALUE, Long.MAX_VALUE, WhenFull.DROP_NEW);
            nats.subscribe(filter(), options, message -> receive(message.payload().length));
            nats.flush(session.timeout());
        }

        private void receive(int size) {
            received++;
            bytes += size;
            if (received == 1) {
                start = System.nanoTime();
            }
            if (received % PROGRESS_EVERY == 0) {
                bar.add(PROGRESS_EVERY);
            }
            if (received == flags.messages) {
                end = System.nanoTime();
                bar.add(received % PROGRESS_EVERY);
                isDone.countDown();
            }
        }

        @Override
        public BenchSample work() {
            try {
                isDone.await();
            } catch (InterruptedException e) {
                throw new StoppedException(e);
            }
            return new BenchSample(flags.messages, Traffic.of(nats), bytes, start, end, Latencies.NONE);
        }
    }
}
