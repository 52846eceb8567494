package io.natter.cli.command;

import io.natter.cli.text.Columns;
import io.natter.cli.text.GoDuration;
import io.natter.cli.text.HumanNumbers;
import io.natter.cli.text.PrettyJson;
import io.natter.client.service.EndpointInfo;
import io.natter.client.service.EndpointStats;
import io.natter.client.service.ServiceInfo;
import io.natter.client.service.ServiceStats;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.function.Predicate;

/** One instance of a service, on lines for people. <i>Thread-safe:</i> pure functions. */
final class ServiceSheet {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT);

    private ServiceSheet() {}

    static String text(ServiceInfo info, ServiceStats stats, Predicate<String> isShown, Clock clock) {
        Columns columns = new Columns("Service Information");
        columns.row("Service", info.identity().name() + " (" + info.identity().id() + ")")
                .row("Description", info.description())
                .row("Version", info.identity().version())
                .rows("Metadata", info.identity().metadata());
        columns.title("Endpoints:").indent(2);
        info.endpoints().stream()
                .filter(endpoint -> isShown.test(endpoint.name()))
                .forEach(endpoint -> endpoint(columns, endpoint));
        columns.indent(0).title("Statistics for " + stats.endpoints().size() + " Endpoint(s)");
        stats.endpoints().stream()
                .filter(endpoint -> isShown.test(endpoint.name()))
                .forEach(endpoint -> figures(columns, stats, endpoint, clock));
        return columns.render();
    }

    private static void endpoint(Columns columns, EndpointInfo endpoint) {
        columns.line("")
                .row("Name", endpoint.name())
                .row("Subject", endpoint.subject())
                .rowIfAny("Queue Group", endpoint.queueGroup())
                .rows("Metadata", endpoint.metadata());
    }

    private static void figures(Columns columns, ServiceStats stats, EndpointStats endpoint, Clock clock) {
        String name = endpoint.name().isEmpty() ? "default" : endpoint.name();
        Duration age = Duration.between(stats.started(), clock.instant());
        columns.indent(2)
                .title(name + " Endpoint Statistics")
                .row(
                        "Requests",
                        HumanNumbers.comma(endpoint.requests()) + " in group \"" + endpoint.queueGroup() + "\"")
                .row(
                        "Processing Time",
                        GoDuration.brief(endpoint.processingTime()) + " (average "
                                + GoDuration.brief(endpoint.averageProcessingTime()) + ")")
                .row(
                        "Started",
                        TIME.format(stats.started().atZone(ZoneId.systemDefault())) + " (" + GoDuration.brief(age)
                                + " ago)")
                .row("Errors", HumanNumbers.comma(endpoint.errors()))
                .rowIfAny("Last Error", endpoint.lastError());
        String data = endpoint.dataJson();
        if (!data.isEmpty()) {
            columns.title("Endpoint Specific Statistics");
            PrettyJson.of(data).lines().forEach(columns::line);
        }
        columns.indent(0);
    }
}
