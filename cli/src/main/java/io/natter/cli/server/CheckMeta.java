package io.natter.cli.server;

import io.natter.cli.command.Session;
import io.natter.cli.text.GoDuration;
import io.natter.cli.text.JsonTree;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code natter server check meta}: the group of servers that leads JetStream in a cluster. <i>Confined to one thread.</i> */
@Command(name = "meta", description = "Check JetStream cluster state")
final class CheckMeta implements Callable<Integer> {
    @Option(names = "--expect", paramLabel = "SERVERS", required = true, description = "Number of servers to expect")
    private int expected;

    @Option(
            names = "--lag-critical",
            paramLabel = "OPS",
            required = true,
            description = "Critical threshold to allow for lag")
    private long lagCritical;

    @Option(
            names = "--seen-critical",
            paramLabel = "DURATION",
            required = true,
            description = "Critical threshold for how long ago a peer should have been seen")
    private Duration seenCritical = Duration.ZERO;

    private final Session session;
    private final CheckFlags flags;
    private final SourceFlags source;

    CheckMeta(Session session, CheckFlags flags, SourceFlags source) {
        this.session = session;
        this.flags = flags;
        this.source = source;
    }

    @Override
    public Integer call() {
        return flags.run(
                session,
                new CheckResult("meta", "JetStream Meta Cluster"),
                result -> source.with(
                        session,
                        servers -> check(
                                result,
                                servers.ask(Page.JSZ, new PageOptions().with("leader_only", "leader-only", true))
                                        .get(0)
                                        .data()
                                        .at("meta_cluster"))));
    }

    private void check(CheckResult result, JsonTree meta) {
        if (!meta.isThere()) {
            result.critical("no cluster information");
            return;
        }
        String leader = meta.text("leader");
        if (leader.isEmpty()) {
            result.critical("No leader");
            return;
        }
        List<JsonTree> others = meta.items("replicas");
        int peers = others.size() + 1;
        result.metric("peers", peers, "", expected, expected, "Configured RAFT peers");
        if (expected > 0 && peers != expected) {
            result.critical(peers + " peers of expected " + expected);
        }
        count(
                result,
                others,
                "peer_not_current",
                "RAFT peers that are not current",
                "not current",
                peer -> !peer.is("current"));
        count(
                result,
                others,
                "peer_inactive",
                "Inactive RAFT peers",
                "inactive more than " + GoDuration.exact(seenCritical),
                peer -> !seenCritical.isZero() && peer.number("active") > seenCritical.toNanos());
        count(result, others, "peer_offline", "Offline RAFT peers", "offline", peer -> peer.is("offline"));
        count(
                result,
                others,
                "peer_lagged",
                "RAFT peers that are lagged more than configured threshold",
                "lagged more than " + lagCritical + " ops",
                peer -> lagCritical > 0 && peer.number("lag") > lagCritical);
        result.goodIfNothingElse(peers + " peers led by " + leader);
    }

    private static void count(
            CheckResult result,
            List<JsonTree> peers,
            String metric,
            String help,
            String text,
            Predicate<JsonTree> isBad) {
        long count = peers.stream().filter(isBad).count();
        result.metric(metric, count, "", 0, 0, help);
        if (count > 0) {
            result.critical(count + " " + text);
        }
    }
}
