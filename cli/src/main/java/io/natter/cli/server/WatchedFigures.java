package io.natter.cli.server;

import io.natter.cli.text.BoxTable;
import io.natter.cli.text.HumanNumbers;
import io.natter.cli.text.JsonTree;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * What {@code natter server watch} shows of what servers tell of themselves. <i>Immutable.</i>
 *
 * <pre>
 *  SERVERS      $SYS.SERVER.*.STATSZ            a row for each server, a foot with the sums
 *  JETSTREAM    the same, of those that have it
 *  ACCOUNTS     $SYS.ACCOUNT.*.SERVER.CONNS     a row for each account, over the servers that have connections of it
 * </pre>
 */
enum WatchedFigures {
    SERVERS("Server", "$SYS.SERVER.*.STATSZ", "conns", serverOrders()) {
        @Override
        String table(String title, List<Row> rows, int most) {
            BoxTable table = new BoxTable(
                    title,
                    "Server",
                    "Connections",
                    "Subscription",
                    "Slow",
                    "Memory",
                    "CPU",
                    "Cores",
                    "Routes",
                    "Gateways",
                    "Sent",
                    "Received");
            for (Row row : rows.subList(0, Math.min(most, rows.size()))) {
                JsonTree stats = row.figures();
                table.row(
                        row.name(),
                        comma(stats.number("connections")),
                        comma(stats.number("subscriptions")),
                        comma(stats.number("slow_consumers")),
                        HumanNumbers.bytes(stats.number("mem")),
                        HumanNumbers.comma(stats.decimal("cpu")),
                        comma(stats.number("cores")),
                        comma(stats.items("routes").size()),
                        comma(stats.items("gateways").size()),
                        traffic(stats, "sent"),
                        traffic(stats, "received"));
            }
            return table.foot(
                            "Totals (All Servers)",
                            comma(sum(rows, "connections")),
                            comma(sum(rows, "subscriptions")),
                            comma(sum(rows, "slow_consumers")),
                            HumanNumbers.bytes(sum(rows, "mem")),
                            "",
                            "",
                            "",
                            "",
                            traffic(rows, "sent"),
                            traffic(rows, "received"))
                    .render();
        }
    },

    JETSTREAM("Server", "$SYS.SERVER.*.STATSZ", "assets", streamOrders()) {
        @Override
        String table(String title, List<Row> rows, int most) {
            BoxTable table =
                    new BoxTable(title, "Server", "HA Assets", "Memory", "File", "API", "API Errors", "Pending");
            for (Row row : rows.subList(0, Math.min(most, rows.size()))) {
                JsonTree stats = row.figures().at("jetstream", "stats");
                table.row(
                        row.name(),
                        comma(stats.number("ha_assets")),
                        HumanNumbers.bytes(stats.number("memory")),
                        HumanNumbers.bytes(stats.number("storage")),
                        comma(stats.number("api", "total")),
                        comma(stats.number("api", "errors")),
                        comma(row.figures().number("jetstream", "meta", "pending")));
            }
            return table.foot(
                            "Totals (" + rows.size() + " Servers)",
                            comma(sum(rows, "jetstream", "stats", "ha_assets")),
                            HumanNumbers.bytes(sum(rows, "jetstream", "stats", "memory")),
                            HumanNumbers.bytes(sum(rows, "jetstream", "stats", "storage")),
                            comma(sum(rows, "jetstream", "stats", "api", "total")),
                            comma(sum(rows, "jetstream", "stats", "api", "errors")),
                            comma(sum(rows, "jetstream", "meta", "pending")))
                    .render();
        }

        @Override
        boolean shows(JsonTree told) {
            return told.at("statsz", "jetstream").isThere();
        }
    },

    ACCOUNTS("Account", "$SYS.ACCOUNT.*.SERVER.CONNS", "conns", accountOrders()) {
        @Override
        String table(String title, List<Row> rows, int most) {
            BoxTable table = new BoxTable(
                    title,
                    "Account",
                    "Servers",
                    "Connections",
                    "Leafnodes",
                    "Subscriptions",
                    "Slow",
                    "Sent",
                    "Received");
            for (Row row : rows.subList(0, Math.min(most, rows.size()))) {
                List<Row> one = row.all();
                table.row(
                        row.name(),
                        comma(one.size()),
                        comma(sum(one, "conns")),
                        comma(sum(one, "leafnodes")),
                        comma(sum(one, "num_subscriptions")),
                        comma(sum(one, "slow_consumers")),
                        traffic(one, "sent"),
                        traffic(one, "received"));
            }
            return table.render();
        }
    };

    private final String title;
    private final String subject;
    private final String usualOrder;
    private final Map<String, Order> orders;

    /** A word for {@code --sort}, its title, and what it compares. */
    private record Order(String title, Comparator<Row> comparator) {}

    /** What one server, or several about one account, told last. */
    record Row(String name, JsonTree figures, List<Row> all) {
        static Row of(String name, JsonTree figures) {
            return new Row(name, figures, List.of());
        }
    }

