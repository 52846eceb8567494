package io.natter.cli.command;

import io.natter.cli.text.BoxTable;
import io.natter.cli.text.GoDuration;
import io.natter.cli.text.HumanNumbers;
import io.natter.cli.text.PrettyJson;
import io.natter.client.NatsConnection;
import io.natter.client.RequestManyOptions;
import io.natter.client.service.EndpointInfo;
import io.natter.client.service.EndpointStats;
import io.natter.client.service.ServiceDiscovery;
import io.natter.client.service.ServiceIdentity;
import io.natter.client.service.ServiceInfo;
import io.natter.client.service.ServicePing;
import io.natter.client.service.ServiceStats;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code natter service}: finds services, tells what they are and how they fare, and runs a small one. <i>Confined to one thread.</i> */
@Command(name = "service", description = "Services discovery and management")
final class ServiceCommand {
    private static final Duration STALL = Duration.ofMillis(300);
    private static final Comparator<ServiceIdentity> BY_NAME =
            Comparator.comparing(ServiceIdentity::name).thenComparing(ServiceIdentity::id);

    private final Session session;

    private ServiceCommand(Session session) {
        this.session = session;
    }

    /** The command, with what is below it in a class of its own. */
    static CommandLine line(Session session) {
        CommandLine line = new CommandLine(new ServiceCommand(session));
        line.addSubcommand("request", new ServiceRequestCommand(session), "req");
        return line;
    }

    @Command(
            name = "list",
            aliases = {"ls", "l"},
            description = "List known Services")
    int list(
            @Parameters(paramLabel = "<NAME>", arity = "0..1", description = "List instances of a specific Service")
                    @Nullable
                    String name,
            @Option(
                            names = {"-j", "--json"},
                            description = "Show JSON output")
                    boolean json) {
        try (NatsConnection nats = session.connect()) {
            List<ServiceInfo> found = found(nats, name);
            if (json) {
                print(PrettyJson.of(
                                array(found.stream().map(ServiceInfo::toJson).toList())) + "\n");
            } else if (found.isEmpty()) {
                print("No results received\n");
            } else {
                print(table(name == null ? "All Services" : name + " Service Instances", found));
            }
        }
        return 0;
    }

    private List<ServiceInfo> found(NatsConnection nats, @Nullable String name) {
        ServiceDiscovery discovery = discovery(nats);
        List<ServiceInfo> found = new ArrayList<>(name == null ? discovery.info() : discovery.info(name));
        if (found.isEmpty()) {
            throw new UsageException("no service instances found");
        }
        found.sort(Comparator.comparing(ServiceInfo::identity, BY_NAME));
        return found;
    }

    private ServiceDiscovery discovery(NatsConnection nats) {
        return ServiceDiscovery.of(nats)
                .withLimits(RequestManyOptions.within(session.timeout()).withStall(STALL));
    }

    /** What is the same as in the row above is left out, as the nats tool does. */
    private static String table(String title, List<ServiceInfo> found) {
        BoxTable table = new BoxTable(title, "Name", "Version", "ID", "Description");
        String name = "";
        String version = "";
        String description = "";
        for (ServiceInfo info : found) {
            ServiceIdentity identity = info.identity();
            table.row(
                    identity.name().equals(name) ? "" : identity.name(),
                    identity.version().equals(version) ? "" : identity.version(),
                    identity.id(),
                    info.description().equals(description) ? "" : info.description());
            name = identity.name();
            version = identity.version();
            description = info.description();
        }
        return table.render();
    }

    @Command(name = "info", aliases = "i", description = "Show Service information")
    int info(
            @Parameters(index = "0", paramLabel = "<service>", description = "Service to show") String name,
            @Parameters(index = "1", arity = "0..1", paramLabel = "<id>", description = "Show info for a specific ID")
                    @Nullable
                    String id,
            @Option(
                            names = {"-e", "--endpoint"},
                            paramLabel = "ENDPOINT",
                            description = "Filter shown endpoints using a regular expression")
                    @Nullable
                    String endpoint,
            @Option(
                            names = {"-j", "--json"},
                            description = "Show JSON output")
                    boolean json) {
        Predicate<String> isShown =
                endpoint == null ? any -> true : pattern(endpoint).asPredicate();
        try (NatsConnection nats = session.connect()) {
            ServiceInfo info = id == null
                    ? found(nats, name).get(0)
                    : discovery(nats)
                            .info(name, id)
                            .orElseThrow(() -> new UsageException("no service instances found"));
            ServiceStats stats = discovery(nats)
                    .stats(info.identity().name(), info.identity().id())
                    .orElseThrow(() -> new UsageException("no statistics received for " + name + " > "
                            + info.identity().id()));
            print(
                    json
                            ? json(info, stats, isShown)
                            : ServiceSheet.text(
                                    info, stats, isShown, session.around().clock()));
        }
        return 0;
    }

