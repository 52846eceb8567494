package io.natter.cli.bench;

import io.natter.cli.command.ProgressBar;
import io.natter.cli.command.Session;
import io.natter.cli.command.Surroundings;
import io.natter.cli.command.UsageException;
import io.natter.cli.text.HumanNumbers;
import io.natter.client.NatsConnection;
import io.natter.client.jetstream.StreamContext;
import io.natter.client.jetstream.StreamMessage;
import io.natter.protocol.jetstream.MessageGetRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.LongStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code natter bench js get batch}: one batch after the other. <i>Confined to the command's thread until it starts.</i> */
@Command(description = "Use batched JetStream direct get")
final class BatchGetLoad implements Callable<Integer> {
    @Mixin
    private BenchFlags flags = new BenchFlags();

    @Mixin
    private StreamFlags stream = new StreamFlags();

    @Option(
            names = "--batch",
            defaultValue = "500",
            paramLabel = "COUNT",
            description = "Sets the max number of messages that can be buffered in the client")
    private int batch = 500;

    @Option(names = "--filter", defaultValue = ">", paramLabel = "SUBJECT", description = "Filter for the messages")
    private String filter = ">";

    private final Session session;

    BatchGetLoad(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        flags.check();
        Batches.check(batch);
        BenchRun run = new BenchRun(session, flags, BenchKind.STREAM_GET_BATCH);
        List<String> words = new ArrayList<>(List.of("batch=" + HumanNumbers.comma(batch), "filter=" + filter));
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
            LongStream.Builder latencies = LongStream.builder();
            long bytes = 0;
            long next = 1;
            long start = System.nanoTime();
            for (long got = 0; got < flags.messages; ) {
                long before = System.nanoTime();
                int wanted = (int) Math.min(batch, flags.messages - got);
                List<StreamMessage> messages = from.messages(request(next, wanted));
                latencies.add(System.nanoTime() - before);
                check(messages.size(), wanted, got);
                bytes += messages.stream()
                        .mapToLong(message -> message.payload().length)
                        .sum();
                next = messages.get(messages.size() - 1).sequence() + 1;
                got += messages.size();
                bar.add(messages.size());
                Surroundings.pause(stream.sleep);
            }
            long end = System.nanoTime();
            Latencies all = Latencies.of(latencies.build().toArray());
            return new BenchSample(flags.messages, Traffic.of(nats), bytes, start, end, all);
        }

        private MessageGetRequest request(long next, int wanted) {
            return MessageGetRequest.builder()
                    .sequence(next)
                    .nextBySubject(filter)
                    .batch(wanted)
                    .build();
        }

        private void check(int got, int wanted, long before) {
            if (got == 0) {
                throw new UsageException(
                        "doing a direct get on the stream: got " + before + " messages, expected " + flags.messages);
            }
            if (got < wanted) {
                session.around()
                        .log("[" + (index + 1) + "] Warning: Got " + got + " (expected " + wanted
                                + ") messages in this batch");
                run.warn("at least one of the clients got less than the requested number of messages in a batch get. "
                        + "These results may not be optimal!");
            }
        }
    }
}
