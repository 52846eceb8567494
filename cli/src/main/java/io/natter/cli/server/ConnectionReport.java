package io.natter.cli.server;

import io.natter.cli.text.BoxTable;
import io.natter.cli.text.HumanNumbers;
import io.natter.cli.text.JsonTree;
import io.natter.cli.text.PrettyJson;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Connections of all servers that answered. <i>Immutable.</i> */
public final class ConnectionReport {
    private static final int NAME_MAX = 40;
    private static final int ACCOUNT_MAX = 46;
    private static final int ACCOUNT_CUT = 12;

    /** By what connections are sorted. */
    public enum Order {
        /** Bytes the server received. */
        IN_BYTES("in_bytes"),
        /** Bytes the server sent. */
        OUT_BYTES("out_bytes"),
        /** Messages the server received. */
        IN_MSGS("in_msgs"),
        /** Messages the server sent. */
        OUT_MSGS("out_msgs"),
        /** How long they are connected. */
        UPTIME("start"),
        /** Their ids. */
        CID("cid"),
        /** How many subscriptions they have. */
        SUBS("subscriptions");

        private final String field;

        Order(String field) {
            this.field = field;
        }

        /** The constant of a word such as {@code in-bytes}; throws {@link IllegalArgumentException} if there is none. */
        public static Order of(String word) {
            try {
                return valueOf(word.toUpperCase(Locale.ROOT).replace('-', '_'));
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException(
                        "sort: got \"" + word
                                + "\", expected one of in-bytes, out-bytes, in-msgs, out-msgs, uptime, cid, subs",
                        e);
            }
        }

        private Comparator<Connection> comparator() {
            return this == UPTIME
                    ? Comparator.comparing((Connection connection) -> connection.facts.text(field))
                            .reversed()
                    : Comparator.comparingLong(connection -> connection.facts.number(field));
        }

        private String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /** One connection, and where it is. */
    private record Connection(ServerAnswer server, JsonTree facts) {}

    private final List<Connection> connections;
    private final Order order;

    /** The connections that these answers to {@link Page#CONNZ} tell of, the smallest first unless {@code isReverse}; of closed ones those with that reason. */
    public ConnectionReport(List<ServerAnswer> answers, Order order, boolean isReverse, String reason) {
        this.order = order;
        Comparator<Connection> comparator = isReverse ? order.comparator().reversed() : order.comparator();
        this.connections = answers.stream()
                .flatMap(answer ->
                        answer.data().items("connections").stream().map(facts -> new Connection(answer, facts)))
                .filter(connection -> connection.facts.text("reason").contains(reason))
                .sorted(comparator)
                .toList();
    }

    /** All of it as JSON, each connection with its server. */
    public String json() {
        return PrettyJson.of(connections.stream()
                        .map(connection -> PrettyJson.compact(withServer(connection)))
                        .collect(Collectors.joining(",", "[", "]")))
                + "\n";
    }

    private static JsonTree withServer(Connection connection) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        if (connection.facts.value() instanceof Map<?, ?> own) {
            own.forEach((name, value) -> fields.put(String.valueOf(name), value));
        }
        fields.put("server", connection.server.server().value());
        return JsonTree.of(fields);
    }

    /** The first {@code most} of them in a table, with what they come to in all, and how many each server has. */
    public String text(int most, boolean isReasonShown) {
        int shown = most <= 0 ? connections.size() : Math.min(most, connections.size());
        List<String> heads = new ArrayList<>(List.of(
                "CID",
                "Name",
                "Server",
                "Cluster",
                "IP",
                "Account",
                "Uptime",
                "In Msgs",
                "Out Msgs",
                "In Bytes",
                "Out Bytes",
                "Subs"));
        if (isReasonShown) {
            heads.add("Reason");
        }
        String title = "Top " + shown + " Connections out of " + HumanNumbers.comma(connections.size()) + " by "
                + order.word();
        BoxTable table = new BoxTable(title, heads.toArray(String[]::new));
        connections.stream().limit(shown).forEach(connection -> table.row(cells(connection, isReasonShown)));
        if (connections.size() > 1) {
            table.foot(foot(isReasonShown));
        }
        return table.render() + "\n" + perServer();
    }

    private static String[] cells(Connection connection, boolean isReasonShown) {
        JsonTree facts = connection.facts;
        String kind = facts.text("kind");
        String id = facts.text("cid");
        List<String> cells = new ArrayList<>(List.of(
                kind.isEmpty() || kind.equals("Client") ? id : kind.charAt(0) + id,
                cut(facts.text("name"), NAME_MAX, NAME_MAX),
                connection.server.name(),
                connection.server.cluster(),
                facts.text("ip") + ":" + facts.number("port"),
                cut(facts.text("account"), ACCOUNT_MAX, ACCOUNT_CUT),
                facts.text("uptime"),
                HumanNumbers.comma(facts.number("in_msgs")),
                HumanNumbers.comma(facts.number("out_msgs")),
                HumanNumbers.bytes(facts.number("in_bytes")),
                HumanNumbers.bytes(facts.number("out_bytes")),
                HumanNumbers.comma(facts.number("subscriptions"))));
        if (isReasonShown) {
            cells.add(facts.text("reason"));
        }
        return cells.toArray(String[]::new);
    }

    private static String cut(String text, int most, int kept) {
        return text.length() > most ? text.substring(0, kept) + " .." : text;
    }

    private String[] foot(boolean isReasonShown) {
        List<String> cells = new ArrayList<>(List.of(
                "",
                "Totals for " + HumanNumbers.comma(connections.size()) + " connections",
                "",
                "",
                "",
                "",
                "",
                HumanNumbers.comma(sum("in_msgs")),
                HumanNumbers.comma(sum("out_msgs")),
                HumanNumbers.bytes(sum("in_bytes")),
                HumanNumbers.bytes(sum("out_bytes")),
                HumanNumbers.comma(sum("subscriptions"))));
        if (isReasonShown) {
            cells.add("");
        }
        return cells.toArray(String[]::new);
    }

    private long sum(String field) {
        return connections.stream()
                .mapToLong(connection -> connection.facts.number(field))
                .sum();
    }

    private String perServer() {
        if (connections.isEmpty()) {
            return "";
        }
        Map<ServerAnswer, Long> counts = connections.stream()
                .collect(Collectors.groupingBy(Connection::server, LinkedHashMap::new, Collectors.counting()));
        BoxTable table = new BoxTable("Connections per server", "Server", "Cluster", "Connections");
        counts.entrySet().stream()
                .sorted(Map.Entry.comparingByValue())
                .forEach(entry -> table.row(
                        entry.getKey().name(), entry.getKey().cluster(), HumanNumbers.comma(entry.getValue())));
        return table.render();
    }
}
