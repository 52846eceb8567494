package io.natter.cli.server;

import io.natter.cli.command.Session;
import io.natter.cli.text.BoxTable;
import io.natter.cli.text.HumanNumbers;
import io.natter.cli.text.JsonTree;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code natter server report jetstream}. <i>Confined to one thread.</i> */
@Command(name = "jetstream", description = "Report on JetStream activity")
final class ReportJetStream implements Callable<Integer> {
    @Option(names = "--account", description = "Produce the report for a specific account")
    private @Nullable String account;

    @Option(
            names = "--sort",
            defaultValue = "cluster",
            paramLabel = "ORDER",
            description = "Sort by name, cluster, streams, consumers, msgs, mbytes, mem, file, api, err")
    private String sort = "cluster";

    @Option(
            names = {"-R", "--reverse"},
            description = "Reverse sort servers")
    private boolean isReverse;

    @SuppressWarnings("unused") // taken as the tool takes it, and of no use here
    @Option(names = "--compact", negatable = true, hidden = true)
    private @Nullable Boolean isCompact;

    private final Session session;
    private final ReportFlags source;

    ReportJetStream(Session session, ReportFlags source) {
        this.session = session;
        this.source = source;
    }

    @Override
    public Integer call() {
        source.with(session, servers -> {
            PageOptions options = new PageOptions().with("config", true).with("limit", 1024);
            if (account != null) {
                options.with("account", "acc", account)
                        .with("accounts", true)
                        .with("streams", true)
                        .with("consumer", "consumers", true);
            }
            List<Figures> rows = servers.ask(Page.JSZ, options).stream()
                    .map(answer -> Figures.of(answer, account != null))
                    .sorted(order())
                    .toList();
            session.around().print(table(rows) + "\n");
        });
        return 0;
    }

    /** One server's. */
    private record Figures(
            String name,
            String cluster,
            String domain,
            long streams,
            long consumers,
            long messages,
            long bytes,
            JsonTree stats,
            long pending) {
        static Figures of(ServerAnswer answer, boolean isOfAccount) {
            JsonTree data = answer.data();
            String leader = data.text("meta_cluster", "leader").equals(answer.name())
                            && !answer.name().isEmpty()
                    ? "*"
                    : "";
            String domain = data.text("config", "domain");
            long pending = data.number("meta_cluster", "pending");
            List<JsonTree> accounts = data.items("account_details");
            if (!isOfAccount || accounts.size() != 1) {
                return new Figures(
                        answer.name() + leader,
                        answer.cluster(),
                        domain,
                        data.number("streams"),
                        data.number("consumers"),
                        data.number("messages"),
                        data.number("bytes"),
                        data,
                        pending);
            }
            JsonTree account = accounts.get(0);
            List<JsonTree> streams = account.items("stream_detail");
            return new Figures(
                    answer.name() + leader,
                    answer.cluster(),
                    domain,
                    streams.size(),
                    sum(streams, "consumer_count"),
                    sum(streams, "messages"),
                    account.number("memory") + account.number("storage"),
                    account,
                    pending);
        }

        private static long sum(List<JsonTree> streams, String field) {
            return streams.stream()
                    .mapToLong(stream -> stream.number("state", field))
                    .sum();
        }
    }

    private Comparator<Figures> order() {
        Comparator<Figures> comparator = switch (sort) {
            case "name" -> Comparator.comparing(Figures::name);
            case "streams" -> Comparator.comparingLong(Figures::streams);
            case "consumers" -> Comparator.comparingLong(Figures::consumers);
            case "msgs" -> Comparator.comparingLong(Figures::messages);
            case "mbytes" -> Comparator.comparingLong(Figures::bytes);
            case "mem" -> Comparator.comparingLong(figures -> figures.stats.number("memory"));
            case "file", "store", "storage" -> Comparator.comparingLong(figures -> figures.stats.number("storage"));
            case "api" -> Comparator.comparingLong(figures -> figures.stats.number("api", "total"));
            case "err" -> Comparator.comparingLong(figures -> figures.stats.number("api", "errors"));
            default -> Comparator.comparing(Figures::cluster).thenComparing(Figures::name);
        };
        return isReverse ? comparator.reversed() : comparator;
    }

    private String table(List<Figures> rows) {
        boolean isWithDomain = rows.stream().anyMatch(figures -> !figures.domain.isEmpty());
        List<String> heads = new ArrayList<>(List.of("Server", "Cluster"));
        if (isWithDomain) {
            heads.add("Domain");
        }
        heads.addAll(List.of("Streams", "Consumers", "Messages", "Bytes", "Memory", "File", "API Req", "Pending"));
        BoxTable table = new BoxTable(
                account == null ? "JetStream Summary" : "JetStream Summary for Account " + account,
                heads.toArray(String[]::new));
        for (Figures figures : rows) {
            List<String> cells = new ArrayList<>(List.of(figures.name, figures.cluster));
            if (isWithDomain) {
                cells.add(figures.domain);
            }
            cells.addAll(cells(List.of(figures)));
            table.row(cells.toArray(String[]::new));
        }
        List<String> foot = new ArrayList<>(isWithDomain ? List.of("", "", "") : List.of("", ""));
        foot.addAll(cells(rows));
        return table.foot(foot.toArray(String[]::new)).render();
    }

    private static List<String> cells(List<Figures> rows) {
        return List.of(
                HumanNumbers.comma(rows.stream().mapToLong(Figures::streams).sum()),
                HumanNumbers.comma(rows.stream().mapToLong(Figures::consumers).sum()),
                HumanNumbers.comma(rows.stream().mapToLong(Figures::messages).sum()),
                HumanNumbers.bytes(rows.stream().mapToLong(Figures::bytes).sum()),
                HumanNumbers.bytes(stat(rows, "memory")),
                HumanNumbers.bytes(stat(rows, "storage")),
                HumanNumbers.comma(stat(rows, "api", "total")),
                HumanNumbers.comma(rows.stream().mapToLong(Figures::pending).sum()));
    }

    private static long stat(List<Figures> rows, String... names) {
        return rows.stream().mapToLong(figures -> figures.stats.number(names)).sum();
    }
}
