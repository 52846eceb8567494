package io.natter.cli.server;

import io.natter.cli.command.Session;
import io.natter.cli.command.UsageException;
import io.natter.cli.text.GoDuration;
import io.natter.protocol.jetstream.ClusterInfo;
import io.natter.protocol.jetstream.PeerInfo;
import io.natter.protocol.jetstream.StreamInfo;
import io.natter.protocol.jetstream.StreamSourceInfo;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code natter server check stream}. <i>Confined to one thread.</i> What no flag asks for is not checked. */
@Command(
        name = "stream",
        description = "Checks the health of mirrored streams, streams with sources or clustered streams")
final class CheckStream implements Callable<Integer> {
    @Option(names = "--stream", required = true, description = "The streams to check")
    private String stream = "";

    @Option(names = "--lag-critical", paramLabel = "MSGS", description = "Lag to allow on any source or mirror")
    private long lagCritical;

    @Option(
            names = "--seen-critical",
            paramLabel = "DURATION",
            description = "How long ago the source or mirror should have been seen")
    private Duration seenCritical = Duration.ZERO;

    @Option(names = "--min-sources", paramLabel = "SOURCES", description = "Minimum number of sources to expect")
    private int sourcesLeast;

    @Option(names = "--max-sources", paramLabel = "SOURCES", description = "Maximum number of sources to expect")
    private int sourcesMost;

    @Option(names = "--peer-expect", paramLabel = "SERVERS", description = "Number of cluster replicas to expect")
    private int peers;

    @Option(names = "--peer-lag-critical", paramLabel = "OPS", description = "Lag to allow for cluster peers")
    private long peerLagCritical;

    @Option(
            names = "--peer-seen-critical",
            paramLabel = "DURATION",
            description = "How long ago a cluster peer should have been seen")
    private Duration peerSeenCritical = Duration.ZERO;

    @Option(names = "--msgs-warn", paramLabel = "MSGS", description = "Warn if there are fewer than this many messages")
    private long messagesWarning;

    @Option(
            names = "--msgs-critical",
            paramLabel = "MSGS",
            description = "Critical if there are fewer than this many messages")
    private long messagesCritical;

    @Option(names = "--subjects-warn", paramLabel = "SUBJECTS", description = "Warning threshold for subjects")
    private long subjectsWarning;

    @Option(names = "--subjects-critical", paramLabel = "SUBJECTS", description = "Critical threshold for subjects")
    private long subjectsCritical;

    private final Session session;
    private final CheckFlags flags;

    CheckStream(Session session, CheckFlags flags) {
        this.session = session;
        this.flags = flags;
    }

    @Override
    public Integer call() {
        return flags.run(
                session,
                new CheckResult("stream", stream),
                result -> session.withJetStream(js -> {
                    StreamInfo info = js.findStream(stream)
                            .orElseThrow(() -> new UsageException("could not load info: stream not found (10059)"))
                            .info();
                    cluster(result, info);
                    messages(result, info.state().messages());
                    subjects(result, info.state().subjectCount());
                    sources(result, info.sources());
                    mirror(result, info);
                }));
    }

    private void cluster(CheckResult result, StreamInfo info) {
        ClusterInfo cluster = info.cluster();
        boolean isClustered = cluster != null && info.config().replicas() > 1;
        if (!isClustered && peers <= 0) {
            return;
        }
        if (!isClustered || cluster == null) {
            result.critical("Stream is not clustered");
            return;
        }
        if (cluster.leader().isEmpty()) {
            result.critical("No leader");
            return;
        }
        int found = cluster.replicas().size() + 1;
        if (found != peers) {
            result.critical("Expected " + peers + " replicas got " + found);
            return;
        }
        result.good(found + " peers");
        replicas(result, cluster.replicas());
    }