    private static Pattern pattern(String regex) {
        try {
            return Pattern.compile(regex);
        } catch (PatternSyntaxException e) {
            throw new UsageException("endpoint: got \"" + regex + "\", expected a regular expression", e);
        }
    }

    private static String json(ServiceInfo info, ServiceStats stats, Predicate<String> isShown) {
        List<EndpointInfo> endpoints = info.endpoints().stream()
                .filter(endpoint -> isShown.test(endpoint.name()))
                .toList();
        List<EndpointStats> figures = stats.endpoints().stream()
                .filter(endpoint -> isShown.test(endpoint.name()))
                .toList();
        byte[] shownInfo = new ServiceInfo(info.identity(), info.description(), endpoints).toJson();
        byte[] shownStats = new ServiceStats(stats.identity(), stats.started(), figures).toJson();
        return PrettyJson.of("{\"info\":" + text(shownInfo) + ",\"stats\":" + text(shownStats) + "}") + "\n";
    }

    @Command(name = "stats", description = "Report Service statistics")
    int stats(
            @Parameters(index = "0", paramLabel = "<service>", description = "Service to show") String name,
            @Parameters(index = "1", arity = "0..1", paramLabel = "<id>", description = "Show info for a specific ID")
                    @Nullable
                    String id,
            @Option(
                            names = {"-j", "--json"},
                            description = "Show JSON output")
                    boolean json) {
        try (NatsConnection nats = session.connect()) {
            ServiceDiscovery discovery = discovery(nats);
            List<ServiceStats> found = new ArrayList<>(
                    id == null
                            ? discovery.stats(name)
                            : discovery.stats(name, id).stream().toList());
            if (found.isEmpty()) {
                throw new UsageException("no service instances found");
            }
            found.sort(Comparator.comparing(ServiceStats::identity, BY_NAME));
            print(
                    json
                            ? PrettyJson.of(array(found.stream()
                                            .map(ServiceStats::toJson)
                                            .toList())) + "\n"
                            : figures(name, found));
        }
        return 0;
    }

    private static String figures(String name, List<ServiceStats> found) {
        BoxTable table = new BoxTable(
                name + " Service Statistics",
                "ID",
                "Endpoint",
                "Requests",
                "Queue Group",
                "Errors",
                "Processing Time",
                "Average Time");
        long requests = 0;
        long errors = 0;
        Duration time = Duration.ZERO;
        for (ServiceStats stats : found) {
            String id = stats.identity().id();
            for (EndpointStats endpoint : stats.endpoints()) {
                table.row(
                        id,
                        endpoint.name(),
                        HumanNumbers.comma(endpoint.requests()),
                        endpoint.queueGroup(),
                        HumanNumbers.comma(endpoint.errors()),
                        GoDuration.brief(endpoint.processingTime()),
                        GoDuration.brief(endpoint.averageProcessingTime()));
                id = "";
                requests += endpoint.requests();
                errors += endpoint.errors();
                time = time.plus(endpoint.processingTime());
            }
        }
        Duration average = requests + errors == 0 ? Duration.ZERO : time.dividedBy(requests + errors);
        return table.foot(
                        "",
                        "",
                        HumanNumbers.comma(requests),
                        "",
                        HumanNumbers.comma(errors),
                        GoDuration.brief(time),
                        GoDuration.brief(average))
                .render();
    }

    @Command(name = "ping", description = "Sends a ping to all Services")
    int ping(
            @Parameters(arity = "0..1", paramLabel = "<service>", description = "Service to show") @Nullable
                    String name) {
        try (NatsConnection nats = session.connect()) {
            ServiceDiscovery discovery = discovery(nats);
            List<ServicePing> found = name == null ? discovery.ping() : discovery.ping(name);
            for (ServicePing ping : found) {
                String who = ping.identity().name() + " " + ping.identity().id();
                print(who + " ".repeat(Math.max(0, 50 - who.length())) + " rtt=" + GoDuration.brief(ping.rtt()) + "\n");
            }
        }
        return 0;
    }

    @Command(name = "serve", description = "Runs a demo Service")
    int serve(
            @Parameters(paramLabel = "<name>", description = "A name for the service to run on") String name,
            @Option(
                            names = {"-H", "--header"},
                            paramLabel = "K:V",
                            description = "Headers to add to responses using K:V format")
                    @Nullable
                    List<String> headers) {
        return new DemoService(session, name, headers == null ? List.of() : headers).run();
    }

    private void print(String text) {
        session.around().out().print(text);
        session.around().out().flush();
    }

    private static String array(List<byte[]> values) {
        return values.stream().map(ServiceCommand::text).collect(Collectors.joining(",", "[", "]"));
    }

    private static String text(byte[] json) {
        return new String(json, StandardCharsets.UTF_8);
    }
}
