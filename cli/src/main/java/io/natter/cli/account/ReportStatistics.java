package io.natter.cli.account;

import io.natter.cli.command.Session;
import io.natter.cli.server.ServerAnswer;
import io.natter.cli.server.SystemRequests;
import io.natter.cli.text.BoxTable;
import io.natter.cli.text.HumanNumbers;
import io.natter.cli.text.JsonTree;
import io.natter.client.NatsConnection;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code natter account report statistics}: traffic of the user's own account on each server. <i>Confined to one thread.</i> */
@Command(name = "statistics", description = "Report on server statistics")
final class ReportStatistics implements Callable<Integer> {
    private final Session session;

    ReportStatistics(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        try (NatsConnection nats = session.connect()) {
            List<ServerAnswer> answers = SystemRequests.ofAccount(session, nats).ask("STATZ");
            session.around().print(table(answers) + "\n");
        }
        return 0;
    }

    private static String table(List<ServerAnswer> answers) {
        BoxTable table = new BoxTable(
                "Server Statistics",
                "Server",
                "Cluster",
                "Version",
                "Tags",
                "Connections",
                "Subscriptions",
                "Leafnodes",
                "Sent Bytes",
                "Sent Messages",
                "Received Bytes",
                "Received Messages",
                "Slow Consumers");
        List<JsonTree> all = new ArrayList<>();
        for (ServerAnswer answer : answers) {
            for (JsonTree statistics : answer.data().items("account_statz")) {
                all.add(statistics);
                List<String> cells = new ArrayList<>(List.of(
                        answer.server().text("host"),
                        answer.cluster(),
                        answer.server().text("ver"),
                        String.join(", ", answer.server().texts("tags"))));
                cells.addAll(figures(List.of(statistics)));
                table.row(cells.toArray(String[]::new));
            }
        }
        List<String> foot = new ArrayList<>(List.of(Integer.toString(answers.size()), "", "", ""));
        foot.addAll(figures(all));
        return table.foot(foot.toArray(String[]::new)).render();
    }

    private static List<String> figures(List<JsonTree> all) {
        return List.of(
                HumanNumbers.comma(sum(all, "conns")),
                HumanNumbers.comma(sum(all, "num_subscriptions")),
                HumanNumbers.comma(sum(all, "leafnodes")),
                HumanNumbers.bytes(sum(all, "sent", "bytes")),
                HumanNumbers.comma(sum(all, "sent", "msgs")),
                HumanNumbers.bytes(sum(all, "received", "bytes")),
                HumanNumbers.comma(sum(all, "received", "msgs")),
                HumanNumbers.comma(sum(all, "slow_consumers")));
    }

    private static long sum(List<JsonTree> all, String... names) {
        return all.stream().mapToLong(statistics -> statistics.number(names)).sum();
    }
}