    private void replicas(CheckResult result, List<PeerInfo> replicas) {
        long offline = replicas.stream().filter(PeerInfo::offline).count();
        if (offline > 0) {
            result.critical(offline + " replicas offline");
        }
        if (peerLagCritical > 0) {
            long lagged = replicas.stream()
                    .filter(peer -> peer.lag() > peerLagCritical)
                    .count();
            tell(result, lagged, " replicas lagged", "replicas are current");
        }
        if (!peerSeenCritical.isZero()) {
            long inactive = replicas.stream()
                    .filter(peer -> peer.active().compareTo(peerSeenCritical) > 0)
                    .count();
            tell(result, inactive, " replicas inactive", "replicas are active");
        }
    }

    private static void tell(CheckResult result, long bad, String badText, String goodText) {
        if (bad > 0) {
            result.critical(bad + badText);
        } else {
            result.good(goodText);
        }
    }

    private void messages(CheckResult result, long count) {
        if (messagesWarning <= 0 && messagesCritical <= 0) {
            return;
        }
        result.metric("messages", count, "", messagesWarning, messagesCritical, "Messages stored in the stream");
        String text = count + " messages";
        if (messagesCritical > 0 && count <= messagesCritical) {
            result.critical(text);
        } else if (messagesWarning > 0 && count <= messagesWarning) {
            result.warning(text);
        } else {
            result.good(text);
        }
    }

    /** Too many are bad where the warning comes first, too few where it comes last. */
    private void subjects(CheckResult result, long count) {
        if (subjectsWarning <= 0 && subjectsCritical <= 0) {
            return;
        }
        result.metric(
                "subjects", count, "", subjectsWarning, subjectsCritical, "Number of subjects stored in the stream");
        boolean isMost = subjectsWarning < subjectsCritical;
        String text = count + " subjects";
        if (isMost ? count >= subjectsCritical : count <= subjectsCritical) {
            result.critical(text);
        } else if (isMost ? count >= subjectsWarning : count <= subjectsWarning) {
            result.warning(text);
        } else {
            result.good(text);
        }
    }

    private void sources(CheckResult result, List<StreamSourceInfo> sources) {
        int count = sources.size();
        result.metric(
                "sources", count, "", sourcesLeast, sourcesMost, "Number of sources being consumed by this stream");
        boolean isOut = sourcesLeast > 0 && count < sourcesLeast || sourcesMost > 0 && count > sourcesMost;
        if (isOut) {
            result.critical(count + " sources");
        } else {
            result.good(count + " sources");
        }
        if (lagCritical <= 0 && seenCritical.isZero()) {
            return;
        }
        long lagged = sources.stream()
                .filter(source -> lagCritical > 0 && source.lag() >= lagCritical)
                .count();
        long inactive = sources.stream().filter(this::isUnseen).count();
        result.metric("sources_lagged", lagged, "", 0, 0, "Number of sources that are behind too far");
        result.metric("sources_inactive", inactive, "", 0, 0, "Number of sources that are inactive");
        tell(result, lagged, " sources are lagged", count + " sources current");
        tell(result, inactive, " sources are inactive", count + " sources active");
    }

    private boolean isUnseen(StreamSourceInfo source) {
        return !seenCritical.isZero() && source.active().compareTo(seenCritical) >= 0;
    }

    private void mirror(CheckResult result, StreamInfo info) {
        boolean isAsked = lagCritical > 0 || !seenCritical.isZero();
        if (!isAsked || !info.sources().isEmpty()) {
            return;
        }
        StreamSourceInfo mirror = info.mirror();
        if (mirror == null) {
            result.critical("not mirrored");
            return;
        }
        double seen = seenCritical.toNanos() / 1e9;
        result.metric("lag", mirror.lag(), "", 0, lagCritical, "Operations this peer is behind its origin");
        result.metric("active", mirror.active().toNanos() / 1e9, "s", 0, seen, "Seconds since the origin was seen");
        boolean isLagged = lagCritical > 0 && mirror.lag() >= lagCritical;
        if (isLagged) {
            result.critical("Mirror Lag " + mirror.lag());
        }
        if (isUnseen(mirror)) {
            result.critical("Mirror Seen " + GoDuration.exact(mirror.active()));
        }
        if (!isLagged && !isUnseen(mirror)) {
            result.good("Mirror " + mirror.name());
        }
    }
}
