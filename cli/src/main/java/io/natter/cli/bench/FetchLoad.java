package io.natter.cli.bench;

import io.natter.cli.command.ProgressBar;
import io.natter.cli.command.Session;
import io.natter.client.NatsConnection;
import io.natter.client.jetstream.ConsumerContext;
import io.natter.client.jetstream.JetStreamMessage;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.LongStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code natter bench js fetch}: one fetch after the other. <i>Confined to the command's thread until it starts.</i> */
@Command(description = "Consume JetStream messages from a durable consumer using fetch")
final class FetchLoad implements Callable<Integer> {
    @Mixin
    private BenchFlags flags = new BenchFlags();

    @Mixin
    private ConsumerFlags consumer = new ConsumerFlags();

    private final Session session;

    FetchLoad(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        flags.check();
        BenchRun run = new BenchRun(session, flags, BenchKind.STREAM_FETCH);
        run.announce(consumer.words());
        consumer.prepare(session, flags.clients);
        Countdown countdown = new Countdown(flags.messages);
        run.run((nats, index, bar) -> new Fetcher(run, nats, index, bar, countdown), flags.messages);
        return 0;
    }

    /** One client. Confined to its thread. */
    private final class Fetcher implements BenchRun.Client {
        private final BenchRun run;
        private final NatsConnection nats;
        private final int index;
        private final ProgressBar bar;
        private final Countdown countdown;
        private long received;
        private long bytes;

        Fetcher(BenchRun run, NatsConnection nats, int index, ProgressBar bar, Countdown countdown) {
            this.run = run;
            this.nats = nats;
            this.index = index;
            this.bar = bar;
            this.countdown = countdown;
        }

        @Override
        public void prepare() {
            run.tellStart(index, flags.share(index));
        }

        @Override
        public BenchSample work() {
            ConsumerContext from = consumer.consumer(session, nats);
            LongStream.Builder latencies = LongStream.builder();
            long start = System.nanoTime();
            for (int wanted = reserve(); wanted > 0; wanted = reserve()) {
                long before = System.nanoTime();
                List<JetStreamMessage> messages = from.fetch(wanted, session.timeout());
                latencies.add(System.nanoTime() - before);
                messages.forEach(this::take);
                countdown.giveBack(wanted - messages.size());
                if (messages.size() < wanted) {
                    run.warn(
                            "at least one of the pull consumer Fetch operation timed out. These results are not optimal!");
                }
            }
            Latencies all = Latencies.of(latencies.build().toArray());
            return new BenchSample(received, Traffic.of(nats), bytes, start, System.nanoTime(), all);
        }

        private int reserve() {
            return countdown.reserve(consumer.batch);
        }

        private void take(JetStreamMessage message) {
            consumer.handle(message);
            received++;
            bytes += message.payload().length;
            bar.add(1);
        }
    }
}
