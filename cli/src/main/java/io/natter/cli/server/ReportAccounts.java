package io.natter.cli.server;

import io.natter.cli.command.Session;
import io.natter.cli.text.BoxTable;
import io.natter.cli.text.HumanNumbers;
import io.natter.cli.text.JsonTree;
import io.natter.cli.text.PrettyJson;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code natter server report accounts}: what the connections of each account come to. <i>Confined to one thread.</i> */
@Command(name = "accounts", description = "Report on account activity")
final class ReportAccounts implements Callable<Integer> {
    private static final int CONNECTIONS_MAX = 1 << 20;

    /** By what accounts are sorted. */
    private enum Order {
        IN_BYTES(Totals::inBytes),
        OUT_BYTES(Totals::outBytes),
        IN_MSGS(Totals::inMessages),
        OUT_MSGS(Totals::outMessages),
        CONNS(Totals::connections),
        SUBS(Totals::subscriptions);

        private final java.util.function.ToLongFunction<Totals> figure;

        Order(java.util.function.ToLongFunction<Totals> figure) {
            this.figure = figure;
        }
    }

    /** The sums of one account. */
    private record Totals(
            String account,
            long connections,
            long inMessages,
            long outMessages,
            long inBytes,
            long outBytes,
            long subscriptions) {
        Totals plus(JsonTree connection) {
            return new Totals(
                    account,
                    connections + 1,
                    inMessages + connection.number("in_msgs"),
                    outMessages + connection.number("out_msgs"),
                    inBytes + connection.number("in_bytes"),
                    outBytes + connection.number("out_bytes"),
                    subscriptions + connection.number("subscriptions"));
        }

        String json() {
            Map<String, @Nullable Object> fields = new LinkedHashMap<>();
            fields.put("account", account);
            fields.put("connections", connections);
            fields.put("in_msgs", inMessages);
            fields.put("out_msgs", outMessages);
            fields.put("in_bytes", inBytes);
            fields.put("out_bytes", outBytes);
            fields.put("subscriptions", subscriptions);
            return PrettyJson.compact(JsonTree.of(fields));
        }
    }

    @Parameters(arity = "0..1", paramLabel = "<account>", description = "Account to produce a report for")
    private @Nullable String account;

    @Option(
            names = "--sort",
            defaultValue = "subs",
            paramLabel = "ORDER",
            description = "Sort by in-bytes, out-bytes, in-msgs, out-msgs, conns, subs")
    private String sort = "subs";

    @Option(names = "--top", defaultValue = "1000", description = "Limit results to the top results")
    private int top = 1000;

    @Option(
            names = {"-R", "--reverse"},
            description = "Reverse sort accounts")
    private boolean isReverse;

    @Option(
            names = {"-j", "--json"},
            description = "Produce JSON output")
    private boolean isJson;

    private final Session session;
    private final ReportFlags source;

    ReportAccounts(Session session, ReportFlags source) {
        this.session = session;
        this.source = source;
    }

    @Override
    public Integer call() {
        Order order = Order.valueOf(sort.toUpperCase(Locale.ROOT).replace('-', '_'));
        PageOptions options = new PageOptions()
                .with("auth", true)
                .with("limit", CONNECTIONS_MAX)
                .with("acc", account);
        source.with(session, servers -> {
            List<Totals> sorted = sorted(servers.ask(Page.CONNZ, options), order);
            session.around().print(isJson ? json(sorted) : table(sorted));
        });
        return 0;
    }

    private List<Totals> sorted(List<ServerAnswer> answers, Order order) {
        Map<String, Totals> byAccount = new TreeMap<>();
        for (ServerAnswer answer : answers) {
            for (JsonTree connection : answer.data().items("connections")) {
                String name = connection.text("account");
                byAccount.put(
                        name,
                        byAccount
                                .getOrDefault(name, new Totals(name, 0, 0, 0, 0, 0, 0))
                                .plus(connection));
            }
        }
        Comparator<Totals> comparator = Comparator.comparingLong(order.figure);
        List<Totals> sorted = byAccount.values().stream()
                .sorted(isReverse ? comparator.reversed() : comparator)
                .toList();
        int skipped = isReverse || top <= 0 ? 0 : Math.max(0, sorted.size() - top);
        return sorted.stream()
                .skip(skipped)
                .limit(top <= 0 ? Integer.MAX_VALUE : top)
                .toList();
    }

    private static String json(List<Totals> accounts) {
        return PrettyJson.of(accounts.stream().map(Totals::json).collect(Collectors.joining(",", "[", "]"))) + "\n";
    }

    private static String table(List<Totals> accounts) {
        BoxTable table = new BoxTable(
                accounts.size() + " Accounts Overview",
                "Account",
                "Connections",
                "In Msgs",
                "Out Msgs",
                "In Bytes",
                "Out Bytes",
                "Subs");
        accounts.forEach(totals -> table.row(
                totals.account,
                HumanNumbers.comma(totals.connections),
                HumanNumbers.comma(totals.inMessages),
                HumanNumbers.comma(totals.outMessages),
                HumanNumbers.bytes(totals.inBytes),
                HumanNumbers.bytes(totals.outBytes),
                HumanNumbers.comma(totals.subscriptions)));
        return table.render();
    }
}
