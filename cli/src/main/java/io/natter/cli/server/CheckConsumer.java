package io.natter.cli.server;

import io.natter.cli.command.Session;
import io.natter.cli.command.UsageException;
import io.natter.protocol.jetstream.ConsumerInfo;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code natter server check consumer}. <i>Confined to one thread.</i> What no flag asks for is not checked. */
@Command(name = "consumer", description = "Checks the health of a consumer")
final class CheckConsumer implements Callable<Integer> {
    @Option(names = "--stream", required = true, description = "The streams to check")
    private String stream = "";

    @Option(names = "--consumer", required = true, description = "The consumer to check")
    private String consumer = "";

    @Option(
            names = "--outstanding-ack-critical",
            defaultValue = "-1",
            description = "Maximum number of outstanding acks to allow")
    private long acksCritical = -1;

    @Option(names = "--waiting-critical", defaultValue = "-1", description = "Maximum number of waiting pulls to allow")
    private long waitingCritical = -1;

    @Option(
            names = "--unprocessed-critical",
            defaultValue = "-1",
            description = "Maximum number of unprocessed messages to allow")
    private long pendingCritical = -1;

    @Option(names = "--last-delivery-critical", description = "Time to allow since the last delivery")
    private Duration deliveryCritical = Duration.ZERO;

    @Option(names = "--last-ack-critical", description = "Time to allow since the last ack")
    private Duration ackCritical = Duration.ZERO;

    @Option(
            names = "--redelivery-critical",
            defaultValue = "-1",
            description = "Maximum number of redeliveries to allow")
    private long redeliveryCritical = -1;

    @Option(names = "--pinned", description = "Requires Pinned Client priority with all groups having a pinned client")
    private boolean isPinnedWanted;

    private final Session session;
    private final CheckFlags flags;

    CheckConsumer(Session session, CheckFlags flags) {
        this.session = session;
        this.flags = flags;
    }

    @Override
    public Integer call() {
        return flags.run(
                session,
                new CheckResult("consumer", stream + "_" + consumer),
                result -> session.withJetStream(js -> {
                    ConsumerInfo info = js.stream(stream)
                            .findConsumer(consumer)
                            .orElseThrow(() -> new UsageException("could not load info: consumer not found (10014)"))
                            .info();
                    count(result, "ack_pending", "Ack Pending", info.ackPendingCount(), acksCritical);
                    count(result, "pull_waiting", "Waiting Pulls", info.waitingCount(), waitingCritical);
                    count(result, "pending", "Unprocessed Messages", info.pendingCount(), pendingCritical);
                    count(result, "redelivered", "Redelivered", info.redeliveredCount(), redeliveryCritical);
                    time(
                            result,
                            "last_delivery",
                            "Last delivery",
                            info.delivered().lastActive(),
                            deliveryCritical);
                    time(result, "last_ack", "Last ack", info.ackFloor().lastActive(), ackCritical);
                    if (isPinnedWanted) {
                        pinned(result, info);
                    }
                }));
    }

    private static void count(CheckResult result, String metric, String label, long count, long critical) {
        result.metric(metric, count, "", 0, Math.max(0, critical), label);
        if (critical <= 0) {
            return;
        }
        if (count >= critical) {
            result.critical(label + ": " + count);
        } else {
            result.good(label + ": " + count);
        }
    }

    private void time(CheckResult result, String metric, String label, @Nullable Instant last, Duration critical) {
        double limit = critical.toNanos() / 1e9;
        double ago = last == null
                ? 0
                : Duration.between(last, session.around().clock().instant()).toNanos() / 1e9;
        if (last != null) {
            result.metric(metric, ago, "s", 0, limit, label);
        }
        if (critical.isZero()) {
            return;
        }
        if (last == null) {
            result.critical(label.equals("Last ack") ? "No acks" : "No deliveries");
        } else if (ago >= limit) {
            result.critical(label + " " + last);
        } else {
            result.good(label + " " + last);
        }
    }

    private static void pinned(CheckResult result, ConsumerInfo info) {
        long groups = info.priorityGroups().size();
        long pinned = info.priorityGroups().stream()
                .filter(group -> !group.pinnedClientId().isEmpty())
                .count();
        result.metric("pinned_groups", pinned, "", 0, 0, "The number of consumers groups with pinned clients");
        result.metric("groups", groups, "", 0, 0, "The total number of consumers groups");
        if (groups == 0) {
            result.critical("Not pinned client priority mode");
        } else if (pinned < groups) {
            result.critical((groups - pinned) + " groups without a pinned client");
        } else {
            result.good(pinned + " pinned clients");
        }
    }
}
