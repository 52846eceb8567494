package io.natter.cli.bench;

import io.natter.cli.command.ProgressBar;
import io.natter.cli.command.Session;
import io.natter.cli.command.Surroundings;
import io.natter.cli.command.UsageException;
import io.natter.client.NatsConnection;
import io.natter.client.jetstream.StreamContext;
import io.natter.client.jetstream.StreamMessage;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code natter bench js get sync}: one message after the other, by its number. <i>Confined to the command's thread until it starts.</i> */
@Command(description = "Use synchronous JetStream get")
final class GetLoad implements Callable<Integer> {
    @Mixin
    private BenchFlags flags = new BenchFlags();

    @Mixin
    private StreamFlags stream = new StreamFlags();

    private final Session session;

    GetLoad(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        flags.check();
        BenchRun run = new BenchRun(session, flags, BenchKind.STREAM_GET);
        List<String> words = new ArrayList<>();
        stream.describe(words);
        run.announce(words);
        run.run((nats, index, bar) -> new Getter(run, nats, index, bar), flags.messages * flags.clients);
        return 0;
    }

    /** One client. Confined to its thread. */
    private final class Getter implements BenchRun.Client {
        private final BenchRun run;
        private final NatsConnection nats;
        private final int index;
        private final ProgressBar bar;

        Getter(BenchRun run, NatsConnection nats, int index, ProgressBar bar) {
            this.run = run;
            this.nats = nats;
            this.index = index;
            this.bar = bar;
        }

        @Override
        public void prepare() {
            run.tellStart(index, flags.messages);
        }

        @Override
        public BenchSample work() {
            StreamContext from = session.jetStream(nats).stream(stream.name);
            long first = from.info().state().firstSequence();
            long[] latencies = new long[(int) flags.messages];
            long bytes = 0;
            long start = System.nanoTime();
            for (int i = 0; i < latencies.length; i++) {
                long before = System.nanoTime();
                bytes += message(from, first + i).payload().length;
                latencies[i] = System.nanoTime() - before;
                bar.add(1);
                Surroundings.pause(stream.sleep);
            }
            long end = System.nanoTime();
            return new BenchSample(latencies.length, Traffic.of(nats), bytes, start, end, Latencies.of(latencies));
        }

        private static StreamMessage message(StreamContext from, long sequence) {
            return from.message(sequence)
                    .orElseThrow(() -> new UsageException(
                            "getting message sequence number " + sequence + " from the stream: message not found"));
        }
    }
}
