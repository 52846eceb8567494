package io.natter.cli.stream;

import io.natter.cli.command.UsageException;
import io.natter.protocol.jetstream.ClusterInfo;
import io.natter.protocol.jetstream.PeerInfo;
import io.natter.protocol.jetstream.StreamInfo;
import io.natter.protocol.subject.Subjects;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/**
 * Conditions on streams; all that are given must hold, or none of them may where they are inverted.
 *
 * <p><i>Confined to the thread that parses, then read by the command.</i>
 */
final class StreamFilter {
    @Option(names = "--server-name", description = "Streams present on a regular expression matched server")
    private @Nullable String server;

    @Option(names = "--cluster", description = "Streams present on a regular expression matched cluster")
    private @Nullable String cluster;

    @Option(names = "--empty", description = "Streams with no messages")
    private boolean isEmpty;

    @Option(names = "--idle", paramLabel = "DURATION", description = "Streams with no new messages for a period")
    private @Nullable Duration idle;

    @Option(names = "--created", paramLabel = "DURATION", description = "Streams created longer ago than duration")
    private @Nullable Duration created;

    @Option(
            names = "--consumers",
            paramLabel = "THRESHOLD",
            description = "Streams with fewer consumers than threshold")
    private @Nullable Long consumers;

    @Option(names = "--subject", description = "Streams by those with interest matching a subject or wildcard")
    @Nullable
    String subject;

    @Option(
            names = "--replicas",
            paramLabel = "REPLICAS",
            description = "Streams with fewer or equal replicas than the value")
    private @Nullable Integer replicas;

    @Option(names = "--sourced", description = "Streams that source data from other streams")
    private boolean isSourced;

    @Option(names = "--mirrored", description = "Streams that mirror data from other streams")
    private boolean isMirrored;

    @Option(names = "--leader", paramLabel = "SERVER", description = "Clustered streams with a specific leader")
    private @Nullable String leader;

    @Option(names = "--api-level", description = "Streams that require at least the given api level")
    private int apiLevel;

    @Option(names = "--expression", hidden = true)
    private @Nullable String expression;

    @Option(
            names = "--invert",
            negatable = true,
            description = "Invert the check - before becomes after, with becomes without")
    private boolean isInverted;

    /** The condition at this time. */
    Predicate<StreamInfo> condition(Clock clock) {
        if (expression != null) {
            throw new UsageException("--expression is not in natter: its language is that of a Go library, "
                    + "use the other conditions or pass stream info --json on to another program");
        }
        List<Predicate<StreamInfo>> all = new ArrayList<>();
        Instant now = clock.instant();
        place(all);
        if (isEmpty) {
            all.add(info -> info.state().messages() == 0);
        }
        if (idle != null) {
            Instant since = now.minus(idle);
            all.add(info -> info.state().lastTime().isBefore(since));
        }
        if (created != null) {
            Instant since = now.minus(created);
            all.add(info -> info.created().isBefore(since));
        }
        if (consumers != null) {
            long most = consumers;
            all.add(info -> info.state().consumerCount() <= most);
        }
        if (replicas != null) {
            int most = replicas;
            all.add(info -> info.config().replicas() <= most);
        }
        contents(all);
        return info -> all.stream().allMatch(condition -> condition.test(info) != isInverted);
    }

    private void place(List<Predicate<StreamInfo>> all) {
        if (server != null) {
            Pattern pattern = pattern("server-name", server);
            all.add(info -> servers(info.cluster()).stream()
                    .anyMatch(name -> pattern.matcher(name).find()));
        }
        if (cluster != null) {
            Pattern pattern = pattern("cluster", cluster);
            all.add(info -> {
                ClusterInfo where = info.cluster();
                return where != null && pattern.matcher(where.name()).find();
            });
        }
        if (leader != null) {
            String wanted = leader;
            all.add(info -> {
                ClusterInfo where = info.cluster();
                return where != null && where.leader().equals(wanted);
            });
        }
    }

    private void contents(List<Predicate<StreamInfo>> all) {
        if (subject != null) {
            String wanted = subject;
            all.add(info -> info.config().subjects().stream().anyMatch(own -> Subjects.collide(own, wanted)));
        }
        if (isSourced) {
            all.add(info -> !info.config().sources().isEmpty());
        }
        if (isMirrored) {
            all.add(info -> info.config().mirror() != null);
        }
        if (apiLevel > 0) {
            all.add(info -> ServerMetadata.requiredLevel(info.config().metadata()) >= apiLevel);
        }
    }

    private static List<String> servers(@Nullable ClusterInfo cluster) {
        List<String> names = new ArrayList<>();
        if (cluster != null) {
            names.add(cluster.leader());
            cluster.replicas().stream().map(PeerInfo::name).forEach(names::add);
        }
        return names;
    }

    private static Pattern pattern(String flag, String regex) {
        try {
            return Pattern.compile(regex);
        } catch (PatternSyntaxException e) {
            throw new UsageException("--" + flag + ": got \"" + regex + "\", expected a regular expression", e);
        }
    }
}