    WatchedFigures(String title, String subject, String usualOrder, Map<String, Order> orders) {
        this.title = title;
        this.subject = subject;
        this.usualOrder = usualOrder;
        this.orders = orders;
    }

    /** Where it is told. */
    String subject() {
        return subject;
    }

    /** The words that {@code --sort} takes. */
    Collection<String> orders() {
        return orders.keySet();
    }

    /** The word that holds where none is given. */
    String usualOrder() {
        return usualOrder;
    }

    /** Whether this tells of what is watched. */
    boolean shows(JsonTree told) {
        return true;
    }

    /** What was told last by each server, as one table of so many rows at most. */
    String render(Collection<JsonTree> told, String orderWord, int most, String time) {
        Order order = orders.getOrDefault(orderWord, orders.get(usualOrder));
        List<Row> rows = new ArrayList<>(rows(told));
        if (order == null) {
            throw new IllegalArgumentException("--sort: got " + orderWord + ", expected one of " + orders.keySet());
        }
        rows.sort(order.comparator().thenComparing(Row::name));
        String count = rows.size() > most ? most + " / " + rows.size() : Integer.toString(rows.size());
        return table("Top " + count + " " + title + " activity by " + order.title() + " at " + time, rows, most);
    }

    private Collection<Row> rows(Collection<JsonTree> told) {
        if (this != ACCOUNTS) {
            return told.stream()
                    .map(each -> Row.of(each.text("server", "name"), each.at("statsz")))
                    .toList();
        }
        Map<String, List<Row>> byAccount = new LinkedHashMap<>();
        for (JsonTree each : told) {
            String name = each.text("name").isEmpty() ? each.text("acc") : each.text("name");
            byAccount.computeIfAbsent(name, none -> new ArrayList<>()).add(Row.of(name, each));
        }
        return byAccount.entrySet().stream()
                .map(entry -> new Row(entry.getKey(), JsonTree.of(Map.of()), entry.getValue()))
                .toList();
    }

    abstract String table(String title, List<Row> rows, int most);

    private static Map<String, Order> serverOrders() {
        Map<String, Order> orders = new LinkedHashMap<>();
        orders.put("name", new Order("Server Name", Comparator.comparing(Row::name)));
        orders.put("conns", most("Connections", "connections"));
        orders.put("subs", most("Subscriptions", "subscriptions"));
        orders.put("sentb", most("Sent Bytes", "sent", "bytes"));
        orders.put("sentm", most("Sent Messages", "sent", "msgs"));
        orders.put("recvb", most("Received Bytes", "received", "bytes"));
        orders.put("recvm", most("Received Messages", "received", "msgs"));
        orders.put("slow", most("Slow Consumers", "slow_consumers"));
        orders.put("mem", most("Memory", "mem"));
        orders.put("cpu", decreasing("CPU", row -> row.figures().decimal("cpu")));
        orders.put("route", decreasing("Routes", row ->
                (double) row.figures().items("routes").size()));
        orders.put("gway", decreasing("Gateways", row ->
                (double) row.figures().items("gateways").size()));
        return orders;
    }

    private static Map<String, Order> streamOrders() {
        return Map.of(
                "mem", most("Memory Used", "jetstream", "stats", "memory"),
                "file", most("File Storage", "jetstream", "stats", "storage"),
                "assets", most("HA Asset", "jetstream", "stats", "ha_assets"),
                "api", most("API Requests", "jetstream", "stats", "api", "total"));
    }

    private static Map<String, Order> accountOrders() {
        Map<String, Order> orders = new LinkedHashMap<>();
        orders.put("conns", mostOfAll("Connections", "conns"));
        orders.put("subs", mostOfAll("Subscriptions", "num_subscriptions"));
        orders.put("sentb", mostOfAll("Sent Bytes", "sent", "bytes"));
        orders.put("sentm", mostOfAll("Sent Messages", "sent", "msgs"));
        orders.put("recvb", mostOfAll("Received Bytes", "received", "bytes"));
        orders.put("recvm", mostOfAll("Received Messages", "received", "msgs"));
        orders.put("slow", mostOfAll("Slow Consumers", "slow_consumers"));
        return orders;
    }

    private static Order most(String title, String... names) {
        return decreasing(title, row -> (double) row.figures().number(names));
    }

    private static Order mostOfAll(String title, String... names) {
        return decreasing(title, row -> (double) sum(row.all(), names));
    }

    private static Order decreasing(String title, Function<Row, Double> figure) {
        return new Order(title, Comparator.comparing(figure, Comparator.reverseOrder()));
    }

    private static long sum(List<Row> rows, String... names) {
        return rows.stream().mapToLong(row -> row.figures().number(names)).sum();
    }

    private static String traffic(JsonTree figures, String way) {
        return comma(figures.number(way, "msgs")) + " / " + HumanNumbers.bytes(figures.number(way, "bytes"));
    }

    private static String traffic(List<Row> rows, String way) {
        return comma(sum(rows, way, "msgs")) + " / " + HumanNumbers.bytes(sum(rows, way, "bytes"));
    }

    private static String comma(long number) {
        return HumanNumbers.comma(number);
    }
}
