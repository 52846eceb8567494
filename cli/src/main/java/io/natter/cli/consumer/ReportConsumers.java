package io.natter.cli.consumer;

import io.natter.cli.command.Session;
import io.natter.cli.stream.ClusterRows;
import io.natter.cli.stream.LeaderReport;
import io.natter.cli.stream.ServerMetadata;
import io.natter.cli.stream.StreamChoice;
import io.natter.cli.text.BoxTable;
import io.natter.cli.text.GoDuration;
import io.natter.cli.text.HumanNumbers;
import io.natter.client.jetstream.StreamContext;
import io.natter.protocol.jetstream.ConsumerConfig;
import io.natter.protocol.jetstream.ConsumerInfo;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code natter consumer report}: figures of all consumers of a stream. <i>Confined to one thread.</i> */
@Command(name = "report", description = "Reports on consumer statistics")
final class ReportConsumers implements Callable<Integer> {
    @Parameters(arity = "0..1", paramLabel = "<stream>", description = "Stream name")
    private @Nullable String stream;

    @Option(
            names = {"-r", "--raw"},
            description = "Show un-formatted numbers")
    private boolean isRaw;

    @Option(
            names = {"-l", "--leaders"},
            description = "Show details about the leaders")
    private boolean isWithLeaders;

    private final Session session;
    private final StreamChoice streams;

    ReportConsumers(Session session, StreamChoice streams) {
        this.session = session;
        this.streams = streams;
    }

    @Override
    public Integer call() {
        session.withJetStream(js -> {
            StreamContext picked = streams.pick(js, stream);
            List<ConsumerInfo> consumers = picked.consumers();
            long messages = picked.info().state().messages();
            session.around().print(table(picked.name(), consumers, messages) + "\n");
            LeaderReport leaders = LeaderReport.of(
                    consumers.stream().map(ConsumerInfo::cluster).filter(Objects::nonNull), "Consumers");
            if (isWithLeaders && !leaders.isEmpty()) {
                session.around().print(leaders.table() + "\n");
            }
        });
        return 0;
    }

    private String table(String name, List<ConsumerInfo> consumers, long messages) {
        BoxTable table = new BoxTable(
                "Consumer report for " + name + " with " + HumanNumbers.comma(consumers.size()) + " consumers",
                "Consumer",
                "Mode",
                "Ack Policy",
                "Ack Wait",
                "Ack Pending",
                "Redelivered",
                "Unprocessed",
                "Ack Floor",
                "API Level",
                "Cluster");
        for (ConsumerInfo info : consumers) {
            ConsumerConfig config = ConsumerSheet.config(info);
            table.row(
                    info.name(),
                    config.deliverSubject().isEmpty() ? "Pull" : "Push",
                    ConsumerConfigSheet.ackPolicy(config.ackPolicy()),
                    isRaw ? GoDuration.exact(config.ackWait()) : GoDuration.brief(config.ackWait()),
                    number(info.ackPendingCount()),
                    number(info.redeliveredCount()),
                    unprocessed(info.pendingCount(), messages),
                    number(info.ackFloor().streamSequence()),
                    Integer.toString(ServerMetadata.requiredLevel(config.metadata())),
                    ClusterRows.brief(info.cluster()));
        }
        return table.render();
    }

    private String number(long number) {
        return isRaw ? Long.toString(number) : HumanNumbers.comma(number);
    }

    private String unprocessed(long pending, long messages) {
        if (isRaw || pending == 0) {
            return number(pending);
        }
        long percent = messages == 0 ? 100 : Math.min(100, pending * 100 / messages);
        return number(pending) + " / " + percent + "%";
    }
}
