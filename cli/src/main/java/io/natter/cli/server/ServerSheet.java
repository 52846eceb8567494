package io.natter.cli.server;

import io.natter.cli.text.Columns;
import io.natter.cli.text.GoDuration;
import io.natter.cli.text.HumanNumbers;
import io.natter.cli.text.HumanTime;
import io.natter.cli.text.JsonTree;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Settings and counters of one server, on lines for people. <i>Thread-safe:</i> pure functions. */
final class ServerSheet {
    private ServerSheet() {}

    static String text(JsonTree varz, Clock clock) {
        String id = varz.text("server_id");
        String name = varz.text("server_name");
        Columns columns = new Columns(
                "Server information for " + (id.equals(name) || name.isEmpty() ? id : name + " (" + id + ")"));
        process(columns, varz, clock);
        connections(columns, varz);
        if (!varz.text("jetstream", "config", "store_dir").isEmpty()) {
            jetStream(columns, varz.at("jetstream"));
        }
        limits(columns, varz);
        statistics(columns, varz);
        cluster(columns, varz);
        return columns.render();
    }

    private static void process(Columns columns, JsonTree varz, Clock clock) {
        columns.title("Process Details")
                .row("Version", varz.text("version"))
                .rowIfAny("Natter Version", varz.text("natter"))
                .rowIfAny("Git Commit", varz.text("git_commit"))
                .rowIfAny("Go Version", varz.text("go"))
                .row("Start Time", time(varz.text("start"), clock))
                .row("Configuration Load Time", time(varz.text("config_load_time"), clock))
                .rowIfAny("Configuration Digest", varz.text("config_digest"))
                .row("Uptime", varz.text("uptime"));
    }

    private static String time(String text, Clock clock) {
        try {
            return HumanTime.at(Instant.parse(text), clock);
        } catch (DateTimeException itIsNone) {
            return text;
        }
    }

    private static void connections(Columns columns, JsonTree varz) {
        String address = varz.text("host") + ":" + varz.number("port");
        String ip = varz.text("ip");
        columns.title("Connection Details")
                .row("Auth Required", Boolean.toString(varz.is("auth_required")))
                .row("TLS Required", Boolean.toString(varz.is("tls_required")))
                .row("Host", ip.isEmpty() ? address : address + " (" + ip + ")");
        lines(columns, "Client URLs", varz.texts("connect_urls"));
        lines(columns, "WebSocket URLs", varz.texts("ws_connect_urls"));
    }

    private static void lines(Columns columns, String label, List<String> values) {
        String shown = label;
        for (String value : values) {
            columns.row(shown, value);
            shown = "";
        }
    }

    private static void jetStream(Columns columns, JsonTree js) {
        columns.title("JetStream")
                .row("Domain", js.text("config", "domain"))
                .row("API Support Level", HumanNumbers.comma(js.number("stats", "api", "level")))
                .row("Storage Directory", js.text("config", "store_dir"))
                .row("Active Accounts", HumanNumbers.comma(js.number("stats", "accounts")))
                .row("Memory In Use", HumanNumbers.bytes(js.number("stats", "memory")))
                .row("File In Use", HumanNumbers.bytes(js.number("stats", "storage")))
                .row("API Requests", HumanNumbers.comma(js.number("stats", "api", "total")))
                .row("API Errors", HumanNumbers.comma(js.number("stats", "api", "errors")));
        if (js.number("config", "sync_interval") > 0) {
            columns.row("Always sync writes to disk", Boolean.toString(js.is("config", "sync_always")))
                    .row("Write sync Frequency", duration(js.number("config", "sync_interval")));
        }
        columns.row("Maximum Memory Storage", HumanNumbers.bytes(js.number("config", "max_memory")))
                .row("Maximum File Storage", HumanNumbers.bytes(js.number("config", "max_storage")))
                .rowIfAny("Unique Tag", js.text("config", "unique_tag"));
        if (js.at("limits").isThere()) {
            columns.row("Maximum HA Assets", unlimited(js.number("limits", "max_ha_assets")))
                    .row("Maximum Ack Pending", unlimited(js.number("limits", "max_ack_pending")))
                    .row("Maximum Request Batch", unlimited(js.number("limits", "max_request_batch")));
        }
        columns.row("Strict API Parsing", Boolean.toString(js.is("config", "strict")));
    }

    private static String unlimited(long most) {
        return most == 0 ? "unlimited" : HumanNumbers.comma(most);
    }

    private static String duration(long nanos) {
        return GoDuration.brief(Duration.ofNanos(nanos));
    }

    private static void limits(Columns columns, JsonTree varz) {
        columns.title("Limits")
                .row("Maximum Connections", HumanNumbers.comma(varz.number("max_connections")))
                .row("Maximum Subscriptions", HumanNumbers.comma(varz.number("max_subscriptions")))
                .row("Maximum Payload", HumanNumbers.bytes(varz.number("max_payload")))
                .row("TLS Timeout", GoDuration.brief(Duration.ofMillis((long) (varz.decimal("tls_timeout") * 1e3))))
                .row("Write Deadline", duration(varz.number("write_deadline")));
    }

    private static void statistics(Columns columns, JsonTree varz) {
        columns.title("Statistics")
                .row(
                        "CPU Cores",
                        varz.number("cores") + " "
                                + String.format(java.util.Locale.ROOT, "%.2f%%", varz.decimal("cpu")));
        if (varz.number("gomaxprocs") > 0) {
            columns.row("GOMAXPROCS", Long.toString(varz.number("gomaxprocs")));
        }
        columns.row("Memory", HumanNumbers.bytes(varz.number("mem")))
                .row("Connections", HumanNumbers.comma(varz.number("connections")))
                .row("Subscriptions", HumanNumbers.comma(varz.number("subscriptions")))
                .row(
                        "Messages",
                        HumanNumbers.comma(varz.number("in_msgs")) + " in "
                                + HumanNumbers.comma(varz.number("out_msgs")) + " out")
                .row(
                        "Bytes",
                        HumanNumbers.bytes(varz.number("in_bytes")) + " in "
                                + HumanNumbers.bytes(varz.number("out_bytes")) + " out")
                .row("Slow Consumers", HumanNumbers.comma(varz.number("slow_consumers")));
    }

    private static void cluster(Columns columns, JsonTree varz) {
        JsonTree cluster = varz.at("cluster");
        if (cluster.texts("urls").isEmpty()) {
            return;
        }
        columns.title("Cluster")
                .row("Name", cluster.text("name"))
                .rowIfAny("Tags", String.join(", ", varz.texts("tags")))
                .row("Host", cluster.text("addr") + ":" + cluster.number("cluster_port"));
        lines(columns, "URLs", cluster.texts("urls"));
    }
}
