package io.natter.cli.bench;

import io.natter.cli.command.ProgressBar;
import io.natter.cli.command.Session;
import io.natter.cli.command.UsageException;
import io.natter.cli.text.GoDuration;
import io.natter.client.Message;
import io.natter.client.NatsConnection;
import io.natter.client.Outgoing;
import io.natter.client.RequestOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code natter bench service request}: one request after the other. <i>Confined to the command's thread until it starts.</i> */
@Command(name = "request", description = "Send a request and wait for its reply")
final class RequestLoad implements Callable<Integer> {
    @Parameters(paramLabel = "<subject>", description = "Subject to use for the benchmark")
    private String subject = "";

    @Option(
            names = "--sleep",
            paramLabel = "DURATION",
            description = "Sleep for the specified interval between requests")
    private Duration sleep = Duration.ZERO;

    @Mixin
    private BenchFlags flags = new BenchFlags();

    @Mixin
    private SendFlags sending = new SendFlags();

    private final Session session;

    RequestLoad(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        sending.rate.apply(flags);
        flags.check();
        flags.clients = (int) Math.min(flags.clients, flags.messages);
        BenchRun run = new BenchRun(session, flags, BenchKind.REQUEST);
        List<String> words = new ArrayList<>(List.of("subject=" + subject, "sleep=" + GoDuration.brief(sleep)));
        sending.rate.describe(words);
        run.announce(words);
        Outgoing request =
                Outgoing.of(subject, sending.bytes(flags.sizeBytes())).withHeaders(sending.headers());
        run.run((nats, index, bar) -> new Requester(run, nats, index, bar, request), flags.messages);
        return 0;
    }

    /** One requester. Confined to its thread. */
    private final class Requester implements BenchRun.Client {
        private final BenchRun run;
        private final NatsConnection nats;
        private final int index;
        private final ProgressBar bar;
        private final Outgoing request;

        Requester(BenchRun run, NatsConnection nats, int index, ProgressBar bar, Outgoing request) {
            this.run = run;
            this.nats = nats;
            this.index = index;
            this.bar = bar;
            this.request = request;
        }

        @Override
        public void prepare() {
            run.tellStart(index, flags.share(index));
        }

        @Override
        public BenchSample work() {
            int count = (int) flags.share(index);
            long[] latencies = new long[count];
            RequestOptions options = RequestOptions.within(session.timeout());
            Pace pace = sending.rate.pace(sleep, flags.clients);
            long start = System.nanoTime();
            for (int i = 0; i < count; i++) {
                long before = System.nanoTime();
                Message reply = nats.request(request, options);
                latencies[i] = System.nanoTime() - before;
                check(reply);
                bar.add(1);
                pace.after(i + 1);
            }
            long end = System.nanoTime();
            long bytes = (long) ((byte[]) request.value()).length * count;
            return new BenchSample(count, Traffic.of(nats), bytes, start, end, Latencies.of(latencies));
        }

        private static void check(Message reply) {
            byte[] payload = reply.payload();
            if (reply.isError() || payload.length == 0 || payload[0] == '-') {
                throw new UsageException("Request did not receive a good reply: \"" + reply.text() + "\"");
            }
        }
    }
}
