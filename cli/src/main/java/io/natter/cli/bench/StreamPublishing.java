package io.natter.cli.bench;

import io.natter.cli.command.ProgressBar;
import io.natter.cli.command.Session;
import io.natter.cli.text.HumanNumbers;
import io.natter.client.NatsConnection;
import io.natter.client.Outgoing;
import io.natter.client.jetstream.PublishOptions;
import io.natter.protocol.wire.Headers;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongFunction;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/**
 * What all loads that publish into a stream are told, and what they have in common.
 *
 * <p><i>Confined to the command's thread until it starts, read by its clients from then on.</i>
 */
final class StreamPublishing {
    /** How one client publishes its share: returns how long each operation took. */
    interface Way {
        Latencies publish(StreamShare share);
    }

    @Parameters(paramLabel = "<subject>", description = "Subject to use for the benchmark")
    private String subject = "";

    @Mixin
    private SubjectFlags subjects = new SubjectFlags();

    @Mixin
    private BenchFlags flags = new BenchFlags();

    @Mixin
    private SendFlags sending = new SendFlags();

    @Mixin
    private StreamFlags stream = new StreamFlags();

    @Mixin
    private StreamCreation creation = new StreamCreation();

    /** Runs the load; {@code batch} is only told. */
    int run(Session session, BenchKind kind, int batch, Way way) {
        sending.rate.apply(flags);
        flags.check();
        creation.check(kind);
        flags.clients = (int) Math.min(flags.clients, flags.messages);
        BenchRun run = new BenchRun(session, flags, kind);
        List<String> words = new ArrayList<>(List.of("batch=" + HumanNumbers.comma(batch)));
        subjects.describe(subject, words);
        stream.describe(words);
        creation.describe(words);
        sending.rate.describe(words);
        run.announce(words);
        creation.prepare(session, stream.name, subjects.filter(subject), kind);
        Outgoing message =
                Outgoing.of(subject, sending.bytes(flags.sizeBytes())).withHeaders(sending.headers());
        String runId = Long.toHexString(session.around().clock().millis());
        Load load = new Load(run, session, way, message, runId);
        run.run((nats, index, bar) -> new Publisher(load, nats, index, bar), flags.messages);
        return 0;
    }

    /** What is the same for all clients of a run. Immutable. */
    private record Load(BenchRun run, Session session, Way way, Outgoing message, String runId) {}

    /** One publisher. Confined to its thread. */
    private final class Publisher implements BenchRun.Client {
        private final Load load;
        private final NatsConnection nats;
        private final int index;
        private final ProgressBar bar;

        Publisher(Load load, NatsConnection nats, int index, ProgressBar bar) {
            this.load = load;
            this.nats = nats;
            this.index = index;
            this.bar = bar;
        }

        @Override
        public void prepare() {
            load.run.tellStart(index, flags.share(index));
        }

        @Override
        public BenchSample work() {
            StreamShare share = share();
            long start = System.nanoTime();
            Latencies latencies = load.way.publish(share);
            nats.flush(load.session.timeout());
            long end = System.nanoTime();
            long bytes = (long) ((byte[]) load.message.value()).length * share.count();
            return new BenchSample(share.count(), Traffic.of(nats), bytes, start, end, latencies);
        }

        private StreamShare share() {
            long offset = flags.offset(index);
            LongFunction<String> names = subjects.names(subject);
            Headers headers = load.message.headers();
            String ids = load.runId + "-" + index + "-";
            return new StreamShare(
                    load.session.jetStream(nats),
                    (int) flags.share(index),
                    number -> new Outgoing(names.apply(number + offset), load.message.value(), headers, null),
                    number -> creation.dedup ? PublishOptions.id(ids + (number + offset)) : PublishOptions.DEFAULTS,
                    sending.rate.pace(stream.sleep, flags.clients),
                    bar);
        }
    }
}
