package io.natter.cli.server;

import io.natter.cli.command.Session;
import io.natter.cli.command.UsageException;
import io.natter.cli.text.BoxTable;
import io.natter.cli.text.GoDuration;
import io.natter.cli.text.HumanNumbers;
import io.natter.cli.text.JsonTree;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code natter server report leafnodes} and {@code routes}: a row for each connection to another server. <i>Confined to one thread.</i> */
@Command(description = "Report on connections between servers")
final class ReportLinks implements Callable<Integer> {
    private static final Set<String> ORDERS = Set.of(
            "server", "cluster", "name", "account", "acct", "subs", "in-bytes", "out-bytes", "in-msgs", "out-msgs");

    /** Which connections. */
    enum Kind {
        LEAFNODES(Page.LEAFZ, "leafs"),
        ROUTES(Page.ROUTEZ, "routes");

        private final Page page;
        private final String field;

        Kind(Page page, String field) {
            this.page = page;
            this.field = field;
        }
    }

    /** A connection, and the server that tells of it. */
    private record Link(ServerAnswer server, JsonTree link) {}

    @SuppressWarnings("unused") // taken as the tool takes it, and of no use here
    @Parameters(arity = "0..1", paramLabel = "<limit>", hidden = true)
    private @Nullable Integer limit;

    @Option(names = "--account", description = "Produce the report for a specific account")
    private @Nullable String account;

    @Option(
            names = "--sort",
            defaultValue = "server",
            paramLabel = "ORDER",
            description = "Sort by server, cluster, name, account, subs, in-bytes, out-bytes, in-msgs, out-msgs")
    private String sort = "server";

    @Option(
            names = {"-R", "--reverse"},
            description = "Reverse sort connections")
    private boolean isReverse;

    private final Session session;
    private final ReportFlags source;
    private final Kind kind;

    ReportLinks(Session session, ReportFlags source, Kind kind) {
        this.session = session;
        this.source = source;
        this.kind = kind;
    }

    @Override
    public Integer call() {
        if (!ORDERS.contains(sort)) {
            throw new UsageException(
                    "sort: got \"" + sort + "\", expected one of server, cluster, name, account, subs, "
                            + "in-bytes, out-bytes, in-msgs, out-msgs");
        }
        PageOptions options = new PageOptions().with("account", "acc", account);
        source.with(session, servers -> {
            List<Link> links = servers.ask(kind.page, options).stream()
                    .sorted(
                            sort.equals("cluster")
                                    ? Comparator.comparing(ServerAnswer::cluster)
                                            .thenComparing(ServerAnswer::name)
                                    : Comparator.comparing(ServerAnswer::name))
                    .flatMap(answer -> answer.data().items(kind.field).stream().map(link -> new Link(answer, link)))
                    .filter(link -> account == null || link.link.text("account").equals(account))
                    .sorted(LinkText.order(sort, Link::link))
                    .collect(Collectors.toCollection(ArrayList::new));
            if (isReverse) {
                Collections.reverse(links);
            }
            session.around().print(kind == Kind.LEAFNODES ? leafnodes(links) : routes(links));
        });
        return 0;
    }

    private static String leafnodes(List<Link> links) {
        BoxTable table = new BoxTable(
                "Leafnode Report",
                "Server",
                "Name",
                "Account",
                "Address",
                "RTT",
                "Msgs In",
                "Msgs Out",
                "Bytes In",
                "Bytes Out",
                "Subs",
                "Compressed",
                "Spoke");
        for (Link each : links) {
            JsonTree link = each.link;
            table.row(
                    each.server.name(),
                    link.text("name"),
                    LinkText.account(link),
                    LinkText.address(link),
                    link.text("rtt"),
                    HumanNumbers.comma(link.number("in_msgs")),
                    HumanNumbers.comma(link.number("out_msgs")),
                    HumanNumbers.bytes(link.number("in_bytes")),
                    HumanNumbers.bytes(link.number("out_bytes")),
                    HumanNumbers.comma(link.number("subscriptions")),
                    link.text("compression"),
                    Boolean.toString(link.is("is_spoke")));
        }
        return table.render();
    }

    private static String routes(List<Link> links) {
        BoxTable table = new BoxTable(
                "Cluster Report",
                "Server",
                "Cluster",
                "Name",
                "Account",
                "Address",
                "ID",
                "Uptime",
                "RTT",
                "Subs",
                "Bytes In",
                "Bytes Out");
        for (Link each : links) {
            JsonTree link = each.link;
            table.row(
                    each.server.name(),
                    each.server.cluster(),
                    LinkText.name(link),
                    LinkText.account(link),
                    LinkText.address(link),
                    "rid:" + link.number("rid"),
                    uptime(each.server.server().text("time"), link.text("start")),
                    link.text("rtt"),
                    HumanNumbers.comma(link.number("subscriptions")),
                    HumanNumbers.bytes(link.number("in_bytes")),
                    HumanNumbers.bytes(link.number("out_bytes")));
        }
        return table.foot(
                        count(links.stream()
                                .map(each -> each.server.name())
                                .distinct()
                                .count()),
                        count(links.stream()
                                .map(each -> each.server.cluster())
                                .distinct()
                                .count()),
                        "",
                        "",
                        count(links.size()),
                        "",
                        "",
                        "",
                        count(sum(links, "subscriptions")),
                        HumanNumbers.bytes(sum(links, "in_bytes")),
                        HumanNumbers.bytes(sum(links, "out_bytes")))
                .render();
    }

    private static String count(long number) {
        return HumanNumbers.comma(number);
    }

    private static long sum(List<Link> links, String field) {
        return links.stream().mapToLong(each -> each.link.number(field)).sum();
    }

    private static String uptime(String now, String start) {
        try {
            return GoDuration.brief(Duration.between(Instant.parse(start), Instant.parse(now)));
        } catch (DateTimeException itIsNone) {
            return "";
        }
    }
}
