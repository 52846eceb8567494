package io.natter.cli.stream;

import io.natter.cli.text.BoxTable;
import io.natter.cli.text.HumanNumbers;
import io.natter.protocol.jetstream.ClusterInfo;
import java.util.Comparator;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** How leaders are spread over servers. <i>Immutable.</i> */
public final class LeaderReport {
    private record Leader(String name, String cluster) {}

    private final Map<Leader, Long> counts;
    private final String what;

    private LeaderReport(Map<Leader, Long> counts, String what) {
        this.counts = counts;
        this.what = what;
    }

    /** The leaders of these groups, which are called {@code what}. */
    public static LeaderReport of(Stream<ClusterInfo> groups, String what) {
        return new LeaderReport(
                groups.filter(group -> !group.leader().isEmpty())
                        .collect(Collectors.groupingBy(
                                group -> new Leader(group.leader(), group.name()), Collectors.counting())),
                what);
    }

    /** Whether there is no leader. */
    public boolean isEmpty() {
        return counts.isEmpty();
    }

    /** A row for each server, with a star for each tenth of the groups of its cluster. */
    public String table() {
        BoxTable table = new BoxTable("RAFT Leader Report", "Server", "Cluster", what, "Distribution");
        Map<String, Long> byCluster = counts.entrySet().stream()
                .collect(Collectors.groupingBy(
                        entry -> entry.getKey().cluster, Collectors.summingLong(Map.Entry::getValue)));
        counts.entrySet().stream()
                .sorted(Comparator.<Map.Entry<Leader, Long>, String>comparing(entry -> entry.getKey().cluster)
                        .thenComparing(Map.Entry::getValue)
                        .thenComparing(entry -> entry.getKey().name))
                .forEach(entry -> {
                    long all = byCluster.getOrDefault(entry.getKey().cluster, 1L);
                    int stars = (int) Math.max(1, Math.round(entry.getValue() * 10.0 / all));
                    table.row(
                            entry.getKey().name,
                            entry.getKey().cluster,
                            HumanNumbers.comma(entry.getValue()),
                            "*".repeat(stars));
                });
        return table.render();
    }
}
