package io.natter.cli.server;

import io.natter.cli.command.Session;
import io.natter.cli.text.BoxTable;
import io.natter.cli.text.HumanNumbers;
import io.natter.cli.text.JsonTree;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code natter server report gateways}: a row for each connection to another cluster. <i>Confined to one thread.</i> */
@Command(name = "gateways", description = "Report on Gateway (Super Cluster) connections")
final class ReportGateways implements Callable<Integer> {
    @Option(names = "--filter-name", paramLabel = "NAME", description = "Limits responses to a certain name")
    private @Nullable String gateway;

    private final Session session;
    private final ReportFlags source;

    ReportGateways(Session session, ReportFlags source) {
        this.session = session;
        this.source = source;
    }

    @Override
    public Integer call() {
        PageOptions options = new PageOptions().with("name", "gw_name", gateway).with("accounts", "accs", true);
        source.with(session, servers -> session.around().print(table(servers.ask(Page.GATEWAYZ, options))));
        return 0;
    }

    private static String table(List<ServerAnswer> answers) {
        Totals totals = new Totals();
        BoxTable table = new BoxTable(
                "Super Cluster Report",
                "Server",
                "Name",
                "Port",
                "Kind",
                "Connection",
                "ID",
                "Uptime",
                "RTT",
                "Bytes",
                "Accounts");
        answers.stream()
                .sorted(Comparator.comparing(ServerAnswer::cluster).thenComparing(ServerAnswer::name))
                .forEach(answer -> {
                    String port = Long.toString(answer.data().number("port"));
                    table.row(answer.name(), answer.cluster(), port, "", "", "", "", "", "", "");
                    links(table, answer.data().at("inbound_gateways"), "Inbound", totals);
                    links(table, answer.data().at("outbound_gateways"), "Outbound", totals);
                });
        long clusters = answers.stream().map(ServerAnswer::cluster).distinct().count();
        return table.foot(
                        Integer.toString(answers.size()),
                        Long.toString(clusters),
                        "",
                        "",
                        HumanNumbers.comma(totals.links),
                        "",
                        "",
                        "",
                        HumanNumbers.bytes(totals.bytes),
                        "")
                .render();
    }

    /** Sums over all rows. Confined to one thread. */
    private static final class Totals {
        private long links;
        private long bytes;
    }

    /** Of other clusters by name: one connection each, or a list of them. */
    private static void links(BoxTable table, JsonTree byName, String kind, Totals totals) {
        if (!(byName.value() instanceof Map<?, ?> all)) {
            return;
        }
        all.forEach((name, value) -> {
            Collection<?> each = value instanceof Collection<?> list ? list : List.of(Objects.requireNonNull(value));
            for (Object link : each) {
                row(table, Objects.toString(name), JsonTree.of(link), kind, totals);
            }
        });
    }

    private static void row(BoxTable table, String name, JsonTree link, String kind, Totals totals) {
        JsonTree connection = link.at("connection");
        long bytes = connection.number(kind.equals("Inbound") ? "in_bytes" : "out_bytes");
        totals.links++;
        totals.bytes += bytes;
        table.row(
                "",
                "",
                "",
                kind,
                name + " " + LinkText.address(connection),
                "gid:" + connection.number("cid"),
                connection.text("uptime"),
                connection.text("rtt"),
                HumanNumbers.bytes(bytes),
                HumanNumbers.comma(link.items("accounts").size()));
    }
}
