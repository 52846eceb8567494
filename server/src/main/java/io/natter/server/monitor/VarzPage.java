package io.natter.server.monitor;

import io.natter.server.monitor.ServerFacts.Configuration;
import io.natter.server.monitor.ServerFacts.Counters;
import io.natter.server.monitor.ServerFacts.Endpoint;
import io.natter.server.monitor.ServerFacts.Identity;
import io.natter.server.monitor.ServerFacts.Settings;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The server as a whole: {@code /varz} (E1).
 *
 * <p>Thread-safe. {@code natter} is a field of our own; the blocks of features that are not there yet are empty.
 */
final class VarzPage implements Page {
    private static final int PROTOCOL_LEVEL = 1;
    private static final String RUNTIME =
            "java" + Runtime.version().version().stream().map(String::valueOf).collect(Collectors.joining("."));

    private final ServerState state;
    private final Clock clock;
    private final ProcessFigures process;
    private final Supplier<HttpEndpoint> http;
    private final Supplier<Map<String, Long>> requestCounts;

    /** Where the monitoring pages themselves are to be found; a port of 0 means not at all. Immutable. */
    record HttpEndpoint(String host, int httpPort, int httpsPort, String basePath) {}

    VarzPage(
            ServerState state,
            Clock clock,
            ProcessFigures process,
            Supplier<HttpEndpoint> http,
            Supplier<Map<String, Long>> requestCounts) {
        this.state = state;
        this.clock = clock;
        this.process = process;
        this.http = http;
        this.requestCounts = requestCounts;
    }

    @Override
    public PageReply render(PageRequest request) {
        return PageReply.json(json());
    }

    /** The page's JSON, which the metrics are made of too. */
    byte[] json() {
        ServerFacts server = state.server();
        return PageWriter.indented(page -> {
            writeIdentity(page, server.identity());
            writeEndpoint(page, server.endpoint());
            writeSettings(page, server.settings());
            writeProcess(page, server.identity().start());
            writeCounters(page, server.counters());
            writeConfiguration(page, server);
            writeStatistics(page, server);
        });
    }

    private static void writeIdentity(PageWriter page, Identity identity) {
        page.text("server_id", identity.id())
                .text("server_name", identity.name())
                .text("version", identity.version())
                .text("natter", identity.natterVersion())
                .number("proto", PROTOCOL_LEVEL)
                .text("go", RUNTIME);
    }

    private static void writeEndpoint(PageWriter page, Endpoint endpoint) {
        page.text("host", endpoint.host())
                .number("port", endpoint.port())
                .flagIfSet("auth_required", endpoint.isAuthRequired())
                .flagIfSet("tls_required", endpoint.isTlsRequired())
                .flagIfSet("tls_verify", endpoint.isTlsVerified())
                .textIfAny("ip", endpoint.ip())
                .textsIfAny("connect_urls", endpoint.connectUrls())
                .textsIfAny("ws_connect_urls", endpoint.websocketConnectUrls());
    }

    private void writeSettings(PageWriter page, Settings settings) {
        HttpEndpoint endpoint = http.get();
        page.number("max_connections", settings.connectionsMax())
                .numberIfAny("max_subscriptions", settings.subscriptionsMax())
                .number("ping_interval", settings.pingInterval().toNanos())
                .number("ping_max", settings.pingsOutMax())
                .text("http_host", endpoint.host())
                .number("http_port", endpoint.httpPort())
                .text("http_base_path", endpoint.basePath())
                .number("https_port", endpoint.httpsPort())
                .decimal("auth_timeout", seconds(settings.authTimeout()))
                .number("max_control_line", settings.controlLineBytesMax())
                .number("max_payload", settings.payloadBytesMax())
                .number("max_pending", settings.pendingBytesMax());
        for (String feature : new String[] {"cluster", "gateway", "leaf", "mqtt", "websocket"}) {
            page.emptyObject(feature);
        }
        writeJetStream(page, state.jetStream());
        page.decimal("tls_timeout", seconds(settings.tlsTimeout()))
                .number("write_deadline", settings.writeDeadline().toNanos())
                .textIfAny("write_timeout", settings.writeTimeout());
    }

