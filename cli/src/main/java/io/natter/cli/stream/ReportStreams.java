package io.natter.cli.stream;

import io.natter.cli.command.Session;
import io.natter.cli.text.BoxTable;
import io.natter.cli.text.HumanNumbers;
import io.natter.client.jetstream.JetStream;
import io.natter.protocol.jetstream.ClusterInfo;
import io.natter.protocol.jetstream.LostMessages;
import io.natter.protocol.jetstream.Placement;
import io.natter.protocol.jetstream.StorageType;
import io.natter.protocol.jetstream.StreamInfo;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code natter stream report}: figures of all streams. <i>Confined to one thread.</i> */
@Command(name = "report", description = "Reports on stream statistics")
final class ReportStreams implements Callable<Integer> {
    @Option(names = "--subject", description = "Limit the report to streams with matching subjects")
    private @Nullable String subject;

    @Option(names = "--cluster", description = "Limit report to streams within a specific cluster")
    private @Nullable String cluster;

    @Option(
            names = {"-o", "--consumers"},
            description = "Sort by number of Consumers")
    private boolean isByConsumers;

    @Option(
            names = {"-m", "--messages"},
            description = "Sort by number of Messages")
    private boolean isByMessages;

    @Option(
            names = {"-n", "--name"},
            description = "Sort by stream name")
    private boolean isByName;

    @Option(
            names = {"-t", "--storage"},
            description = "Sort by Storage type")
    private boolean isByStorage;

    @Option(
            names = {"-r", "--raw"},
            description = "Show un-formatted numbers")
    private boolean isRaw;

    @Option(names = "--dot", paramLabel = "FILE", description = "Produce a GraphViz graph of replication topology")
    private @Nullable Path dotFile;

    @Option(
            names = {"-l", "--leaders"},
            description = "Show details about cluster leaders")
    private boolean isWithLeaders;

    private final Session session;

    ReportStreams(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        session.withJetStream(this::report);
        return 0;
    }

    private void report(JetStream js) {
        session.around().print("Obtaining Stream stats\n\n");
        List<StreamInfo> streams = (subject == null ? js.streams() : js.streams(subject))
                .stream().filter(this::isInCluster).sorted(order()).toList();
        if (streams.isEmpty()) {
            session.around().print("No Streams defined\n");
            return;
        }
        session.around().print(table(streams) + "\n");
        ReplicationReport replication = new ReplicationReport(streams, this::number);
        if (!replication.isEmpty()) {
            session.around().print(replication.table() + "\n");
            write(replication);
        }
        if (isWithLeaders) {
            LeaderReport leaders =
                    LeaderReport.of(streams.stream().map(StreamInfo::cluster).filter(Objects::nonNull), "Streams");
            session.around().print(leaders.isEmpty() ? "" : leaders.table() + "\n");
        }
    }

    private boolean isInCluster(StreamInfo info) {
        ClusterInfo where = info.cluster();
        return cluster == null || where == null || where.name().equals(cluster);
    }

    private Comparator<StreamInfo> order() {
        Comparator<StreamInfo> byName =
                Comparator.comparing(info -> info.config().name());
        if (isByConsumers) {
            return Comparator.<StreamInfo>comparingLong(info -> info.state().consumerCount())
                    .thenComparing(byName);
        }
        if (isByMessages) {
            return Comparator.<StreamInfo>comparingLong(info -> info.state().messages())
                    .thenComparing(byName);
        }
        if (isByStorage) {
            return Comparator.<StreamInfo, StorageType>comparing(
                            info -> info.config().storage())
                    .thenComparing(byName);
        }
        return isByName
                ? byName
                : Comparator.<StreamInfo>comparingLong(info -> info.state().bytes())
                        .thenComparing(byName);
    }

    private String number(long number) {
        return isRaw ? Long.toString(number) : HumanNumbers.comma(number);
    }

    private String bytes(long bytes) {
        return isRaw ? Long.toString(bytes) : HumanNumbers.bytes(bytes);
    }

    private String table(List<StreamInfo> streams) {
        BoxTable table = new BoxTable(
                "Stream Report",
                "Stream",
                "Storage",
                "Placement",
                "Consumers",
                "Messages",
                "Bytes",
                "Lost",
                "Deleted",
                "API Level",
                "Replicas");
        for (StreamInfo info : streams) {
            table.row(
                    info.config().name(),
                    info.config().storage() == StorageType.FILE ? "File" : "Memory",
                    placement(info.config().placement()),
                    number(info.state().consumerCount()),
                    number(info.state().messages()),
                    bytes(info.state().bytes()),
                    lost(info.state().lost()),
                    number(info.state().deletedCount()),
                    Integer.toString(ServerMetadata.requiredLevel(info.config().metadata())),
                    ClusterRows.brief(info.cluster()));
        }
        return table.render();
    }

    private String lost(@Nullable LostMessages lost) {
        return lost == null || lost.messages().isEmpty()
                ? "0"
                : number(lost.messages().size()) + " (" + bytes(lost.bytes()) + ")";
    }

    private static String placement(@Nullable Placement placement) {
        if (placement == null) {
            return "";
        }
        String cluster = placement.cluster().isEmpty() ? "" : "cluster: " + placement.cluster() + " ";
        return cluster + (placement.tags().isEmpty() ? "" : "tags: " + String.join(", ", placement.tags()));
    }

    private void write(ReplicationReport replication) {
        if (dotFile == null) {
            return;
        }
        try {
            Files.writeString(dotFile, replication.dot());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
