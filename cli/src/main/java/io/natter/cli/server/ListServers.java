package io.natter.cli.server;

import io.natter.cli.command.Session;
import io.natter.cli.text.BoxTable;
import io.natter.cli.text.GoDuration;
import io.natter.cli.text.HumanNumbers;
import io.natter.cli.text.PrettyJson;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code natter server list}. <i>Confined to one thread.</i> */
@Command(name = "list", description = "List known servers")
final class ListServers implements Callable<Integer> {
    /** By what servers are sorted. */
    private enum Order {
        NAME(Comparator.comparing(ServerAnswer::name)),
        CLUSTER(Comparator.comparing(ServerAnswer::cluster)),
        CONNS(by("connections")),
        CONN(by("connections")),
        SUBS(by("subscriptions")),
        SUB(by("subscriptions")),
        ROUTES(by("routes")),
        ROUTE(by("routes")),
        GWS(by("remotes")),
        GW(by("remotes")),
        MEM(by("mem")),
        CPU(Comparator.comparingDouble(answer -> answer.data().decimal("cpu"))),
        SLOW(by("slow_consumers")),
        UPTIME(Comparator.comparing((ServerAnswer answer) -> answer.data().text("start"))
                .reversed()),
        RTT(Comparator.comparing(ServerAnswer::rtt));

        private final Comparator<ServerAnswer> comparator;

        Order(Comparator<ServerAnswer> comparator) {
            this.comparator = comparator;
        }

        private static Comparator<ServerAnswer> by(String field) {
            return Comparator.comparingLong(answer -> answer.data().number(field));
        }
    }

    @Parameters(arity = "0..1", paramLabel = "<expect>", description = "How many servers to expect")
    private @Nullable Integer expect;

    @Option(
            names = {"-j", "--json"},
            description = "Produce JSON output")
    private boolean isJson;

    @Option(
            names = "--sort",
            defaultValue = "RTT",
            paramLabel = "ORDER",
            description = "Sort by name, cluster, conns, subs, routes, gws, mem, cpu, slow, uptime, rtt")
    private Order order = Order.RTT;

    @Option(
            names = {"-R", "--reverse"},
            description = "Reverse sort servers")
    private boolean isReverse;

    @SuppressWarnings("unused") // taken as the tool takes it, and of no use here
    @Option(names = "--compact", negatable = true, hidden = true)
    private @Nullable Boolean isCompact;

    private final Session session;
    private final SourceFlags source;

    ListServers(Session session, SourceFlags source) {
        this.session = session;
        this.source = source;
    }

    @Override
    public Integer call() {
        source.with(session, servers -> {
            // As with the nats tool, the largest stands first unless the order is reversed.
            Comparator<ServerAnswer> comparator = isReverse ? order.comparator : order.comparator.reversed();
            List<ServerAnswer> found = servers.ask(Page.VARZ, new PageOptions()).stream()
                    .sorted(comparator)
                    .toList();
            session.around().print(isJson ? json(found) : table(found));
            if (expect != null && found.size() < expect) {
                session.around().print("\nMissing " + (expect - found.size()) + " server(s)\n");
            }
        });
        return 0;
    }

    private static String json(List<ServerAnswer> found) {
        return PrettyJson.of(found.stream()
                        .map(answer -> PrettyJson.compact(answer.whole()))
                        .collect(Collectors.joining(",", "[", "]")))
                + "\n";
    }

    private static String table(List<ServerAnswer> found) {
        BoxTable table = new BoxTable(
                "Server Overview",
                "Name",
                "Cluster",
                "Host",
                "Version",
                "JS",
                "Conns",
                "Subs",
                "Routes",
                "GWs",
                "Mem",
                "CPU %",
                "Cores",
                "Slow",
                "Uptime",
                "RTT");
        found.forEach(answer -> row(table, answer));
        long jetStreams =
                found.stream().filter(answer -> answer.server().is("jetstream")).count();
        long clusters = found.stream()
                .map(ServerAnswer::cluster)
                .filter(name -> !name.isEmpty())
                .distinct()
                .count();
        table.foot(
                "",
                Long.toString(clusters),
                Integer.toString(found.size()),
                "",
                Long.toString(jetStreams),
                HumanNumbers.comma(sum(found, "connections")),
                HumanNumbers.comma(sum(found, "subscriptions")),
                "",
                "",
                HumanNumbers.bytes(sum(found, "mem")),
                "",
                "",
                HumanNumbers.comma(sum(found, "slow_consumers")),
                "",
                "");
        return table.render();
    }

    private static void row(BoxTable table, ServerAnswer answer) {
        table.row(
                answer.name(),
                answer.cluster(),
                answer.server().text("host"),
                answer.server().text("ver"),
                answer.server().is("jetstream") ? "yes" : "no",
                HumanNumbers.comma(answer.data().number("connections")),
                HumanNumbers.comma(answer.data().number("subscriptions")),
                HumanNumbers.comma(answer.data().number("routes")),
                HumanNumbers.comma(answer.data().number("remotes")),
                HumanNumbers.bytes(answer.data().number("mem")),
                String.format(Locale.ROOT, "%.0f", answer.data().decimal("cpu")),
                Long.toString(answer.data().number("cores")),
                HumanNumbers.comma(answer.data().number("slow_consumers")),
                answer.data().text("uptime"),
                GoDuration.brief(answer.rtt()));
    }

    static long sum(List<ServerAnswer> found, String field) {
        return found.stream().mapToLong(answer -> answer.data().number(field)).sum();
    }
}