    private static void writeJetStream(PageWriter page, @Nullable JetStreamFacts facts) {
        if (facts == null) {
            page.emptyObject("jetstream");
        } else {
            page.object("jetstream", jetStream -> writeJetStream(jetStream, facts, true));
        }
    }

    /** The inside of the block of JetStream, with or without the name of its directory. */
    static void writeJetStream(PageWriter page, JetStreamFacts facts, boolean withDirectory) {
        JszPage.config(page, withDirectory ? facts.settings() : facts.settings().withoutDirectory());
        page.object(
                "stats",
                stats -> JszPage.usage(stats, facts.usage(), facts.accounts().size(), facts.api()));
        page.numberMap("limits", facts.settings().limits());
    }

    private void writeProcess(PageWriter page, Instant start) {
        Instant now = clock.instant();
        page.text("start", GoText.time(start))
                .text("now", GoText.time(now))
                .text("uptime", GoText.uptime(Duration.between(start, now)))
                .number("mem", process.residentBytes())
                .number("cores", process.coreCount())
                .number("gomaxprocs", process.coreCount())
                .decimal("cpu", process.cpuPercent());
    }

    private void writeCounters(PageWriter page, Counters counters) {
        Traffic traffic = counters.traffic();
        page.number("connections", counters.connectionCount())
                .number("total_connections", counters.connectionTotal())
                .number("routes", 0)
                .number("remotes", 0)
                .number("leafnodes", 0)
                // All of it comes from clients and goes to them, as long as there are no other servers.
                .number("in_msgs", traffic.inMsgs())
                .number("in_bytes", traffic.inBytes())
                .number("in_client_msgs", traffic.inMsgs())
                .number("in_client_bytes", traffic.inBytes())
                .number("out_msgs", traffic.outMsgs())
                .number("out_bytes", traffic.outBytes())
                .number("out_client_msgs", traffic.outMsgs())
                .number("out_client_bytes", traffic.outBytes())
                .number("slow_consumers", counters.slowConsumerCount())
                .number("stale_connections", counters.staleCount())
                .number("stalled_clients", counters.stallCount())
                .number("subscriptions", counters.subscriptionCount())
                .numberMap("http_req_stats", requestCounts.get());
    }

    private static void writeConfiguration(PageWriter page, ServerFacts server) {
        Configuration configuration = server.configuration();
        page.text("config_load_time", GoText.time(configuration.loaded()))
                .text("config_digest", configuration.digest())
                .textsIfAny("tags", configuration.tags())
                .textMapIfAny("metadata", new TreeMap<>(configuration.metadata()))
                .flagMapIfAny("feature_flags", new TreeMap<>(configuration.featureFlags()))
                .textsIfAny("trusted_operators_jwt", configuration.operatorJwts())
                .textIfAny("system_account", server.identity().systemAccount());
    }

    private static void writeStatistics(PageWriter page, ServerFacts server) {
        Counters counters = server.counters();
        Instant notAfter = server.endpoint().tlsCertificateNotAfter();
        page.object("slow_consumer_stats", stats -> writeByKind(stats, counters.slowConsumerCount()))
                .object("stale_connection_stats", stats -> writeByKind(stats, counters.staleCount()))
                .object(
                        "disk_io_wait_stats",
                        stats -> stats.number("waiters", 0)
                                .number("waits", 0)
                                .number("wait_time", 0)
                                .number("max_wait_time", 0))
                .textIfAny("tls_cert_not_after", notAfter == null ? null : GoText.time(notAfter));
    }

    /** A count of clients among the other kinds of connections. */
    static void writeByKind(PageWriter page, long clients) {
        page.number("clients", clients)
                .number("routes", 0)
                .number("gateways", 0)
                .number("leafs", 0);
    }

    private static double seconds(Duration duration) {
        return duration.toNanos() / 1e9;
    }
}
