package io.natter.cli.server;

import io.natter.cli.command.Session;
import io.natter.cli.text.GoDuration;
import io.natter.client.NatsConnection;
import io.natter.client.SyncSubscription;
import io.natter.protocol.Nuid;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code natter server check connection}: connecting, a round trip, and a message to itself. <i>Confined to one thread.</i> */
@Command(name = "connection", description = "Checks basic server connection")
final class CheckConnection implements Callable<Integer> {
    @Option(names = "--connect-warn", defaultValue = "500ms", description = "Warning threshold for connecting")
    private Duration connectWarning = Duration.ZERO;

    @Option(names = "--connect-critical", defaultValue = "1s", description = "Critical threshold for connecting")
    private Duration connectCritical = Duration.ZERO;

    @Option(names = "--rtt-warn", defaultValue = "500ms", description = "Warning threshold for server RTT")
    private Duration rttWarning = Duration.ZERO;

    @Option(names = "--rtt-critical", defaultValue = "1s", description = "Critical threshold for server RTT")
    private Duration rttCritical = Duration.ZERO;

    @Option(names = "--req-warn", defaultValue = "500ms", description = "Warning threshold for a full round trip")
    private Duration requestWarning = Duration.ZERO;

    @Option(names = "--req-critical", defaultValue = "1s", description = "Critical threshold for a full round trip")
    private Duration requestCritical = Duration.ZERO;

    private final Session session;
    private final CheckFlags flags;

    CheckConnection(Session session, CheckFlags flags) {
        this.session = session;
        this.flags = flags;
    }

    @Override
    public Integer call() {
        return flags.run(session, new CheckResult("connections", "Connection"), this::check);
    }

    private void check(CheckResult result) {
        long start = System.nanoTime();
        try (NatsConnection nats = session.connect()) {
            Duration took = Duration.ofNanos(System.nanoTime() - start);
            metric(result, "connect_time", took, connectWarning, connectCritical, "Time taken to connect to NATS");
            judge(
                    result,
                    took,
                    connectWarning,
                    connectCritical,
                    "connected to " + nats.server() + " in " + GoDuration.exact(took));
            Duration rtt = nats.rtt();
            metric(result, "rtt", rtt, rttWarning, rttCritical, "The round-trip-time of the connection");
            judge(result, rtt, rttWarning, rttCritical, "rtt time " + GoDuration.exact(rtt));
            message(result, nats);
        }
    }

    private void message(CheckResult result, NatsConnection nats) {
        String inbox = nats.options().inboxPrefix() + "." + Nuid.next();
        String text = Nuid.next();
        try (SyncSubscription subscription = nats.subscribe(inbox)) {
            long start = System.nanoTime();
            nats.publish(inbox, text);
            boolean isSame = subscription
                    .next(session.timeout())
                    .map(message -> message.text().equals(text))
                    .orElse(false);
            Duration took = Duration.ofNanos(System.nanoTime() - start);
            metric(result, "request_time", took, requestWarning, requestCritical, "Time taken for a full round trip");
            if (isSame) {
                judge(result, took, requestWarning, requestCritical, "round trip took " + GoDuration.exact(took));
            } else {
                result.critical("did not receive expected message");
            }
        }
    }

    private static void metric(
            CheckResult result, String name, Duration took, Duration warning, Duration critical, String help) {
        result.metric(name, seconds(took), "s", seconds(warning), seconds(critical), help);
    }

    private static double seconds(Duration duration) {
        return duration.toNanos() / 1e9;
    }

    private static void judge(CheckResult result, Duration took, Duration warning, Duration critical, String text) {
        if (!critical.isZero() && took.compareTo(critical) >= 0) {
            result.critical(text);
        } else if (!warning.isZero() && took.compareTo(warning) >= 0) {
            result.warning(text);
        } else {
            result.good(text);
        }
    }
}
