package io.natter.server.monitor;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/**
 * The page for people: how the server is, and where to read on ({@code /}).
 *
 * <p>Thread-safe. It needs nothing from elsewhere: no picture, script or font. Text that a client or a configuration file
 * chose is escaped.
 */
final class IndexPage implements Page {
    private static final String TEMPLATE = template();

    /** A link of the page. */
    private record Link(String path, String name, String what) {}

    private static final List<Link> LINKS = List.of(
            new Link("/varz", "General", "settings, counters, memory and load"),
            new Link("/connz", "Connections", "who is connected, and what they send and receive"),
            new Link("/connz?state=closed&sort=stop", "Closed connections", "who left last, and why"),
            new Link("/connz?subs=detail&auth=1", "Connections in detail", "with users and subscriptions"),
            new Link("/subsz", "Subscriptions", "how interest is used"),
            new Link("/subsz?subs=1", "Subscriptions listed", "one by one"),
            new Link("/accountz", "Accounts", "their names; one in detail with ?acc=NAME"),
            new Link("/accstatz?unused=1", "Account statistics", "what each account sent and received"),
            new Link("/healthz", "Health", "for probes: 200 when all is well"),
            new Link("/metrics", "Metrics", "for Prometheus"),
            new Link("/jsz", "JetStream", "off in this server"),
            new Link("/routez", "Routes", "none in this server"),
            new Link("/leafz", "Leaf nodes", "none in this server"),
            new Link("/gatewayz", "Gateways", "none in this server"),
            new Link("/raftz", "Raft groups", "none in this server"),
            new Link("/ipqueuesz?all=1", "Queues", "what waits for each event loop"),
            new Link("/stacksz", "Threads", "where each one is"),
            new Link("/debug/vars", "Memory", "as Go programs show it"));

    private final ServerState state;
    private final Clock clock;
    private final ProcessFigures process;
    private final String basePath;

    IndexPage(ServerState state, Clock clock, ProcessFigures process, String basePath) {
        this.state = state;
        this.clock = clock;
        this.process = process;
        this.basePath = basePath;
    }

    @Override
    public PageReply render(PageRequest request) {
        ServerFacts server = state.server();
        ServerFacts.Identity identity = server.identity();
        String notReady = state.notReady();
        return PageReply.html(TEMPLATE.replace("{{name}}", escaped(identity.name()))
                .replace("{{id}}", escaped(identity.id()))
                .replace("{{natter}}", escaped(identity.natterVersion()))
                .replace("{{version}}", escaped(identity.version()))
                .replace(
                        "{{address}}",
                        escaped(server.endpoint().host() + ":"
                                + server.endpoint().port()))
                .replace("{{health}}", notReady == null ? "serving" : "not listening: " + escaped(notReady))
                .replace("{{healthClass}}", notReady == null ? "good" : "bad")
                .replace("{{figures}}", figures(server))
                .replace("{{links}}", links()));
    }

    private String figures(ServerFacts server) {
        ServerFacts.Counters counters = server.counters();
        Traffic traffic = counters.traffic();
        return figure("up", GoText.uptime(Duration.between(server.identity().start(), clock.instant())))
                + figure("connections", counted(counters.connectionCount()))
                + figure("subscriptions", counted(counters.subscriptionCount()))
                + figure("messages in", counted(traffic.inMsgs()))
                + figure("messages out", counted(traffic.outMsgs()))
                + figure("bytes in", counted(traffic.inBytes()))
                + figure("bytes out", counted(traffic.outBytes()))
                + figure("slow consumers", counted(counters.slowConsumerCount()))
                + figure("memory", counted(process.residentBytes() >> 20) + " MiB")
                + figure("cpu", process.cpuPercent() + " %");
    }

    private static String figure(String name, String value) {
        return "<div><dt>" + name + "</dt><dd>" + value + "</dd></div>\n";
    }

    private String links() {
        StringBuilder links = new StringBuilder();
        for (Link link : LINKS) {
            links.append("<li><a href=\"")
                    .append(escaped(basePath + link.path()))
                    .append("\">")
                    .append(link.name())
                    .append("</a> <code>")
                    .append(escaped(link.path()))
                    .append("</code><span>")
                    .append(link.what())
                    .append("</span></li>\n");
        }
        return links.toString();
    }

    private static String counted(long count) {
        return String.format(Locale.ROOT, "%,d", count);
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                // A name must not be able to hold a place of the template.
                .replace("{", "&#123;");
    }

    private static String template() {
        try (InputStream in = Objects.requireNonNull(IndexPage.class.getResourceAsStream("index.html"))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException brokenArchive) {
            throw new UncheckedIOException(brokenArchive);
        }
    }
}
