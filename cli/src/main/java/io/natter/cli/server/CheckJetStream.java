package io.natter.cli.server;

import io.natter.cli.command.Session;
import io.natter.client.jetstream.JetStream;
import io.natter.protocol.jetstream.AccountInfo;
import io.natter.protocol.jetstream.ClusterInfo;
import io.natter.protocol.jetstream.PeerInfo;
import io.natter.protocol.jetstream.StreamInfo;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code natter server check jetstream}: the account's use of what it may have. <i>Confined to one thread.</i> */
@Command(name = "jetstream", description = "Check JetStream account state")
final class CheckJetStream implements Callable<Integer> {
    @Option(names = "--mem-warn", defaultValue = "75", description = "Memory warning, in percent of limit")
    private int memoryWarning = 75;

    @Option(names = "--mem-critical", defaultValue = "90", description = "Memory critical, in percent of limit")
    private int memoryCritical = 90;

    @Option(names = "--store-warn", defaultValue = "75", description = "Disk warning, in percent of limit")
    private int storeWarning = 75;

    @Option(names = "--store-critical", defaultValue = "90", description = "Disk critical, in percent of limit")
    private int storeCritical = 90;

    @Option(names = "--streams-warn", defaultValue = "-1", description = "Streams warning, in percent of limit")
    private int streamsWarning = -1;

    @Option(names = "--streams-critical", defaultValue = "-1", description = "Streams critical, in percent of limit")
    private int streamsCritical = -1;

    @Option(names = "--consumers-warn", defaultValue = "-1", description = "Consumers warning, in percent of limit")
    private int consumersWarning = -1;

    @Option(
            names = "--consumers-critical",
            defaultValue = "-1",
            description = "Consumers critical, in percent of limit")
    private int consumersCritical = -1;

    @Option(names = "--replicas", negatable = true, description = "Checks if all streams have healthy replicas")
    private @Nullable Boolean areReplicasChecked;

    @Option(
            names = "--replica-seen-critical",
            defaultValue = "5s",
            description = "When a stream replica should have been seen")
    private Duration replicaSeenCritical = Duration.ofSeconds(5);

    @Option(
            names = "--replica-lag-critical",
            defaultValue = "200",
            description = "How many operations behind a peer can be")
    private long replicaLagCritical = 200;

    private final Session session;
    private final CheckFlags flags;

    CheckJetStream(Session session, CheckFlags flags) {
        this.session = session;
        this.flags = flags;
    }

    @Override
    public Integer call() {
        return flags.run(
                session,
                new CheckResult("jetstream", "JetStream"),
                result -> session.withJetStream(js -> {
                    AccountInfo info = js.accountInfo();
                    use(
                            result,
                            new Use("memory", "B", info.memory(), info.limits().maxMemory()),
                            memoryWarning,
                            memoryCritical);
                    use(
                            result,
                            new Use(
                                    "storage",
                                    "B",
                                    info.storage(),
                                    info.limits().maxStorage()),
                            storeWarning,
                            storeCritical);
                    use(
                            result,
                            new Use("streams", "", info.streams(), info.limits().maxStreams()),
                            streamsWarning,
                            streamsCritical);
                    use(
                            result,
                            new Use(
                                    "consumers",
                                    "",
                                    info.consumers(),
                                    info.limits().maxConsumers()),
                            consumersWarning,
                            consumersCritical);
                    if (!Boolean.FALSE.equals(areReplicasChecked)) {
                        replicas(result, js);
                    }
                }));
    }

    /** How much of something is used; without a limit it is no part of anything. */
    private record Use(String item, String unit, long used, long most) {
        long percent() {
            return most > 0 ? (long) ((double) used / most * 100) : 0;
        }
    }

    private static void use(CheckResult result, Use use, int warning, int critical) {
        String item = use.item;
        long percent = use.percent();
        result.metric(item, use.used, use.unit, 0, 0, "JetStream " + item + " resource usage");
        result.metric(
                item + "_pct",
                percent,
                "%",
                Math.max(0, warning),
                Math.max(0, critical),
                "JetStream " + item + " resource usage in percent");
        String text = percent + "% " + item;
        if (warning != -1 && critical != -1 && warning >= critical) {
            result.critical(item + ": invalid thresholds");
        } else if (percent > 100) {
            result.critical(item + ": exceed server limits");
        } else if (warning >= 0 && critical >= 0 && percent > critical) {
            result.critical(text);
        } else if (warning >= 0 && critical >= 0 && percent > warning) {
            result.warning(text);
        }
    }

    private void replicas(CheckResult result, JetStream js) {
        List<StreamInfo> streams = js.streams().stream()
                .filter(info -> info.config().replicas() > 1)
                .toList();
        long bad = streams.stream().filter(info -> !isHealthy(info.cluster())).count();
        result.metric("replicas_ok", streams.size() - bad, "", 0, 0, "Streams with healthy cluster state");
        result.metric("replicas_fail", bad, "", 0, 0, "Streams with unhealthy cluster state");
        if (bad > 0) {
            result.critical(bad + " unhealthy streams");
        }
    }

    private boolean isHealthy(@Nullable ClusterInfo cluster) {
        return cluster != null
                && !cluster.leader().isEmpty()
                && cluster.replicas().stream().allMatch(this::isHealthy);
    }

    private boolean isHealthy(PeerInfo peer) {
        return !peer.offline() && peer.active().compareTo(replicaSeenCritical) <= 0 && peer.lag() <= replicaLagCritical;
    }
}
