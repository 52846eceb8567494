package io.natter.cli.bench;

import io.natter.cli.command.Session;
import io.natter.cli.command.StoppedException;
import io.natter.cli.command.UsageException;
import io.natter.cli.text.GoDuration;
import io.natter.cli.text.HumanNumbers;
import io.natter.client.NatsConnection;
import io.natter.protocol.Nuid;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * {@code natter latency}: how long messages take from one server to another, sent at an even rate.
 *
 * <p><i>Confined to the command's thread</i>, apart from what is received. Both ends are here, so one clock tells; what was written last to a
 * message is when it was sent. Empty messages go before, until one arrives: a route may not know yet who listens.
 */
@Command(name = "latency", description = "Perform latency tests between two NATS servers")
public final class LatencyCommand implements Callable<Integer> {
    private static final String RULE = "==============================";
    private static final double[] PERCENTS = {10, 50, 75, 90, 99, 99.9, 99.99, 99.999, 99.9999, 99.99999, 100};
    private static final long MESSAGES_MAX = 50_000_000;
    private static final Duration PROBE = Duration.ofMillis(20);

    @Option(
            names = "--server-b",
            required = true,
            paramLabel = "URL",
            description = "The second server to subscribe on")
    private String target = "";

    @Option(names = "--size", defaultValue = "8", description = "Message size")
    private int size = Long.BYTES;

    @Option(names = "--rate", defaultValue = "1000", description = "Rate of messages per second")
    private int rate = 1000;

    @Option(names = "--duration", defaultValue = "5s", description = "Test duration")
    private Duration duration = Duration.ofSeconds(5);

    @Option(
            names = "--histogram",
            paramLabel = "FILE",
            description = "Output file to store the histogram in: FILE.histogram, and each time in FILE.raw")
    private @Nullable String histogram;

    private final Session session;

    /** The command for a session. */
    public LatencyCommand(Session session) {
        this.session = session;
    }

    /** What arrives. Confined to the thread that reads, until everything is there. */
    private static final class Arrivals {
        private final CountDownLatch first = new CountDownLatch(1);
        private final CountDownLatch left;
        private final LongStream.Builder nanos = LongStream.builder();

        Arrivals(int count) {
            this.left = new CountDownLatch(count);
        }

        void take(byte[] payload) {
            long now = System.nanoTime();
            first.countDown();
            if (payload.length >= Long.BYTES) {
                nanos.add(now - ByteBuffer.wrap(payload).getLong());
                left.countDown();
            }
        }
    }

    @Override
    public Integer call() {
        if (size < Long.BYTES) {
            throw new UsageException("message Payload Size must be at least " + Long.BYTES + " bytes");
        }
        double wanted = duration.toNanos() / 1e9 * rate;
        if (rate < 1 || wanted < 1 || wanted > MESSAGES_MAX) {
            throw new UsageException("--rate and --duration: got " + HumanNumbers.comma(wanted)
                    + " messages, expected 1 to " + HumanNumbers.comma(MESSAGES_MAX));
        }
        Arrivals arrivals = new Arrivals((int) wanted);
        try (NatsConnection source = session.connect();
                NatsConnection sink = session.connect(target)) {
            tell(RULE);
            tell("Pub Server RTT : " + GoDuration.exact(source.rtt()));
            tell("Sub Server RTT : " + GoDuration.exact(sink.rtt()));
            String subject = sink.options().inboxPrefix() + "." + Nuid.next();
            sink.subscribe(subject, message -> arrivals.take(message.payload()));
            sink.flush(session.timeout());
            findWay(source, subject, arrivals);
            send(source, subject, (int) wanted, arrivals);
        }
        return 0;
    }

    private void findWay(NatsConnection source, String subject, Arrivals arrivals) {
        long end = System.nanoTime() + session.timeout().toNanos();
        do {
            if (System.nanoTime() > end) {
                throw new UsageException("no message came from one server to the other within "
                        + GoDuration.brief(session.timeout()) + ", are they in one cluster?");
            }
            source.publish(subject, new byte[0]);
        } while (!await(arrivals.first, PROBE));
    }

    private void send(NatsConnection source, String subject, int count, Arrivals arrivals) {
        tell("Message Payload: " + HumanNumbers.bytes(size));
        tell("Target Duration: " + GoDuration.brief(duration));
        tell("Target Msgs/Sec: " + rate);
        tell("Target Band/Sec: " + HumanNumbers.bytes(2L * rate * size));
        tell(RULE);
        Pace pace = new Pace(Duration.ZERO, rate);
        long start = System.nanoTime();
        for (int i = 1; i <= count; i++) {
            byte[] payload = new byte[size];
            ByteBuffer.wrap(payload).putLong(System.nanoTime());
            source.publish(subject, payload);
            pace.after(i);
        }
        long sent = System.nanoTime();
        if (!await(arrivals.left, session.timeout())) {
            throw new UsageException("got " + (count - arrivals.left.getCount()) + " messages, expected " + count);
        }
        long received = System.nanoTime();
        Latencies latencies = Latencies.of(arrivals.nanos.build().toArray());
        report(latencies);
        if (histogram != null) {
            LatencyFiles.write(histogram, latencies);
        }
        long perSecond = Math.round(count / ((sent - start) / 1e9));
        tell("Actual Msgs/Sec: " + perSecond);
        tell("Actual Band/Sec: " + HumanNumbers.bytes(2 * perSecond * size));
        tell("Last Sent Wall Time: " + GoDuration.brief(Duration.ofNanos(sent - start)));
        tell("Last Recv Wall Time: " + GoDuration.brief(Duration.ofNanos(received - start)));
    }

    private void report(Latencies latencies) {
        tell("HDR Percentiles:");
        for (double percent : PERCENTS) {
            String label = percent == Math.rint(percent) ? Long.toString((long) percent) : Double.toString(percent);
            tell(label + ":" + " ".repeat(Math.max(1, 9 - label.length())) + text(latencies.percentile(percent)));
        }
        tell(RULE);
        tell("Minimum Latency: " + text(latencies.min()));
        tell("Median Latency : " + text(latencies.percentile(50)));
        tell("Maximum Latency: " + text(latencies.max()));
    }

    private static String text(double micros) {
        return GoDuration.exact(Duration.ofNanos(Math.round(micros * 1e3)));
    }

    private static boolean await(CountDownLatch latch, Duration wait) {
        try {
            return latch.await(wait.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            throw new StoppedException(e);
        }
    }

    private void tell(String line) {
        session.around().log(line);
    }
}
