package io.natter.cli.bench;

import io.natter.cli.command.ProgressBar;
import io.natter.cli.command.Session;
import io.natter.cli.text.GoDuration;
import io.natter.client.NatsConnection;
import io.natter.protocol.wire.Headers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.LongFunction;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code natter bench pub}: publishes as fast as it goes, or as it is told. <i>Confined to the command's thread until it starts.</i> */
@Command(name = "pub", description = "Publish Core NATS messages")
final class PublishLoad implements Callable<Integer> {
    private static final int PROGRESS_EVERY = 1024;

    @Parameters(paramLabel = "<subject>", description = "Subject to use for the benchmark")
    private String subject = "";

    @Option(
            names = "--sleep",
            paramLabel = "DURATION",
            description = "Sleep for the specified interval between publications")
    private Duration sleep = Duration.ZERO;

    @Mixin
    private SubjectFlags subjects = new SubjectFlags();

    @Mixin
    private BenchFlags flags = new BenchFlags();

    @Mixin
    private SendFlags sending = new SendFlags();

    private final Session session;

    PublishLoad(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        sending.rate.apply(flags);
        flags.check();
        flags.clients = (int) Math.min(flags.clients, flags.messages);
        BenchRun run = new BenchRun(session, flags, BenchKind.PUBLISH);
        List<String> words = new ArrayList<>(List.of("sleep=" + GoDuration.brief(sleep)));
        subjects.describe(subject, words);
        sending.rate.describe(words);
        run.announce(words);
        byte[] payload = sending.bytes(flags.sizeBytes());
        Headers headers = sending.headers();
        run.run((nats, index, bar) -> new Publisher(run, nats, index, bar, payload, headers), flags.messages);
        return 0;
    }

    /** One publisher. Confined to its thread. */
    private final class Publisher implements BenchRun.Client {
        private final BenchRun run;
        private final NatsConnection nats;
        private final int index;
        private final ProgressBar bar;
        private final byte[] payload;
        private final Headers headers;

        Publisher(BenchRun run, NatsConnection nats, int index, ProgressBar bar, byte[] payload, Headers headers) {
            this.run = run;
            this.nats = nats;
            this.index = index;
            this.bar = bar;
            this.payload = payload;
            this.headers = headers;
        }

        @Override
        public void prepare() {
            run.tellStart(index, flags.share(index));
        }

        @Override
        public BenchSample work() {
            int count = (int) flags.share(index);
            long offset = flags.offset(index);
            LongFunction<String> names = subjects.names(subject);
            long[] latencies = new long[count];
            Pace pace = sending.rate.pace(sleep, flags.clients);
            long start = System.nanoTime();
            for (int i = 0; i < count; i++) {
                String target = names.apply(i + offset);
                long before = System.nanoTime();
                nats.publish(target, payload, headers);
                latencies[i] = System.nanoTime() - before;
                if ((i + 1) % PROGRESS_EVERY == 0) {
                    bar.add(PROGRESS_EVERY);
                }
                pace.after(i + 1);
            }
            bar.add(count % PROGRESS_EVERY);
            nats.flush(session.timeout());
            long end = System.nanoTime();
            long bytes = (long) payload.length * count;
            return new BenchSample(count, Traffic.of(nats), bytes, start, end, Latencies.of(latencies));
        }
    }
}
