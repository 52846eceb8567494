package io.natter.cli.consumer;

import io.natter.cli.command.Session;
import io.natter.cli.stream.StreamChoice;
import io.natter.cli.text.BoxTable;
import io.natter.cli.text.HumanNumbers;
import io.natter.cli.text.HumanTime;
import io.natter.cli.text.PrettyJson;
import io.natter.client.jetstream.StreamContext;
import io.natter.protocol.jetstream.ConsumerInfo;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code natter consumer ls}. <i>Confined to one thread.</i> */
@Command(name = "ls", description = "List known consumers")
final class ListConsumers implements Callable<Integer> {
    @Parameters(arity = "0..1", paramLabel = "<stream>", description = "Stream name")
    private @Nullable String stream;

    @Option(
            names = {"-j", "--json"},
            description = "Produce JSON output")
    private boolean isJson;

    @Option(
            names = {"-n", "--names"},
            description = "Show just the consumer names")
    private boolean isNamesOnly;

    @Option(names = "--no-select", description = "Do not select streams from a list")
    private boolean isNeverAsking;

    private final Session session;
    private final StreamChoice streams;

    ListConsumers(Session session, StreamChoice streams) {
        this.session = session;
        this.streams = streams;
    }

    @Override
    public Integer call() {
        session.withJetStream(js -> session.around().print(text(streams.pick(js, stream, !isNeverAsking))));
        return 0;
    }

    private String text(StreamContext picked) {
        if (isJson) {
            return PrettyJson.of(picked.consumerNames()) + "\n";
        }
        if (isNamesOnly) {
            List<String> names = picked.consumerNames();
            return names.isEmpty() ? "" : String.join("\n", names) + "\n";
        }
        List<ConsumerInfo> consumers = picked.consumers();
        return consumers.isEmpty()
                ? "No Consumers defined\n"
                : table(consumers, session.around().clock()) + "\n";
    }

    private static String table(List<ConsumerInfo> consumers, Clock clock) {
        BoxTable table = new BoxTable(
                "Consumers", "Name", "Description", "Created", "Ack Pending", "Unprocessed", "Last Delivery");
        for (ConsumerInfo info : consumers) {
            Instant last = info.delivered().lastActive();
            table.row(
                    info.name(),
                    ConsumerSheet.config(info).description(),
                    HumanTime.at(info.created(), clock),
                    HumanNumbers.comma(info.ackPendingCount()),
                    HumanNumbers.comma(info.pendingCount()),
                    last == null ? "never" : HumanTime.since(last, info.timestamp(), clock));
        }
        return table.render();
    }
}
