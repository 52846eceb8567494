package io.natter.cli.server;

import io.natter.cli.text.HumanNumbers;
import io.natter.cli.text.JsonTree;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What {@code natter top} shows of a server, as nats-top does.
 *
 * <p><i>Immutable.</i>
 *
 * @param isRaw whether bytes are shown as they are, not in larger units
 * @param isLookingUp whether addresses are shown as names
 * @param isWithSubscriptions whether subjects are listed
 * @param delimiter what parts cells; empty for columns
 */
record TopTable(boolean isRaw, boolean isLookingUp, boolean isWithSubscriptions, String delimiter) {
    private static final List<String> HEADS = List.of(
            "HOST",
            "CID",
            "NAME",
            "SUBS",
            "PENDING",
            "MSGS_TO",
            "MSGS_FROM",
            "BYTES_TO",
            "BYTES_FROM",
            "LANG",
            "VERSION",
            "UPTIME",
            "LAST ACTIVITY");

    /** The server's figures with rates since {@code before}, and its connections. */
    String render(TopSnapshot before, TopSnapshot now) {
        return head(before, now) + "\n" + connections(now.connz());
    }

    private String head(TopSnapshot before, TopSnapshot now) {
        JsonTree varz = now.varz();
        return String.format(
                Locale.ROOT,
                "NATS server version %s (uptime: %s)%n"
                        + "Server: %s%n  ID:   %s%n"
                        + "  Load: CPU: %5.1f%%  Memory: %s  Slow Consumers: %s%n"
                        + "  In:   Msgs: %s  Bytes: %s  Msgs/Sec: %.1f  Bytes/Sec: %s%n"
                        + "  Out:  Msgs: %s  Bytes: %s  Msgs/Sec: %.1f  Bytes/Sec: %s%n",
                varz.text("version"),
                varz.text("uptime"),
                varz.text("server_name"),
                varz.text("server_id"),
                varz.decimal("cpu"),
                bytes(varz.number("mem")),
                HumanNumbers.comma(varz.number("slow_consumers")),
                HumanNumbers.comma(varz.number("in_msgs")),
                bytes(varz.number("in_bytes")),
                now.perSecond(before, "in_msgs"),
                bytes((long) now.perSecond(before, "in_bytes")),
                HumanNumbers.comma(varz.number("out_msgs")),
                bytes(varz.number("out_bytes")),
                now.perSecond(before, "out_msgs"),
                bytes((long) now.perSecond(before, "out_bytes")));
    }

    private String connections(JsonTree connz) {
        List<List<String>> rows = new ArrayList<>();
        List<String> heads = new ArrayList<>(HEADS);
        if (isWithSubscriptions) {
            heads.add("SUBSCRIPTIONS");
        }
        rows.add(heads);
        for (JsonTree connection : connz.items("connections")) {
            rows.add(row(connection));
        }
        String polled = "Connections Polled: " + connz.number("num_connections") + "\n";
        return polled + (delimiter.isEmpty() ? columns(rows) : delimited(rows));
    }

    private List<String> row(JsonTree connection) {
        List<String> cells = new ArrayList<>(List.of(
                host(connection.text("ip")) + ":" + connection.number("port"),
                Long.toString(connection.number("cid")),
                connection.text("name"),
                Long.toString(connection.number("subscriptions")),
                bytes(connection.number("pending_bytes")),
                count(connection.number("out_msgs")),
                count(connection.number("in_msgs")),
                bytes(connection.number("out_bytes")),
                bytes(connection.number("in_bytes")),
                connection.text("lang"),
                connection.text("version"),
                connection.text("uptime"),
                connection.text("last_activity")));
        if (isWithSubscriptions) {
            cells.add(String.join(", ", connection.texts("subscriptions_list")));
        }
        return cells;
    }

    private String host(String address) {
        try {
            return isLookingUp ? InetAddress.getByName(address).getCanonicalHostName() : address;
        } catch (UnknownHostException nameless) {
            return address;
        }
    }

    private String bytes(long bytes) {
        return isRaw ? Long.toString(bytes) : HumanNumbers.bytes(bytes);
    }

    private String count(long count) {
        return isRaw ? Long.toString(count) : HumanNumbers.comma(count);
    }

    private String delimited(List<List<String>> rows) {
        StringBuilder text = new StringBuilder();
        rows.forEach(row -> text.append(String.join(delimiter, row)).append('\n'));
        return text.toString();
    }

    private static String columns(List<List<String>> rows) {
        int[] widths = new int[rows.get(0).size()];
        for (List<String> row : rows) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], row.get(i).length());
            }
        }
        StringBuilder text = new StringBuilder();
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder();
            for (int i = 0; i < widths.length; i++) {
                line.append("  ")
                        .append(row.get(i))
                        .append(" ".repeat(widths[i] - row.get(i).length()));
            }
            text.append(line.toString().stripTrailing()).append('\n');
        }
        return text.toString();
    }
}
